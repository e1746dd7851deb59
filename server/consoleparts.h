// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/consoles.h"
#include "console/logsview.h"
#include "console/metricsview.h"
#include "console/reportsview.h"
#include "console/roomsview.h"
#include "console/sessionsview.h"
#include "console/statusview.h"
#include "console/trafficview.h"
#include "console/usersview.h"

namespace parlance {

/// The consoles of administrators, and all that they can watch. Event loop only.
struct ConsoleParts
{
    /// All outlive it.
    ConsoleParts(const console::Consoles::Context &context, const ConnectionList &connections);
    ~ConsoleParts();
    Q_DISABLE_COPY_MOVE(ConsoleParts)

    console::Views views;
    console::SessionsView sessions;
    console::StatusView status;
    console::MetricsView metrics;
    console::UsersView users;
    console::RoomsView rooms;
    console::TrafficView traffic;
    console::LogsView logs;
    console::ReportsView reports;
    console::Consoles consoles;

private:
    TextReveals &m_reveals;
};

} // namespace parlance
