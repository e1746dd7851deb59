// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/vitals.h"

#include "link/serverlink.h"

#include <QFileInfo>
#include <QStorageInfo>

#include <algorithm>
#include <array>

namespace parlance::gui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto countsEvery = 5s;
constexpr qint64 countedMs = 60000;
constexpr qint64 p95Seconds = 10;
constexpr std::array logInErrors{"invalid_credentials"_L1, "invalid_token"_L1};
constexpr std::array storageErrorNames{"storage_failed"_L1};

} // namespace

Vitals::Vitals(ServerLink &link, QObject *parent)
    : QObject(parent)
    , m_link(link)
    , m_feed(link, u"metrics"_s)
{
    m_clock.start();
    m_feed.show({}, 0, 10);
    connect(&m_feed, &Feed::entriesChanged, this, qOverload<const EntryChanges &>(&Vitals::take));
    m_timer.setInterval(countsEvery);
    connect(&m_timer, &QTimer::timeout, this, &Vitals::ask);
    // The counts of a server that was restarted begin again.
    connect(&link, &ServerLink::accessChanged, this, [this] {
        m_counts.clear();
        if (m_timer.isActive())
            ask();
    });
}

void Vitals::setActive(bool isActive)
{
    m_feed.setActive(isActive);
    m_usersOnline = -1;
    m_p95s.clear();
    m_counts.clear();
    m_freeDisk = -1;
    if (isActive) {
        m_timer.start();
        ask();
    } else {
        m_timer.stop();
    }
    Q_EMIT changed();
}

void Vitals::take(const EntryChanges &changes)
{
    if (changes.isFresh)
        m_p95s.clear();
    qint64 newest = 0;
    for (const Record &second : changes.entries) {
        m_usersOnline = second.cells.value(u"usersOnline"_s, m_usersOnline).toInt();
        const QVariant p95 = second.cells.value(u"deliveryP95Ms"_s);
        if (!p95.isNull())
            m_p95s.emplace_back(second.key.toLongLong(), p95.toDouble());
        newest = std::max(newest, second.key.toLongLong());
    }
    while (!m_p95s.empty() && m_p95s.front().first <= newest - p95Seconds)
        m_p95s.pop_front();
    Q_EMIT changed();
}

std::optional<double> Vitals::p95() const
{
    const auto largest =
        std::max_element(m_p95s.begin(), m_p95s.end(),
                         [](auto &left, auto &right) { return left.second < right.second; });
    return largest == m_p95s.end() ? std::optional<double>() : largest->second;
}

void Vitals::ask()
{
    if (m_link.state() != ServerLink::State::Online || !m_link.mayRun(u"metrics"_s))
        return;
    m_link.run(u"metrics"_s, {}, this, [this](const Reply &reply) {
        if (reply.ok() && m_timer.isActive())
            take(reply.cells());
    });
}

void Vitals::take(const Cells &metrics)
{
    const QVariantMap errors = metrics.value(u"callErrors"_s).toMap();
    Counts counts{.at = m_clock.elapsed()};
    for (const auto &name : logInErrors)
        counts.refusedLogIns += errors.value(name).toLongLong();
    for (const auto &name : storageErrorNames)
        counts.storageErrors += errors.value(name).toLongLong();
    m_counts.push_back(counts);
    while (m_counts.size() > 1 && m_counts.front().at < counts.at - countedMs)
        m_counts.pop_front();
    measureDisk();
    Q_EMIT changed();
}

void Vitals::measureDisk()
{
    // Only of a server on this computer; its socket is in the directory of its data.
    if (!m_link.target().isLocal())
        return;
    const QStorageInfo disk(QFileInfo(m_link.target().socket).absolutePath());
    m_freeDisk = disk.isValid() ? disk.bytesAvailable() : -1;
}

qint64 Vitals::sinceAMinute(qint64 Counts::*count) const
{
    return m_counts.empty() ? -1 : m_counts.back().*count - m_counts.front().*count;
}

qint64 Vitals::refusedLogIns() const
{
    return sinceAMinute(&Counts::refusedLogIns);
}

qint64 Vitals::storageErrors() const
{
    return sinceAMinute(&Counts::storageErrors);
}

} // namespace parlance::gui
