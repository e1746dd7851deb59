// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialects/handlersupport.h"
#include "dialects/nativehandlers.h"
#include "dialects/nativejson.h"

namespace parlance::nativehandlers {

using namespace Qt::StringLiterals;

namespace {

RoomRole readRole(JsonReader &in)
{
    const QString name = in.string(u"role"_s);
    for (const RoomRole role : {RoomRole::Member, RoomRole::Moderator, RoomRole::Owner}) {
        if (name == nativejson::roleName(role))
            return role;
    }
    in.fail(u"role"_s, u"must be member, moderator or owner"_s);
    return RoomRole::Member;
}

RoomScope readScope(JsonReader &in)
{
    const QString name = in.optionalString(u"scope"_s).value_or(u"mine"_s);
    if (name != "mine"_L1 && name != "public"_L1)
        in.fail(u"scope"_s, u"must be mine or public"_s);
    return name == "public"_L1 ? RoomScope::Public : RoomScope::Mine;
}

auto roomViewWith(const Presence &presence)
{
    return [&presence](const RoomView &view) { return nativejson::roomView(view, presence); };
}

// For calls that name only a room.
template <class Method, class Done>
void callOnRoom(Services &services, const Call &call, Method method, Done done)
{
    JsonReader in = reader(call);
    const auto roomId = in.id<RoomId>(u"roomId"_s);
    callWith(services.rooms, method, call, in, roomId, std::move(done));
}

} // namespace

void createRoom(Services &services, const Call &call, Respond respond)
{
    JsonReader in = reader(call);
    const CreateRoom command{in.string(u"name"_s),
                             in.optionalBoolean(u"private"_s).value_or(false)};
    callWith(services.rooms, &Rooms::create, call, in, command,
             answer<RoomView>(std::move(respond), roomViewWith(services.presence), 201));
}

void listRooms(Services &services, const Call &call, Respond respond)
{
    JsonReader in = reader(call);
    const ListRooms query{readScope(in), in.optionalString(u"search"_s).value_or(QString()),
                          in.optionalString(u"after"_s).value_or(QString()), pageLimit(in, 50)};
    const auto render = [&presence = services.presence](const RoomPage &page) {
        const auto list = arrayOf<RoomView>(roomViewWith(presence))(page.rooms);
        const QJsonValue next = page.next.isEmpty() ? QJsonValue() : QJsonValue(page.next);
        return QJsonObject{{u"rooms"_s, list}, {u"next"_s, next}};
    };
    callWith(services.rooms, &Rooms::list, call, in, query,
             answer<RoomPage>(std::move(respond), render));
}

void getRoom(Services &services, const Call &call, Respond respond)
{
    callOnRoom(services, call, &Rooms::find,
               answer<RoomView>(std::move(respond), roomViewWith(services.presence)));
}

void updateRoom(Services &services, const Call &call, Respond respond)
{
    JsonReader in = reader(call);
    const RenameRoom command{in.id<RoomId>(u"roomId"_s), in.string(u"name"_s)};
    callWith(services.rooms, &Rooms::rename, call, in, command,
             answer<Room>(std::move(respond), nativejson::room));
}

void deleteRoom(Services &services, const Call &call, Respond respond)
{
    callOnRoom(services, call, &Rooms::remove, answerDone(std::move(respond)));
}

void joinRoom(Services &services, const Call &call, Respond respond)
{
    const auto render = [](const MembershipChange &joined) {
        return nativejson::room(joined.room);
    };
    callOnRoom(services, call, &Rooms::join, answer<MembershipChange>(std::move(respond), render));
}

void leaveRoom(Services &services, const Call &call, Respond respond)
{
    callOnRoom(services, call, &Rooms::leave, answerDone(std::move(respond)));
}

void readRoom(Services &services, const Call &call, Respond respond)
{
    JsonReader in = reader(call);
    const MarkRead command{in.id<RoomId>(u"roomId"_s), in.integer(u"seq"_s)};
    const auto render = [](qint64 seq) { return QJsonObject{{u"seq"_s, seq}}; };
    callWith(services.rooms, &Rooms::markRead, call, in, command,
             answer<qint64>(std::move(respond), render));
}

void onlineInRoom(Services &services, const Call &call, Respond respond)
{
    const auto render = [](const QList<UserRef> &users) {
        return QJsonObject{{u"users"_s, arrayOf<UserRef>(nativejson::userRef)(users)}};
    };
    callOnRoom(services, call, &Rooms::find,
               answerOnline(services.presence, std::move(respond), render));
}

void setTyping(Services &services, const Call &call, Respond respond)
{
    JsonReader in = reader(call);
    const SetTyping command{in.id<RoomId>(u"roomId"_s), in.boolean(u"typing"_s)};
    if (!in.ok())
        return respond(in.error());
    const UserRef user = call.caller.actor->user();
    auto finish = [&presence = services.presence, user, command,
                   respond = std::move(respond)](const Result<RoomView> &view) {
        if (!view)
            return respond(view.error());
        if (!view->role)
            return respond(ErrorCode::NotMember);
        presence.announceTyping(user, command.roomId, command.typing);
        respond(Reply{QJsonObject(), 200});
    };
    services.rooms.find(*call.caller.actor, command.roomId, std::move(finish));
}

void listMembers(Services &services, const Call &call, Respond respond)
{
    JsonReader in = reader(call);
    const ListMembers query{in.id<RoomId>(u"roomId"_s),
                            in.optionalId<UserId>(u"after"_s).value_or(UserId()),
                            pageLimit(in, 100)};
    const auto render = [&presence = services.presence](const MemberPage &page) {
        const auto memberJson = [&presence](const Member &member) {
            return nativejson::member(member, presence);
        };
        const auto list = arrayOf<Member>(memberJson)(page.members);
        const QJsonValue next =
            page.more ? QJsonValue(page.members.last().user.id.toString()) : QJsonValue();
        return QJsonObject{{u"members"_s, list}, {u"next"_s, next}};
    };
    callWith(services.rooms, &Rooms::listMembers, call, in, query,
             answer<MemberPage>(std::move(respond), render));
}

void updateMember(Services &services, const Call &call, Respond respond)
{
    JsonReader in = reader(call);
    const SetRoomRole command{in.id<RoomId>(u"roomId"_s), in.id<UserId>(u"userId"_s), readRole(in)};
    callWith(services.rooms, &Rooms::setRole, call, in, command, answerDone(std::move(respond)));
}

void removeMember(Services &services, const Call &call, Respond respond)
{
    JsonReader in = reader(call);
    const RemoveMember command{in.id<RoomId>(u"roomId"_s), in.id<UserId>(u"userId"_s)};
    callWith(services.rooms, &Rooms::removeMember, call, in, command,
             answerDone(std::move(respond)));
}

void createInvitation(Services &services, const Call &call, Respond respond)
{
    JsonReader in = reader(call);
    const InviteToRoom command{in.id<RoomId>(u"roomId"_s), in.id<UserId>(u"userId"_s)};
    callWith(services.rooms, &Rooms::invite, call, in, command,
             answer<Invitation>(std::move(respond), nativejson::invitation, 201));
}

void listInvitations(Services &services, const Call &call, Respond respond)
{
    const auto render = [](const QList<Invitation> &invitations) {
        const auto list = arrayOf<Invitation>(nativejson::invitation)(invitations);
        return QJsonObject{{u"invitations"_s, list}};
    };
    services.rooms.listInvitations(*call.caller.actor,
                                   answer<QList<Invitation>>(std::move(respond), render));
}

void declineInvitation(Services &services, const Call &call, Respond respond)
{
    callOnRoom(services, call, &Rooms::declineInvitation, answerDone(std::move(respond)));
}

void openDirect(Services &services, const Call &call, Respond respond)
{
    JsonReader in = reader(call);
    const auto userId = in.id<UserId>(u"userId"_s);
    if (!in.ok())
        return respond(in.error());
    auto finish = [&presence = services.presence,
                   respond = std::move(respond)](const Result<OpenedDirect> &opened) {
        if (!opened)
            return respond(opened.error());
        respond(Reply{nativejson::roomView(opened->view, presence), opened->created ? 201 : 200});
    };
    services.rooms.openDirect(*call.caller.actor, userId, std::move(finish));
}

} // namespace parlance::nativehandlers
