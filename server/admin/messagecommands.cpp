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

QJsonObject renderMessages(const RoomMessages &page)
{
    QJsonObject json{{u"items"_s, arrayOf<Message>(adminjson::message)(page.messages)}};
    if (page.next)
        json.insert(u"next"_s, QString::number(*page.next));
    return json;
}

void listMessages(Services &services, const Call &call, Respond respond)
{
    Arguments in = arguments(call);
    RoomMessagesQuery query{.room = in.text("room"), .user = in.text("user")};
    query.limit = in.pageLimit();
    const qint64 before = in.number("before", 0);
    if (before > 0)
        query.before = before;
    if (!in.ok())
        return respond(in.error());
    services.adminMessages.list(query, answer<RoomMessages>(std::move(respond), renderMessages));
}

void redactMessage(Services &services, const Call &call, Respond respond)
{
    Arguments in = arguments(call);
    const auto message = in.id<MessageId>("message");
    if (!in.ok())
        return respond(in.error());
    const AdminAction action = adminAction(call);
    services.adminMessages.redact(
        action, message,
        answer<Message>(std::move(respond), [dryRun = action.dryRun](const Message &redacted) {
            return QJsonObject{{u"message"_s, adminjson::message(redacted)}, {u"dryRun"_s, dryRun}};
        }));
}

} // namespace

std::vector<Command> messageCommands()
{
    return {
        {.rule = reads("messages.list", Permission::ReadMessages),
         .summary = "List the messages of a room, newest first",
         .arguments = {theRoom,
                       someUser,
                       {.name = "before",
                        .type = Type::Number,
                        .help = "Continue before this \"next\""},
                       pageSize},
         .handler = listMessages,
         .answer = "AdminMessagePage",
         .errors = {ErrorCode::RoomNotFound, ErrorCode::UserNotFound},
         .columns = {"id", "createdAt", "author", "text", "deletedAt"}},
        {.rule = changes("messages.redact", Permission::ModerateRooms),
         .summary = "Delete a message; its text is gone for everybody",
         .arguments = {{.name = "message",
                        .required = true,
                        .help = "The id of a message",
                        .example = "697dc67a00000000000000f6"}},
         .handler = redactMessage,
         .answer = "AdminRedactedMessage",
         .errors = {ErrorCode::MessageNotFound, ErrorCode::Conflict}},
    };
}

} // namespace parlance::admin
