// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tablemodel.h"

#include "models/format.h"

#include <QCoreApplication>

namespace parlance::gui {

namespace {

QVariant valueAt(const Record &record, const QStringList &path)
{
    QVariant value = record.cells.value(path.first());
    for (qsizetype at = 1; at < path.size(); ++at)
        value = value.toMap().value(path.at(at));
    return value;
}

QStringList splitName(const char *name)
{
    return QString::fromLatin1(name).split(u'.');
}

} // namespace

TableModel::TableModel(Columns columns, QObject *parent)
    : QAbstractTableModel(parent)
    , m_columns(std::move(columns))
{
    for (const Column &column : m_columns)
        m_paths.push_back(splitName(column.name));
}

int TableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_columns.size());
}

qint64 TableModel::changedAt(int, int) const
{
    return 0;
}

QVariant TableModel::cellOf(const Record &record, const char *name)
{
    return valueAt(record, splitName(name));
}

QVariant TableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Column &column = m_columns[size_t(index.column())];
    if (role == Qt::TextAlignmentRole)
        return int((isNumber(column.kind) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == KindRole)
        return int(column.kind);
    const Record *record = recordAt(index.row());
    if (!record)
        return role == KeyRole ? QVariant(QString()) : QVariant();
    if (role == KeyRole)
        return record->key;
    if (role == ChangedAtRole)
        return changedAt(index.row(), index.column());
    return shown(valueOf(*record, index.column()), column, role);
}

QVariant TableModel::valueOf(const Record &record, int column) const
{
    return valueAt(record, pathOf(column));
}

QVariant TableModel::shown(const QVariant &value, const Column &column, int role) const
{
    switch (role) {
    case RawRole:
        return value;
    case PlainRole:
        return format::plain(column.kind, value);
    case Qt::DisplayRole:
        return format::cell(column.kind, value, QDateTime::currentDateTimeUtc());
    case Qt::ToolTipRole:
        return format::toolTip(column.kind, value);
    case Qt::AccessibleTextRole:
        return tr("%1: %2").arg(QCoreApplication::translate("Columns", column.title),
                                format::cell(column.kind, value, QDateTime::currentDateTimeUtc()));
    default:
        return {};
    }
}

QVariant TableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const Column &column = m_columns[size_t(section)];
    if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole)
        return QCoreApplication::translate("Columns", column.title);
    if (role == Qt::TextAlignmentRole)
        return int((isNumber(column.kind) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    return {};
}

} // namespace parlance::gui
