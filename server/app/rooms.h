// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/commands.h"
#include "domain/limits.h"
#include "realtime/broker.h"
#include "stores/membershipstore.h"
#include "stores/roomstore.h"

namespace parlance {

/// Rooms, memberships, invitations and direct conversations: validates, stores, then publishes. The
/// errors are the store's, and ValidationFailed. Event loop only.
class Rooms
{
public:
    Rooms(RoomStore &rooms, MembershipStore &memberships, Broker &broker, Limits limits);

    void create(const Actor &actor, const CreateRoom &command, Callback<RoomView> done);
    void rename(const Actor &actor, const RenameRoom &command, Callback<Room> done);
    void remove(const Actor &actor, RoomId roomId, Callback<void> done);
    void find(const Actor &actor, RoomId roomId, Callback<RoomView> done);
    void list(const Actor &actor, const ListRooms &query, Callback<RoomPage> done);
    /// The room of this name, created if there is none: RoomStore::ensureRoom().
    void ensure(const Actor &actor, const QString &name, Callback<RoomView> done);
    /// RoomNotFound.
    void findByName(const Actor &actor, const QString &name, Callback<RoomView> done);
    /// RoomStore::listVisibleRooms(); without a viewer the public rooms.
    void listVisible(const std::optional<Actor> &viewer, std::optional<RoomId> before, int limit,
                     Callback<QList<Room>> done);
    /// A new member is announced after the callback, so that the caller can subscribe in it.
    void join(const Actor &actor, RoomId roomId, Callback<MembershipChange> done);
    void leave(const Actor &actor, RoomId roomId, Callback<void> done);
    void invite(const Actor &actor, const InviteToRoom &command, Callback<Invitation> done);
    void listInvitations(const Actor &actor, Callback<QList<Invitation>> done);
    void declineInvitation(const Actor &actor, RoomId roomId, Callback<void> done);
    void listMembers(const Actor &actor, const ListMembers &query, Callback<MemberPage> done);
    void setRole(const Actor &actor, const SetRoomRole &command, Callback<void> done);
    void removeMember(const Actor &actor, const RemoveMember &command, Callback<void> done);
    void openDirect(const Actor &actor, UserId peer, Callback<OpenedDirect> done);
    void markRead(const Actor &actor, const MarkRead &command, Callback<qint64> done);

private:
    Callback<MembershipChange> announceLeft(Callback<void> done);

    RoomStore &m_rooms;
    MembershipStore &m_memberships;
    Broker &m_broker;
    Limits m_limits;
};

} // namespace parlance
