// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/records.h"
#include "models/column.h"

#include <QAbstractTableModel>

namespace parlance::gui {

/// What all tables have in common: columns, formatted cells, and rows that are found by their key.
/// Subclasses hold the rows.
class TableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Role {
        /// The cell as it came, for sorting and delegates.
        RawRole = Qt::UserRole + 1,
        /// Column::Kind as int.
        KindRole,
        /// The row's key; empty: the row is not loaded yet.
        KeyRole,
        /// When the cell last changed: milliseconds of QDateTime::currentMSecsSinceEpoch(); 0:
        /// never.
        ChangedAtRole,
        /// What the clipboard and CSV get.
        PlainRole
    };

    explicit TableModel(Columns columns, QObject *parent = nullptr);

    const Columns &columns() const { return m_columns; }
    /// Not loaded, or out of range: nullptr. Valid until the model changes.
    virtual const Record *recordAt(int row) const = 0;
    /// -1: it is not loaded.
    virtual int rowOf(const QString &key) const = 0;
    virtual qint64 changedAt(int row, int column) const;

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// The cell of that name, with dots into objects.
    static QVariant cellOf(const Record &record, const char *name);

protected:
    /// The cell that a column shows: by default that of its name.
    virtual QVariant valueOf(const Record &record, int column) const;
    /// The name of a column's cell, split at the dots.
    const QStringList &pathOf(int column) const { return m_paths[size_t(column)]; }

private:
    QVariant shown(const QVariant &value, const Column &column, int role) const;

    const Columns m_columns;
    /// Of each column's cell: the parts of its name.
    std::vector<QStringList> m_paths;
};

} // namespace parlance::gui
