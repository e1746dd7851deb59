// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/serverlink.h"
#include "pages/sessionsmodel.h"
#include "support/fakeserver.h"
#include "support/testprogram.h"
#include "widgets/tableview.h"
#include "widgets/theme.h"

#include <QAbstractItemModelTester>
#include <QHeaderView>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include <ctime>
#include <sys/resource.h>

namespace tst_scale {

using namespace Qt::StringLiterals;
using namespace parlance;
using gui::ServerLink;

/// The longest time that the event loop was kept from a timer of 5 ms, in CPU time of this thread:
/// on a busy computer, others take turns, which is not the console's fault.
class Heartbeat : public QObject
{
public:
    Heartbeat()
    {
        m_last = cpuMs();
        m_timer.setTimerType(Qt::PreciseTimer);
        connect(&m_timer, &QTimer::timeout, this, [this] {
            const double now = cpuMs();
            m_longest = std::max(m_longest, now - m_last);
            m_total += now - m_last;
            m_last = now;
            ++m_beats;
        });
        m_timer.start(5);
    }

    double longestMs() const { return m_longest; }
    double totalMs() const { return m_total; }
    int beats() const { return m_beats; }
    void restart()
    {
        m_longest = m_total = 0;
        m_beats = 0;
        m_last = cpuMs();
    }

private:
    static double cpuMs()
    {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return double(time.tv_sec) * 1000 + double(time.tv_nsec) / 1e6;
    }

    QTimer m_timer;
    double m_last = 0;
    double m_longest = 0;
    double m_total = 0;
    int m_beats = 0;
};

/// Of this process now, in MiB; the scripted server is in it.
double residentMiB()
{
    QFile file(u"/proc/self/statm"_s);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toDouble() * 4096 / (1024 * 1024);
}

class TestScale : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void staysQuickWithFiftyThousandSessions()
    {
        test::FakeServer server;
        ServerLink link;
        gui::SessionsModel model(link);
        gui::TableView view;
        view.setModel(&model);
        view.resize(1280, 800);
        view.show();
        connect(&view, &gui::TableView::visibleRowsChanged, &model,
                &gui::WindowModel::setVisibleRows);
        model.feed().setActive(true);
        link.open(server.target(), test::FakeServer::credentials());
        QTRY_VERIFY_WITH_TIMEOUT(model.isLoaded(), 20000);
        QCOMPARE(model.rowCount(), 50000);

        Heartbeat heart;
        scroll(view, model);
        sortAndFilter(view, model);
        const double before = residentMiB();
        watchChanges(view, model);
        qInfo(
            "longest block %.1f ms of CPU, %d beats, CPU of this thread %.0f ms, memory +%.1f MiB",
            heart.longestMs(), heart.beats(), heart.totalMs(), residentMiB() - before);
        QVERIFY2(heart.longestMs() <= 50 * slowness(), "the event loop was blocked");
        QVERIFY(residentMiB() - before < 64);
        int loaded = 0;
        for (int row = 0; row < model.rowCount(); ++row)
            loaded += model.recordAt(row) ? 1 : 0;
        QVERIFY(loaded <= 300);
    }

private:
    /// Without optimization and with sanitizers, everything takes longer.
    static int slowness()
    {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
        return 10;
#else
        return 1;
#endif
    }

    void scroll(gui::TableView &view, gui::WindowModel &model)
    {
        QScrollBar *bar = view.verticalScrollBar();
        for (int step = 0; step <= 20; ++step) {
            bar->setValue(bar->maximum() / 20 * step);
            QCoreApplication::processEvents();
        }
        const int row = view.rowAt(10);
        QTRY_VERIFY_WITH_TIMEOUT(model.recordAt(row), 5000);
        bar->setValue(0);
        QTRY_VERIFY_WITH_TIMEOUT(model.recordAt(0), 5000);
    }

    void sortAndFilter(gui::TableView &view, gui::WindowModel &model)
    {
        QElapsedTimer clock;
        qint64 took = 0;
        QObject context;
        connect(&model, &gui::WindowModel::loaded, &context, [&] { took = clock.elapsed(); });
        for (int column = 0; column < model.columnCount(); ++column) {
            clock.start();
            view.sortBy(column, Qt::DescendingOrder);
            QTRY_VERIFY_WITH_TIMEOUT(model.isLoaded(), 5000);
            qInfo("sorted by %s after %lld ms", model.columns()[size_t(column)].name, took);
        }
        for (const QString &text : {u"ann"_s, u"Firefox"_s, u"no such"_s, QString()}) {
            clock.start();
            model.setFilter(u"text"_s, text);
            QTRY_VERIFY_WITH_TIMEOUT(model.isLoaded(), 5000);
            qInfo("filtered by \"%s\": %d rows after %lld ms", qPrintable(text), model.rowCount(),
                  took);
        }
        QCOMPARE(model.rowCount(), 50000);
    }

    void watchChanges(gui::TableView &view, gui::WindowModel &model)
    {
        view.sortBy(7, Qt::DescendingOrder);
        int changes = 0;
        connect(&model, &QAbstractItemModel::dataChanged, this, [&changes] { ++changes; });
        connect(&model, &QAbstractItemModel::layoutChanged, this, [&changes] { ++changes; });
        QTRY_VERIFY_WITH_TIMEOUT(changes >= 20, 20000);
    }
};

PARLANCE_TEST(TestScale)

} // namespace tst_scale

#include "tst_scale.moc"
