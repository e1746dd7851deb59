// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/windowmodel.h"

#include "link/serverlink.h"

#include <chrono>

namespace parlance::gui {

using namespace std::chrono_literals;

namespace {

constexpr auto scrollPause = 30ms;
constexpr qint64 answerTimeoutMs = 2000;
constexpr int minWindowRows = 100;
constexpr int maxWindowRows = 300;

/// Values that change by themselves, or all the time, say nothing.
bool isWorthAGlow(Column::Kind kind)
{
    using Kind = Column::Kind;
    return kind != Kind::Time && kind != Kind::Moment && kind != Kind::Duration &&
           kind != Kind::Latency && kind != Kind::Rate && kind != Kind::ByteRate;
}

} // namespace

WindowModel::WindowModel(ServerLink &link, const QString &view, Columns columns, QObject *parent)
    : TableModel(std::move(columns), parent)
    , m_link(link)
    , m_feed(link, view)
{
    m_fetchSoon.setSingleShot(true);
    connect(&m_fetchSoon, &QTimer::timeout, this, &WindowModel::fetch);
    connect(&m_feed, &Feed::rowsChanged, this, &WindowModel::apply);
    connect(&m_feed, &Feed::refused, this, [this] { m_asked.invalidate(); });
    // What comes after a reconnect is another state of the table.
    connect(&link, &ServerLink::stateChanged, this, [this] {
        m_isNewWindow = true;
        m_asked.invalidate();
    });
    m_feed.show(m_query, m_askedOffset, m_askedLimit);
}

// The query and the visible rows ------------------------------------------------------------------

void WindowModel::setQuery(const Query &query)
{
    if (m_query == query)
        return;
    m_query = query;
    m_isLoaded = false;
    m_isNewWindow = true;
    m_fetchSoon.start(0ms);
}

void WindowModel::setFilter(const QString &name, const QString &value)
{
    Query query = m_query;
    if (value.isEmpty())
        query.filter.remove(name);
    else
        query.filter.insert(name, value);
    setQuery(query);
}

void WindowModel::sort(int column, Qt::SortOrder order)
{
    Query query = m_query;
    query.sort.clear();
    query.descending = false;
    if (column >= 0 && column < columnCount()) {
        query.sort = QString::fromLatin1(columns()[size_t(column)].sort);
        query.descending = !query.sort.isEmpty() && order == Qt::DescendingOrder;
    }
    setQuery(query);
}

void WindowModel::setVisibleRows(int first, int last)
{
    m_firstVisible = std::max(0, first);
    m_lastVisible = std::max(m_firstVisible, last);
    if (!isCovered())
        fetchSoon();
}

/// A margin of half a screen is left at either side, where there are rows.
bool WindowModel::isCovered() const
{
    const int margin = (m_lastVisible - m_firstVisible + 1) / 2;
    const qint64 end = m_askedOffset + m_askedLimit;
    const qint64 needed = std::min<qint64>(m_lastVisible + margin, m_shown.total - 1);
    return m_feed.query() == m_query && std::max(0, m_firstVisible - margin) >= m_askedOffset &&
           needed < end;
}

// While it runs, it is not started again: steady scrolling must not put it off.
void WindowModel::fetchSoon()
{
    if (!m_fetchSoon.isActive())
        m_fetchSoon.start(scrollPause);
}

bool WindowModel::isAwaiting() const
{
    return m_asked.isValid() && m_asked.elapsed() < answerTimeoutMs;
}

// One window at a time: the server is not flooded, and no answer is taken for another one.
void WindowModel::fetch()
{
    if (isCovered())
        return;
    if (isAwaiting()) {
        fetchSoon();
        return;
    }
    const int visible = m_lastVisible - m_firstVisible + 1;
    const int limit = qBound(minWindowRows, 3 * visible, maxWindowRows);
    ask(std::max(0, m_firstVisible - (limit - std::min(visible, limit)) / 2), limit);
}

void WindowModel::ask(qint64 offset, int limit)
{
    m_askedOffset = offset;
    m_askedLimit = limit;
    m_isNewWindow = true;
    if (m_feed.isActive() && m_link.state() == ServerLink::State::Online)
        m_asked.start();
    m_feed.show(m_query, offset, limit);
}

// What comes --------------------------------------------------------------------------------------

void WindowModel::apply(const RowChanges &changes, qint64 offset)
{
    const bool isOther = changes.isSnapshot && m_isNewWindow;
    m_latest.apply(changes, offset);
    if (changes.isSnapshot) {
        m_asked.invalidate();
        m_isNewWindow = false;
    }
    if (!isOther && m_isPaused) {
        countHeld();
        return;
    }
    if (isOther || !m_isHeld)
        present();
    updateValues(isOther ? m_latest.rows : changes.rows, !isOther);
    countHeld();
    keepVisibleRowsInside();
    if (changes.isSnapshot && m_feed.query() == m_query) {
        m_isLoaded = true;
        Q_EMIT loaded();
    }
    if (!isCovered())
        fetchSoon();
}

// After a filter, there may be fewer rows than were scrolled past.
void WindowModel::keepVisibleRowsInside()
{
    if (m_firstVisible < m_shown.total)
        return;
    const int visible = m_lastVisible - m_firstVisible;
    m_lastVisible = std::max(0, m_shown.total - 1);
    m_firstVisible = std::max(0, m_lastVisible - visible);
}

void WindowModel::setHeld(bool isHeld)
{
    m_isHeld = isHeld;
    if (!isHeld && !m_isPaused)
        showWaiting();
}

void WindowModel::setPaused(bool isPaused)
{
    m_isPaused = isPaused;
    if (!isPaused)
        showWaiting();
}

void WindowModel::showWaiting()
{
    present();
    updateValues(m_latest.rows, false);
    countHeld();
}

void WindowModel::countHeld()
{
    const int waiting = m_isHeld || m_isPaused ? m_shown.differencesTo(m_latest) : 0;
    if (m_heldChanges == waiting)
        return;
    m_heldChanges = waiting;
    Q_EMIT heldChangesChanged();
}

// What is shown -----------------------------------------------------------------------------------

/// The rows and the order of the server. Values that have changed come with updateValues().
void WindowModel::present()
{
    resize(m_latest.total);
    if (m_shown.offset != m_latest.offset || m_shown.keys() != m_latest.keys())
        moveTo(m_latest);
}

// Rows come and go at the end, where none are loaded; what stands where is another matter.
void WindowModel::resize(int total)
{
    if (total < m_shown.total) {
        beginRemoveRows({}, total, m_shown.total - 1);
        m_shown.setTotal(total);
        endRemoveRows();
    } else if (total > m_shown.total) {
        beginInsertRows({}, m_shown.total, total - 1);
        m_shown.setTotal(total);
        endInsertRows();
    }
}

void WindowModel::moveTo(const RowWindow &next)
{
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList from = persistentIndexList();
    const QModelIndexList to = movedIndexes(from, next);
    RowWindow before = std::exchange(m_shown, next);
    for (Record &record : m_shown.rows) {
        const auto place = before.places.constFind(record.key);
        if (place != before.places.constEnd())
            record.cells = before.rows.at(*place).cells;
    }
    changePersistentIndexList(from, to);
    m_changedAt.removeIf([this](auto each) { return !m_shown.places.contains(each.key()); });
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

/// A row that is not loaded, before or after, keeps its place: nothing better is known.
QModelIndexList WindowModel::movedIndexes(const QModelIndexList &from, const RowWindow &next) const
{
    QModelIndexList to;
    to.reserve(from.size());
    for (const QModelIndex &index : from) {
        const Record *record = m_shown.recordAt(index.row());
        const int row = record ? next.rowOf(record->key) : -1;
        const bool isGone = row < 0 && record && next.isLoaded(index.row());
        to.append(isGone ? QModelIndex()
                         : createIndex(row < 0 ? index.row() : row, index.column()));
    }
    return to;
}

void WindowModel::updateValues(const QList<Record> &changed, bool isGlowing)
{
    int first = m_shown.total;
    int last = -1;
    for (const Record &change : changed) {
        const int place = m_shown.places.value(change.key, -1);
        const int latest = m_latest.places.value(change.key, -1);
        if (place < 0 || latest < 0)
            continue;
        if (isGlowing)
            noteChange(m_shown.rows.at(place), change);
        m_shown.rows[place].cells = m_latest.rows.at(latest).cells;
        first = std::min(first, m_shown.offset + place);
        last = std::max(last, m_shown.offset + place);
    }
    if (last >= 0)
        Q_EMIT dataChanged(index(first, 0), index(last, columnCount() - 1));
}

void WindowModel::noteChange(const Record &before, const Record &change)
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    for (int column = 0; column < columnCount(); ++column) {
        const QString &name = pathOf(column).first();
        const auto cell = change.cells.constFind(name);
        if (cell == change.cells.constEnd() || !isWorthAGlow(columns()[size_t(column)].kind) ||
            before.cells.value(name) == *cell)
            continue;
        QList<qint64> &times = m_changedAt[change.key];
        times.resize(columnCount());
        times[column] = now;
    }
}

int WindowModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_shown.total;
}

const Record *WindowModel::recordAt(int row) const
{
    return m_shown.recordAt(row);
}

int WindowModel::rowOf(const QString &key) const
{
    return m_shown.rowOf(key);
}

qint64 WindowModel::changedAt(int row, int column) const
{
    const Record *record = m_shown.recordAt(row);
    return record ? m_changedAt.value(record->key).value(column) : 0;
}

} // namespace parlance::gui
