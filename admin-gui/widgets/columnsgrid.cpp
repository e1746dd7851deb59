// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/columnsgrid.h"

#include "widgets/theme.h"

#include <QEvent>
#include <QStyle>

#include <algorithm>

namespace parlance::gui {

namespace {

constexpr int gridGap = 2 * theme::grid;

} // namespace

ColumnsGrid::ColumnsGrid(int minimumCellWidth, int cellHeight, QWidget *parent)
    : QWidget(parent)
    , m_minimumWidth(minimumCellWidth)
    , m_cellHeight(cellHeight)
{
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void ColumnsGrid::add(QWidget *cell)
{
    cell->setParent(this);
    m_cells.append(cell);
    updateGeometry();
}

QSize ColumnsGrid::sizeHint() const
{
    const int wanted = std::max(width(), m_minimumWidth);
    return {wanted, arrange(wanted, false)};
}

int ColumnsGrid::arrange(int width, bool moves) const
{
    // None stays alone in the last row if fewer columns fill all rows.
    const int room = std::max(1, (width + gridGap) / (m_minimumWidth + gridGap));
    const int count = int(m_cells.size());
    if (count == 0)
        return 0;
    int columns = std::min(room, count);
    const int rows = (count + columns - 1) / columns;
    columns = (count + rows - 1) / rows;
    const int cellWidth = (width - (columns - 1) * gridGap) / columns;
    int y = 0;
    for (int first = 0; first < count; first += columns) {
        int height = m_cellHeight;
        for (int i = first; m_cellHeight == 0 && i < std::min(count, first + columns); ++i)
            height = std::max(height, m_cells.at(i)->sizeHint().height());
        for (int i = first; moves && i < std::min(count, first + columns); ++i) {
            const QRect cell((i - first) * (cellWidth + gridGap), y, cellWidth, height);
            m_cells.at(i)->setGeometry(QStyle::visualRect(layoutDirection(), rect(), cell));
        }
        y += height + gridGap;
    }
    return y - gridGap;
}

void ColumnsGrid::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    setMinimumHeight(arrange(width(), true));
}

bool ColumnsGrid::event(QEvent *event)
{
    // A child wants another size.
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::LayoutDirectionChange)
        setMinimumHeight(arrange(width(), true));
    return QWidget::event(event);
}

} // namespace parlance::gui
