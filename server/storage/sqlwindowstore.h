// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/statementrunner.h"
#include "storage/windowstatements.h"
#include "stores/windowstore.h"

namespace parlance {

class SqlWindowStore : public WindowStore
{
public:
    explicit SqlWindowStore(StatementRunner &runner, Clock clock = systemNow)
        : m_runner(runner)
        , m_clock(std::move(clock))
    {
    }
    void userWindow(UserWindowQuery query, Callback<UserWindow> done) override
    {
        m_runner.read<statements::userWindow>(std::move(done), std::move(query), m_clock());
    }
    void roomWindow(RoomWindowQuery query, Callback<RoomWindow> done) override
    {
        m_runner.read<statements::roomWindow>(std::move(done), std::move(query));
    }

private:
    StatementRunner &m_runner;
    Clock m_clock;
};

} // namespace parlance
