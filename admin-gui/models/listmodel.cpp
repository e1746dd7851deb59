// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/listmodel.h"

#include "models/format.h"

#include <QCollator>
#include <QLocale>

#include <algorithm>
#include <numeric>

namespace parlance::gui {

namespace {

/// What a row is sorted by, computed once a sort.
struct RowSortKey
{
    bool isMissing = true;
    double number = 0;
    QCollatorSortKey text;
};

RowSortKey rowSortKey(const QCollator &collator, Column::Kind kind, const QVariant &value)
{
    if (value.isNull())
        return {true, 0, collator.sortKey({})};
    if (isNumber(kind) || kind == Column::Kind::Flag)
        return {false, value.toDouble(), collator.sortKey({})};
    if (kind == Column::Kind::Time || kind == Column::Kind::Moment) {
        const QDateTime time = format::timeOf(value);
        return {!time.isValid(), double(time.toMSecsSinceEpoch()), collator.sortKey({})};
    }
    return {false, 0, collator.sortKey(format::cell(kind, value, {}))};
}

/// -1, 0, 1. What is missing comes last, in either direction.
int compareKeys(const RowSortKey &one, const RowSortKey &other, bool isDescending)
{
    if (one.isMissing != other.isMissing)
        return one.isMissing ? 1 : -1;
    const int order = one.number != other.number ? (one.number < other.number ? -1 : 1)
                                                 : one.text.compare(other.text);
    return isDescending ? -order : order;
}

} // namespace

ListModel::ListModel(Columns columns, QObject *parent)
    : TableModel(std::move(columns), parent)
{
}

void ListModel::setRecords(const QList<Record> &records)
{
    take(records, true);
}

void ListModel::append(const QList<Record> &records)
{
    take(records, false);
}

void ListModel::take(const QList<Record> &records, bool isAll)
{
    QHash<QString, int> wanted;
    for (int at = 0; at < int(records.size()); ++at) {
        if (!wanted.contains(records.at(at).key))
            wanted.insert(records.at(at).key, at);
    }
    if (isAll) {
        removeOthers(wanted);
        m_given.clear();
    }
    const int given = int(m_given.size());
    for (auto each = wanted.constBegin(); each != wanted.constEnd(); ++each) {
        if (!m_given.contains(each.key()))
            m_given.insert(each.key(), given + each.value());
    }
    update(records, wanted);
    sortRecords();
}

void ListModel::removeOthers(const QHash<QString, int> &wanted)
{
    int last = int(m_records.size()) - 1;
    while (last >= 0) {
        if (wanted.contains(m_records.at(last).key)) {
            --last;
            continue;
        }
        int first = last;
        while (first > 0 && !wanted.contains(m_records.at(first - 1).key))
            --first;
        beginRemoveRows({}, first, last);
        m_records.remove(first, last - first + 1);
        indexKeys();
        endRemoveRows();
        last = first - 1;
    }
}

void ListModel::update(const QList<Record> &records, const QHash<QString, int> &wanted)
{
    QList<Record> added;
    for (int at = 0; at < int(records.size()); ++at) {
        const Record &record = records.at(at);
        const int row = rowOf(record.key);
        if (wanted.value(record.key) != at)
            continue;
        if (row < 0) {
            added.append(record);
        } else if (m_records.at(row) != record) {
            m_records[row] = record;
            Q_EMIT dataChanged(index(row, 0), index(row, columnCount() - 1));
        }
    }
    if (added.isEmpty())
        return;
    const int end = int(m_records.size());
    beginInsertRows({}, end, end + int(added.size()) - 1);
    m_records.append(added);
    indexKeys();
    endInsertRows();
}

void ListModel::sort(int column, Qt::SortOrder order)
{
    m_sortColumn = column < columnCount() ? column : -1;
    m_sortOrder = order;
    sortRecords();
}

/// The rows of now in their new order.
std::vector<int> ListModel::sortedPlaces() const
{
    std::vector<int> order(size_t(m_records.size()));
    std::iota(order.begin(), order.end(), 0);
    if (m_sortColumn < 0) {
        std::sort(order.begin(), order.end(), [this](int one, int other) {
            return m_given.value(m_records.at(one).key) < m_given.value(m_records.at(other).key);
        });
        return order;
    }
    // The C locale would sort by code points.
    QCollator collator(QLocale().language() == QLocale::C ? QLocale(QLocale::English) : QLocale());
    collator.setNumericMode(true);
    collator.setCaseSensitivity(Qt::CaseInsensitive);
    const Column &column = columns()[size_t(m_sortColumn)];
    std::vector<RowSortKey> keys;
    keys.reserve(order.size());
    for (const Record &record : m_records)
        keys.push_back(rowSortKey(collator, column.kind, cellOf(record, column.name)));
    std::stable_sort(order.begin(), order.end(), [this, &keys](int one, int other) {
        return compareKeys(keys[size_t(one)], keys[size_t(other)],
                           m_sortOrder == Qt::DescendingOrder) < 0;
    });
    return order;
}

void ListModel::sortRecords()
{
    const std::vector<int> order = sortedPlaces();
    if (std::is_sorted(order.begin(), order.end()))
        return;
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    QList<Record> sorted;
    sorted.reserve(m_records.size());
    std::vector<int> newRows(order.size());
    for (size_t row = 0; row < order.size(); ++row) {
        sorted.append(m_records.at(order[row]));
        newRows[size_t(order[row])] = int(row);
    }
    m_records = sorted;
    indexKeys();
    const QModelIndexList from = persistentIndexList();
    QModelIndexList to;
    for (const QModelIndex &each : from)
        to.append(createIndex(newRows[size_t(each.row())], each.column()));
    changePersistentIndexList(from, to);
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

void ListModel::indexKeys()
{
    m_places.clear();
    for (int row = 0; row < int(m_records.size()); ++row)
        m_places.insert(m_records.at(row).key, row);
}

int ListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_records.size());
}

const Record *ListModel::recordAt(int row) const
{
    return row >= 0 && row < int(m_records.size()) ? &m_records.at(row) : nullptr;
}

int ListModel::rowOf(const QString &key) const
{
    return m_places.value(key, -1);
}

} // namespace parlance::gui
