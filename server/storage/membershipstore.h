// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/commands.h"
#include "domain/model.h"
#include "storage/storerole.h"

#include <vector>

namespace parlance {

/// What joining, leaving and the like tell the caller to announce. `changed` is false when there
/// was nothing to do (already a member, already gone), which is not an error.
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
    /// Where it stands now.
    qint64 seq = 0;
    bool changed = false;
};

/// Who belongs to which room, who is invited, and how far members have read. See StoreRole for what
/// holds of every call.
class MembershipStore : public StoreRole
{
public:
    /// The ids of all rooms of a user, for presence and delivery.
    virtual void roomIdsOf(UserId userId, Callback<std::vector<RoomId>> done) = 0;
    /// RoomNotFound, LimitReached, Forbidden (a direct conversation). Joining a private room takes
    /// an invitation, which is used up.
    virtual void joinRoom(UserRef actor, RoomId roomId, Callback<MembershipChange> done) = 0;
    /// RoomNotFound, Forbidden (a direct conversation), Conflict (the owner of a room with others
    /// in it must hand it over first). When its last member leaves, the room is deleted in the same
    /// step.
    virtual void leaveRoom(UserRef actor, RoomId roomId, Callback<MembershipChange> done) = 0;
    /// RoomNotFound, Forbidden, UserNotFound, LimitReached, Conflict (already a member). Members of
    /// a public room, moderators of a private one.
    virtual void inviteToRoom(UserRef actor, InviteToRoom command,
                              Callback<InvitationChange> done) = 0;
    /// Newest first, one page of them; there is no other.
    virtual void listInvitations(UserId invitee, Callback<QList<Invitation>> done) = 0;
    /// InvitationNotFound.
    virtual void declineInvitation(UserId invitee, RoomId roomId, Callback<void> done) = 0;
    /// RoomNotFound, NotMember (of a private room). By user id.
    virtual void listMembers(UserId viewer, ListMembers query, Callback<MemberPage> done) = 0;
    /// RoomNotFound, Forbidden, UserNotFound (no member), LimitReached (of rooms the new owner
    /// has). Owner only; making another the owner makes the actor a moderator.
    virtual void setRoomRole(UserId actor, SetRoomRole command,
                             Callback<std::vector<MembershipChange>> done) = 0;
    /// RoomNotFound, Forbidden, UserNotFound (no member). Moderators; nobody removes an equal or
    /// higher role.
    virtual void removeMember(UserId actor, RemoveMember command,
                              Callback<MembershipChange> done) = 0;
    /// RoomNotFound, NotMember. Moves forward only.
    virtual void markRead(UserId actor, MarkRead command, Callback<ReadMark> done) = 0;
};

} // namespace parlance
