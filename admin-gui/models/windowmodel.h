// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/feed.h"
#include "models/tablemodel.h"

#include <QHash>
#include <QTimer>

namespace parlance::gui {

/// A large table of the server: it has as many rows as match there, of which those around the
/// visible ones are loaded. The server sorts and filters.
class WindowModel : public TableModel
{
    Q_OBJECT

public:
    /// It subscribes to `view` while it is active.
    WindowModel(ServerLink &link, const QString &view, Columns columns, QObject *parent = nullptr);

    Feed &feed() { return m_feed; }
    const Query &query() const { return m_query; }
    void setQuery(const Query &query);
    void setFilter(const QString &name, const QString &value);
    /// The rows that the view shows: those around them are fetched.
    void setVisibleRows(int first, int last);
    /// Rows keep their places, and their values change; true again: what has come and gone, and the
    /// new order, is shown. So that nothing moves under the pointer.
    void setHeld(bool isHeld);
    /// Changes of order and rows that wait while held.
    int heldChanges() const { return m_heldChanges; }

    /// Whether a snapshot of this query has come.
    bool isLoaded() const { return m_isLoaded; }

    int rowCount(const QModelIndex &parent = {}) const override;
    const Record *recordAt(int row) const override;
    int rowOf(const QString &key) const override;
    qint64 changedAt(int row, int column) const override;
    void sort(int column, Qt::SortOrder order) override;

Q_SIGNALS:
    void loaded();
    void heldChangesChanged();

private:
    void apply(const RowChanges &changes, qint64 offset);
    void fetch();

    Feed m_feed;
    Query m_query;
    QTimer m_fetchSoon;
    int m_firstVisible = 0;
    int m_lastVisible = 50;
    bool m_isLoaded = false;
    bool m_isHeld = false;
    int m_heldChanges = 0;
    int m_total = 0;
    /// The window: m_rows[i] is row m_offset + i.
    int m_offset = 0;
    QList<Record> m_rows;
    QHash<QString, int> m_places;
};

} // namespace parlance::gui
