// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/views.h"

namespace parlance::console {

using namespace Qt::StringLiterals;

namespace {

Result<void> oneOf(const QString &what, const QString &name, const QStringList &names)
{
    if (names.contains(name))
        return {};
    if (names.isEmpty())
        return Error::invalid(u"The view has no %1"_s.arg(what));
    return Error::invalid(u"\"%1\" is no %2 of the view, which has %3"_s.arg(name.left(100), what,
                                                                             names.join(u", "_s)));
}

} // namespace

void Views::add(const QString &name, Permission permission, TableView &view)
{
    m_views.insert_or_assign(name, Named{permission, &view, nullptr});
}

void Views::add(const QString &name, Permission permission, EntryView &view)
{
    m_views.insert_or_assign(name, Named{permission, nullptr, &view});
}

Views::Named *Views::find(const QString &name)
{
    const auto found = m_views.find(name);
    return found == m_views.end() ? nullptr : &found->second;
}

QStringList Views::namesFor(ServerRole role) const
{
    QStringList names;
    for (const auto &[name, view] : m_views) {
        if (may(role, view.permission))
            names.append(name);
    }
    return names;
}

Result<void> checkWindow(const Views::Named &view, const Window &window)
{
    for (const QString &name : window.filter.keys()) {
        if (auto known = oneOf(u"filter"_s, name, view.view().filters()); !known)
            return known;
    }
    const QStringList sortable = view.table ? view.table->sortable() : QStringList();
    if (!window.sort.isEmpty()) {
        if (auto known = oneOf(u"sortable column"_s, window.sort, sortable); !known)
            return known;
    }
    return view.view().check(window);
}

} // namespace parlance::console
