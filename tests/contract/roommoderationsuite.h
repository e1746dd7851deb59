// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/adminsuite.h"

namespace parlance::test {

/// What the suites over rooms and messages as administrators change them share: their methods as
/// blocking calls. Ann owns the rooms Lobby and Den (private), whose members are Bob and Cid, a
/// moderator.
class RoomModerationSuite : public AdminSuite
{
protected:
    RoomId lobby;
    RoomId den;

    void setUpRooms()
    {
        setUp();
        lobby = addRoom(ann, u"Lobby"_s)->room.id;
        den = addRoom(ann, u"Den"_s, true)->room.id;
        for (const RoomId &room : {lobby, den}) {
            for (const UserRef &user : {bob, cid}) {
                QVERIFY(invite(ann, room, user.id));
                QVERIFY(join(user, room));
            }
            QVERIFY(setRole(ann.id, {room, cid.id, RoomRole::Moderator}));
        }
    }

    static AdminAction because(const QString &reason)
    {
        AdminAction action = local();
        action.reason = reason;
        return action;
    }

    Result<KickedMember> kick(const AdminAction &action, const QString &room, const QString &user)
    {
        return await<KickedMember>(
            [&](auto done) { m_store->roomBans().kickFromRoom(action, room, user, done); });
    }
    Result<RoomBanChange> ban(const AdminAction &action, const BanFromRoom &command)
    {
        return await<RoomBanChange>(
            [&](auto done) { m_store->roomBans().banFromRoom(action, command, done); });
    }
    Result<RoomBanChange> unban(const AdminAction &action, const QString &room, const QString &user)
    {
        return await<RoomBanChange>(
            [&](auto done) { m_store->roomBans().unbanFromRoom(action, room, user, done); });
    }
    Result<RoomBanPage> bans(const RoomBanQuery &query)
    {
        return await<RoomBanPage>(
            [&](auto done) { m_store->roomBans().listRoomBans(query, done); });
    }
    Result<RoomDetails> setSlowMode(const AdminAction &action, const QString &room, int seconds)
    {
        return await<RoomDetails>([&](auto done) {
            m_store->adminRooms().setSlowMode(action, room, std::chrono::seconds(seconds), done);
        });
    }
    Result<TransferredRoom> transfer(const AdminAction &action, const QString &room,
                                     const QString &user)
    {
        return await<TransferredRoom>(
            [&](auto done) { m_store->adminRooms().transferRoom(action, room, user, done); });
    }
    Result<RemovedRoom> removeRoom(const AdminAction &action, const QString &room)
    {
        return await<RemovedRoom>(
            [&](auto done) { m_store->adminRooms().removeRoom(action, room, done); });
    }
    Result<PurgedRoom> purge(const AdminAction &action, const QString &room, Timestamp before)
    {
        return await<PurgedRoom>(
            [&](auto done) { m_store->adminRooms().purgeRoom(action, room, before, done); });
    }
    Result<RoomMessages> roomMessages(const RoomMessagesQuery &query)
    {
        return await<RoomMessages>(
            [&](auto done) { m_store->adminMessages().listRoomMessages(query, done); });
    }
    Result<Message> redact(const AdminAction &action, MessageId message)
    {
        return await<Message>(
            [&](auto done) { m_store->adminMessages().redactMessage(action, message, done); });
    }
    Result<StoredMessage> postWithoutJoining(const UserRef &author, RoomId room)
    {
        return await<StoredMessage>([&](auto done) {
            m_store->messages().appendMessage({room, author, u"x"_s, {}, true}, done);
        });
    }
    Result<QList<Message>> history(UserId viewer, RoomId room)
    {
        return await<QList<Message>>(
            [&](auto done) { m_store->messages().listHistory(viewer, {room}, done); });
    }
    Result<MissedChanges> missed(UserId user, qint64 since)
    {
        return await<MissedChanges>(
            [&](auto done) { m_store->recovery().listMissed(user, since, done); });
    }
};

} // namespace parlance::test
