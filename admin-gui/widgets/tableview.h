// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

class QSettings;

namespace parlance::gui {

class TableModel;

/// A table with rows of one height: columns can be hidden, moved and sized, and come back; the
/// selection follows the key of its row. Ctrl+C copies the selected rows as tab-separated text.
class TableView : public QTableView
{
    Q_OBJECT

public:
    explicit TableView(QWidget *parent = nullptr);

    /// Sets columns and widths from the model's; it is a TableModel.
    void setModel(QAbstractItemModel *model) override;
    TableModel *tableModel() const;
    /// Empty: none is selected.
    QString selectedKey() const;
    void selectKey(const QString &key);
    /// Checkable actions, one a column, for the columns button.
    void fillColumnsMenu(QMenu &menu);
    void saveState(QSettings &settings) const;
    void restoreState(QSettings &settings);

Q_SIGNALS:
    void selectedKeyChanged(const QString &key);
    /// The rows that can be seen now.
    void visibleRowsChanged(int first, int last);
    /// The pointer is over the rows, or the table has the focus with a row selected.
    void isHeldChanged(bool isHeld);

private:
    QString m_selectedKey;
};

} // namespace parlance::gui
