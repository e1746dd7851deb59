// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/entriesmodel.h"

#include <algorithm>

namespace parlance::gui {

EntriesModel::EntriesModel(ServerLink &link, const QString &view, Columns columns, int capacity,
                           QObject *parent)
    : TableModel(std::move(columns), parent)
    , m_feed(link, view)
    , m_capacity(std::max(1, capacity))
{
    connect(&m_feed, &Feed::entriesChanged, this, &EntriesModel::apply);
    m_feed.show(m_query, 0, std::min(m_capacity, adminprotocol::maxLimit));
}

void EntriesModel::setFilter(const QString &name, const QString &value)
{
    if (value.isEmpty())
        m_query.filter.remove(name);
    else
        m_query.filter.insert(name, value);
    m_feed.show(m_query, 0, std::min(m_capacity, adminprotocol::maxLimit));
}

void EntriesModel::setPaused(bool isPaused)
{
    m_isPaused = isPaused;
    if (isPaused)
        return;
    if (std::exchange(m_isWaitingFresh, false))
        dropFirst(rowCount());
    const std::deque<Record> waiting = std::exchange(m_waiting, {});
    append({waiting.begin(), waiting.end()});
    Q_EMIT waitingChanged();
}

void EntriesModel::clear()
{
    dropFirst(rowCount());
    m_waiting.clear();
    m_isWaitingFresh = false;
    m_lost = 0;
    Q_EMIT waitingChanged();
}

void EntriesModel::apply(const EntryChanges &changes)
{
    m_lost += std::max<qint64>(0, changes.skipped);
    if (m_isPaused) {
        wait(changes);
        return;
    }
    if (changes.isFresh)
        dropFirst(rowCount());
    append(changes.entries);
}

void EntriesModel::wait(const EntryChanges &changes)
{
    if (changes.isFresh) {
        m_waiting.clear();
        m_isWaitingFresh = true;
    }
    m_waiting.insert(m_waiting.end(), changes.entries.begin(), changes.entries.end());
    const int surplus = std::max(0, waiting() - m_capacity);
    m_waiting.erase(m_waiting.begin(), m_waiting.begin() + surplus);
    m_lost += surplus;
    Q_EMIT waitingChanged();
}

void EntriesModel::append(const QList<Record> &entries)
{
    const int added = int(std::min<qsizetype>(entries.size(), m_capacity));
    if (added == 0)
        return;
    const int surplus = std::max(0, rowCount() + added - m_capacity);
    m_lost += surplus + (entries.size() - added);
    dropFirst(surplus);
    beginInsertRows({}, rowCount(), rowCount() + added - 1);
    m_entries.insert(m_entries.end(), entries.end() - added, entries.end());
    endInsertRows();
}

void EntriesModel::dropFirst(int count)
{
    if (count == 0)
        return;
    beginRemoveRows({}, 0, count - 1);
    m_entries.erase(m_entries.begin(), m_entries.begin() + count);
    endRemoveRows();
}

int EntriesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_entries.size());
}

const Record *EntriesModel::recordAt(int row) const
{
    return row >= 0 && row < rowCount() ? &m_entries[size_t(row)] : nullptr;
}

// Who asks is mostly interested in what came last.
int EntriesModel::rowOf(const QString &key) const
{
    for (int row = rowCount() - 1; row >= 0; --row) {
        if (m_entries[size_t(row)].key == key)
            return row;
    }
    return -1;
}

} // namespace parlance::gui
