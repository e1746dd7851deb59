// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/records.h"

#include <QHash>

namespace parlance::gui {

/// The loaded rows of a large table: row i of `rows` is row `offset + i` of the table. Whatever a
/// server sends, it stays bounded, and no key is there twice.
struct RowWindow
{
    /// More are not shown: a table view keeps a few bytes for each.
    static constexpr int maxTotal = 1000000;
    static constexpr int maxLoaded = 500;
    static constexpr int maxCells = 200;

    int total = 0;
    int offset = 0;
    QList<Record> rows = {};
    /// By key: the index in `rows`.
    QHash<QString, int> places = {};

    void apply(const RowChanges &changes, qint64 at);
    /// Rows that the table does not have (any more) are dropped.
    void setTotal(qint64 rowsAtServer);

    bool isLoaded(int row) const { return row >= offset && row - offset < int(rows.size()); }
    /// Not loaded: nullptr.
    const Record *recordAt(int row) const;
    /// Of the table; -1: it is not loaded.
    int rowOf(const QString &key) const;
    QStringList keys() const;
    /// How many of its rows have come, gone or moved in `later`.
    int differencesTo(const RowWindow &later) const;

private:
    void merge(const Record &change);
    void reorder(const QStringList &order);
    void indexRows();
};

} // namespace parlance::gui
