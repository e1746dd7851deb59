// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/roommoderationsuite.h"
#include "support/testprogram.h"

namespace tst_storeslowmode {

using namespace parlance;
using namespace parlance::test;

// Rooms in which each user may post once in so many seconds.
class TestStoreSlowMode : public RoomModerationSuite
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { backends(); }
    void init() { setUpRooms(); }
    void cleanup() { m_store.reset(); }

    void eachUserWaits()
    {
        QVERIFY(post(bob, lobby, u"x"_s));
        const auto slow = setSlowMode(local(), u"lobby"_s, 30);
        QVERIFY(slow);
        QCOMPARE(slow->room.slowMode, 30);
        // What was posted before does not count.
        const auto first = post(bob, lobby, u"x"_s, u"id-1"_s);
        QVERIFY(first);
        m_now = 10;
        const auto refused = post(bob, lobby, u"x"_s, u"id-2"_s);
        VERIFY_ERROR(refused, ErrorCode::RateLimited);
        QCOMPARE(refused.error().retryAfter.count(), 20);
        QVERIFY(isTransient(refused.error().code));
        QCOMPARE(refused.error().message(), u"Slow mode: one message in 30 seconds"_s);
        VERIFY_ERROR(postWithoutJoining(bob, lobby), ErrorCode::RateLimited);
        VERIFY_ERROR(send(bob, lobby.toString(), u"x"_s), ErrorCode::RateLimited);
        // A retry of what was stored is no new message.
        const auto again = post(bob, lobby, u"x"_s, u"id-1"_s);
        QVERIFY(again && again->repeated);
        QVERIFY(edit(bob.id, first->message.id, u"changed"_s));
        QVERIFY(post(bob, den, u"x"_s));
        QVERIFY(send(bob, ann.id.toString(), u"x"_s));
        for (const UserRef &exempt : {ann, cid}) {
            QVERIFY(post(exempt, lobby, u"x"_s));
            QVERIFY(post(exempt, lobby, u"x"_s));
        }
        // The refused ones did not make the wait longer, and a restart does not end it.
        reopen(options());
        m_now = 29;
        VERIFY_ERROR(post(bob, lobby, u"x"_s), ErrorCode::RateLimited);
        m_now = 30;
        QVERIFY(post(bob, lobby, u"x"_s, u"id-2"_s));
        VERIFY_ERROR(post(bob, lobby, u"x"_s), ErrorCode::RateLimited);
    }

    void strangersWaitToo()
    {
        QVERIFY(setSlowMode(local(), u"lobby"_s, 30));
        const UserRef dan = ref(*addUser(u"Dan"_s));
        QVERIFY(postWithoutJoining(dan, lobby));
        VERIFY_ERROR(postWithoutJoining(dan, lobby), ErrorCode::RateLimited);
        m_now = 30;
        QVERIFY(postWithoutJoining(dan, lobby));
    }

    void nobodyWaitsLongerBecauseOfTheClock()
    {
        QVERIFY(setSlowMode(local(), u"lobby"_s, 30));
        m_now = 1000;
        QVERIFY(post(bob, lobby, u"x"_s));
        m_now = 900;
        QVERIFY(post(bob, lobby, u"x"_s));
        VERIFY_ERROR(post(bob, lobby, u"x"_s), ErrorCode::RateLimited);
    }

    void isShownChangedAndEnded()
    {
        m_now = 5;
        QVERIFY(setSlowMode(local(), u"lobby"_s, 30));
        QCOMPARE(lastEntry(), u"Lobby {\"slowMode\":0} {\"slowMode\":30} ok"_s);
        QCOMPARE(view(bob.id, lobby)->room.slowMode, 30);
        QCOMPARE(rooms(bob.id, {})->rooms.first().room.slowMode, 30);
        QCOMPARE(roomDetails(u"lobby"_s)->room.slowMode, 30);
        QCOMPARE(view(bob.id, lobby)->room.updatedAt, at(5));
        QVERIFY(post(bob, lobby, u"x"_s));
        m_now = 15;
        QVERIFY(setSlowMode(local(), u"lobby"_s, 10));
        QVERIFY(post(bob, lobby, u"x"_s));
        VERIFY_ERROR(setSlowMode(local(), u"lobby"_s, 10), ErrorCode::Conflict);
        VERIFY_ERROR(setSlowMode(local(), u"hall"_s, 10), ErrorCode::RoomNotFound);
        QVERIFY(setSlowMode(local(), u"lobby"_s, 0));
        QVERIFY(post(bob, lobby, u"x"_s));
        QVERIFY(post(bob, lobby, u"x"_s));
        QCOMPARE(number(u"SELECT count(*) FROM last_posts"_s), 0);
    }

    void aDryRunChangesNothing()
    {
        const QStringList before = everything();
        QCOMPARE(setSlowMode(dry(local()), u"lobby"_s, 30)->room.slowMode, 30);
        QCOMPARE(everything(), before);
    }

    // Only a room with slow mode stores when its users posted.
    void otherRoomsCostNothing()
    {
        QVERIFY(post(bob, lobby, u"x"_s));
        QVERIFY(setSlowMode(local(), u"lobby"_s, 30));
        QVERIFY(post(cid, lobby, u"x"_s));
        QCOMPARE(number(u"SELECT count(*) FROM last_posts"_s), 0);
        QVERIFY(post(bob, lobby, u"x"_s));
        QCOMPARE(number(u"SELECT count(*) FROM last_posts"_s), 1);
    }
};

PARLANCE_TEST(TestStoreSlowMode)

} // namespace tst_storeslowmode

#include "tst_storeslowmode.moc"
