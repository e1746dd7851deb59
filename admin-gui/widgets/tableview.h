// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>
#include <QTimer>

class QMenu;
class QSettings;

namespace parlance::gui {

class TableDelegate;
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
    /// As a click on the header does; columns that cannot be sorted are ignored, and -1 is the
    /// order of the server.
    void sortBy(int column, Qt::SortOrder order);
    /// What is shown is old: it reads fainter.
    void setStale(bool isStale);
    bool isHeld() const { return m_isHeld; }
    /// The selected rows that are loaded, as tab-separated text with a heading.
    QString selectedText() const;
    /// To the clipboard.
    void copySelection() const;
    void saveState(QSettings &settings) const;
    void restoreState(QSettings &settings);

Q_SIGNALS:
    void selectedKeyChanged(const QString &key);
    /// The rows that can be seen now.
    void visibleRowsChanged(int first, int last);
    /// The pointer is over the rows, or the table has the focus with a row selected.
    void isHeldChanged(bool isHeld);

    /// Enter or a double click on a row.
    void chosen(const QString &key);

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    bool viewportEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void watch(QAbstractItemModel &model);
    void follow(QAbstractItemModel &model);
    void setUpColumns();
    void setUpTimers();
    void clickHeader(int column);
    void setSelectedKey(const QString &key);
    void followKey();
    void clearCurrent();
    void updateHeld();
    void updateVisibleRows();
    void updateGlow();
    void setHoveredRow(int row);
    QString columnNames() const;

    TableDelegate *m_delegate;
    QString m_selectedKey;
    /// The model moves rows: the selection is not the operator's doing.
    bool m_isFollowing = false;
    bool m_isPointerOver = false;
    bool m_isHeld = false;
    int m_sortColumn = -1;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
    QTimer m_glow;
    qint64 m_glowUntil = 0;
    QTimer m_lookSoon;
};

} // namespace parlance::gui
