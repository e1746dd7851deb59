// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testprogram.h"
#include "support/testsupport.h"
#include "timers/timerqueue.h"

#include <QElapsedTimer>

namespace tst_timerqueue {

using namespace parlance;
using namespace std::chrono_literals;

class TestTimerQueue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void runsInOrderOfDeadline()
    {
        TimerQueue queue;
        Deadline late(queue);
        Deadline early(queue);
        QByteArray order;
        late.start(40ms, [&] { order += 'l'; });
        early.start(5ms, [&] { order += 'e'; });
        QTRY_COMPARE(order, QByteArray("el"));
    }

    void stoppedOrDestroyedDoesNotRun()
    {
        TimerQueue queue;
        bool ran = false;
        bool last = false;
        Deadline stopped(queue);
        stopped.start(1ms, [&] { ran = true; });
        stopped.stop();
        {
            Deadline destroyed(queue);
            destroyed.start(1ms, [&] { ran = true; });
        }
        Deadline end(queue);
        end.start(10ms, [&] { last = true; });
        QTRY_VERIFY(last);
        QVERIFY(!ran);
    }

    void restartReplaces()
    {
        TimerQueue queue;
        QByteArray order;
        Deadline deadline(queue);
        deadline.start(1ms, [&] { order += 'a'; });
        deadline.start(5ms, [&] { order += 'b'; });
        QTRY_COMPARE(order, QByteArray("b"));
        QVERIFY(!deadline.isActive());
    }

    void callbackMayDestroyItsDeadline()
    {
        TimerQueue queue;
        auto deadline = std::make_unique<Deadline>(queue);
        bool ran = false;
        deadline->start(1ms, [&] {
            deadline.reset();
            ran = true;
        });
        QTRY_VERIFY(ran);
    }

    void neverRunsEarly()
    {
        TimerQueue queue;
        QElapsedTimer clock;
        qint64 elapsed = -1;
        Deadline deadline(queue);
        clock.start();
        deadline.start(50ms, [&] { elapsed = clock.elapsed(); });
        QTRY_VERIFY(elapsed >= 0);
        QVERIFY2(elapsed >= 49, qPrintable(QString::number(elapsed)));
    }
};

PARLANCE_TEST(TestTimerQueue)

} // namespace tst_timerqueue

#include "tst_timerqueue.moc"
