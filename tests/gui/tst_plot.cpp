// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testprogram.h"
#include "widgets/plotscale.h"
#include "widgets/plotwidget.h"
#include "widgets/theme.h"

#include <QPainter>
#include <QSignalSpy>
#include <QTest>

#include <cmath>
#include <ctime>

namespace tst_plot {

using namespace Qt::StringLiterals;
using namespace parlance::gui;

constexpr qint64 start = 1'780'000'000'000;

QString plain(double value)
{
    return QString::number(value);
}

PlotSamples waves(int count)
{
    PlotSamples samples{.times = {}, .series = std::vector<std::vector<double>>(3), .gapMs = 2500};
    for (int i = 0; i < count; ++i) {
        samples.times.push_back(start + i * 1000);
        for (size_t series = 0; series < 3; ++series)
            samples.series[series].push_back(50 + 40 * std::sin(i * 0.7 + double(series)));
    }
    return samples;
}

/// How many columns of pixels have some ink of this colour.
int inkedColumns(const QImage &image, const QColor &ink, int fromX, int toX)
{
    int columns = 0;
    for (int x = fromX; x < toX; ++x) {
        // Above the times.
        for (int y = 30; y < image.height() - 30; ++y) {
            const QColor pixel = image.pixelColor(x, y);
            if (std::abs(pixel.red() - ink.red()) + std::abs(pixel.green() - ink.green()) +
                    std::abs(pixel.blue() - ink.blue()) <
                250) {
                ++columns;
                break;
            }
        }
    }
    return columns;
}

/// QTest's goes through the window, which is not shown here.
void moveTo(PlotWidget &plot, const QPoint &at)
{
    QMouseEvent move(QEvent::MouseMove, at, plot.mapToGlobal(at), Qt::NoButton, {}, {});
    QCoreApplication::sendEvent(&plot, &move);
}

class TestPlot : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { theme::apply(*qApp, theme::Scheme::Light); }

    void axesHaveRoundNumbers()
    {
        QCOMPARE(plotscale::roundedUp(0), 1.0);
        QCOMPARE(plotscale::roundedUp(std::nan("")), 1.0);
        QCOMPARE(plotscale::roundedUp(51), 60.0);
        QCOMPARE(plotscale::roundedUp(0.0021), 0.003);
        QCOMPARE(plotscale::roundedUp(200), 200.0);
        QCOMPARE(plotscale::roundedUp(50.0 * 1024 * 1024, true), 50.0 * 1024 * 1024);
        QCOMPARE(plotscale::roundedUp(1000.0 * 1024, true), 1000.0 * 1024);
        const auto ticks = plotscale::timeTicks({start, start + 60000}, 6);
        QVERIFY(ticks.size() >= 3 && ticks.size() <= 6);
        for (const auto &tick : ticks)
            QCOMPARE(tick.at % 5000, 0);
        QVERIFY(plotscale::timeTicks({start, start}, 6).empty());
        QVERIFY(plotscale::timeTicks({start, start + qint64(1e15)}, 6).size() <= 6);
    }

    void linesEndWhereNothingWasMeasured()
    {
        PlotBoard board;
        board.setWhole({start, start + 100000});
        PlotWidget plot(board, u"Plot"_s, {u"a"_s}, plain);
        plot.resize(600, 200);
        PlotSamples samples{.times = {}, .series = {{}}, .gapMs = 2500};
        for (int i = 0; i <= 100; ++i) {
            if (i > 60 && i < 80)
                continue;
            samples.times.push_back(start + i * 1000);
            samples.series[0].push_back(i >= 20 && i < 40 ? std::nan("") : 50.0);
        }
        plot.setSamples(samples);
        const QImage image = plot.grab().toImage();
        // The area of the lines: 56 pixels at the left, 112 at the right.
        const auto columnsBetween = [&](int from, int to) {
            return inkedColumns(image, theme::series(0), 56 + 432 * from / 100,
                                56 + 432 * to / 100);
        };
        QVERIFY(columnsBetween(2, 18) > 60);
        QCOMPARE(columnsBetween(22, 38), 0);
        QVERIFY(columnsBetween(42, 58) > 60);
        QCOMPARE(columnsBetween(63, 78), 0);
    }

    void thePlotsOfABoardShareCrossHairAndZoom()
    {
        PlotBoard board;
        board.setWhole({start, start + 60000});
        PlotWidget one(board, u"One"_s, {u"a"_s, u"b"_s, u"c"_s}, plain);
        PlotWidget other(board, u"Other"_s, {u"a"_s, u"b"_s, u"c"_s}, plain);
        for (PlotWidget *plot : {&one, &other}) {
            plot->resize(600, 200);
            plot->setSamples(waves(61));
        }
        const QImage before = other.grab().toImage();
        moveTo(one, QPoint(300, 100));
        QVERIFY(board.hover());
        QVERIFY(other.grab().toImage() != before);
        QVERIFY(one.textAt(*board.hover()).contains(u"a "_s));

        QTest::mousePress(&one, Qt::LeftButton, {}, QPoint(200, 100));
        moveTo(one, QPoint(400, 100));
        QTest::mouseRelease(&one, Qt::LeftButton, {}, QPoint(400, 100));
        QVERIFY(board.isZoomed());
        QVERIFY(board.shown().length() > 20000 && board.shown().length() < 35000);
        QCOMPARE(other.csv().count('\n'), one.csv().count('\n'));
        QVERIFY(one.csv().count('\n') < 40);
        QTest::mouseDClick(&other, Qt::LeftButton, {}, QPoint(300, 100));
        QVERIFY(!board.isZoomed());
    }

    void theKeyboardDoesAllOfIt()
    {
        PlotBoard board;
        board.setWhole({start, start + 60000});
        PlotWidget plot(board, u"Plot"_s, {u"a"_s, u"b"_s, u"c"_s}, plain);
        plot.setSamples(waves(61));
        QTest::keyClick(&plot, Qt::Key_Left);
        QCOMPARE(board.hover(), std::optional(start + 60000));
        QTest::keyClick(&plot, Qt::Key_Left);
        QCOMPARE(board.hover(), std::optional(start + 59000));
        QVERIFY(plot.accessibleDescription().contains(u"b "_s));
        QTest::keyClick(&plot, Qt::Key_Plus);
        QVERIFY(board.isZoomed());
        QTest::keyClick(&plot, Qt::Key_Escape);
        QVERIFY(!board.isZoomed() && !board.hover());
    }

    void savesPictureAndTable()
    {
        PlotBoard board;
        board.setWhole({start, start + 60000});
        PlotWidget plot(board, u"Plot"_s, {u"a"_s, u"say \"b\""_s, u"c"_s}, plain);
        plot.resize(600, 200);
        plot.setSamples(waves(61));
        QCOMPARE(plot.image().size(), QSize(1200, 400));
        const QList<QByteArray> lines = plot.csv().split('\n');
        QCOMPARE(lines.at(0), "time,\"a\",\"say \"\"b\"\"\",\"c\"\r");
        QCOMPARE(lines.at(1).left(21), "2026-05-28T20:26:40Z,");
        QCOMPARE(lines.size(), 63);
    }

    void survivesStrangeValues()
    {
        PlotBoard board;
        PlotWidget plot(board, {}, {u"a"_s}, plain);
        plot.resize(300, 150);
        plot.grab();
        plot.setSamples({.times = {1, 2, 3},
                         .series = {{INFINITY, -1e300, std::nan("")}, {1}, {}},
                         .gapMs = 0});
        plot.grab();
        board.setWhole({0, 3});
        board.setHover(2);
        plot.grab();
        plot.resize(1, 1);
        plot.grab();
    }

    void isFast()
    {
        PlotBoard board;
        board.setWhole({start, start + 600000});
        PlotWidget plot(board, u"Plot"_s, {u"a"_s, u"b"_s, u"c"_s}, plain);
        plot.resize(1200, 200);
        plot.setSamples(waves(600));
        QImage image(plot.size(), QImage::Format_ARGB32_Premultiplied);
        plot.render(&image);
        const auto measure = [&](const auto &prepare) {
            constexpr int rounds = 50;
            const std::clock_t begin = std::clock();
            for (int i = 0; i < rounds; ++i) {
                prepare(i);
                plot.render(&image);
            }
            return 1000.0 * double(std::clock() - begin) / CLOCKS_PER_SEC / rounds;
        };
        const double moved = measure([&](int i) { board.setHover(start + i * 5000); });
        const double whole = measure([&](int i) {
            board.setWhole({start + i, start + 600000 + i});
        });
        qInfo("A repaint of 1200x200 with three series of 600 points: %.2f ms; with only the "
              "cross-hair moved: %.2f ms of processor time",
              whole, moved);
        // 2 ms in a release build; this is without optimization, perhaps with sanitizers.
        QVERIFY(whole < 20);
        QVERIFY(moved < 10);
    }
};

PARLANCE_TEST(TestPlot)

} // namespace tst_plot

#include "tst_plot.moc"
