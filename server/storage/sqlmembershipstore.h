// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/membershipstatements.h"
#include "storage/statementrunner.h"
#include "stores/membershipstore.h"

namespace parlance {

class SqlMembershipStore : public MembershipStore
{
public:
    explicit SqlMembershipStore(StatementRunner &runner)
        : m_runner(runner)
    {
    }
    void roomIdsOf(UserId userId, Callback<std::vector<RoomId>> done) override
    {
        m_runner.read<statements::roomIdsOf>(std::move(done), userId);
    }
    void joinRoom(UserRef actor, RoomId roomId, Callback<MembershipChange> done) override
    {
        m_runner.writeGuarded<statements::joinRoom>(std::move(done), std::move(actor), roomId);
    }
    void leaveRoom(UserRef actor, RoomId roomId, Callback<MembershipChange> done) override
    {
        m_runner.writeGuarded<statements::leaveRoom>(std::move(done), std::move(actor), roomId);
    }
    void inviteToRoom(UserRef actor, InviteToRoom command, Callback<InvitationChange> done) override
    {
        m_runner.write<statements::inviteToRoom>(std::move(done), std::move(actor), command);
    }
    void listInvitations(UserId invitee, Callback<QList<Invitation>> done) override
    {
        m_runner.read<statements::listInvitations>(std::move(done), invitee);
    }
    void declineInvitation(UserId invitee, RoomId roomId, Callback<void> done) override
    {
        m_runner.write<statements::declineInvitation>(std::move(done), invitee, roomId);
    }
    void listMembers(UserId viewer, ListMembers query, Callback<MemberPage> done) override
    {
        m_runner.read<statements::listMembers>(std::move(done), viewer, query);
    }
    void setRoomRole(UserId actor, SetRoomRole command,
                     Callback<std::vector<MembershipChange>> done) override
    {
        m_runner.writeGuarded<statements::setRoomRole>(std::move(done), actor, command);
    }
    void removeMember(UserId actor, RemoveMember command, Callback<MembershipChange> done) override
    {
        m_runner.writeGuarded<statements::removeMember>(std::move(done), actor, command);
    }
    void markRead(UserId actor, MarkRead command, Callback<ReadMark> done) override
    {
        m_runner.write<statements::markRead>(std::move(done), actor, command);
    }

private:
    StatementRunner &m_runner;
};

} // namespace parlance
