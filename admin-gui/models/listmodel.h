// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/tablemodel.h"

#include <QHash>

namespace parlance::gui {

/// A table that is whole on this computer: the answer of a command. It sorts by itself.
class ListModel : public TableModel
{
    Q_OBJECT

public:
    explicit ListModel(Columns columns, QObject *parent = nullptr);

    /// Rows with a known key are updated, the others come and go.
    void setRecords(const QList<Record> &records);
    void append(const QList<Record> &records);
    void clear() { setRecords({}); }

    int rowCount(const QModelIndex &parent = {}) const override;
    const Record *recordAt(int row) const override;
    int rowOf(const QString &key) const override;
    void sort(int column, Qt::SortOrder order) override;

private:
    void take(const QList<Record> &records, bool isAll);
    void removeOthers(const QHash<QString, int> &wanted);
    void update(const QList<Record> &records, const QHash<QString, int> &wanted);
    void sortRecords();
    std::vector<int> sortedPlaces() const;
    void indexKeys();

    QList<Record> m_records;
    /// By key: the row.
    QHash<QString, int> m_places;
    /// By key: the place in the answer.
    QHash<QString, int> m_given;
    int m_sortColumn = -1;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
};

} // namespace parlance::gui
