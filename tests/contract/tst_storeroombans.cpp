// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/roommoderationsuite.h"
#include "support/testprogram.h"

namespace tst_storeroombans {

using namespace parlance;
using namespace parlance::test;

// Users who are removed from a room or kept out of it.
class TestStoreRoomBans : public RoomModerationSuite
{
    Q_OBJECT

private:
    void isKeptOut(RoomId room)
    {
        constexpr auto code = ErrorCode::BannedFromRoom;
        VERIFY_ERROR(postWithoutJoining(bob, room), code);
        VERIFY_ERROR(send(bob, room.toString(), u"x"_s), code);
        VERIFY_ERROR(join(bob, room), code);
        VERIFY_ERROR(view(bob.id, room), code);
        VERIFY_ERROR(page(bob.id, {room, {}, {}, 50}), code);
        VERIFY_ERROR(changes(bob.id, room, 0), code);
        VERIFY_ERROR(history(bob.id, room), code);
        VERIFY_ERROR(markRead(bob.id, room, 1), code);
        const auto resumed = resume(bob.id, {{room, 0}});
        VERIFY_ERROR(resumed->first().changes, code);
        VERIFY_ERROR(leave(bob, room), code);
        const auto invited = invite(ann, room, bob.id);
        VERIFY_ERROR(invited, code);
        QCOMPARE(invited.error().message(), u"The user is banned from this room"_s);
        VERIFY_ERROR(setRole(ann.id, {room, bob.id, RoomRole::Moderator}), ErrorCode::UserNotFound);
    }

private Q_SLOTS:
    void initTestCase_data() { backends(); }
    void init() { setUpRooms(); }
    void cleanup() { m_store.reset(); }

    void aKickedUserMayComeBack()
    {
        const auto kicked = kick(local(), u"lobby"_s, u"BOB"_s);
        QVERIFY(kicked);
        QCOMPARE(kicked->user, bob);
        QCOMPARE(kicked->details.room.id, lobby);
        QCOMPARE(kicked->details.room.memberCount, 2);
        QCOMPARE(roomDetails(u"lobby"_s)->room.memberCount, 2);
        QCOMPARE(
            lastEntry(),
            u"Bob {\"member\":true,\"room\":\"Lobby\"} {\"member\":false,\"room\":\"Lobby\"} ok"_s);
        VERIFY_ERROR(post(bob, lobby, u"x"_s), ErrorCode::NotMember);
        VERIFY_ERROR(kick(local(), u"lobby"_s, u"bob"_s), ErrorCode::NotMember);
        QVERIFY(join(bob, lobby));
        QVERIFY(post(bob, lobby, u"x"_s));
        // Into a private room only with an invitation.
        QVERIFY(kick(local(), den.toString(), bob.id.toString()));
        VERIFY_ERROR(join(bob, den), ErrorCode::RoomNotFound);
        QVERIFY(invite(ann, den, bob.id));
        QVERIFY(join(bob, den));
    }

    void aBanKeepsOut_data()
    {
        QTest::addColumn<bool>("isPrivate");
        QTest::newRow("public") << false;
        QTest::newRow("private") << true;
    }
    void aBanKeepsOut()
    {
        QFETCH(bool, isPrivate);
        const RoomId room = isPrivate ? den : lobby;
        const QString name = room.toString();
        m_now = 10;
        QVERIFY(post(bob, room, u"before"_s, u"id-1"_s));
        const auto banned = ban(because(u"spam"_s), {name, u"bob"_s, at(100)});
        QVERIFY(banned);
        QVERIFY(banned->wasMember);
        QCOMPARE(banned->ban.user, bob);
        QCOMPARE(banned->ban.roomId, room);
        QCOMPARE(banned->ban.createdBy, u"local:root(0)"_s);
        QCOMPARE(roomDetails(name)->room.memberCount, 2);

        const auto refused = post(bob, room, u"x"_s);
        VERIFY_ERROR(refused, ErrorCode::BannedFromRoom);
        QCOMPARE(refused.error().message(),
                 u"You are banned from this room until %1: spam"_s.arg(toIsoString(at(100))));
        isKeptOut(room);
        // A retry must not look as if it had failed.
        const auto again = post(bob, room, u"before"_s, u"id-1"_s);
        QVERIFY(again && again->repeated);
        // Other rooms and users are not concerned.
        QVERIFY(post(bob, isPrivate ? lobby : den, u"x"_s));
        QVERIFY(post(cid, room, u"x"_s));

        reopen(options());
        VERIFY_ERROR(view(bob.id, room), ErrorCode::BannedFromRoom);
        m_now = 99;
        VERIFY_ERROR(view(bob.id, room), ErrorCode::BannedFromRoom);
        m_now = 100;
        QVERIFY(!isPrivate || invite(ann, room, bob.id));
        QVERIFY(join(bob, room));
        QVERIFY(post(bob, room, u"x"_s));
    }

    void aBanEndsAnInvitation()
    {
        const UserRef dan = ref(*addUser(u"Dan"_s));
        QVERIFY(invite(ann, den, dan.id));
        const auto banned = ban(local(), {u"den"_s, u"dan"_s});
        QVERIFY(banned);
        QVERIFY(!banned->wasMember);
        const auto invitations = await<QList<Invitation>>(
            [&](auto done) { m_store->memberships().listInvitations(dan.id, done); });
        QVERIFY(invitations->isEmpty());
        VERIFY_ERROR(join(dan, den), ErrorCode::BannedFromRoom);
        QVERIFY(unban(local(), u"den"_s, u"dan"_s));
        VERIFY_ERROR(join(dan, den), ErrorCode::RoomNotFound);
    }

    void aBanIsReplaced()
    {
        QVERIFY(ban(because(u"one"_s), {u"lobby"_s, u"bob"_s, at(50)}));
        QCOMPARE(lastEntry(),
                 u"Bob {\"banned\":false,\"room\":\"Lobby\"} {\"banned\":true,\"reason\":\"one\","
                 "\"room\":\"Lobby\",\"until\":\"%1\"} ok"_s.arg(toIsoString(at(50))));
        const auto second = ban(because(u"two"_s), {u"lobby"_s, u"bob"_s});
        QVERIFY(second);
        QVERIFY(!second->wasMember);
        m_now = 60;
        const auto refused = join(bob, lobby);
        VERIFY_ERROR(refused, ErrorCode::BannedFromRoom);
        QCOMPARE(refused.error().message(), u"You are banned from this room: two"_s);
        QCOMPARE(bans({u"lobby"_s})->bans.size(), 1);
        const auto ended = unban(local(), u"lobby"_s, u"bob"_s);
        QVERIFY(ended);
        QCOMPARE(ended->ban.reason, u"two"_s);
        VERIFY_ERROR(unban(local(), u"lobby"_s, u"bob"_s), ErrorCode::Conflict);
        QVERIFY(join(bob, lobby));
    }

    void theyAreListed()
    {
        QVERIFY(bans({u"lobby"_s})->bans.isEmpty());
        QVERIFY(ban(local(), {u"lobby"_s, u"bob"_s, at(10)}));
        QVERIFY(ban(local(), {u"lobby"_s, u"cid"_s}));
        QVERIFY(ban(local(), {u"den"_s, u"cid"_s}));
        const auto first = bans({u"lobby"_s, {}, 1});
        QVERIFY(first->more);
        QCOMPARE(first->bans.first().user, bob);
        const auto second = bans({lobby.toString(), bob.id, 1});
        QVERIFY(!second->more);
        QCOMPARE(second->bans.first().user, cid);
        m_now = 10;
        QCOMPARE(bans({u"lobby"_s})->bans.size(), 1);
        VERIFY_ERROR(bans({u"hall"_s}), ErrorCode::RoomNotFound);
        QTRY_COMPARE(number(u"SELECT count(*) FROM room_bans"_s), 3);
        QVERIFY(removeRoom(local(), u"lobby"_s));
        QCOMPARE(number(u"SELECT count(*) FROM room_bans"_s), 1);
    }

    void whoCannotBeRemoved()
    {
        appoint(bob, ServerRole::Administrator);
        appoint(cid, ServerRole::Operator);
        const AdminAction byCid = by(cid, ServerRole::Operator);
        const QStringList before = everything();
        VERIFY_ERROR(kick(local(), u"lobby"_s, u"ann"_s), ErrorCode::Conflict);
        VERIFY_ERROR(ban(local(), {u"lobby"_s, u"ann"_s}), ErrorCode::Conflict);
        VERIFY_ERROR(kick(byCid, u"lobby"_s, u"bob"_s), ErrorCode::Forbidden);
        VERIFY_ERROR(ban(byCid, {u"lobby"_s, u"bob"_s}), ErrorCode::Forbidden);
        VERIFY_ERROR(kick(byCid, u"lobby"_s, u"cid"_s), ErrorCode::Conflict);
        VERIFY_ERROR(ban(byCid, {u"lobby"_s, u"cid"_s}), ErrorCode::Conflict);
        VERIFY_ERROR(kick(local(), u"hall"_s, u"bob"_s), ErrorCode::RoomNotFound);
        VERIFY_ERROR(ban(local(), {u"hall"_s, u"bob"_s}), ErrorCode::RoomNotFound);
        VERIFY_ERROR(ban(local(), {u"lobby"_s, u"nobody"_s}), ErrorCode::UserNotFound);
        VERIFY_ERROR(kick(by(bob, ServerRole::Operator), u"lobby"_s, u"cid"_s),
                     ErrorCode::Forbidden);
        QCOMPARE(everything(), before);
    }

    void aDryRunChangesNothing()
    {
        const QStringList before = everything();
        QCOMPARE(kick(dry(local()), u"lobby"_s, u"bob"_s)->details.room.memberCount, 2);
        QVERIFY(ban(dry(local()), {u"lobby"_s, u"bob"_s})->wasMember);
        VERIFY_ERROR(unban(dry(local()), u"lobby"_s, u"bob"_s), ErrorCode::Conflict);
        QCOMPARE(everything(), before);
        QVERIFY(ban(local(), {u"lobby"_s, u"bob"_s}));
        const QStringList banned = everything();
        QVERIFY(unban(dry(local()), u"lobby"_s, u"bob"_s));
        QCOMPARE(everything(), banned);
    }
};

PARLANCE_TEST(TestStoreRoomBans)

} // namespace tst_storeroombans

#include "tst_storeroombans.moc"
