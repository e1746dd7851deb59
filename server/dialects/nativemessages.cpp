// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialects/handlersupport.h"
#include "dialects/nativehandlers.h"
#include "dialects/nativejson.h"

namespace parlance::nativehandlers {

using namespace Qt::StringLiterals;

namespace {

QJsonArray renderMessages(const QList<Message> &messages)
{
    return arrayOf<Message>(nativejson::message)(messages);
}

QJsonObject renderChanges(const ChangePage &page)
{
    return {{u"messages"_s, renderMessages(page.messages)},
            {u"until"_s, page.until},
            {u"more"_s, page.more},
            {u"purgedSeq"_s, page.purgedSeq}};
}

QJsonObject renderResumed(const ResumedRoom &room)
{
    QJsonObject json;
    if (room.changes)
        json = renderChanges(*room.changes);
    else
        json.insert(u"error"_s, toJson(room.changes.error()));
    json.insert(u"roomId"_s, room.roomId.toString());
    return json;
}

QList<ResumeRooms::Place> readPlaces(JsonReader &in)
{
    QList<ResumeRooms::Place> places;
    const QJsonArray rooms = in.array(u"rooms"_s);
    for (qsizetype i = 0; i < rooms.size() && in.ok(); ++i) {
        JsonReader entry(rooms[i].toObject());
        places.append({entry.id<RoomId>(u"roomId"_s), entry.integer(u"since"_s)});
        if (places.last().since < 0)
            entry.fail(u"since"_s, u"must not be negative"_s);
        if (!entry.ok())
            in.fail(u"rooms"_s, u"entry %1: %2"_s.arg(i).arg(entry.error().message()));
    }
    return places;
}

} // namespace

void postMessage(Services &services, const Call &call, Respond respond)
{
    JsonReader in = reader(call);
    const PostMessage command{.roomId = in.id<RoomId>(u"roomId"_s),
                              .text = in.string(u"text"_s),
                              .clientId = in.optionalString(u"clientId"_s),
                              .overSocket = call.socket != nullptr,
                              .parsedAt = call.parsedAt};
    if (!in.ok())
        return respond(in.error());
    auto finish = [respond = std::move(respond)](const Result<StoredMessage> &stored) {
        if (!stored)
            return respond(stored.error());
        respond(Reply{nativejson::message(stored->message), stored->repeated ? 200 : 201});
    };
    services.messages.post(*call.caller.actor, command, std::move(finish));
}

void listMessages(Services &services, const Call &call, Respond respond)
{
    JsonReader in = reader(call);
    const ListMessages query{in.id<RoomId>(u"roomId"_s), in.optionalInteger(u"before"_s),
                             in.optionalInteger(u"after"_s), pageLimit(in, 50)};
    if (query.before && query.after)
        in.fail(u"before"_s, u"and \"after\" exclude each other"_s);
    const auto render = [](const MessagePage &page) {
        return QJsonObject{{u"messages"_s, renderMessages(page.messages)}, {u"more"_s, page.more}};
    };
    callWith(services.messages, &Messages::list, call, in, query,
             answer<MessagePage>(std::move(respond), render));
}

void listChanges(Services &services, const Call &call, Respond respond)
{
    JsonReader in = reader(call);
    const ListChanges query{in.id<RoomId>(u"roomId"_s), in.integer(u"since"_s), pageLimit(in, 200)};
    callWith(services.messages, &Messages::changes, call, in, query,
             answer<ChangePage>(std::move(respond), renderChanges));
}

void resumeMessages(Services &services, const Call &call, Respond respond)
{
    JsonReader in = reader(call);
    const ResumeRooms query{readPlaces(in)};
    const auto render = [](const QList<ResumedRoom> &rooms) {
        return QJsonObject{{u"rooms"_s, arrayOf<ResumedRoom>(renderResumed)(rooms)}};
    };
    callWith(services.messages, &Messages::resume, call, in, query,
             answer<QList<ResumedRoom>>(std::move(respond), render));
}

void editMessage(Services &services, const Call &call, Respond respond)
{
    JsonReader in = reader(call);
    const EditMessage command{in.id<MessageId>(u"messageId"_s), in.string(u"text"_s)};
    callWith(services.messages, &Messages::edit, call, in, command,
             answer<Message>(std::move(respond), nativejson::message));
}

void deleteMessage(Services &services, const Call &call, Respond respond)
{
    JsonReader in = reader(call);
    const auto id = in.id<MessageId>(u"messageId"_s);
    callWith(services.messages, &Messages::remove, call, in, id,
             answer<Message>(std::move(respond), nativejson::message));
}

} // namespace parlance::nativehandlers
