// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/banstatements.h"
#include "storage/statementrunner.h"
#include "stores/banstore.h"

namespace parlance {

class SqlBanStore : public BanStore
{
public:
    explicit SqlBanStore(StatementRunner &runner, Clock clock = systemNow)
        : m_runner(runner)
        , m_clock(std::move(clock))
    {
    }
    void addBan(AdminAction action, BanNetwork command, Callback<AddressBan> done) override
    {
        m_runner.write<statements::addBan>(std::move(done), std::move(action), command);
    }
    void removeBan(AdminAction action, IpNetwork network, Callback<AddressBan> done) override
    {
        m_runner.write<statements::removeBan>(std::move(done), std::move(action), network);
    }
    void listBans(BanQuery query, Callback<BanPage> done) override
    {
        m_runner.read<statements::listBans>(std::move(done), std::move(query), m_clock());
    }
    void allBans(Callback<QList<AddressBan>> done) override
    {
        m_runner.read<statements::allBans>(std::move(done), m_clock());
    }

private:
    StatementRunner &m_runner;
    Clock m_clock;
};

} // namespace parlance
