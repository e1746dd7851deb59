// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/servercontrol.h"
#include "console/ticker.h"
#include "console/view.h"

namespace parlance::console {

/// The view "status": one row, "server", with the cells of the command `status`.
class StatusView : public TableView
{
public:
    /// It outlives it.
    explicit StatusView(ServerControl &server);

    quint64 version() const override { return m_ticker.count(); }
    QStringList sortable() const override { return {}; }
    void read(const Window &window, const Actor &viewer, Callback<Page> done) override;

private:
    ServerControl &m_server;
    const Ticker m_ticker;
};

} // namespace parlance::console
