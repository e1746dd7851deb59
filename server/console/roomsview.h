// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/admintables.h"
#include "app/roomactivity.h"
#include "console/pacedversion.h"
#include "console/view.h"
#include "realtime/broker.h"

namespace parlance::console {

/// The view "rooms": the public and private rooms. Its cells are those of the command `rooms.list`,
/// the number of messages, the time of the last one, how many members are online, and how many
/// messages came in the last minute, as far as somebody has watched the view since.
class RoomsView : public TableView
{
public:
    /// Both outlive it.
    RoomsView(AdminTables &tables, Broker &broker, Clock clock);

    quint64 version() const override { return m_version.current(); }
    void setWatched(bool isWatched) override;
    QStringList sortable() const override;
    QStringList filters() const override;
    Result<void> check(const Window &window) const override;
    void read(const Window &window, const Actor &viewer, Callback<Page> done) override;
    bool readsDatabase() const override { return true; }

private:
    void handle(const Event &event);
    Page pageOf(const RoomWindow &window);

    AdminTables &m_tables;
    Clock m_clock;
    bool m_isWatched = false;
    PacedVersion m_version;
    RoomActivity m_activity;
};

} // namespace parlance::console
