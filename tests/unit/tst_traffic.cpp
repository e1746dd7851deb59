// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roomactivity.h"
#include "support/testprogram.h"
#include "support/trafficfixture.h"

#include <QTest>

namespace tst_traffic {

using namespace parlance;
using namespace parlance::test;

class TestTraffic : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // The log ------------------------------------------------------------------------------------

    void notesWhatHappens()
    {
        Looked f;
        f.name(u"Hall"_s);
        MessagePosted posted = f.post(u"Grüße 🌱"_s);
        posted.dialect = u"phone"_s;
        posted.overSocket = true;
        f.broker.publish(posted);
        f.broker.publish(MessageEdited{posted.message});
        f.broker.publish(MessageDeleted{posted.message});
        f.broker.publish(MemberJoined{f.roomCalled(u"Hall"_s), bob});
        f.broker.publish(MemberLeft{f.room, bob});
        f.broker.publish(PresenceChanged{ann, true, f.now, {}});
        f.broker.publish(PresenceChanged{ann, false, f.now, {}});
        f.broker.publish(TypingChanged{f.room, ann, true});
        f.log.noteConnected({.address = u"192.0.2.1"_s, .dialect = u"rooms"_s});
        AdminAction freeze = f.action(f.auditor);
        freeze.command = u"rooms.freeze"_s;
        freeze.arguments = {{u"room"_s, u"Hall"_s}};
        f.log.noteCommand(freeze, u"forbidden"_s);
        QCOMPARE(f.seen(), u"posted Hall ann, edited Hall ann, deleted Hall ann, joined Hall bob, "
                           "left Hall bob, online ann, offline ann, connected, command chief"_s);
        const TrafficEntry &first = f.log.entries().front();
        QCOMPARE(first.bytes, u"Grüße 🌱"_s.toUtf8().size());
        QCOMPARE(first.dialect, u"phone"_s);
        QCOMPARE(first.transport, u"socket"_s);
        QCOMPARE(first.message, posted.message.id);
        QCOMPARE(first.position, 1u);
        const TrafficEntry &last = f.log.entries().back();
        QCOMPARE(last.target, u"Hall"_s);
        QCOMPARE(last.outcome, u"forbidden"_s);
        QCOMPARE(f.store.asked, QStringList());
    }

    void filtersAreChecked()
    {
        const Looked f;
        const auto isRight = [&f](const QString &name, const QString &value) {
            return f.view.check({.filter = {{name, value}}}).has_value();
        };
        QVERIFY(isRight(u"kind"_s, u"posted, edited"_s));
        QVERIFY(isRight(u"room"_s, u"no such room"_s));
        QVERIFY(!isRight(u"kind"_s, u"posted,said"_s));
        QVERIFY(!isRight(u"kind"_s, u""_s));
    }

    void waitsForNamesInOrder()
    {
        Looked f;
        const RoomId hall = f.room;
        f.broker.publish(f.post(u"one"_s));
        f.room = RoomId(randomId());
        f.broker.publish(f.post(u"two"_s));
        f.broker.publish(PresenceChanged{bob, true, f.now, {}});
        f.room = hall;
        f.broker.publish(f.post(u"three"_s));
        QCOMPARE(f.seen(), QString());
        // Each once.
        QCOMPARE(f.store.asked.size(), 2);
        f.store.answerNext(u"Hall"_s);
        QCOMPARE(f.seen(), u"posted Hall ann"_s);
        f.store.answerNext({});
        QCOMPARE(f.seen(), u"posted Hall ann, posted ann, online bob, posted Hall ann"_s);
        f.broker.publish(f.post(u"four"_s));
        QCOMPARE(f.store.asked.size(), 2);
    }

    void aDirectConversationHasNoName()
    {
        Looked f;
        f.broker.publish(f.post(u"psst"_s, bob));
        QCOMPARE(f.seen(), u"posted ann"_s);
        QVERIFY(f.log.entries().front().isDirect);
        QCOMPARE(f.store.asked, QStringList());
    }

    void isOnlyThereWhileSomebodyLooks()
    {
        Looked f;
        f.name(u"Hall"_s);
        f.broker.publish(f.post(u"one"_s));
        f.broker.publish(f.post(u"two"_s));
        f.view.setWatched(false);
        QVERIFY(f.log.entries().empty());
        f.broker.publish(f.post(u"unseen"_s));
        QCOMPARE(f.store.asked, QStringList());
        f.view.setWatched(true);
        QCOMPARE(f.seen(), QString());
        f.name(u"Hall"_s);
        f.broker.publish(f.post(u"three"_s));
        // Who was there before misses something.
        const auto page = f.view.read(2, 100, {}, f.auditor);
        QCOMPARE(page->skipped, 1u);
        QCOMPARE(page->entries.size(), 1u);
        QCOMPARE(page->until, f.view.version());
        // Who is new does not.
        QCOMPARE(f.view.read(f.view.tailStart(100), 100, {}, f.auditor)->skipped, 0u);
        QCOMPARE(f.view.tailStart(1), f.view.version() - 1);
    }

    void forgetsTheOldest()
    {
        Looked f;
        for (size_t i = 0; i < TrafficLog::mostEntries + 10; ++i)
            f.broker.publish(PresenceChanged{ann, true, f.now, {}});
        QCOMPARE(f.log.entries().size(), TrafficLog::mostEntries);
        const auto page = f.view.read(4, 3, {}, f.auditor);
        QCOMPARE(page->skipped, 6u);
        QCOMPARE(page->entries.front().position, 11u);
        QCOMPARE(page->until, 13u);
    }

    // However long the storage takes.
    void doesNotWaitForNamesForEver()
    {
        Looked f;
        for (size_t i = 0; i < TrafficLog::mostEntries + 10; ++i)
            f.broker.publish(f.post(u"x"_s));
        QCOMPARE(f.log.entries().size(), TrafficLog::mostEntries);
        QCOMPARE(f.store.asked.size(), 1);
    }

    void anAnswerMayComeTooLate()
    {
        RoomNames store;
        LocalBroker broker;
        {
            TrafficLog log(broker, store, systemNow);
            log.setWatched(true);
            MessagePosted posted;
            posted.message.roomId = RoomId(randomId());
            broker.publish(posted);
            log.setWatched(false);
        }
        QCOMPARE(store.answers.size(), 1u);
        store.answerNext(u"Hall"_s);
    }

    // The view -----------------------------------------------------------------------------------

    void filters()
    {
        Looked f;
        f.name(u"Hall"_s);
        f.broker.publish(f.post(u"one"_s));
        f.broker.publish(MemberJoined{f.roomCalled(u"Hall"_s), bob});
        f.broker.publish(PresenceChanged{bob, true, f.now, {}});
        f.broker.publish(f.post(u"psst"_s, bob));
        QCOMPARE(f.seen({{u"kind"_s, u"joined,online"_s}}), u"joined Hall bob, online bob"_s);
        QCOMPARE(f.seen({{u"room"_s, u"hall"_s}}), u"posted Hall ann, joined Hall bob"_s);
        QCOMPARE(f.seen({{u"room"_s, f.room.toString()}, {u"kind"_s, u"posted"_s}}),
                 u"posted Hall ann, posted ann"_s);
        QCOMPARE(f.seen({{u"user"_s, u"BOB"_s}}), u"joined Hall bob, online bob"_s);
        QCOMPARE(f.seen({{u"user"_s, ann.id.toString()}}), u"posted Hall ann, posted ann"_s);
        QCOMPARE(f.seen({{u"user"_s, u"an"_s}}), QString());
        QCOMPARE(f.seen({{u"kind"_s, u"shouted"_s}}), u"validation_failed"_s);
        QCOMPARE(f.seen({{u"kind"_s, QString()}}), u"validation_failed"_s);
        // Everything that does not match is behind it.
        QCOMPARE(f.view.read(0, 1, {{u"kind"_s, u"online"_s}}, f.auditor)->until, 4u);
        QCOMPARE(f.view.read(0, 1, {{u"kind"_s, u"posted"_s}}, f.auditor)->until, 1u);
    }

    // Messages a minute --------------------------------------------------------------------------

    void countsTheLastMinute()
    {
        RoomActivity activity;
        const RoomId hall{randomId()};
        const RoomId attic{randomId()};
        Timestamp now = fromEpochMs(1'800'000'000'000);
        QCOMPARE(activity.inLastMinute(hall, now), 0);
        for (int i = 0; i < 60; ++i, now += 1s)
            activity.note(hall, now);
        activity.note(attic, now);
        const qint64 steady = activity.inLastMinute(hall, now);
        QVERIFY2(steady >= 55 && steady <= 60, qPrintable(QString::number(steady)));
        QCOMPARE(activity.all(now).size(), 2);
        now += 30s;
        const qint64 half = activity.inLastMinute(hall, now);
        QVERIFY2(half >= 25 && half <= 30, qPrintable(QString::number(half)));
        now += 35s;
        QVERIFY(activity.all(now).isEmpty());
        activity.note(hall, now);
        // The clock was set back.
        QCOMPARE(activity.inLastMinute(hall, now - 1h), 0);
        activity.note(hall, now - 1h);
        QCOMPARE(activity.inLastMinute(hall, now - 1h), 1);
        activity.clear();
        QCOMPARE(activity.inLastMinute(hall, now - 1h), 0);
    }
};

PARLANCE_TEST(TestTraffic)

} // namespace tst_traffic

#include "tst_traffic.moc"
