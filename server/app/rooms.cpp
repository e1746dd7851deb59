// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rooms.h"

#include "domain/validation.h"

namespace parlance {

Rooms::Rooms(RoomStore &rooms, MembershipStore &memberships, Broker &broker, Limits limits)
    : m_rooms(rooms)
    , m_memberships(memberships)
    , m_broker(broker)
    , m_limits(limits)
{
}

void Rooms::create(const Actor &actor, const CreateRoom &command, Callback<RoomView> done)
{
    const auto name = validRoomName(command.name, m_limits);
    if (!name) {
        done(name.error());
        return;
    }
    const CreateRoom valid{*name, command.isPrivate, command.members};
    auto announce = [this, user = actor.user(),
                     done = std::move(done)](const Result<CreatedRoom> &created) {
        if (!created) {
            done(created.error());
            return;
        }
        // The answer tells how many members are online.
        m_broker.publish(MemberJoined{created->view.room, user, RoomRole::Owner});
        for (const UserRef &member : created->members)
            m_broker.publish(MemberJoined{created->view.room, member, RoomRole::Member});
        done(created->view);
    };
    m_rooms.createRoom(actor.user(), valid, foldedKey(*name), std::move(announce));
}

void Rooms::rename(const Actor &actor, const RenameRoom &command, Callback<Room> done)
{
    const auto name = validRoomName(command.name, m_limits);
    if (!name) {
        done(name.error());
        return;
    }
    const RenameRoom valid{command.roomId, *name};
    m_rooms.renameRoom(actor.userId, valid, foldedKey(*name),
                       [this, done = std::move(done)](const Result<Room> &room) {
                           done(room);
                           if (room)
                               m_broker.publish(RoomUpdated{*room});
                       });
}

void Rooms::remove(const Actor &actor, RoomId roomId, Callback<void> done)
{
    m_rooms.deleteRoom(actor.userId, roomId,
                       [this, roomId, done = std::move(done)](const Result<Room> &room) {
                           done(room ? Result<void>() : Result<void>(room.error()));
                           if (room)
                               m_broker.publish(RoomDeleted{roomId});
                       });
}

void Rooms::find(const Actor &actor, RoomId roomId, Callback<RoomView> done)
{
    m_rooms.findRoom(actor.userId, roomId, std::move(done));
}

void Rooms::list(const Actor &actor, const ListRooms &query, Callback<RoomPage> done)
{
    const auto search = validSearch(query.search.trimmed(), m_limits.roomNameLength);
    if (!search) {
        done(search.error());
        return;
    }
    ListRooms found = query;
    found.search = *search;
    m_rooms.listRooms(actor.userId, std::move(found), std::move(done));
}

void Rooms::ensure(const Actor &actor, const QString &name, Callback<RoomView> done)
{
    const auto valid = validRoomName(name, m_limits);
    if (!valid) {
        done(valid.error());
        return;
    }
    m_rooms.ensureRoom(actor.user(), *valid, foldedKey(*valid), std::move(done));
}

void Rooms::findByName(const Actor &actor, const QString &name, Callback<RoomView> done)
{
    // An invalid room name has no room.
    const auto valid = validRoomName(name, m_limits);
    if (!valid)
        done(ErrorCode::RoomNotFound);
    else
        m_rooms.findRoomByName(actor.userId, foldedKey(*valid), std::move(done));
}

void Rooms::listVisible(const std::optional<Actor> &viewer, std::optional<RoomId> before, int limit,
                        Callback<QList<Room>> done)
{
    m_rooms.listVisibleRooms(viewer ? viewer->userId : UserId(), before, limit, std::move(done));
}

void Rooms::join(const Actor &actor, RoomId roomId, Callback<MembershipChange> done)
{
    auto announce = [this, done = std::move(done)](const Result<MembershipChange> &change) {
        done(change);
        if (change && change->changed)
            m_broker.publish(MemberJoined{change->room, change->user, change->role});
    };
    m_memberships.joinRoom(actor.user(), roomId, std::move(announce));
}

void Rooms::leave(const Actor &actor, RoomId roomId, Callback<void> done)
{
    m_memberships.leaveRoom(actor.user(), roomId, announceLeft(std::move(done)));
}

Callback<MembershipChange> Rooms::announceLeft(Callback<void> done)
{
    return [this, done = std::move(done)](const Result<MembershipChange> &change) {
        done(change ? Result<void>() : Result<void>(change.error()));
        if (change && change->changed)
            m_broker.publish(MemberLeft{change->room.id, change->user});
    };
}

void Rooms::invite(const Actor &actor, const InviteToRoom &command, Callback<Invitation> done)
{
    auto announce = [this, done = std::move(done)](const Result<InvitationChange> &change) {
        if (!change) {
            done(change.error());
            return;
        }
        done(change->invitation);
        if (change->changed)
            m_broker.publish(InvitationCreated{change->invitation});
    };
    m_memberships.inviteToRoom(actor.user(), command, std::move(announce));
}

void Rooms::listInvitations(const Actor &actor, Callback<QList<Invitation>> done)
{
    m_memberships.listInvitations(actor.userId, std::move(done));
}

void Rooms::declineInvitation(const Actor &actor, RoomId roomId, Callback<void> done)
{
    m_memberships.declineInvitation(actor.userId, roomId, std::move(done));
}

void Rooms::listMembers(const Actor &actor, const ListMembers &query, Callback<MemberPage> done)
{
    m_memberships.listMembers(actor.userId, query, std::move(done));
}

void Rooms::setRole(const Actor &actor, const SetRoomRole &command, Callback<void> done)
{
    auto announce = [this,
                     done = std::move(done)](const Result<std::vector<MembershipChange>> &changes) {
        if (!changes) {
            done(changes.error());
            return;
        }
        done({});
        for (const MembershipChange &change : *changes) {
            if (change.changed)
                m_broker.publish(MemberUpdated{change.room.id, change.user, change.role});
        }
    };
    m_memberships.setRoomRole(actor.userId, command, std::move(announce));
}

void Rooms::removeMember(const Actor &actor, const RemoveMember &command, Callback<void> done)
{
    m_memberships.removeMember(actor.userId, command, announceLeft(std::move(done)));
}

void Rooms::openDirect(const Actor &actor, UserId peer, Callback<OpenedDirect> done)
{
    auto announce = [this, user = actor.user(),
                     done = std::move(done)](const Result<OpenedDirect> &opened) {
        // As in create().
        if (opened && opened->created) {
            const Room &room = opened->view.room;
            m_broker.publish(MemberJoined{room, user, RoomRole::Member});
            if (opened->view.peer)
                m_broker.publish(MemberJoined{room, *opened->view.peer, RoomRole::Member});
        }
        done(opened);
    };
    m_rooms.openDirect(actor.user(), peer, std::move(announce));
}

void Rooms::markRead(const Actor &actor, const MarkRead &command, Callback<qint64> done)
{
    auto announce = [this, actor, roomId = command.roomId,
                     done = std::move(done)](const auto &mark) {
        if (!mark) {
            done(mark.error());
            return;
        }
        done(mark->seq);
        if (mark->changed)
            m_broker.publish(ReadMarkMoved{actor.userId, roomId, mark->seq});
    };
    m_memberships.markRead(actor.userId, command, std::move(announce));
}

} // namespace parlance
