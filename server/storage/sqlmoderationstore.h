// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/mutestatements.h"
#include "storage/statementrunner.h"
#include "stores/moderationstore.h"

namespace parlance {

class SqlModerationStore : public ModerationStore
{
public:
    explicit SqlModerationStore(StatementRunner &runner, Clock clock = systemNow)
        : m_runner(runner)
        , m_clock(std::move(clock))
    {
    }
    void muteUser(AdminAction action, MuteUser command, Callback<Mute> done) override
    {
        m_runner.write<statements::muteUser>(std::move(done), std::move(action),
                                             std::move(command));
    }
    void unmuteUser(AdminAction action, QString user, QString room, Callback<Mute> done) override
    {
        m_runner.write<statements::unmuteUser>(std::move(done), std::move(action), std::move(user),
                                               std::move(room));
    }
    void listMutes(MuteQuery query, Callback<MutePage> done) override
    {
        m_runner.read<statements::listMutes>(std::move(done), query, m_clock());
    }

private:
    StatementRunner &m_runner;
    Clock m_clock;
};

} // namespace parlance
