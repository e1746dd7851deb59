// SPDX-License-Identifier: GPL-3.0-or-later
#include "recorder/flightrecorder.h"
#include "support/testprogram.h"

#include <QTest>

namespace tst_flightrecorder {

using namespace parlance;
using namespace parlance::recorder;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

struct Fixture
{
    explicit Fixture(Options options = {})
        : recorder([this] { return now; }, options)
    {
    }
    void append(Chain &chain, qint64 value)
    {
        recorder.append(chain, {.kind = Kind::RoundTrip, .number = 7, .value = value});
    }
    QList<qint64> values(const Chain &chain, quint64 before = 0) const
    {
        QList<qint64> list;
        recorder.visit(chain, before, [&](const Entry &entry) {
            list.append(entry.fact.value);
            return true;
        });
        return list;
    }
    bool isWhole(const Chain &chain) const
    {
        return recorder.visit(chain, 0, [](const Entry &) { return true; });
    }
    void end(quint64 id, const QString &name = {})
    {
        recorder.end({.id = id, .username = name, .endedAt = now});
    }

    Timestamp now = fromEpochMs(1'000'000);
    FlightRecorder recorder;
};

/// One MiB: 24576 records.
constexpr Options small{.maxBytes = 1024 * 1024};

class TestFlightRecorder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recordsAreReadNewestFirst()
    {
        Fixture f;
        Chain one;
        Chain other;
        for (qint64 i = 1; i <= 3; ++i) {
            append(f, one, i);
            append(f, other, -i);
        }
        QCOMPARE(f.values(one), (QList<qint64>{3, 2, 1}));
        QCOMPARE(f.values(other), (QList<qint64>{-3, -2, -1}));
        QCOMPARE(f.values(one, 5), (QList<qint64>{2, 1}));
        QVERIFY(f.values({}).isEmpty());
        QVERIFY(f.isWhole(one));
        QVERIFY(f.isWhole({}));
    }

    void everythingOfAFactIsKept()
    {
        Fixture f;
        Chain chain;
        const RoomId room(randomId());
        f.recorder.append(chain, {.kind = Kind::Joined, .position = 5, .room = room});
        f.now += 42ms;
        f.recorder.append(chain, {.kind = Kind::Answered,
                                  .code = 254,
                                  .position = qint64(1) << 62,
                                  .number = 0xfffffffe,
                                  .value = -(qint64(1) << 62)});
        std::vector<Entry> entries;
        f.recorder.visit(chain, 0, [&](const Entry &entry) {
            entries.push_back(entry);
            return true;
        });
        QCOMPARE(entries.size(), size_t(2));
        QCOMPARE(entries[0].id, quint64(2));
        QCOMPARE(entries[0].at, fromEpochMs(1'000'042));
        QVERIFY(entries[0].fact.kind == Kind::Answered);
        QCOMPARE(entries[0].fact.code, quint8(254));
        QCOMPARE(entries[0].fact.position, qint64(1) << 62);
        QCOMPARE(entries[0].fact.number, 0xfffffffe);
        QCOMPARE(entries[0].fact.value, -(qint64(1) << 62));
        QVERIFY(entries[1].fact.kind == Kind::Joined);
        QVERIFY(entries[1].fact.room == room);
        QCOMPARE(entries[1].fact.position, 5);
        QCOMPARE(entries[1].at, fromEpochMs(1'000'000));
    }

    void aMillionRecordsStayWithinTheBound()
    {
        Fixture f(small);
        QVERIFY(f.recorder.bytes() < 10'000);
        Chain first;
        Chain second;
        append(f, first, 1);
        QVERIFY(f.recorder.bytes() < 100'000);
        QVERIFY(f.recorder.recordedSince() == f.recorder.startedAt());
        constexpr qint64 count = 1'000'000;
        for (qint64 i = 1; i <= count; ++i) {
            f.now = fromEpochMs(1'000'000 + i);
            append(f, second, i);
        }
        QVERIFY(f.recorder.bytes() <= small.maxBytes);
        QVERIFY(f.recorder.bytes() > small.maxBytes / 2);
        const QList<qint64> kept = f.values(second);
        QCOMPARE(quint64(kept.size()), f.recorder.capacity());
        QCOMPARE(kept.first(), count);
        QCOMPARE(kept.last(), count - kept.size() + 1);
        QVERIFY(!f.isWhole(second));
        QVERIFY(f.values(first).isEmpty());
        QVERIFY(!f.isWhole(first));
        QCOMPARE(toEpochMs(f.recorder.recordedSince()), 1'000'000 + kept.last());
    }

    void aChainIsCutWhereItIsOverwritten()
    {
        Fixture f(small);
        Chain rare;
        Chain busy;
        append(f, rare, 1);
        append(f, rare, 2);
        for (quint64 i = 2; i < f.recorder.capacity(); ++i)
            append(f, busy, 0);
        QCOMPARE(f.values(rare), (QList<qint64>{2, 1}));
        append(f, busy, 0);
        QCOMPARE(f.values(rare), QList<qint64>{2});
        QVERIFY(!f.isWhole(rare));
        append(f, rare, 3);
        QCOMPARE(f.values(rare), QList<qint64>{3});
        QVERIFY(!f.isWhole(rare));
    }

    void endedOnesAreForgottenAfterAnHour()
    {
        Fixture f;
        f.end(1);
        f.now += 30min;
        f.end(2);
        f.now += 30min;
        QCOMPARE(f.recorder.ended().size(), size_t(2));
        QVERIFY(f.recorder.knownSince() == f.recorder.startedAt());
        f.now += 1ms;
        QCOMPARE(f.recorder.ended().size(), size_t(1));
        QVERIFY(!f.recorder.findEnded(1));
        QCOMPARE(f.recorder.findEnded(2)->id, quint64(2));
        QVERIFY(f.recorder.knownSince() == fromEpochMs(1'000'000));
        f.now += 1h;
        QVERIFY(f.recorder.ended().empty());
    }

    void endedOnesAreBounded()
    {
        Fixture f(small);
        constexpr quint64 count = 100'000;
        for (quint64 i = 1; i <= count; ++i) {
            f.now += 1ms;
            f.end(i, QString(50, u'n'));
        }
        QVERIFY(f.recorder.bytes() <= small.maxBytes / 4 + 10'000);
        QVERIFY(f.recorder.ended().size() > 300);
        QCOMPARE(f.recorder.ended().back().id, count);
        const quint64 oldest = f.recorder.ended().front().id;
        QCOMPARE(f.recorder.ended().size(), size_t(count - oldest + 1));
        QVERIFY(f.recorder.knownSince() == f.recorder.ended().front().endedAt - 1ms);
    }

    void theDefaultIs64MiB()
    {
        const FlightRecorder recorder(systemNow);
        QCOMPARE(recorder.capacity() * 32, quint64(48) * 1024 * 1024);
        QVERIFY(recorder.bytes() < 100'000);
    }

private:
    static void append(Fixture &f, Chain &chain, qint64 value) { f.append(chain, value); }
};

PARLANCE_TEST(TestFlightRecorder)

} // namespace tst_flightrecorder

#include "tst_flightrecorder.moc"
