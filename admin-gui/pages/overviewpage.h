// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metricshistory.h"
#include "pages/page.h"
#include "widgets/plotboard.h"

class QLabel;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace parlance::gui {

class OverviewBoard;
class OverviewFigures;

/// How the server is: its figures, and their course over a minute, an hour or a day.
class OverviewPage : public Page
{
    Q_OBJECT

public:
    explicit OverviewPage(const Console &console);

    bool isAllowed() const override { return link().maySee(QStringLiteral("metrics")); }
    void setShown(bool isShown) override;
    void refresh() override { m_history.refresh(); }
    void saveState(QSettings &settings) const override;
    void restoreState(QSettings &settings) override;

    void setStretch(MetricsHistory::Stretch stretch);
    /// What is shown stays; what comes meanwhile is collected.
    void setPaused(bool isPaused);
    bool isPaused() const { return m_isPaused; }

    /// All plots below each other.
    QImage image();
    /// All series of the stretch, a column each.
    QByteArray csv() const;

private:
    QWidget *makeBar();
    void addStretch(QLayout &layout, MetricsHistory::Stretch stretch, const QString &text);
    void showPoints();
    void showFigures();
    void savePng();
    void saveCsv();

    MetricsHistory m_history;
    PlotBoard m_board;
    OverviewFigures *m_figures;
    OverviewBoard *m_plots;
    QToolButton *m_pause = nullptr;
    QLabel *m_version = nullptr;
    QList<QToolButton *> m_stretches;
    bool m_isPaused = false;
};

} // namespace parlance::gui
