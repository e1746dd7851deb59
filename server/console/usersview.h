// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/admintables.h"
#include "console/pacedversion.h"
#include "console/view.h"
#include "realtime/broker.h"

namespace parlance::console {

/// The view "users": the accounts. Its cells are those of the command `users.list`, the phone
/// number, and how many real-time connections the user has.
class UsersView : public TableView
{
public:
    /// Both outlive it.
    UsersView(AdminTables &tables, Broker &broker);

    quint64 version() const override { return m_version.current(); }
    void setWatched(bool isWatched) override;
    QStringList sortable() const override;
    QStringList filters() const override;
    Result<void> check(const Window &window) const override;
    void read(const Window &window, const Actor &viewer, Callback<Page> done) override;
    bool readsDatabase() const override { return true; }

private:
    Page pageOf(const UserWindow &window) const;

    AdminTables &m_tables;
    bool m_isWatched = false;
    PacedVersion m_version;
};

} // namespace parlance::console
