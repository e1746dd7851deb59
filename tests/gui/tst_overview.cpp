// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/commandrunner.h"
#include "pages/overviewboard.h"
#include "pages/overviewpage.h"
#include "support/realserver.h"
#include "support/testprogram.h"
#include "widgets/breakdown.h"
#include "widgets/figuretile.h"

#include <QTest>

#include <cmath>

namespace tst_overview {

using namespace Qt::StringLiterals;
using namespace parlance;
using gui::MetricsHistory;
using gui::ServerLink;

double latest(const gui::PlotWidget &plot, size_t series)
{
    const auto &values = plot.samples().series;
    return values.size() > series && !values[series].empty() ? values[series].back() : std::nan("");
}

double largest(const gui::PlotWidget &plot, size_t series)
{
    double found = 0;
    if (plot.samples().series.size() > series) {
        for (const double value : plot.samples().series[series])
            found = std::isfinite(value) ? std::max(found, value) : found;
    }
    return found;
}

class TestOverview : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsWhatHappensOnTheServer()
    {
        test::RealServer server;
        server.start();
        const auto ann = server.person(u"ann"_s, u"auditor"_s);
        const auto room =
            server.call("POST", u"/rooms"_s, ann.token, {{u"name"_s, u"Gardening"_s}});
        ServerLink link;
        QWidget window;
        gui::CommandRunner commands(link, window);
        gui::OverviewPage page({link, commands});
        page.resize(1000, 700);
        page.show();
        page.setShown(true);
        link.open(server.target(), {.username = ann.username, .password = ann.password});
        auto *messages = page.findChild<gui::PlotWidget *>(u"messagesPerSecond"_s);
        auto *memory = page.findChild<gui::PlotWidget *>(u"memoryBytes"_s);
        QVERIFY(messages && memory);
        QTRY_VERIFY(latest(*memory, 0) > 1e6);
        QVERIFY(page.isAllowed());
        const QString path = u"/rooms/%1/messages"_s.arg(room.value(u"id"_s).toString());
        for (int i = 0; i < 5; ++i)
            server.call("POST", path, ann.token, {{u"text"_s, u"The tomatoes are in!"_s}});
        QTRY_VERIFY(largest(*messages, 0) > 0);
        const auto *tile = page.findChild<gui::FigureTile *>(u"figure.memoryBytes"_s);
        QVERIFY(tile);
        QTRY_VERIFY(tile->value().contains(u"MiB"_s));
        QVERIFY(page.csv().startsWith("time,usersOnline,connections,"));
        QVERIFY(page.csv().count('\n') > 1);
        QVERIFY(!page.image().isNull());

        // Another page shows that something comes meanwhile.
        gui::OverviewPage other({link, commands});
        other.setShown(true);
        auto *otherMemory = other.findChild<gui::PlotWidget *>(u"memoryBytes"_s);
        page.setPaused(true);
        const auto before = memory->samples().times;
        QTRY_VERIFY(!otherMemory->samples().times.empty() &&
                    otherMemory->samples().times.back() > before.back());
        QCOMPARE(memory->samples().times, before);
        page.setPaused(false);
        QVERIFY(memory->samples().times != before);

        page.setStretch(MetricsHistory::Stretch::Hour);
        QTRY_VERIFY(memory->samples().times.size() > 60);
        const auto &times = memory->samples().times;
        QCOMPARE(times.at(1) - times.at(0), qint64(10000));
        page.setStretch(MetricsHistory::Stretch::Day);
        QTRY_VERIFY(memory->samples().times.size() > 1000);
    }

    void survivesWrongAnswers()
    {
        ServerLink link;
        MetricsHistory history(link);
        QVERIFY(history.times().empty());
        QVERIFY(history.series(u"nothing"_s).empty());
        QVERIFY(history.lastMinute(u"nothing"_s).empty());
        gui::Breakdown list(u"List"_s, u"None"_s);
        QList<gui::Breakdown::Part> parts;
        for (int i = 0; i < 1000; ++i)
            parts.append({QString::number(i), double(i)});
        list.setParts(parts);
        QVERIFY(list.parts().size() < 10);
        QCOMPARE(list.parts().first().count, 999.0);
        list.grab();
    }
};

PARLANCE_TEST(TestOverview)

} // namespace tst_overview

#include "tst_overview.moc"
