// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/roommoderationsuite.h"
#include "support/testprogram.h"

namespace tst_storeretention {

using namespace parlance;
using namespace parlance::test;

constexpr qint64 Day = 86'400;

// Messages that are old enough to go.
class TestStoreRetention : public RoomModerationSuite
{
    Q_OBJECT

private:
    /// The time of the tests begins at eight in the morning: message n is posted on day n.
    void postEveryDay(const UserRef &author, RoomId room, int count)
    {
        for (int i = 0; i < count; ++i) {
            m_now = i * Day;
            QVERIFY(post(author, room, u"x"_s));
        }
    }
    Result<RoomRetention> set(const AdminAction &action, const QString &room,
                              std::optional<int> days, int serverDays = 0)
    {
        return await<RoomRetention>([&](auto done) {
            m_store->retention().setRetention(action, room, days, serverDays, done);
        });
    }
    Result<RetentionStep> plan(int days, RoomId after = {})
    {
        return await<RetentionStep>([&](auto done) {
            m_store->retention().countExpired({days, after}, done);
        });
    }
    Result<RetentionStep> purgeOld(int days, RoomId after = {})
    {
        return await<RetentionStep>([&](auto done) {
            m_store->retention().purgeExpired({days, after}, done);
        });
    }
    Result<qint64> position()
    {
        return await<qint64>([&](auto done) { m_store->recovery().lastPosition(done); });
    }
    QList<qint64> left(const UserRef &viewer, RoomId room)
    {
        return seqs(page(viewer.id, {room, {}, {}, 50})->messages);
    }

private Q_SLOTS:
    void initTestCase_data() { backends(); }
    void init() { setUpRooms(); }
    void cleanup() { m_store.reset(); }

    void forEverIsTheDefault()
    {
        postEveryDay(ann, lobby, 3);
        m_now = 5000 * Day;
        QCOMPARE(plan(0)->messages, 0);
        const auto step = purgeOld(0);
        QVERIFY(step && step->purged.empty() && !step->next);
        QCOMPARE(left(bob, lobby).size(), 3);
    }

    // What was posted on a day goes at the midnight that follows its last day.
    void messagesGoAtMidnight()
    {
        postEveryDay(ann, lobby, 10);
        m_now = 9 * Day + 15 * 3600;
        QCOMPARE(plan(5)->messages, 4);
        m_now = 9 * Day + 16 * 3600;
        const auto planned = plan(5);
        QCOMPARE(planned->messages, 5);
        QCOMPARE(planned->rooms, 1);
        QVERIFY(planned->oldest == at(0));
        const qint64 before = *position();
        const auto step = purgeOld(5);
        QCOMPARE(step->messages, 5);
        QCOMPARE(step->purged.size(), size_t(1));
        const Room &room = step->purged.front().details.room;
        QCOMPARE(room.id, lobby);
        QCOMPARE(room.purgedSeq, 5);
        QCOMPARE(room.lastSeq, 11);
        QCOMPARE(step->purged.front().position, before + 1);
        QCOMPARE(left(bob, lobby), (QList<qint64>{6, 7, 8, 9, 10}));
        QTRY_COMPARE(number(u"SELECT count(*) FROM messages"_s), 5);
        // A second run of the same day takes no position, so clients need not load anything anew.
        QVERIFY(purgeOld(5)->purged.empty());
        QCOMPARE(*position(), before + 1);
    }

    void clientsLearnWhatTheyMissed()
    {
        postEveryDay(ann, lobby, 10);
        const qint64 since = *position();
        QVERIFY(purgeOld(3)->messages > 0);
        const auto caughtUp = changes(bob.id, lobby, 10);
        QCOMPARE(caughtUp->purgedSeq, 6);
        QCOMPARE(caughtUp->until, 11);
        VERIFY_ERROR(missed(bob.id, since), ErrorCode::ReloadRequired);
        QVERIFY(missed(bob.id, *position()));
        const qint64 last = *position();
        reopen(options());
        QCOMPARE(*position(), last);
        QCOMPARE(post(ann, lobby, u"x"_s)->message.seq, 12);
    }

    void directConversationsFollowTheServer()
    {
        const RoomId talk = direct(ann, bob.id)->view.room.id;
        postEveryDay(ann, talk, 4);
        QCOMPARE(purgeOld(1)->messages, 2);
        QCOMPARE(left(bob, talk), (QList<qint64>{3, 4}));
    }

    void aRoomHasItsOwn()
    {
        postEveryDay(ann, lobby, 4);
        postEveryDay(ann, den, 4);
        const auto tried = set(dry(because(u"law"_s)), u"lobby"_s, 1);
        QCOMPARE(tried->messages, 2);
        QVERIFY(tried->oldest == at(0));
        QVERIFY(await<QList<RoomRetention>>([&](auto done) {
                    m_store->retention().listRetentions(done);
                })->isEmpty());
        QVERIFY(set(because(u"law"_s), u"lobby"_s, 1));
        QCOMPARE(lastEntry(), u"Lobby {\"retentionDays\":null} {\"retentionDays\":1} ok"_s);
        VERIFY_ERROR(set(local(), u"lobby"_s, 1), ErrorCode::Conflict);
        VERIFY_ERROR(set(local(), u"nowhere"_s, 1), ErrorCode::RoomNotFound);
        const auto list = await<QList<RoomRetention>>(
            [&](auto done) { m_store->retention().listRetentions(done); });
        QCOMPARE(list->size(), 1);
        QCOMPARE(list->first().details.room.name, u"Lobby"_s);
        QVERIFY(list->first().days == 1);
        // Also if the server keeps everything.
        QCOMPARE(purgeOld(0)->messages, 2);
        QCOMPARE(left(bob, den).size(), 4);
        // For ever, although the server does not.
        QVERIFY(set(local(), u"den"_s, 0));
        QCOMPARE(purgeOld(1)->messages, 0);
        const auto cleared = set(local(), u"den"_s, std::nullopt, 1);
        QVERIFY(cleared->before == 0);
        QCOMPARE(cleared->messages, 2);
        QCOMPARE(purgeOld(1)->messages, 2);
    }

    void onlyAdministratorsOfThisMomentSetIt()
    {
        VERIFY_ERROR(set(by(bob, ServerRole::Administrator), u"lobby"_s, 1), ErrorCode::Forbidden);
    }

    void manyRoomsTakeSeveralSteps()
    {
        QList<RoomId> rooms;
        for (int i = 0; i < 120; ++i)
            rooms.append(addRoom(ann, u"Room %1"_s.arg(i))->room.id);
        for (const RoomId &room : rooms)
            QVERIFY(post(ann, room, u"x"_s));
        m_now = 10 * Day;
        int steps = 0;
        qint64 messages = 0;
        RoomId after;
        for (bool more = true; more; ++steps) {
            const auto step = purgeOld(2, after);
            QVERIFY(step);
            messages += step->messages;
            more = step->next.has_value();
            after = step->next.value_or(RoomId());
        }
        QVERIFY2(steps >= 3, qPrintable(QString::number(steps)));
        QCOMPARE(messages, 120);
        QTRY_COMPARE(number(u"SELECT count(*) FROM messages"_s), 0);
    }

    void deletedRoomsAreLeftAlone()
    {
        postEveryDay(ann, lobby, 3);
        QVERIFY(deleteRoom(ann.id, lobby));
        QVERIFY(purgeOld(1)->purged.empty());
    }
};

PARLANCE_TEST(TestStoreRetention)

} // namespace tst_storeretention

#include "tst_storeretention.moc"
