// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/sentrows.h"

#include <QSet>

namespace parlance::console {

protocol::Snapshot SentRows::replace(const Page &page)
{
    clear();
    m_total = page.total;
    protocol::Snapshot snapshot{.total = page.total};
    for (const Row &row : page.rows) {
        m_cells.insert(row.key, row.cells);
        m_order.append(row.key);
        snapshot.rows.append(row);
    }
    return snapshot;
}

void SentRows::clear()
{
    m_cells.clear();
    m_order.clear();
    m_total = 0;
}

std::optional<protocol::Delta> SentRows::update(const Page &page)
{
    protocol::Delta delta{.total = page.total};
    QStringList order;
    order.reserve(qsizetype(page.rows.size()));
    QSet<QString> shown;
    bool isNew = false;
    for (const Row &row : page.rows) {
        order.append(row.key);
        shown.insert(row.key);
        isNew |= takeRow(row, delta.rows);
    }
    QStringList kept;
    for (const QString &key : std::as_const(m_order)) {
        if (shown.contains(key)) {
            kept.append(key);
        } else {
            delta.removed.append(key);
            m_cells.remove(key);
        }
    }
    if (isNew || kept != order)
        delta.order = order;
    const bool isDifferent = page.total != m_total || !delta.rows.isEmpty() ||
                             !delta.removed.isEmpty() || !delta.order.isEmpty();
    m_order = order;
    m_total = page.total;
    return isDifferent ? std::optional(delta) : std::nullopt;
}

/// Notes what is different about a row. True: the console does not have it.
bool SentRows::takeRow(const Row &row, QList<Row> &changes)
{
    const auto known = m_cells.find(row.key);
    if (known == m_cells.end()) {
        m_cells.insert(row.key, row.cells);
        changes.append(row);
        return true;
    }
    if (*known != row.cells) {
        changes.append({row.key, difference(*known, row.cells)});
        *known = row.cells;
    }
    return false;
}

QJsonObject SentRows::difference(const QJsonObject &before, const QJsonObject &now)
{
    QJsonObject cells;
    for (auto cell = now.begin(); cell != now.end(); ++cell) {
        if (before.value(cell.key()) != cell.value())
            cells.insert(cell.key(), cell.value());
    }
    return cells;
}

} // namespace parlance::console
