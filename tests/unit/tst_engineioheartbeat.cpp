// SPDX-License-Identifier: GPL-3.0-or-later
#include "delivery/deliverytracker.h"
#include "engineio/heartbeat.h"
#include "support/testprogram.h"
#include "support/testsupport.h"

namespace tst_engineioheartbeat {

using namespace parlance;
using namespace parlance::engineio;
using namespace std::chrono_literals;

using Proof = std::optional<quint64>;

/// A session that writes at once, or when the test says so.
class Fixture final : public Heartbeat::Listener
{
public:
    using Make = std::unique_ptr<Heartbeat> (*)(Heartbeat::Listener &, const PacketQueue &,
                                                TimerQueue &, HeartbeatTimes);

    explicit Fixture(Make make, HeartbeatTimes times = {1h, 1h})
        : heartbeat(make(*this, queue, timers, times))
    {
    }

    void heartbeatDue(PacketType type, const QByteArray &data) override
    {
        sent += char(type) + data;
        push({type, false, data});
    }
    void heartbeatBegins() override { heartbeats += 'b'; }
    void heartbeatReturned(std::optional<std::chrono::milliseconds> roundTrip) override
    {
        heartbeats += roundTrip ? 't' : 'r';
    }
    void heartbeatMissed() override { missed = true; }

    /// The position of a message that is sent.
    quint64 message()
    {
        push({PacketType::Message, false, "m"});
        return queue.pushed();
    }
    Proof receive(PacketType type) { return heartbeat->packetReceived({type, false, "data"}); }

    TimerQueue timers;
    PacketQueue queue;
    bool writes = true;
    bool missed = false;
    /// b: one begins; t: it is answered, with its time; r: without
    QByteArray heartbeats;
    QByteArrayList sent;
    std::unique_ptr<Heartbeat> heartbeat;

private:
    void push(const Packet &packet)
    {
        queue.push({packet, {}});
        if (writes)
            queue.takeAll();
    }
};

/// Who waits notes it here.
class Notes
{
public:
    std::function<void()> note(char name, const std::function<void()> &then = {})
    {
        return [this, name, then] {
            text += name;
            if (then)
                then();
        };
    }

    QByteArray text;
};

/// What pings and pongs tell of a client: that it is there, and what it has got.
class TestEngineIoHeartbeat : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // The tracker --------------------------------------------------------------------------------

    void confirmsUpToAPosition_data()
    {
        QTest::addColumn<QList<int>>("confirmed");
        QTest::addColumn<QByteArray>("notes");
        QTest::newRow("nothing") << QList<int>{0} << QByteArray();
        QTest::newRow("first") << QList<int>{2} << QByteArray("a");
        QTest::newRow("same position") << QList<int>{4} << QByteArray("abc");
        QTest::newRow("all") << QList<int>{9} << QByteArray("abcd");
        QTest::newRow("one by one") << QList<int>{2, 3, 4, 5} << QByteArray("abcd");
        QTest::newRow("once") << QList<int>{3, 3, 3} << QByteArray("a");
        QTest::newRow("older") << QList<int>{4, 2, 0} << QByteArray("abc");
    }
    void confirmsUpToAPosition()
    {
        QFETCH(QList<int>, confirmed);
        DeliveryTracker tracker;
        Notes notes;
        QVERIFY(tracker.add(2, notes.note('a')));
        QVERIFY(tracker.add(4, notes.note('b')));
        QVERIFY(tracker.add(4, notes.note('c')));
        QVERIFY(tracker.add(5, notes.note('d')));
        QCOMPARE(tracker.wanted(), quint64(5));
        for (const int position : confirmed)
            tracker.confirm(quint64(position));
        QTEST(notes.text, "notes");
        QCOMPARE(tracker.needsProof(), !notes.text.endsWith('d'));
    }

    void whatIsKnownNeedsNoProof()
    {
        DeliveryTracker tracker;
        Notes notes;
        tracker.confirm(7);
        QVERIFY(tracker.add(7, notes.note('a')));
        QVERIFY(!tracker.needsProof());
        QCOMPARE(notes.text, QByteArray());
        tracker.confirm(0);
        QCOMPARE(notes.text, QByteArray("a"));
    }

    void askingAgainInsideIsNotEndless()
    {
        DeliveryTracker tracker;
        Notes notes;
        QVERIFY(tracker.add(1, notes.note('a', [&] { QVERIFY(tracker.add(1, notes.note('c'))); })));
        QVERIFY(tracker.add(1, notes.note('b')));
        tracker.confirm(1);
        QCOMPARE(notes.text, QByteArray("ab"));
        tracker.confirm(0);
        QCOMPARE(notes.text, QByteArray("abc"));
    }

    void confirmingInsideKeepsTheOrder()
    {
        DeliveryTracker tracker;
        Notes notes;
        QVERIFY(tracker.add(1, notes.note('a', [&] { tracker.confirm(2); })));
        QVERIFY(tracker.add(1, notes.note('b')));
        QVERIFY(tracker.add(2, notes.note('c')));
        QVERIFY(tracker.add(3, notes.note('d')));
        tracker.confirm(1);
        QCOMPARE(notes.text, QByteArray("abc"));
    }

    void clearingInsideDropsTheOthers()
    {
        DeliveryTracker tracker;
        Notes notes;
        QVERIFY(tracker.add(1, notes.note('a', [&] { tracker.clear(); })));
        QVERIFY(tracker.add(1, notes.note('b')));
        tracker.confirm(1);
        QCOMPARE(notes.text, QByteArray("a"));
    }

    void waitingIsBounded()
    {
        DeliveryTracker tracker;
        Notes notes;
        for (size_t i = 0; i < DeliveryTracker::maxWaiting; ++i)
            QVERIFY(tracker.add(1, notes.note('x')));
        QVERIFY(!tracker.add(1, notes.note('y')));
        tracker.confirm(1);
        QCOMPARE(size_t(notes.text.size()), DeliveryTracker::maxWaiting);
        QVERIFY(!notes.text.contains('y'));
        QVERIFY(tracker.add(1, notes.note('z')));
    }

    // The server's pings -------------------------------------------------------------------------

    void pongsAnswerPingsInOrder()
    {
        Fixture f(makeServerHeartbeat);
        for (const quint64 position : {2, 4, 6}) {
            const quint64 message = f.message();
            f.heartbeat->askFor(message);
            QCOMPARE(f.queue.pushed(), position);
        }
        for (const quint64 position : {2, 4, 6})
            QCOMPARE(f.receive(PacketType::Pong), Proof(position));
        QCOMPARE(f.receive(PacketType::Pong), Proof(0));
        QCOMPARE(f.receive(PacketType::Message), Proof(0));
        QCOMPARE(f.receive(PacketType::Ping), Proof());
    }

    void unaskedPongsProveNothing()
    {
        Fixture f(makeServerHeartbeat);
        const quint64 message = f.message();
        for (int i = 0; i < 1000; ++i)
            QCOMPARE(f.receive(PacketType::Pong), Proof(0));
        f.heartbeat->askFor(message);
        QCOMPARE(f.receive(PacketType::Pong), Proof(message + 1));
    }

    void pongsToWhatWasNotWrittenProveNothing()
    {
        Fixture f(makeServerHeartbeat);
        f.writes = false;
        f.heartbeat->askFor(f.message());
        QCOMPARE(f.receive(PacketType::Pong), Proof(0));
        f.queue.takeAll();
        QCOMPARE(f.receive(PacketType::Pong), Proof(2));
    }

    void questionsAreShared()
    {
        Fixture f(makeServerHeartbeat);
        const quint64 message = f.message();
        f.heartbeat->askFor(message);
        f.heartbeat->askFor(message);
        f.heartbeat->askFor(f.queue.pushed());
        QCOMPARE(f.sent, QByteArrayList{"2"});
    }

    void questionsAreBounded()
    {
        Fixture f(makeServerHeartbeat);
        for (int i = 0; i < 1000; ++i)
            f.heartbeat->askFor(f.message());
        QCOMPARE(f.sent.size(), 4);
        const quint64 last = f.queue.pushed();
        // One answer makes room for one that stands behind them all.
        QCOMPARE(f.receive(PacketType::Pong), Proof(2));
        f.heartbeat->askFor(last);
        f.heartbeat->askFor(last);
        QCOMPARE(f.sent.size(), 5);
        for (const quint64 position : {quint64(4), quint64(6), quint64(8), last + 1})
            QCOMPARE(f.receive(PacketType::Pong), Proof(position));
    }

    /// The heartbeat's ping comes when it is due, whatever else is answered meanwhile.
    void answersDoNotPutOffTheHeartbeat()
    {
        Fixture f(makeServerHeartbeat, {300ms, 1h});
        qsizetype asked = 0;
        QTRY_VERIFY([&] {
            if (f.sent.size() == asked) {
                ++asked;
                f.heartbeat->askFor(f.message());
                f.receive(PacketType::Pong);
            }
            return f.sent.size() > asked;
        }());
        QVERIFY(asked > 1);
    }

    void heartbeatWantsItsOwnPong_data()
    {
        QTest::addColumn<int>("pongs");
        QTest::addColumn<int>("timeout");
        QTest::addColumn<bool>("missed");
        QTest::newRow("none") << 0 << 100 << true;
        QTest::newRow("the question's") << 1 << 100 << true;
        QTest::newRow("both") << 2 << 60'000 << false;
    }
    void heartbeatWantsItsOwnPong()
    {
        QFETCH(int, pongs);
        QFETCH(int, timeout);
        Fixture f(makeServerHeartbeat, {20ms, std::chrono::milliseconds(timeout)});
        f.heartbeat->askFor(f.message());
        QTRY_COMPARE(f.sent.size(), 2);
        for (int i = 0; i < pongs; ++i)
            f.receive(PacketType::Pong);
        // Its next ping shows that it goes on.
        QTRY_VERIFY(f.missed || f.sent.size() == 3);
        QTEST(f.missed, "missed");
    }

    void heartbeatAnswersTheQuestionToo()
    {
        Fixture f(makeServerHeartbeat, {20ms, 1h});
        const quint64 message = f.message();
        QTRY_COMPARE(f.sent.size(), 1);
        f.heartbeat->askFor(message);
        QCOMPARE(f.sent.size(), 1);
        QCOMPARE(f.receive(PacketType::Pong), Proof(message + 1));
    }

    void onlyTheHeartbeatsOwnPingIsTimed()
    {
        Fixture f(makeServerHeartbeat, {20ms, 1h});
        f.heartbeat->askFor(f.message());
        f.receive(PacketType::Pong);
        QCOMPARE(f.heartbeats, QByteArray());
        QTRY_COMPARE(f.heartbeats, QByteArray("b"));
        f.receive(PacketType::Message);
        QCOMPARE(f.heartbeats, QByteArray("b"));
        f.receive(PacketType::Pong);
        QCOMPARE(f.heartbeats, QByteArray("bt"));
        f.receive(PacketType::Pong);
        QCOMPARE(f.heartbeats, QByteArray("bt"));
    }

    // The client's pings -------------------------------------------------------------------------

    void thePingAfterThePongProves()
    {
        Fixture f(makeClientHeartbeat);
        QCOMPARE(f.receive(PacketType::Ping), Proof(0));
        const quint64 message = f.message();
        f.heartbeat->askFor(message);
        // It proves no more than what stood before the pong that it follows.
        const Proof early = f.receive(PacketType::Ping);
        QVERIFY(early && *early < message);
        QCOMPARE(f.receive(PacketType::Message), Proof(0));
        QCOMPARE(f.receive(PacketType::Ping), Proof(message + 1));
        QCOMPARE(f.receive(PacketType::Pong), Proof());
        QCOMPARE(f.sent, (QByteArrayList{"3data", "3data", "3data"}));
    }

    void pingsBeforeThePongIsWrittenProveNothing()
    {
        Fixture f(makeClientHeartbeat);
        f.writes = false;
        f.message();
        for (int i = 0; i < 5; ++i)
            QCOMPARE(f.receive(PacketType::Ping), Proof(0));
        QCOMPARE(f.heartbeats, QByteArray("bbbbb"));
        f.queue.takeAll();
        QCOMPARE(f.receive(PacketType::Ping), Proof(6));
        QCOMPARE(f.heartbeats, QByteArray("bbbbbrb"));
    }
};

PARLANCE_TEST(TestEngineIoHeartbeat)

} // namespace tst_engineioheartbeat

#include "tst_engineioheartbeat.moc"
