// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metricshistory.h"
#include "widgets/columnsgrid.h"
#include "widgets/plotwidget.h"

namespace parlance::gui {

/// The plots of the overview.
class OverviewBoard : public ColumnsGrid
{
    Q_OBJECT

public:
    /// `board` outlives it.
    explicit OverviewBoard(PlotBoard &board, QWidget *parent = nullptr);

    void show(const MetricsHistory &history);
    const QList<PlotWidget *> &plots() const { return m_plots; }
    /// As it is on screen, at twice its size.
    QImage image();
    QByteArray csv() const;

private:
    PlotBoard &m_board;
    QList<PlotWidget *> m_plots;
};

} // namespace parlance::gui
