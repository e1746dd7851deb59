// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/invitationstatements.h"
#include "storage/statementrunner.h"
#include "stores/invitationstore.h"

namespace parlance {

class SqlInvitationStore : public InvitationStore
{
public:
    explicit SqlInvitationStore(StatementRunner &runner, Clock clock = systemNow)
        : m_runner(runner)
        , m_clock(std::move(clock))
    {
    }
    void createLink(AdminAction action, NewInvitationLink link,
                    Callback<InvitationLink> done) override
    {
        m_runner.write<statements::createLink>(std::move(done), std::move(action), std::move(link));
    }
    void revokeLink(AdminAction action, InvitationId id, Callback<InvitationLink> done) override
    {
        m_runner.write<statements::revokeLink>(std::move(done), std::move(action), id);
    }
    void listLinks(InvitationLinkQuery query, Callback<InvitationLinkPage> done) override
    {
        m_runner.read<statements::listLinks>(std::move(done), query, m_clock());
    }

private:
    StatementRunner &m_runner;
    Clock m_clock;
};

} // namespace parlance
