// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialects/handlersupport.h"
#include "dialects/nativehandlers.h"
#include "dialects/nativejson.h"

namespace parlance::nativehandlers {

using namespace Qt::StringLiterals;

namespace {

QJsonArray renderMessages(const QList<Message> &messages)
{
    QJsonArray list;
    for (const Message &message : messages)
        list.append(nativejson::message(message));
    return list;
}

} // namespace

void postMessage(Services &services, const Call &call, Respond respond)
{
    JsonReader in = reader(call);
    const PostMessage command{in.id<RoomId>(u"roomId"_s), in.string(u"text"_s),
                              in.optionalString(u"clientId"_s)};
    if (!in.ok())
        return respond(in.error());
    const auto finish = [respond](const Result<StoredMessage> &stored) {
        if (!stored)
            return respond(stored.error());
        respond(Reply{nativejson::message(stored->message), stored->repeated ? 200 : 201});
    };
    services.messages.post(*call.caller.actor, command, finish);
}

void listMessages(Services &services, const Call &call, Respond respond)
{
    JsonReader in = reader(call);
    const ListMessages query{in.id<RoomId>(u"roomId"_s), in.optionalInteger(u"before"_s),
                             in.optionalInteger(u"after"_s), pageLimit(in, 50)};
    if (query.before && query.after)
        in.fail(u"before"_s, u"and \"after\" exclude each other"_s);
    if (!in.ok())
        return respond(in.error());
    const auto render = [](const MessagePage &page) {
        return QJsonObject{{u"messages"_s, renderMessages(page.messages)}, {u"more"_s, page.more}};
    };
    services.messages.list(*call.caller.actor, query,
                           answer<MessagePage>(std::move(respond), render));
}

void listChanges(Services &services, const Call &call, Respond respond)
{
    JsonReader in = reader(call);
    const ListChanges query{in.id<RoomId>(u"roomId"_s), in.integer(u"since"_s), pageLimit(in, 200)};
    if (!in.ok())
        return respond(in.error());
    const auto render = [](const ChangePage &page) {
        return QJsonObject{{u"messages"_s, renderMessages(page.messages)},
                           {u"until"_s, page.until},
                           {u"more"_s, page.more}};
    };
    services.messages.changes(*call.caller.actor, query,
                              answer<ChangePage>(std::move(respond), render));
}

void editMessage(Services &services, const Call &call, Respond respond)
{
    JsonReader in = reader(call);
    const EditMessage command{in.id<MessageId>(u"messageId"_s), in.string(u"text"_s)};
    if (!in.ok())
        return respond(in.error());
    services.messages.edit(*call.caller.actor, command,
                           answer<Message>(std::move(respond), nativejson::message));
}

void deleteMessage(Services &services, const Call &call, Respond respond)
{
    JsonReader in = reader(call);
    const auto id = in.id<MessageId>(u"messageId"_s);
    if (!in.ok())
        return respond(in.error());
    services.messages.remove(*call.caller.actor, id,
                             answer<Message>(std::move(respond), nativejson::message));
}

} // namespace parlance::nativehandlers
