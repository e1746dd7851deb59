// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace parlance::gui {

/// Widgets in as many equal columns as have room, row by row.
class ColumnsGrid : public QWidget
{
    Q_OBJECT

public:
    /// In pixels. All widgets have the height `cellHeight`, or that which they want where it is 0.
    ColumnsGrid(int minimumCellWidth, int cellHeight, QWidget *parent = nullptr);

    /// It becomes the grid's child.
    void add(QWidget *cell);

    QSize sizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override { return arrange(width, false); }

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool event(QEvent *event) override;

private:
    /// The height that is needed.
    int arrange(int width, bool moves) const;

    const int m_minimumWidth;
    const int m_cellHeight;
    QList<QWidget *> m_cells;
};

} // namespace parlance::gui
