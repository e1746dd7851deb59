// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metricshistory.h"

#include "link/serverlink.h"
#include "models/format.h"

#include <cmath>

namespace parlance::gui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 keptSeconds = 600;
constexpr qint64 shownSeconds = 60;
/// More points than any stretch has: an answer that has them is wrong.
constexpr qsizetype mostPoints = 5000;
/// The year 5138: what a server sends beyond it is wrong, too.
constexpr qint64 lastSecond = 100'000'000'000;
constexpr qint64 longestStep = 3600;

bool isPlausible(qint64 second)
{
    return second > 0 && second < lastSecond;
}

double numberOf(const QVariant &value)
{
    bool isNumber = false;
    const double number = value.toDouble(&isNumber);
    return isNumber && !value.isNull() && std::isfinite(number) ? number : std::nan("");
}

} // namespace

MetricsHistory::MetricsHistory(ServerLink &link, QObject *parent)
    : QObject(parent)
    , m_link(link)
    , m_feed(link, u"metrics"_s)
{
    m_feed.show({}, 0, 500);
    m_timer.setInterval(2s);
    m_changedSoon.setSingleShot(true);
    m_changedSoon.setInterval(0ms);
    connect(&m_timer, &QTimer::timeout, this, &MetricsHistory::ask);
    connect(&m_changedSoon, &QTimer::timeout, this, &MetricsHistory::changed);
    connect(&m_feed, &Feed::entriesChanged, this,
            qOverload<const EntryChanges &>(&MetricsHistory::take));
    connect(&m_feed, &Feed::refused, this, &MetricsHistory::refused);
    connect(&link, &ServerLink::accessChanged, this, [this] {
        if (m_timer.isActive())
            refresh();
    });
}

void MetricsHistory::setActive(bool isActive)
{
    m_feed.setActive(isActive);
    if (!isActive) {
        m_timer.stop();
        return;
    }
    m_timer.start();
    refresh();
}

void MetricsHistory::setStretch(Stretch stretch)
{
    if (m_stretch == stretch)
        return;
    m_stretch = stretch;
    m_coarse.clear();
    refresh();
    m_changedSoon.start();
}

void MetricsHistory::refresh()
{
    m_questions = 0;
    ask();
}

qint64 MetricsHistory::lengthMs() const
{
    switch (m_stretch) {
    case Stretch::Minute:
        return 60 * 1000;
    case Stretch::Hour:
        return 3600 * 1000;
    case Stretch::Day:
        break;
    }
    return qint64(24) * 3600 * 1000;
}

qint64 MetricsHistory::stepMs() const
{
    switch (m_stretch) {
    case Stretch::Minute:
        return 1000;
    case Stretch::Hour:
        return 10 * 1000;
    case Stretch::Day:
        break;
    }
    return 60 * 1000;
}

void MetricsHistory::ask()
{
    if (m_link.state() != ServerLink::State::Online || !m_link.mayRun(u"metrics"_s))
        return;
    // The figures every two seconds, the points of an hour or a day every ten of them.
    const bool wantsHistory = m_questions++ % 5 == 0 && m_stretch != Stretch::Minute;
    Cells arguments;
    if (wantsHistory)
        arguments.insert(u"history"_s, m_stretch == Stretch::Hour ? u"hour"_s : u"day"_s);
    m_link.run(u"metrics"_s, arguments, this, [this, stretch = m_stretch](const Reply &reply) {
        if (reply.ok())
            take(reply.cells(), stretch);
        else if (reply.problem.kind == Problem::Kind::Refused)
            Q_EMIT refused(reply.problem);
    });
}

void MetricsHistory::take(const Cells &figures, Stretch stretch)
{
    m_figures = figures;
    const QVariantMap history = m_figures.take(u"history"_s).toMap();
    Q_EMIT figuresChanged();
    const QDateTime from = format::timeOf(history.value(u"from"_s));
    const qint64 step = history.value(u"resolution"_s).toLongLong();
    if (stretch != m_stretch || !from.isValid() || step < 1 || step > longestStep ||
        !isPlausible(from.toSecsSinceEpoch()))
        return;
    m_coarse.clear();
    const QVariantMap series = history.value(u"series"_s).toMap();
    for (auto each = series.begin(); each != series.end(); ++each) {
        const QVariantList values = each.value().toList();
        for (qsizetype i = 0; i < std::min(values.size(), mostPoints); ++i)
            m_coarse[from.toSecsSinceEpoch() + i * step][each.key()] = numberOf(values.at(i));
    }
    m_changedSoon.start();
}

void MetricsHistory::take(const EntryChanges &changes)
{
    for (const Record &second : changes.entries) {
        if (!isPlausible(second.key.toLongLong()))
            continue;
        Sample sample;
        for (auto cell = second.cells.begin(); cell != second.cells.end(); ++cell) {
            if (cell.key() != "at"_L1)
                sample.emplace(cell.key(), numberOf(cell.value()));
        }
        m_seconds[second.key.toLongLong()] = std::move(sample);
    }
    while (!m_seconds.empty() &&
           (m_seconds.begin()->first + keptSeconds < m_seconds.rbegin()->first ||
            qint64(m_seconds.size()) > keptSeconds))
        m_seconds.erase(m_seconds.begin());
    if (m_stretch == Stretch::Minute)
        m_changedSoon.start();
    Q_EMIT minuteChanged();
}

const MetricsHistory::Samples &MetricsHistory::samples() const
{
    return m_stretch == Stretch::Minute ? m_seconds : m_coarse;
}

std::vector<qint64> MetricsHistory::times() const
{
    std::vector<qint64> times;
    for (const auto &[second, sample] : samples())
        times.push_back(second * 1000);
    return times;
}

std::vector<double> MetricsHistory::series(const QString &name) const
{
    std::vector<double> values;
    for (const auto &[second, sample] : samples()) {
        const auto found = sample.find(name);
        values.push_back(found == sample.end() ? std::nan("") : found->second);
    }
    return values;
}

std::vector<double> MetricsHistory::lastMinute(const QString &name) const
{
    std::vector<double> values;
    if (m_seconds.empty())
        return values;
    const qint64 last = m_seconds.rbegin()->first;
    for (qint64 second = last - shownSeconds + 1; second <= last; ++second) {
        const auto sample = m_seconds.find(second);
        const auto found =
            sample == m_seconds.end() ? Sample::const_iterator() : sample->second.find(name);
        const bool isThere = sample != m_seconds.end() && found != sample->second.end();
        values.push_back(isThere ? found->second : std::nan(""));
    }
    return values;
}

} // namespace parlance::gui
