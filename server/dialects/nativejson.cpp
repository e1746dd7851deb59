// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialects/nativejson.h"

#include "domain/roles.h"

namespace parlance::nativejson {

using namespace Qt::StringLiterals;

namespace {

QString kindName(RoomKind kind)
{
    switch (kind) {
    case RoomKind::Public:
        return u"public"_s;
    case RoomKind::Private:
        return u"private"_s;
    case RoomKind::Direct:
        return u"direct"_s;
    }
    return {};
}

QJsonValue optionalTime(const std::optional<Timestamp> &time)
{
    return time ? QJsonValue(toIsoString(*time)) : QJsonValue();
}

} // namespace

QString roleName(RoomRole role)
{
    switch (role) {
    case RoomRole::Member:
        return u"member"_s;
    case RoomRole::Moderator:
        return u"moderator"_s;
    case RoomRole::Owner:
        return u"owner"_s;
    }
    return {};
}

QJsonObject userRef(const UserRef &user)
{
    return {{u"id"_s, user.id.toString()}, {u"username"_s, user.username}};
}

QJsonObject account(const User &user)
{
    return {
        {u"id"_s, user.id.toString()},
        {u"username"_s, user.username},
        {u"email"_s, user.email ? QJsonValue(*user.email) : QJsonValue()},
        {u"role"_s, parlance::roleName(user.role)},
        {u"createdAt"_s, toIsoString(user.createdAt)},
        {u"mustChangePassword"_s, user.mustChangePassword},
    };
}

QJsonObject profile(const User &user, const Presence &presence)
{
    return {
        {u"id"_s, user.id.toString()},
        {u"username"_s, user.username},
        {u"online"_s, presence.isOnline(user.id)},
        {u"lastSeenAt"_s, optionalTime(user.lastSeenAt)},
    };
}

QJsonObject room(const Room &room)
{
    return {
        {u"id"_s, room.id.toString()},
        {u"kind"_s, kindName(room.kind)},
        {u"name"_s, room.name},
        {u"ownerId"_s, room.ownerId.isNull() ? QJsonValue() : QJsonValue(room.ownerId.toString())},
        {u"createdAt"_s, toIsoString(room.createdAt)},
        {u"updatedAt"_s, toIsoString(room.updatedAt)},
        {u"memberCount"_s, room.memberCount},
        {u"lastSeq"_s, room.lastSeq},
        {u"frozen"_s, room.frozen},
        {u"slowMode"_s, room.slowMode},
        {u"purgedSeq"_s, room.purgedSeq},
    };
}

QJsonObject roomView(const RoomView &view, const Presence &presence)
{
    QJsonObject json = room(view.room);
    json.insert(u"onlineCount"_s, presence.onlineCount(view.room.id));
    json.insert(u"role"_s, view.role ? QJsonValue(roleName(*view.role)) : QJsonValue());
    json.insert(u"readSeq"_s, view.readSeq);
    json.insert(u"unread"_s, view.unread);
    json.insert(u"peer"_s, view.peer ? QJsonValue(userRef(*view.peer)) : QJsonValue());
    return json;
}

QJsonObject member(const Member &member, const Presence &presence)
{
    return {
        {u"user"_s, userRef(member.user)},
        {u"role"_s, roleName(member.role)},
        {u"joinedAt"_s, toIsoString(member.joinedAt)},
        {u"online"_s, presence.isOnline(member.user.id)},
    };
}

QJsonObject invitation(const Invitation &invitation)
{
    return {
        {u"roomId"_s, invitation.roomId.toString()},
        {u"roomName"_s, invitation.roomName},
        {u"inviter"_s, userRef(invitation.inviter)},
        {u"createdAt"_s, toIsoString(invitation.createdAt)},
    };
}

QJsonObject message(const Message &message)
{
    return {
        {u"id"_s, message.id.toString()},
        {u"roomId"_s, message.roomId.toString()},
        {u"seq"_s, message.seq},
        {u"changedSeq"_s, message.changedSeq},
        {u"author"_s, userRef(message.author)},
        {u"text"_s, message.text},
        {u"createdAt"_s, toIsoString(message.createdAt)},
        {u"editedAt"_s, optionalTime(message.editedAt)},
        {u"deletedAt"_s, optionalTime(message.deletedAt)},
    };
}

} // namespace parlance::nativejson
