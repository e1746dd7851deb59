// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/recoverystatements.h"
#include "storage/statementrunner.h"
#include "stores/recoverystore.h"

namespace parlance {

class SqlRecoveryStore : public RecoveryStore
{
public:
    explicit SqlRecoveryStore(StatementRunner &runner)
        : m_runner(runner)
    {
    }
    void resumeRooms(UserId viewer, ResumeRooms query, Callback<QList<ResumedRoom>> done) override
    {
        m_runner.read<statements::resumeRooms>(std::move(done), viewer, std::move(query));
    }
    void listMissed(UserId user, qint64 since, Callback<MissedChanges> done) override
    {
        m_runner.read<statements::listMissed>(std::move(done), user, since);
    }
    void lastPosition(Callback<qint64> done) override
    {
        m_runner.read<statements::lastPosition>(std::move(done));
    }

private:
    StatementRunner &m_runner;
};

} // namespace parlance
