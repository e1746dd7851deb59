// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/reports.h"
#include "console/pacedversion.h"
#include "console/view.h"

namespace parlance::console {

/// The view "reports": what users reported and nobody has resolved yet, oldest first. Its cells are
/// those of the command `reports.list`; its total is their number.
class ReportsView : public TableView
{
public:
    /// Both outlive it.
    ReportsView(Reports &reports, Broker &broker);

    quint64 version() const override { return m_version.current(); }
    void setWatched(bool isWatched) override;
    QStringList sortable() const override { return {}; }
    void read(const Window &window, const Actor &viewer, Callback<Page> done) override;
    bool readsDatabase() const override { return true; }

private:
    Reports &m_reports;
    bool m_isWatched = false;
    PacedVersion m_version;
};

} // namespace parlance::console
