// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/database.h"
#include "storage/writecontext.h"
#include "stores/membershipstore.h"

/// See accountstatements.h.
namespace parlance::statements {

Result<std::vector<RoomId>> roomIdsOf(Database &db, const Limits &, UserId userId);
Result<MembershipChange> joinRoom(Database &db, WriteContext &writer, const UserRef &actor,
                                  RoomId roomId);
Result<MembershipChange> leaveRoom(Database &db, WriteContext &writer, const UserRef &actor,
                                   RoomId roomId);
Result<MemberPage> listMembers(Database &db, const Limits &limits, UserId viewer,
                               const ListMembers &query);
Result<std::vector<MembershipChange>> setRoomRole(Database &db, WriteContext &writer, UserId actor,
                                                  const SetRoomRole &command);
Result<MembershipChange> removeMember(Database &db, WriteContext &writer, UserId actor,
                                      const RemoveMember &command);
/// Ends a membership.
void removeMembership(Database &db, WriteContext &writer, RoomId room, UserId user);
/// The heir becomes the owner; the former one, if a member, a moderator. Those whose role changed.
std::vector<Member> handOver(Database &db, WriteContext &writer, RoomId room, Member heir,
                             std::optional<Member> owner);
Result<ReadMark> markRead(Database &db, WriteContext &writer, UserId actor,
                          const MarkRead &command);

Result<InvitationChange> inviteToRoom(Database &db, WriteContext &writer, const UserRef &actor,
                                      const InviteToRoom &command);
Result<QList<Invitation>> listInvitations(Database &db, const Limits &limits, UserId invitee);
Result<void> declineInvitation(Database &db, WriteContext &, UserId invitee, RoomId roomId);

} // namespace parlance::statements
