// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/overviewfigures.h"

#include "models/format.h"
#include "models/words.h"
#include "widgets/breakdown.h"
#include "widgets/columnsgrid.h"
#include "widgets/figuretile.h"

#include <QLocale>
#include <QVBoxLayout>

#include <cmath>

namespace parlance::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int tileWidth = 156;
constexpr int listWidth = 200;

QString shownLatency(const QVariant &milliseconds)
{
    return milliseconds.isNull() ? u"–"_s : format::latency(milliseconds.toDouble());
}

QString shownNumber(const Cells &figures, const QString &name)
{
    return format::count(figures.value(name).toDouble());
}

double sumOf(const Cells &counts)
{
    double sum = 0;
    for (const QVariant &count : counts)
        sum += count.toDouble();
    return sum;
}

QList<Breakdown::Part> partsOf(const Cells &counts)
{
    QList<Breakdown::Part> parts;
    for (auto count = counts.begin(); count != counts.end(); ++count)
        parts.append({shownWord(count.key()), count.value().toDouble()});
    return parts;
}

double latestOf(const MetricsHistory &history, const char *series)
{
    const auto values = history.lastMinute(QString::fromLatin1(series));
    return values.empty() || std::isnan(values.back()) ? 0 : values.back();
}

} // namespace

FigureTile *OverviewFigures::tile(const char *series, const QString &title)
{
    auto *tile = new FigureTile(title);
    tile->setObjectName(u"figure."_s + QString::fromLatin1(series));
    m_tiles->add(tile);
    m_courses.append({tile, QString::fromLatin1(series)});
    return tile;
}

OverviewFigures::OverviewFigures(QWidget *parent)
    : QWidget(parent)
    , m_tiles(new ColumnsGrid(tileWidth, 0, this))
    , m_lists(new ColumnsGrid(listWidth, 0, this))
    , m_users(tile("usersOnline", tr("Users online")))
    , m_connections(tile("connections", tr("Connections")))
    , m_messages(tile("messagesPerSecond", tr("Messages")))
    , m_deliveries(tile("deliveriesPerSecond", tr("Deliveries")))
    , m_delivery(tile("deliveryP95Ms", tr("Delivery, p95")))
    , m_loop(tile("loopLagMs", tr("Event loop lag, p95")))
    , m_commit(tile("commitMs", tr("Commit, p95")))
    , m_memory(tile("memoryBytes", tr("Memory")))
    , m_cpu(tile("cpuCores", tr("Processor")))
    , m_descriptors(tile("descriptors", tr("Descriptors")))
    , m_refused(tile("refusalsPerSecond", tr("Refused")))
    , m_limited(tile("rateLimitedPerSecond", tr("Rate-limited")))
    , m_transports(new Breakdown(tr("Connections by transport"), tr("None")))
    , m_dialects(new Breakdown(tr("Connections by dialect"), tr("None")))
    , m_refusals(new Breakdown(tr("Refused since the start"), tr("None")))
    , m_limits(new Breakdown(tr("Above a rate limit"), tr("None")))
    , m_disconnects(new Breakdown(tr("Disconnects by reason"), tr("None")))
{
    for (Breakdown *each : {m_transports, m_dialects, m_refusals, m_limits, m_disconnects})
        m_lists->add(each);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_tiles);
}

QWidget *OverviewFigures::breakdowns() const
{
    return m_lists;
}

void OverviewFigures::showCourses(const MetricsHistory &history)
{
    for (const auto &[tile, series] : std::as_const(m_courses))
        tile->setCourse(history.lastMinute(series));
    m_refused->setValue(format::rate(latestOf(history, "refusalsPerSecond")));
    m_limited->setValue(format::rate(latestOf(history, "rateLimitedPerSecond")));
    const double cores = latestOf(history, "cpuCores");
    m_cpu->setValue(tr("%1 cores").arg(QLocale().toString(cores, 'f', cores < 10 ? 2 : 0)));
}

void OverviewFigures::show(const MetricsHistory &history)
{
    const Cells &figures = history.figures();
    if (figures.isEmpty())
        return;
    showLoad(figures);
    showProcess(figures);
    showCounts(figures);
}

void OverviewFigures::showLoad(const Cells &figures)
{
    m_users->setValue(shownNumber(figures, u"usersOnline"_s));
    m_users->setNote(tr("now"));
    m_connections->setValue(shownNumber(figures, u"connections"_s));
    m_connections->setNote(tr("%1 in all").arg(shownNumber(figures, u"connectionsOpened"_s)));
    m_messages->setValue(format::rate(figures.value(u"messagesPerSecond"_s).toDouble()));
    m_messages->setNote(tr("%1 in all").arg(shownNumber(figures, u"messagesPosted"_s)));
    m_deliveries->setValue(format::rate(figures.value(u"deliveriesPerSecond"_s).toDouble()));
    m_deliveries->setNote(tr("%1 in all").arg(shownNumber(figures, u"messageDeliveries"_s)));
    const auto times = [](const Cells &latency) {
        return tr("p50 %1 · p99 %2")
            .arg(shownLatency(latency.value(u"p50Ms"_s)), shownLatency(latency.value(u"p99Ms"_s)));
    };
    const Cells delivery = figures.value(u"delivery"_s).toMap();
    m_delivery->setValue(shownLatency(delivery.value(u"p95Ms"_s)));
    m_delivery->setNote(times(delivery));
    const Cells loop = figures.value(u"loopLag"_s).toMap();
    m_loop->setValue(shownLatency(loop.value(u"p95Ms"_s)));
    m_loop->setNote(tr("longest %1").arg(shownLatency(loop.value(u"maxMs"_s))));
    m_commit->setValue(shownLatency(figures.value(u"commit"_s).toMap().value(u"p95Ms"_s)));
    m_commit->setNote(
        tr("%1 writes, %2 reads wait")
            .arg(shownNumber(figures, u"queuedWrites"_s), shownNumber(figures, u"queuedReads"_s)));
}

void OverviewFigures::showProcess(const Cells &figures)
{
    m_memory->setValue(format::bytes(figures.value(u"memoryBytes"_s).toDouble()));
    m_memory->setNote(tr("resident"));
    m_cpu->setNote(
        tr("%1 in all").arg(format::duration(figures.value(u"cpuSeconds"_s).toLongLong())));
    m_descriptors->setValue(shownNumber(figures, u"descriptors"_s));
    m_descriptors->setNote(tr("of %1").arg(shownNumber(figures, u"descriptorLimit"_s)));
}

void OverviewFigures::showCounts(const Cells &figures)
{
    QList<Breakdown::Part> transports;
    QList<Breakdown::Part> dialects;
    const QVariantList kinds = figures.value(u"connectionKinds"_s).toList();
    for (const QVariant &kind : kinds) {
        const Cells cells = kind.toMap();
        const double count = cells.value(u"count"_s).toDouble();
        transports.append({shownWord(cells.value(u"transport"_s).toString()), count});
        dialects.append({shownWord(cells.value(u"dialect"_s).toString()), count});
    }
    m_transports->setParts(transports);
    m_dialects->setParts(dialects);
    const Cells errors = figures.value(u"callErrors"_s).toMap();
    const Cells rejections = figures.value(u"httpRejections"_s).toMap();
    const Cells malformed = figures.value(u"malformedPackets"_s).toMap();
    QList<Breakdown::Part> refusals = partsOf(errors);
    for (auto each = rejections.begin(); each != rejections.end(); ++each)
        refusals.append({tr("HTTP %1").arg(each.key()), each.value().toDouble()});
    for (auto each = malformed.begin(); each != malformed.end(); ++each)
        refusals.append({tr("Malformed: %1").arg(each.key()), each.value().toDouble()});
    m_refusals->setParts(refusals);
    m_refused->setNote(
        tr("%1 in all").arg(format::count(sumOf(errors) + sumOf(rejections) + sumOf(malformed))));
    const Cells limits = figures.value(u"rateLimited"_s).toMap();
    m_limits->setParts(partsOf(limits));
    m_limited->setNote(tr("%1 in all").arg(format::count(sumOf(limits))));
    m_disconnects->setParts(partsOf(figures.value(u"disconnects"_s).toMap()));
}

} // namespace parlance::gui
