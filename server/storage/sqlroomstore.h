// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/roomstatements.h"
#include "storage/statementrunner.h"
#include "stores/roomstore.h"

namespace parlance {

class SqlRoomStore : public RoomStore
{
public:
    explicit SqlRoomStore(StatementRunner &runner)
        : m_runner(runner)
    {
    }
    void createRoom(UserRef actor, CreateRoom command, QString nameKey,
                    Callback<CreatedRoom> done) override
    {
        m_runner.writeGuarded<statements::createRoom>(std::move(done), std::move(actor),
                                                      std::move(command), std::move(nameKey));
    }
    void ensureRoom(UserRef actor, QString name, QString nameKey, Callback<RoomView> done) override
    {
        m_runner.write<statements::ensureRoom>(std::move(done), std::move(actor), std::move(name),
                                               std::move(nameKey));
    }
    void findRoomByName(UserId viewer, QString nameKey, Callback<RoomView> done) override
    {
        m_runner.read<statements::findRoomByName>(std::move(done), viewer, std::move(nameKey));
    }
    void listVisibleRooms(UserId viewer, std::optional<RoomId> before, int limit,
                          Callback<QList<Room>> done) override
    {
        m_runner.read<statements::listVisibleRooms>(std::move(done), viewer, before, limit);
    }
    void renameRoom(UserId actor, RenameRoom command, QString nameKey, Callback<Room> done) override
    {
        m_runner.write<statements::renameRoom>(std::move(done), actor, std::move(command),
                                               std::move(nameKey));
    }
    void deleteRoom(UserId actor, RoomId roomId, Callback<Room> done) override
    {
        m_runner.writeGuarded<statements::deleteRoom>(std::move(done), actor, roomId);
    }
    void findRoom(UserId viewer, RoomId roomId, Callback<RoomView> done) override
    {
        m_runner.read<statements::findRoom>(std::move(done), viewer, roomId);
    }
    void listRooms(UserId viewer, ListRooms query, Callback<RoomPage> done) override
    {
        m_runner.read<statements::listRooms>(std::move(done), viewer, std::move(query));
    }
    void openDirect(UserRef actor, UserId peer, Callback<OpenedDirect> done) override
    {
        m_runner.writeGuarded<statements::openDirect>(std::move(done), std::move(actor), peer);
    }

private:
    StatementRunner &m_runner;
};

} // namespace parlance
