// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/roombanstatements.h"
#include "storage/statementrunner.h"

namespace parlance {

class SqlRoomBanStore : public RoomBanStore
{
public:
    explicit SqlRoomBanStore(StatementRunner &runner)
        : m_runner(runner)
    {
    }
    void kickFromRoom(AdminAction action, QString room, QString user,
                      Callback<KickedMember> done) override
    {
        m_runner.write<statements::kickFromRoom>(std::move(done), std::move(action),
                                                 std::move(room), std::move(user));
    }
    void banFromRoom(AdminAction action, BanFromRoom command, Callback<RoomBanChange> done) override
    {
        m_runner.write<statements::banFromRoom>(std::move(done), std::move(action),
                                                std::move(command));
    }
    void unbanFromRoom(AdminAction action, QString room, QString user,
                       Callback<RoomBanChange> done) override
    {
        m_runner.write<statements::unbanFromRoom>(std::move(done), std::move(action),
                                                  std::move(room), std::move(user));
    }
    void listRoomBans(RoomBanQuery query, Callback<RoomBanPage> done) override
    {
        m_runner.read<statements::listRoomBans>(std::move(done), std::move(query));
    }

private:
    StatementRunner &m_runner;
};

} // namespace parlance
