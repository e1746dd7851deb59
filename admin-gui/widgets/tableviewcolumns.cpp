// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tablemodel.h"
#include "widgets/tableview.h"

#include <QHeaderView>
#include <QMenu>
#include <QSettings>

// The columns of a table: which, how wide, sorted by which, and that they come back.
namespace parlance::gui {

void TableView::setUpColumns()
{
    const TableModel *table = tableModel();
    if (!table)
        return;
    // Widths are meant for digits of seven pixels.
    const double scale = std::max(1.0, fontMetrics().horizontalAdvance(u'0') / 7.0);
    for (int at = 0; at < table->columnCount(); ++at) {
        const Column &column = table->columns()[size_t(at)];
        horizontalHeader()->resizeSection(at, int(column.width * scale));
        setColumnHidden(at, column.isHidden);
    }
}

void TableView::fillColumnsMenu(QMenu &menu)
{
    const QHeaderView *header = horizontalHeader();
    for (int visual = 0; visual < header->count(); ++visual) {
        const int column = header->logicalIndex(visual);
        const QString title = model()->headerData(column, Qt::Horizontal).toString();
        QAction *action = menu.addAction(title);
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(column));
        // The last one stays: an empty table has no header to bring others back.
        action->setEnabled(isColumnHidden(column) ||
                           header->hiddenSectionCount() < header->count() - 1);
        connect(action, &QAction::toggled, this,
                [this, column](bool isShown) { setColumnHidden(column, !isShown); });
    }
}

// Figures begin with the largest, texts with A; a third click is the server's own order again.
void TableView::clickHeader(int column)
{
    const TableModel *table = tableModel();
    if (!table)
        return;
    const Column &clicked = table->columns()[size_t(column)];
    const bool isFigure = isNumber(clicked.kind) || clicked.kind == Column::Kind::Flag;
    const Qt::SortOrder first = isFigure ? Qt::DescendingOrder : Qt::AscendingOrder;
    if (*clicked.sort == 0)
        sortBy(m_sortColumn, m_sortOrder);
    else if (column != m_sortColumn)
        sortBy(column, first);
    else if (m_sortOrder == first)
        sortBy(column, isFigure ? Qt::AscendingOrder : Qt::DescendingOrder);
    else
        sortBy(-1, Qt::AscendingOrder);
}

void TableView::sortBy(int column, Qt::SortOrder order)
{
    const TableModel *table = tableModel();
    if (!table || column >= table->columnCount() ||
        (column >= 0 && *table->columns()[size_t(column)].sort == 0))
        return;
    m_sortColumn = column;
    m_sortOrder = order;
    horizontalHeader()->setSortIndicator(column, order);
    model()->sort(column, order);
}

QString TableView::columnNames() const
{
    QStringList names;
    if (const TableModel *table = tableModel()) {
        for (const Column &column : table->columns())
            names.append(QString::fromLatin1(column.name));
    }
    return names.join(u' ');
}

void TableView::saveState(QSettings &settings) const
{
    settings.setValue(QStringLiteral("columnNames"), columnNames());
    settings.setValue(QStringLiteral("columns"), horizontalHeader()->saveState());
    settings.setValue(QStringLiteral("sortColumn"), m_sortColumn);
    settings.setValue(QStringLiteral("sortDescending"), m_sortOrder == Qt::DescendingOrder);
}

// Of another version with other columns, nothing fits.
void TableView::restoreState(QSettings &settings)
{
    if (settings.value(QStringLiteral("columnNames")).toString() != columnNames())
        return;
    horizontalHeader()->restoreState(settings.value(QStringLiteral("columns")).toByteArray());
    sortBy(settings.value(QStringLiteral("sortColumn"), -1).toInt(),
           settings.value(QStringLiteral("sortDescending")).toBool() ? Qt::DescendingOrder
                                                                     : Qt::AscendingOrder);
}

} // namespace parlance::gui
