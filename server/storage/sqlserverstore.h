// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/serverstatements.h"
#include "storage/statementrunner.h"
#include "stores/serverstore.h"

namespace parlance {

class SqlServerStore : public ServerStore
{
public:
    explicit SqlServerStore(StatementRunner &runner)
        : m_runner(runner)
    {
    }
    void isLockedDown(Callback<bool> done) override
    {
        m_runner.read<statements::isLockedDown>(std::move(done));
    }
    void setLockedDown(AdminAction action, bool lockedDown, Callback<bool> done) override
    {
        m_runner.write<statements::setLockedDown>(std::move(done), std::move(action), lockedDown);
    }
    void measure(Callback<StoreSize> done) override
    {
        m_runner.read<statements::measure>(std::move(done));
    }

private:
    StatementRunner &m_runner;
};

} // namespace parlance
