// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/feed.h"
#include "models/tablemodel.h"

#include <deque>

namespace parlance::gui {

/// A list that only grows, newest last: traffic, log lines. It keeps the last `capacity` entries.
class EntriesModel : public TableModel
{
    Q_OBJECT

public:
    EntriesModel(ServerLink &link, const QString &view, Columns columns, int capacity = 10000,
                 QObject *parent = nullptr);

    Feed &feed() { return m_feed; }
    void setFilter(const QString &name, const QString &value);
    /// While paused, what comes is kept (up to the capacity) and not shown.
    void setPaused(bool isPaused);
    bool isPaused() const { return m_isPaused; }
    int waiting() const { return int(m_waiting.size()); }
    /// Entries that the server or this list has dropped since the last clear.
    qint64 lost() const { return m_lost; }
    void clear();

    int rowCount(const QModelIndex &parent = {}) const override;
    const Record *recordAt(int row) const override;
    int rowOf(const QString &key) const override;

Q_SIGNALS:
    void waitingChanged();

private:
    void apply(const EntryChanges &changes);
    void append(const QList<Record> &entries);
    void wait(const EntryChanges &changes);
    void dropFirst(int count);

    Feed m_feed;
    Query m_query;
    const int m_capacity;
    bool m_isPaused = false;
    /// What waits replaces what is shown.
    bool m_isWaitingFresh = false;
    qint64 m_lost = 0;
    std::deque<Record> m_entries;
    std::deque<Record> m_waiting;
};

} // namespace parlance::gui
