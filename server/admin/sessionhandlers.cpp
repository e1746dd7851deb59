// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/adminjson.h"
#include "admin/arguments.h"
#include "admin/commands.h"
#include "admin/handlers.h"
#include "calls/adminaction.h"
#include "dialects/handlersupport.h"

namespace parlance::admin {

using namespace Qt::StringLiterals;

namespace {

/// Those that match, one page of them, after the connection `after`.
QJsonObject connectionPage(const QList<ConnectionInfo> &open, const QString &user, quint64 after,
                           int limit)
{
    QList<ConnectionInfo> shown;
    bool more = false;
    for (const ConnectionInfo &each : open) {
        const QString name = each.actor ? each.actor->username : QString();
        const bool matches = user.isEmpty() || name.compare(user, Qt::CaseInsensitive) == 0 ||
                             (each.actor && each.actor->userId.toString() == user);
        if (each.id <= after || !matches)
            continue;
        more = shown.size() >= limit;
        if (more)
            break;
        shown.append(each);
    }
    return adminjson::page(shown, more, adminjson::connection,
                           [](const ConnectionInfo &last) { return QString::number(last.id); });
}

} // namespace

void listConnections(Services &services, const Call &call, Respond respond)
{
    Arguments in = arguments(call);
    const QString user = in.text("user");
    const auto after = quint64(in.number("after", 0));
    const int limit = in.pageLimit();
    if (!in.ok())
        return respond(in.error());
    respond(Reply{connectionPage(services.administration.connections(), user, after, limit)});
}

void showConnection(Services &services, const Call &call, Respond respond)
{
    Arguments in = arguments(call);
    const auto id = quint64(in.number("connection", 0));
    if (!in.ok())
        return respond(in.error());
    const auto found = services.administration.findConnection(id);
    respond(found ? Result<Reply>(Reply{adminjson::connection(*found)}) : found.error());
}

void disconnectConnection(Services &services, const Call &call, Respond respond)
{
    Arguments in = arguments(call);
    const auto id = quint64(in.number("connection", 0));
    if (!in.ok())
        return respond(in.error());
    services.administration.disconnect(adminAction(call), id, answerDone(std::move(respond)));
}

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

void listAudit(Services &services, const Call &call, Respond respond)
{
    Arguments in = arguments(call);
    AuditQuery query{.actor = in.text("actor"), .command = in.text("command")};
    query.target = in.text("target");
    query.since = in.time("since");
    query.until = in.time("until");
    query.limit = in.pageLimit();
    const qint64 before = in.number("before", 0);
    if (!in.ok())
        return respond(in.error());
    if (before > 0)
        query.before = before;
    const auto cursor = [](const AuditEntry &last) { return QString::number(last.position); };
    services.administration.listAudit(
        query, answer<AuditPage>(std::move(respond), [cursor](const AuditPage &page) {
            return adminjson::page(page.entries, page.more, adminjson::auditEntry, cursor);
        }));
}

} // namespace parlance::admin
