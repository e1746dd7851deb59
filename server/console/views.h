// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/view.h"
#include "domain/roles.h"

#include <map>

namespace parlance::console {

/// The views of the server by name. Event loop only.
class Views
{
public:
    struct Named
    {
        Permission permission = Permission::ViewServer;
        /// One of them is null.
        TableView *table = nullptr;
        EntryView *entries = nullptr;
        /// How many subscriptions show it.
        int watchers = 0;

        View &view() const { return table ? static_cast<View &>(*table) : *entries; }
    };

    /// The views outlive it, or are never asked again. Before the first console.
    void add(const QString &name, Permission permission, TableView &view);
    void add(const QString &name, Permission permission, EntryView &view);

    /// Null: there is no such view.
    Named *find(const QString &name);
    /// Those that a role may watch, in alphabetical order.
    QStringList namesFor(ServerRole role) const;

private:
    std::map<QString, Named> m_views;
};

/// ValidationFailed: the view has no such column or filter, or the window is too large.
Result<void> checkWindow(const Views::Named &view, const Window &window);

} // namespace parlance::console
