// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/adminroomstatements.h"
#include "storage/purgestatements.h"
#include "storage/statementrunner.h"
#include "stores/adminroomstore.h"

namespace parlance {

class SqlAdminRoomStore : public AdminRoomStore
{
public:
    explicit SqlAdminRoomStore(StatementRunner &runner)
        : m_runner(runner)
    {
    }
    void findRoomDetails(QString room, Callback<RoomDetails> done) override
    {
        m_runner.read<statements::findRoomDetails>(std::move(done), std::move(room));
    }
    void listRoomDetails(RoomDetailsQuery query, Callback<RoomDetailsPage> done) override
    {
        m_runner.read<statements::listRoomDetails>(std::move(done), std::move(query));
    }
    void setFrozen(AdminAction action, QString room, bool frozen,
                   Callback<RoomDetails> done) override
    {
        m_runner.write<statements::setFrozen>(std::move(done), std::move(action), std::move(room),
                                              frozen);
    }
    void setSlowMode(AdminAction action, QString room, std::chrono::seconds seconds,
                     Callback<RoomDetails> done) override
    {
        m_runner.write<statements::setSlowMode>(std::move(done), std::move(action), std::move(room),
                                                seconds);
    }
    void transferRoom(AdminAction action, QString room, QString user,
                      Callback<TransferredRoom> done) override
    {
        m_runner.write<statements::transferRoom>(std::move(done), std::move(action),
                                                 std::move(room), std::move(user));
    }
    void removeRoom(AdminAction action, QString room, Callback<RemovedRoom> done) override
    {
        m_runner.write<statements::deleteRoomFor>(std::move(done), std::move(action),
                                                  std::move(room));
    }
    void purgeRoom(AdminAction action, QString room, Timestamp before,
                   Callback<PurgedRoom> done) override
    {
        m_runner.write<statements::purgeRoom>(std::move(done), std::move(action), std::move(room),
                                              before);
    }

private:
    StatementRunner &m_runner;
};

} // namespace parlance
