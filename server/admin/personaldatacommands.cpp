// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/adminjson.h"
#include "admin/arguments.h"
#include "admin/commandgroups.h"
#include "admin/exportjson.h"
#include "calls/adminaction.h"
#include "dialects/handlersupport.h"

#include <algorithm>

namespace parlance::admin {

using namespace Qt::StringLiterals;
using Type = Argument::Type;

namespace {

QJsonObject renderErasure(const Erasure &erasure, bool dryRun)
{
    const ErasedUser &erased = erasure.erased;
    const auto count = [&erased](auto matches) {
        return qint64(std::count_if(erased.rooms.begin(), erased.rooms.end(), matches));
    };
    return {
        // The former name beside the new state.
        {u"user"_s, adminjson::user(erased.user, {AccountState::Erased})},
        {u"endedSessions"_s, erased.sessions},
        {u"leftRooms"_s, count([](const LeftRoom &room) { return room.kind != RoomKind::Direct; })},
        {u"ownedRooms"_s, count([](const LeftRoom &room) { return room.owned; })},
        {u"deletedRooms"_s, count([](const LeftRoom &room) { return room.deleted; })},
        {u"messages"_s, erasure.messages},
        {u"messagesDeleted"_s, erasure.deletesMessages},
        {u"dryRun"_s, dryRun},
    };
}

void eraseUser(Services &services, const Call &call, Respond respond)
{
    Arguments in = arguments(call);
    const QString user = in.text("user");
    const QString messages = in.text("messages");
    if (!messages.isEmpty() && messages != u"keep"_s && messages != u"delete"_s)
        in.fail("messages", u"must be keep or delete"_s);
    if (!in.ok())
        return respond(in.error());
    const AdminAction action = adminAction(call);
    services.personalData.erase(
        action, user, messages == u"delete"_s,
        answer<Erasure>(std::move(respond), [dryRun = action.dryRun](const Erasure &erasure) {
            return renderErasure(erasure, dryRun);
        }));
}

void exportUser(Services &services, const Call &call, Respond respond)
{
    Arguments in = arguments(call);
    const QString user = in.text("user");
    const QString after = in.text("after");
    const int limit = in.pageLimit();
    const auto place = exportjson::placeFrom(after);
    if (!after.isEmpty() && !place)
        in.fail("after", u"is no \"next\" of an export"_s);
    if (!in.ok())
        return respond(in.error());
    auto done = answer<ExportPage>(std::move(respond), exportjson::page);
    if (place)
        services.personalData.continueExport(user, *place, limit, std::move(done));
    else
        services.personalData.beginExport(adminAction(call), user, limit, std::move(done));
}

} // namespace

std::vector<Command> personalDataCommands()
{
    return {
        {.rule = changes("users.erase", Permission::ManageUsers),
         .summary = "Remove all personal data of a user for good; the messages stay, or go too",
         .arguments = {theUser,
                       {.name = "messages",
                        .help = "\"keep\": they stay, as those of \"deleted user\"; \"delete\""}},
         .handler = eraseUser,
         .answer = "AdminErasure",
         .errors = {ErrorCode::UserNotFound, ErrorCode::Conflict}},
        {.rule = readsLogged("users.export", Permission::ManageUsers),
         .summary = "Print everything that is stored about a user, one JSON object a line",
         .arguments = {theUser, afterId, pageSize},
         .handler = exportUser,
         .answer = "AdminExportPage",
         .errors = {ErrorCode::UserNotFound, ErrorCode::Conflict},
         .isStream = true},
    };
}

} // namespace parlance::admin
