// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/overviewboard.h"

#include "models/format.h"

#include <QDateTime>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace parlance::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int plotMinimumWidth = 430;
constexpr int plotHeight = 168;

struct PlotSpec
{
    /// QT_TRANSLATE_NOOP("parlance::gui::OverviewBoard", "…"), as the names.
    const char *title;
    std::vector<const char *> names;
    /// As the server calls them.
    std::vector<const char *> series;
    QString (*format)(double);
};

QString formatCores(double cores)
{
    return QLocale().toString(cores, 'f', cores < 10 ? 2 : 1);
}

QString formatRate(double rate)
{
    return rate == 0 ? u"0"_s : format::rate(rate);
}

const std::vector<PlotSpec> &plotSpecs()
{
    static const std::vector<PlotSpec> specs{
        {QT_TRANSLATE_NOOP("parlance::gui::OverviewBoard", "Who is there"),
         {QT_TRANSLATE_NOOP("parlance::gui::OverviewBoard", "users"),
          QT_TRANSLATE_NOOP("parlance::gui::OverviewBoard", "connections")},
         {"usersOnline", "connections"},
         format::count},
        {QT_TRANSLATE_NOOP("parlance::gui::OverviewBoard", "Messages a second"),
         {QT_TRANSLATE_NOOP("parlance::gui::OverviewBoard", "posted"),
          QT_TRANSLATE_NOOP("parlance::gui::OverviewBoard", "delivered")},
         {"messagesPerSecond", "deliveriesPerSecond"},
         formatRate},
        {QT_TRANSLATE_NOOP("parlance::gui::OverviewBoard", "Delivery of a message"),
         {QT_TRANSLATE_NOOP("parlance::gui::OverviewBoard", "p50"),
          QT_TRANSLATE_NOOP("parlance::gui::OverviewBoard", "p95"),
          QT_TRANSLATE_NOOP("parlance::gui::OverviewBoard", "p99")},
         {"deliveryP50Ms", "deliveryP95Ms", "deliveryP99Ms"},
         format::latency},
        {QT_TRANSLATE_NOOP("parlance::gui::OverviewBoard", "Event loop and storage"),
         {QT_TRANSLATE_NOOP("parlance::gui::OverviewBoard", "loop lag"),
          QT_TRANSLATE_NOOP("parlance::gui::OverviewBoard", "commit")},
         {"loopLagMs", "commitMs"},
         format::latency},
        {QT_TRANSLATE_NOOP("parlance::gui::OverviewBoard", "Coming and going"),
         {QT_TRANSLATE_NOOP("parlance::gui::OverviewBoard", "connects"),
          QT_TRANSLATE_NOOP("parlance::gui::OverviewBoard", "disconnects")},
         {"connectsPerSecond", "disconnectsPerSecond"},
         formatRate},
        {QT_TRANSLATE_NOOP("parlance::gui::OverviewBoard", "Refused a second"),
         {QT_TRANSLATE_NOOP("parlance::gui::OverviewBoard", "refused"),
          QT_TRANSLATE_NOOP("parlance::gui::OverviewBoard", "too many")},
         {"refusalsPerSecond", "rateLimitedPerSecond"},
         formatRate},
        {QT_TRANSLATE_NOOP("parlance::gui::OverviewBoard", "Processor"),
         {QT_TRANSLATE_NOOP("parlance::gui::OverviewBoard", "cores")},
         {"cpuCores"},
         formatCores},
        {QT_TRANSLATE_NOOP("parlance::gui::OverviewBoard", "Memory"),
         {QT_TRANSLATE_NOOP("parlance::gui::OverviewBoard", "resident")},
         {"memoryBytes"},
         format::bytes},
        {QT_TRANSLATE_NOOP("parlance::gui::OverviewBoard", "Jobs that wait for the storage"),
         {QT_TRANSLATE_NOOP("parlance::gui::OverviewBoard", "jobs")},
         {"storageQueue"},
         format::count},
    };
    return specs;
}

} // namespace

OverviewBoard::OverviewBoard(PlotBoard &board, QWidget *parent)
    : ColumnsGrid(plotMinimumWidth, plotHeight, parent)
    , m_board(board)
{
    for (const PlotSpec &spec : plotSpecs()) {
        QStringList names;
        for (const char *name : spec.names)
            names.append(tr(name));
        auto *plot = new PlotWidget(board, tr(spec.title), names, spec.format, this);
        plot->setObjectName(QString::fromLatin1(spec.series.front()));
        plot->setBytes(QLatin1StringView(spec.series.front()) == "memoryBytes"_L1);
        m_plots.append(plot);
        add(plot);
    }
}

void OverviewBoard::show(const MetricsHistory &history)
{
    const std::vector<qint64> times = history.times();
    if (times.empty())
        return;
    m_board.setWhole({times.back() - history.lengthMs(), times.back()});
    for (qsizetype i = 0; i < m_plots.size(); ++i) {
        PlotSamples samples{.times = times, .series = {}, .gapMs = history.stepMs() * 5 / 2};
        for (const char *name : plotSpecs()[size_t(i)].series)
            samples.series.push_back(history.series(QString::fromLatin1(name)));
        m_plots.at(i)->setSamples(std::move(samples));
    }
}

QImage OverviewBoard::image()
{
    constexpr int scale = 2;
    QImage image(size() * scale, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(scale);
    image.fill(palette().color(QPalette::Window));
    QPainter painter(&image);
    for (PlotWidget *plot : std::as_const(m_plots))
        painter.drawImage(plot->pos(), plot->image());
    return image;
}

QByteArray OverviewBoard::csv() const
{
    QByteArray text = "time";
    for (const PlotSpec &spec : plotSpecs()) {
        for (const char *name : spec.series)
            text += ',' + QByteArray(name);
    }
    text += "\r\n";
    const PlotSamples &first = m_plots.first()->samples();
    const TimeSpan span = m_board.shown();
    for (size_t i = 0; i < first.times.size(); ++i) {
        if (first.times[i] < span.from || first.times[i] > span.to)
            continue;
        text += QDateTime::fromMSecsSinceEpoch(first.times[i], Qt::UTC)
                    .toString(Qt::ISODate)
                    .toLatin1();
        for (const PlotWidget *plot : m_plots) {
            for (const std::vector<double> &series : plot->samples().series) {
                text += ',';
                if (std::isfinite(series[i]))
                    text += QByteArray::number(series[i], 'g', 10);
            }
        }
        text += "\r\n";
    }
    return text;
}

} // namespace parlance::gui
