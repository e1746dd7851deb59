// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/roommoderationsuite.h"
#include "support/testprogram.h"

namespace tst_storepurge {

using namespace parlance;
using namespace parlance::test;

// Older messages of a room that are gone for everybody.
class TestStorePurge : public RoomModerationSuite
{
    Q_OBJECT

private:
    /// The first one at 0, in the lobby.
    void postEverySecond(int count)
    {
        for (int i = 0; i < count; ++i) {
            m_now = i;
            QVERIFY(post(ann, lobby, u"x"_s));
        }
    }
    Result<qint64> position()
    {
        return await<qint64>([&](auto done) { m_store->recovery().lastPosition(done); });
    }

private Q_SLOTS:
    void initTestCase_data() { backends(); }
    void init() { setUpRooms(); }
    void cleanup() { m_store.reset(); }

    void olderMessagesAreGone()
    {
        postEverySecond(10);
        const MessageId first = page(bob.id, {lobby, {}, {}, 50})->messages.first().id;
        const auto purged = purge(because(u"old"_s), u"lobby"_s, at(4));
        QVERIFY(purged);
        QCOMPARE(purged->messages, 4);
        QVERIFY(purged->position > 0);
        QCOMPARE(purged->details.room.lastSeq, 11);
        QCOMPARE(purged->details.room.purgedSeq, 4);
        const QList<qint64> left{5, 6, 7, 8, 9, 10};
        QCOMPARE(seqs(page(bob.id, {lobby, {}, {}, 50})->messages), left);
        QCOMPARE(seqs(page(bob.id, {lobby, {}, 0, 3})->messages), (QList<qint64>{5, 6, 7}));
        QVERIFY(!page(bob.id, {lobby, 6, {}, 1})->more);
        QCOMPARE(seqs(*history(bob.id, lobby)), left);
        QCOMPARE(seqs(changes(bob.id, lobby, 2)->messages), left);
        QCOMPARE(seqs(roomMessages({u"lobby"_s})->messages), (QList<qint64>{10, 9, 8, 7, 6, 5}));
        VERIFY_ERROR(edit(ann.id, first, u"x"_s), ErrorCode::MessageNotFound);
        VERIFY_ERROR(remove(ann.id, first), ErrorCode::MessageNotFound);
        VERIFY_ERROR(redact(local(), first), ErrorCode::MessageNotFound);
        QCOMPARE(lastEntry(),
                 u"Lobby {} {\"before\":\"%1\",\"messages\":4} ok"_s.arg(toIsoString(at(4))));
        QTRY_COMPARE(number(u"SELECT count(*) FROM messages"_s), 6);
        QTRY_COMPARE(number(u"SELECT count(*) FROM rooms WHERE purging = 1"_s), 0);
        QCOMPARE(seqs(page(bob.id, {lobby, {}, {}, 50})->messages), left);
    }

    void unreadMarksAreRight()
    {
        postEverySecond(10);
        QCOMPARE(view(bob.id, lobby)->unread, 10);
        QVERIFY(purge(local(), u"lobby"_s, at(4)));
        QCOMPARE(view(bob.id, lobby)->unread, 6);
        QVERIFY(purge(local(), u"lobby"_s, at(100)));
        QCOMPARE(view(bob.id, lobby)->unread, 0);
        QCOMPARE(view(bob.id, lobby)->readSeq, 0);
        QVERIFY(post(ann, lobby, u"x"_s));
        QCOMPARE(view(bob.id, lobby)->unread, 1);
    }

    void clientsLearnWhatTheyMissed()
    {
        postEverySecond(10);
        const qint64 since = *position();
        QVERIFY(edit(ann.id, page(bob.id, {lobby, {}, {}, 50})->messages.at(6).id, u"changed"_s));
        const auto before = changes(bob.id, lobby, 10);
        QCOMPARE(before->purgedSeq, 0);
        QCOMPARE(seqs(before->messages), QList<qint64>{7});
        QVERIFY(purge(local(), u"lobby"_s, at(4)));
        const auto caughtUp = changes(bob.id, lobby, 10);
        QCOMPARE(caughtUp->purgedSeq, 4);
        QCOMPARE(caughtUp->until, 12);
        QCOMPARE(seqs(caughtUp->messages), QList<qint64>{7});
        const auto resumed = resume(bob.id, {{lobby, 10}});
        QCOMPARE(resumed->first().changes->purgedSeq, 4);
        // There are no events to send again, so the client reads anew.
        VERIFY_ERROR(missed(bob.id, since), ErrorCode::ReloadRequired);
        QVERIFY(missed(bob.id, *position()));
        const UserRef dan = ref(*addUser(u"Dan"_s));
        QVERIFY(missed(dan.id, since));
    }

    // Neither the room's counter nor the commit position.
    void countersNeverFall()
    {
        postEverySecond(3);
        const qint64 before = *position();
        QVERIFY(purge(local(), u"lobby"_s, at(100)));
        QTRY_COMPARE(number(u"SELECT count(*) FROM messages"_s), 0);
        QVERIFY(*position() > before);
        reopen(options());
        QVERIFY(*position() > before);
        QCOMPARE(view(ann.id, lobby)->room.lastSeq, 4);
        QCOMPARE(post(ann, lobby, u"x"_s)->message.seq, 5);
        QCOMPARE(seqs(page(bob.id, {lobby, {}, {}, 50})->messages), QList<qint64>{5});
    }

    void goesOnAfterARestart()
    {
        postMany(lobby, 1200);
        m_now = 1;
        QVERIFY(post(ann, lobby, u"new"_s));
        QCOMPARE(purge(local(), u"lobby"_s, at(1))->messages, 1200);
        reopen(options());
        QCOMPARE(page(bob.id, {lobby, {}, {}, 50})->messages.size(), 1);
        QTRY_COMPARE(number(u"SELECT count(*) FROM messages"_s), 1);
    }

    void aPurgedMessageIsForgottenWithItsClientId()
    {
        const MessageId old = post(bob, lobby, u"x"_s, u"id-1"_s)->message.id;
        m_now = 10;
        QVERIFY(purge(local(), u"lobby"_s, at(5)));
        const auto anew = post(bob, lobby, u"x"_s, u"id-1"_s);
        QVERIFY(anew && !anew->repeated && anew->message.id != old);
        const auto again = post(bob, lobby, u"x"_s, u"id-1"_s);
        QVERIFY(again && again->repeated);
        QCOMPARE(again->message.id, anew->message.id);
    }

    void againAndAgain()
    {
        postEverySecond(10);
        QCOMPARE(purge(local(), u"lobby"_s, at(4))->messages, 4);
        const auto none = purge(local(), u"lobby"_s, at(3));
        QCOMPARE(none->messages, 0);
        QCOMPARE(none->position, 0);
        QCOMPARE(purge(local(), u"lobby"_s, at(6))->messages, 2);
        QCOMPARE(page(bob.id, {lobby, {}, {}, 50})->messages.size(), 4);
        QCOMPARE(page(bob.id, {den, {}, {}, 50})->messages.size(), 0);
    }

    void otherRoomsKeepTheirMessages()
    {
        postEverySecond(3);
        QVERIFY(post(ann, den, u"x"_s));
        QVERIFY(purge(local(), u"lobby"_s, at(100)));
        QTRY_COMPARE(number(u"SELECT count(*) FROM messages"_s), 1);
        QCOMPARE(page(bob.id, {den, {}, {}, 50})->messages.size(), 1);
    }

    void aDryRunCounts()
    {
        postEverySecond(10);
        const QStringList before = everything();
        const auto planned = purge(dry(local()), u"lobby"_s, at(4));
        QVERIFY(planned);
        QCOMPARE(planned->messages, 4);
        QCOMPARE(everything(), before);
        QCOMPARE(page(bob.id, {lobby, {}, {}, 50})->messages.size(), 10);
        VERIFY_ERROR(purge(local(), u"hall"_s, at(4)), ErrorCode::RoomNotFound);
        const RoomId both = direct(ann, bob.id)->view.room.id;
        VERIFY_ERROR(purge(local(), both.toString(), at(4)), ErrorCode::RoomNotFound);
    }
};

PARLANCE_TEST(TestStorePurge)

} // namespace tst_storepurge

#include "tst_storepurge.moc"
