// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/commands.h"
#include "domain/model.h"
#include "stores/storerole.h"

#include <vector>

namespace parlance {

/// The result of joining, leaving and similar calls, for the caller to publish. `changed` is false
/// if there was nothing to do (already a member, already left), which is not an error.
struct MembershipChange
{
    Room room;
    UserRef user;
    RoomRole role = RoomRole::Member;
    bool changed = false;
};

/// `changed` as above.
struct InvitationChange
{
    Invitation invitation;
    bool changed = false;
};

struct ReadMark
{
    /// The current read position.
    qint64 seq = 0;
    bool changed = false;
};

/// Members and invitations of rooms, and the members' read positions. See StoreRole for the rules
/// of every call.
class MembershipStore : public StoreRole
{
public:
    /// The ids of all rooms of a user, for presence and delivery.
    virtual void roomIdsOf(UserId userId, Callback<std::vector<RoomId>> done) = 0;
    /// RoomNotFound, LimitReached, Forbidden (a direct conversation). Joining a private room
    /// requires an invitation, which is consumed.
    virtual void joinRoom(UserRef actor, RoomId roomId, Callback<MembershipChange> done) = 0;
    /// RoomNotFound, Forbidden (a direct conversation), Conflict (the owner of a room with other
    /// members must transfer it first). When its last member leaves, the room is deleted in the
    /// same step.
    virtual void leaveRoom(UserRef actor, RoomId roomId, Callback<MembershipChange> done) = 0;
    /// RoomNotFound, Forbidden, UserNotFound, LimitReached, Conflict (already a member). Allowed
    /// for members of a public room and moderators of a private one.
    virtual void inviteToRoom(UserRef actor, InviteToRoom command,
                              Callback<InvitationChange> done) = 0;
    /// Newest first, one page; there is no second one.
    virtual void listInvitations(UserId invitee, Callback<QList<Invitation>> done) = 0;
    /// InvitationNotFound.
    virtual void declineInvitation(UserId invitee, RoomId roomId, Callback<void> done) = 0;
    /// RoomNotFound, NotMember (of a private room). By user id.
    virtual void listMembers(UserId viewer, ListMembers query, Callback<MemberPage> done) = 0;
    /// RoomNotFound, Forbidden, UserNotFound (not a member), LimitReached (of rooms the new owner
    /// has). Owner only; transferring ownership makes the actor a moderator.
    virtual void setRoomRole(UserId actor, SetRoomRole command,
                             Callback<std::vector<MembershipChange>> done) = 0;
    /// RoomNotFound, Forbidden, UserNotFound (not a member). Moderators only; an equal or higher
    /// role cannot be removed.
    virtual void removeMember(UserId actor, RemoveMember command,
                              Callback<MembershipChange> done) = 0;
    /// RoomNotFound, NotMember. The mark only moves forward.
    virtual void markRead(UserId actor, MarkRead command, Callback<ReadMark> done) = 0;
};

} // namespace parlance
