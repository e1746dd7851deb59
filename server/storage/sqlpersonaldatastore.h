// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/erasurestatements.h"
#include "storage/exportstatements.h"
#include "storage/statementrunner.h"
#include "stores/personaldatastore.h"

namespace parlance {

class SqlPersonalDataStore : public PersonalDataStore
{
public:
    explicit SqlPersonalDataStore(StatementRunner &runner, Clock clock = systemNow)
        : m_runner(runner)
        , m_clock(std::move(clock))
    {
    }
    void eraseUser(AdminAction action, QString user, bool deletesMessages,
                   Callback<ErasedUser> done) override
    {
        m_runner.writeGuarded<statements::eraseUser>(std::move(done), std::move(action),
                                                     std::move(user), deletesMessages);
    }
    void eraseMessages(Callback<bool> done) override
    {
        m_runner.write<statements::eraseMessages>(std::move(done));
    }
    void countMessages(UserId user, qint64 after, Callback<MessageCount> done) override
    {
        m_runner.read<statements::countMessages>(std::move(done), user, after);
    }
    void beginExport(AdminAction action, QString user, int limit,
                     Callback<ExportPage> done) override
    {
        m_runner.write<statements::beginExport>(std::move(done), std::move(action), std::move(user),
                                                limit);
    }
    void continueExport(QString user, ExportPlace place, int limit,
                        Callback<ExportPage> done) override
    {
        m_runner.read<statements::continueExport>(std::move(done), std::move(user),
                                                  std::move(place), limit, m_clock());
    }

private:
    StatementRunner &m_runner;
    Clock m_clock;
};

} // namespace parlance
