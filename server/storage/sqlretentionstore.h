// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/retentionstatements.h"
#include "storage/statementrunner.h"

namespace parlance {

class SqlRetentionStore : public RetentionStore
{
public:
    explicit SqlRetentionStore(StatementRunner &runner, Clock clock = systemNow)
        : m_runner(runner)
        , m_clock(std::move(clock))
    {
    }
    void setRetention(AdminAction action, QString room, std::optional<int> days, int serverDays,
                      Callback<RoomRetention> done) override
    {
        m_runner.write<statements::setRetention>(std::move(done), std::move(action),
                                                 std::move(room), days, serverDays);
    }
    void listRetentions(Callback<QList<RoomRetention>> done) override
    {
        m_runner.read<statements::listRetentions>(std::move(done));
    }
    void countExpired(RetentionQuery query, Callback<RetentionStep> done) override
    {
        m_runner.read<statements::countExpired>(std::move(done), query, m_clock());
    }
    void purgeExpired(RetentionQuery query, Callback<RetentionStep> done) override
    {
        m_runner.write<statements::purgeExpired>(std::move(done), query);
    }

private:
    StatementRunner &m_runner;
    Clock m_clock;
};

} // namespace parlance
