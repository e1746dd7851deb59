// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/feed.h"
#include "models/rowwindow.h"
#include "models/tablemodel.h"

#include <QElapsedTimer>
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
    /// Held: rows keep their places, and only their values change, so that nothing moves under the
    /// pointer. Not held again: what has come and gone, and the new order, is shown.
    void setHeld(bool isHeld);
    bool isHeld() const { return m_isHeld; }
    /// Paused: values do not change either. Scrolling, sorting and filtering still work.
    void setPaused(bool isPaused);
    bool isPaused() const { return m_isPaused; }
    /// Shows what waits once, held or not.
    void showWaiting();
    /// Rows that have come, gone or moved, and wait while held.
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
    void present();
    void resize(int total);
    void moveTo(const RowWindow &next);
    QModelIndexList movedIndexes(const QModelIndexList &from, const RowWindow &next) const;
    void updateValues(const QList<Record> &changed, bool isGlowing);
    void keepVisibleRowsInside();
    void noteChange(const Record &before, const Record &change);
    void countHeld();
    void fetchSoon();
    void fetch();
    bool isCovered() const;
    bool isAwaiting() const;
    void ask(qint64 offset, int limit);

    ServerLink &m_link;
    Feed m_feed;
    Query m_query;
    QTimer m_fetchSoon;
    int m_firstVisible = 0;
    int m_lastVisible = 50;
    bool m_isLoaded = false;
    bool m_isHeld = false;
    bool m_isPaused = false;
    int m_heldChanges = 0;
    /// The next snapshot is of other rows: it is shown at once.
    bool m_isNewWindow = true;
    /// Since a window was asked for that has not come yet.
    QElapsedTimer m_asked;
    qint64 m_askedOffset = 0;
    int m_askedLimit = 100;
    /// As on screen, and as at the server: while held, they differ.
    RowWindow m_shown;
    RowWindow m_latest;
    /// By key: when each column has changed.
    QHash<QString, QList<qint64>> m_changedAt;
};

} // namespace parlance::gui
