// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/parkedcalls.h"
#include "gateway/waitingcalls.h"
#include "support/testprogram.h"
#include "support/testsupport.h"

#include <QTimer>

namespace tst_waitingcalls {

using namespace parlance;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Records the results of its calls. The name of a call is one letter.
class Caller : public WaitingCaller
{
public:
    Caller(QString account, int &allowance, QByteArray &log)
        : key(std::move(account))
        , m_allowance(allowance)
        , m_log(log)
    {
    }
    QString allowanceKey() const override { return key; }
    std::optional<std::chrono::milliseconds> takeTurn() override
    {
        if (m_allowance <= 0)
            return 1ms;
        --m_allowance;
        return std::nullopt;
    }
    void proceed(ReadCall read) override { m_log += read()->event.toLatin1(); }
    void expire(ReadCall read) override { m_log += '!' + read()->event.toLatin1(); }

    QString key;

private:
    int &m_allowance;
    QByteArray &m_log;
};

struct Fixture
{
    explicit Fixture(WaitingCalls::Bounds bounds = {}, CallBudget::Bounds memory = {})
        : budget(memory)
        , waiting(timers, budget, bounds, [this] { ++emptied; })
    {
    }
    std::shared_ptr<Caller> caller(const QString &account)
    {
        return std::make_shared<Caller>(account, allowance, log);
    }
    bool add(const std::shared_ptr<Caller> &from, const QString &name, qsizetype bytes = 1)
    {
        ReadCall read = [name] { return SentCall{name, {}, {}, 0}; };
        return waiting.add(from, bytes, read);
    }

    TimerQueue timers;
    int allowance = 0;
    int emptied = 0;
    QByteArray log;
    CallBudget budget;
    WaitingCalls waiting;
};

/// Memory of a call besides its bytes.
constexpr qsizetype overhead = 256;

class TestWaitingCalls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepTheirOrderAndTakeTurns()
    {
        Fixture f;
        const auto a = f.caller(u"ann"_s);
        const auto b = f.caller(u"ann"_s);
        for (const QString &name : {u"1"_s, u"2"_s, u"3"_s})
            QVERIFY(f.add(a, name));
        QVERIFY(f.add(b, u"x"_s));
        QVERIFY(WaitingCalls::isWaiting(*a));
        f.allowance = 10;
        QTRY_COMPARE(f.log, "1x23");
        QVERIFY(f.waiting.isEmpty());
        QCOMPARE(f.allowance, 6);
    }

    void areBounded()
    {
        WaitingCalls::Bounds bounds;
        bounds.callsPerCaller = 2;
        bounds.bytesPerCaller = 10;
        Fixture f(bounds, {100 + 3 * overhead, 100'000});
        const auto a = f.caller(u"ann"_s);
        QVERIFY(f.add(a, u"1"_s, 4));
        QVERIFY(!f.add(a, u"too large"_s, 7));
        QVERIFY(f.add(a, u"2"_s, 6));
        QVERIFY(!f.add(a, u"too many"_s, 0));
        // A single larger call may wait if no other call of its connection does, within the limit
        // of its account.
        QVERIFY(!f.add(f.caller(u"ann"_s), u"x"_s, 91));
        QVERIFY(f.add(f.caller(u"ann"_s), u"3"_s, 90));
        // A call that runs frees its space.
        f.allowance = 10;
        QTRY_VERIFY(f.waiting.isEmpty());
        QCOMPARE(f.log.size(), 3);
        QVERIFY(f.add(f.caller(u"ann"_s), u"5"_s, 100));
    }

    // With many accounts, each gets some space, and the total limit is never exceeded.
    void areBoundedTogether()
    {
        const qsizetype most = 1'000'000;
        CallBudget budget({400'000, most});
        qsizetype all = 0;
        qsizetype before = most;
        for (int i = 0; i < 20; ++i) {
            const QString key = QString::number(i);
            qsizetype own = 0;
            for (; budget.hasRoom(key, 100); own += 100 + overhead)
                budget.add(key, 100);
            QVERIFY(own > 0 && own <= before);
            before = own;
            all += own;
        }
        QVERIFY(all > most / 2 && all <= most);
    }

    void countNothingOnceTheyAreGone()
    {
        Fixture f({}, {2 * (overhead + 1), 100'000});
        for (int round = 0; round < 3; ++round) {
            const auto a = f.caller(u"ann"_s);
            QVERIFY(f.add(a, u"1"_s) && f.add(a, u"2"_s));
            QVERIFY(!f.add(f.caller(u"ann"_s), u"x"_s));
            a->key = u"bob"_s;
            f.allowance = 1;
            QTRY_COMPARE(f.allowance, 0);
            QVERIFY(f.add(a, u"3"_s));
            QVERIFY(!f.add(f.caller(u"bob"_s), u"x"_s));
            f.waiting.drop(*a);
            QVERIFY(f.waiting.isEmpty());
        }
    }

    // Open connections get every other turn, however many closed ones have waiting calls.
    void openAndClosedConnectionsTakeTurns()
    {
        Fixture f;
        for (int i = 0; i < 5; ++i) {
            const auto gone = f.caller(u"ann"_s);
            QVERIFY(f.add(gone, u"g"_s) && f.add(gone, u"g"_s));
            f.waiting.leave(gone);
        }
        const auto here = f.caller(u"ann"_s);
        for (const QString &name : {u"1"_s, u"2"_s, u"3"_s})
            QVERIFY(f.add(here, name));
        f.allowance = 20;
        QTRY_VERIFY(f.waiting.isEmpty());
        QCOMPARE(f.log.left(6), "1g2g3g");
        QCOMPARE(f.log.size(), 13);
    }

    void doNotWaitForEver()
    {
        WaitingCalls::Bounds bounds;
        bounds.patience = 20ms;
        Fixture f(bounds);
        const auto a = f.caller(u"ann"_s);
        QVERIFY(f.add(a, u"1"_s) && f.add(a, u"2"_s));
        QTRY_COMPARE(f.log, "!1!2");
        QVERIFY(f.waiting.isEmpty());
        // A refusal would have no recipient on a closed connection, so its calls do not time out.
        QVERIFY(f.add(a, u"3"_s));
        f.waiting.leave(a);
        QVERIFY(f.add(f.caller(u"bob"_s), u"4"_s));
        QTRY_COMPARE(f.log, "!1!2!4");
        f.allowance = 1;
        QTRY_COMPARE(f.log, "!1!2!43");
    }

    void thoseWhoLeftWaitOnWhereverTheyBelong()
    {
        WaitingCalls::Bounds bounds;
        bounds.patience = 20ms;
        Fixture f(bounds);
        const auto a = f.caller(u"an address"_s);
        QVERIFY(f.add(a, u"1"_s));
        f.waiting.leave(a);
        a->key = u"ann"_s;
        QVERIFY(f.add(f.caller(u"bob"_s), u"2"_s));
        QTRY_COMPARE(f.log, "!2");
        f.allowance = 1;
        QTRY_COMPARE(f.log, "!21");
    }

    void runWhenTheyAreAsked()
    {
        Fixture f;
        const auto a = f.caller(u"ann"_s);
        const auto b = f.caller(u"bob"_s);
        QVERIFY(f.add(a, u"1"_s) && f.add(a, u"2"_s) && f.add(b, u"3"_s));
        f.allowance = 3;
        f.waiting.runAll();
        QCOMPARE(f.log, "123");
        QVERIFY(f.waiting.isEmpty());
        QCOMPARE(f.emptied, 1);
    }

    void moveToTheAccountThatTheyActFor()
    {
        Fixture f;
        const auto a = f.caller(u"an address"_s);
        QVERIFY(f.add(a, u"1"_s) && f.add(a, u"2"_s));
        a->key = u"ann"_s;
        f.allowance = 2;
        QTRY_COMPARE(f.log, "12");
        QVERIFY(f.waiting.isEmpty());
    }

    void areDroppedWithTheSession()
    {
        Fixture f;
        const auto a = f.caller(u"ann"_s);
        QVERIFY(f.add(a, u"1"_s));
        f.waiting.drop(*a);
        QVERIFY(f.waiting.isEmpty());
        QCOMPARE(f.emptied, 1);
        f.waiting.runAll();
        QCOMPARE(f.log, "");
    }

    void parkedOnesWaitForARoom()
    {
        Fixture f;
        QByteArray log;
        ParkedCalls parked(f.timers, f.budget, {20ms, 20ms}, [&log](std::vector<ReadCall> late) {
            for (const ReadCall &read : late)
                log += '!' + read()->event.toLatin1();
        });
        const auto add = [&](const QString &name, qsizetype bytes) {
            ReadCall read = [name] { return SentCall{name, {}, {}, 0}; };
            return parked.add(u"ann"_s, bytes, read);
        };
        QVERIFY(add(u"a"_s, qsizetype(600) * 1024));
        QVERIFY(!add(u"b"_s, 1));
        QCOMPARE(parked.takeAll().size(), size_t(1));
        QVERIFY(parked.isEmpty());
        for (int i = 0; i < 512; ++i)
            QVERIFY(add(u"c"_s, 1));
        QVERIFY(!add(u"d"_s, 1));
        QTRY_VERIFY(parked.isEmpty());
        QCOMPARE(log.count("!c"), 512);
    }

    void parkedOnesDoNotWaitForEver()
    {
        Fixture f;
        bool isRefused = false;
        ParkedCalls parked(f.timers, f.budget, {20ms, 60ms},
                           [&isRefused](const auto &) { isRefused = true; });
        ReadCall read = [] { return SentCall{u"p"_s, {}, {}, 0}; };
        QVERIFY(parked.add(u"ann"_s, 1, read));
        QTimer often;
        connect(&often, &QTimer::timeout, this, [&parked] { parked.restartTimeout(); });
        often.start(2ms);
        QTRY_VERIFY(isRefused);
    }

    void parkedOnesCountWithThoseThatWait()
    {
        Fixture f({}, {overhead + 10, 100'000});
        const auto park = [](ParkedCalls &parked, qsizetype bytes) {
            ReadCall read = [] { return SentCall{u"p"_s, {}, {}, 0}; };
            return parked.add(u"ann"_s, bytes, read);
        };
        ParkedCalls first(f.timers, f.budget, {20ms, 20ms}, [](const auto &) {});
        QVERIFY(!park(first, 11));
        QVERIFY(park(first, 10));
        {
            ParkedCalls second(f.timers, f.budget, {20ms, 20ms}, [](const auto &) {});
            QVERIFY(!park(second, 0));
            QVERIFY(!f.add(f.caller(u"ann"_s), u"x"_s));
            first.takeAll();
            QVERIFY(park(second, 10));
        }
        QVERIFY(f.add(f.caller(u"ann"_s), u"1"_s, 10));
    }
};

PARLANCE_TEST(TestWaitingCalls)

} // namespace tst_waitingcalls

#include "tst_waitingcalls.moc"
