// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/adminjson.h"
#include "admin/arguments.h"
#include "admin/commandgroups.h"
#include "calls/adminaction.h"
#include "dialects/handlersupport.h"

namespace parlance::admin {

using namespace Qt::StringLiterals;
using Type = Argument::Type;

namespace {

void listSessions(Services &services, const Call &call, Respond respond)
{
    Arguments in = arguments(call);
    SessionQuery query{.user = in.text("user"), .after = in.id<SessionId>("after")};
    query.limit = in.pageLimit();
    if (!in.ok())
        return respond(in.error());
    const auto cursor = [](const StoredSession &last) { return last.session.id.toString(); };
    services.administration.listSessions(
        query, answer<SessionPage>(std::move(respond), [cursor](const SessionPage &page) {
            return adminjson::page(page.sessions, page.more, adminjson::session, cursor);
        }));
}

void endSessions(Services &services, const Call &call, Respond respond)
{
    Arguments in = arguments(call);
    const QString user = in.text("user");
    const auto session = in.id<SessionId>("session");
    if (in.ok() && user.isEmpty() == session.isNull())
        in.fail("user", u"or \"session\" is needed, not both"_s);
    if (!in.ok())
        return respond(in.error());
    const AdminAction action = adminAction(call);
    services.administration.endSessions(
        action, user, session,
        answer<EndedSessions>(
            std::move(respond), [dryRun = action.dryRun](const EndedSessions &ended) {
                return QJsonObject{{u"username"_s, ended.user.username},
                                   {u"endedSessions"_s, qint64(ended.sessions.size())},
                                   {u"dryRun"_s, dryRun}};
            }));
}

} // namespace

std::vector<Command> sessionCommands()
{
    return {
        {.rule = reads("sessions.list"),
         .summary = "List the sessions that have not expired",
         .arguments = {someUser, afterId, pageSize},
         .handler = listSessions,
         .answer = "AdminSessionPage",
         .errors = {ErrorCode::UserNotFound},
         .columns = {"id", "username", "dialect", "address", "createdAt", "expiresAt"}},
        {.rule = changes("sessions.end", Permission::ModerateUsers),
         .summary = "End a session, or all sessions of a user",
         .arguments = {{.name = "user", .type = Type::User, .help = "All sessions of this user"},
                       {.name = "session",
                        .help = "Only the session with this id",
                        .example = "697dc67a00000000000000f6"}},
         .handler = endSessions,
         .answer = "AdminEndedSessions",
         .errors = {ErrorCode::UserNotFound, ErrorCode::SessionNotFound, ErrorCode::Conflict}},
    };
}

} // namespace parlance::admin
