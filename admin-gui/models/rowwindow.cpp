// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rowwindow.h"

#include <QSet>

#include <algorithm>

namespace parlance::gui {

namespace {

/// The length of the longest part of `places` that ascends: those rows have not moved.
int unmovedCount(const std::vector<int> &places)
{
    std::vector<int> ends;
    for (const int place : places) {
        const auto end = std::lower_bound(ends.begin(), ends.end(), place);
        if (end == ends.end())
            ends.push_back(place);
        else
            *end = place;
    }
    return int(ends.size());
}

} // namespace

void RowWindow::apply(const RowChanges &changes, qint64 at)
{
    if (changes.isSnapshot) {
        rows.clear();
        places.clear();
        offset = int(qBound(qint64(0), at, qint64(maxTotal)));
    }
    if (!changes.removed.isEmpty()) {
        const QSet<QString> gone(changes.removed.begin(), changes.removed.end());
        rows.removeIf([&gone](const Record &row) { return gone.contains(row.key); });
        indexRows();
    }
    for (const Record &row : changes.rows)
        merge(row);
    if (!changes.order.isEmpty())
        reorder(changes.order);
    setTotal(changes.total);
}

void RowWindow::merge(const Record &change)
{
    const auto known = places.constFind(change.key);
    if (known == places.constEnd()) {
        // New ones may stand beyond the end until those that they displace are dropped.
        if (rows.size() < 2 * qsizetype(maxLoaded)) {
            places.insert(change.key, int(rows.size()));
            rows.append(change);
        }
        return;
    }
    Cells &cells = rows[*known].cells;
    for (auto cell = change.cells.begin(); cell != change.cells.end(); ++cell) {
        if (cells.size() < maxCells || cells.contains(cell.key()))
            cells.insert(cell.key(), cell.value());
    }
}

void RowWindow::reorder(const QStringList &order)
{
    QList<Record> ordered;
    ordered.reserve(rows.size());
    for (const QString &key : order) {
        const auto place = places.constFind(key);
        if (place == places.constEnd())
            continue;
        ordered.append(rows.at(*place));
        places.erase(place);
    }
    rows = ordered;
    indexRows();
}

void RowWindow::setTotal(qint64 rowsAtServer)
{
    total = int(qBound(qint64(0), rowsAtServer, qint64(maxTotal)));
    const int loadable = qBound(0, total - offset, maxLoaded);
    if (rows.size() <= loadable)
        return;
    rows.resize(loadable);
    indexRows();
}

void RowWindow::indexRows()
{
    places.clear();
    for (int at = 0; at < int(rows.size()); ++at)
        places.insert(rows.at(at).key, at);
}

const Record *RowWindow::recordAt(int row) const
{
    return isLoaded(row) ? &rows.at(row - offset) : nullptr;
}

int RowWindow::rowOf(const QString &key) const
{
    const auto place = places.constFind(key);
    return place == places.constEnd() ? -1 : offset + *place;
}

QStringList RowWindow::keys() const
{
    QStringList all;
    all.reserve(rows.size());
    for (const Record &row : rows)
        all.append(row.key);
    return all;
}

int RowWindow::differencesTo(const RowWindow &later) const
{
    std::vector<int> kept;
    for (const Record &row : rows) {
        const auto place = later.places.constFind(row.key);
        if (place != later.places.constEnd())
            kept.push_back(*place);
    }
    const int common = int(kept.size());
    const int gone = int(rows.size()) - common;
    const int come = int(later.rows.size()) - common;
    // A row that pushes another one out of the window is one change.
    return std::max({gone, come, std::abs(total - later.total)}) + common - unmovedCount(kept);
}

} // namespace parlance::gui
