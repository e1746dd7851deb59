// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metricshistory.h"

#include <QWidget>

namespace parlance::gui {

class Breakdown;
class ColumnsGrid;
class FigureTile;

/// The figures of the overview: tiles, and what the counts consist of.
class OverviewFigures : public QWidget
{
    Q_OBJECT

public:
    explicit OverviewFigures(QWidget *parent = nullptr);

    /// The breakdowns; for below the plots. They are the caller's to place.
    QWidget *breakdowns() const;
    void show(const MetricsHistory &history);
    void showCourses(const MetricsHistory &history);

private:
    FigureTile *tile(const char *series, const QString &title);
    void showLoad(const Cells &figures);
    void showProcess(const Cells &figures);
    void showCounts(const Cells &figures);

    ColumnsGrid *m_tiles;
    ColumnsGrid *m_lists;
    /// With the series of their courses.
    QList<std::pair<FigureTile *, QString>> m_courses;
    FigureTile *m_users;
    FigureTile *m_connections;
    FigureTile *m_messages;
    FigureTile *m_deliveries;
    FigureTile *m_delivery;
    FigureTile *m_loop;
    FigureTile *m_commit;
    FigureTile *m_memory;
    FigureTile *m_cpu;
    FigureTile *m_descriptors;
    FigureTile *m_refused;
    FigureTile *m_limited;
    Breakdown *m_transports;
    Breakdown *m_dialects;
    Breakdown *m_refusals;
    Breakdown *m_limits;
    Breakdown *m_disconnects;
};

} // namespace parlance::gui
