// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/usersview.h"

#include "admin/adminjson.h"
#include "console/columnnames.h"
#include "console/windowfilters.h"
#include "domain/roles.h"
#include "domain/validation.h"

namespace parlance::console {

using namespace Qt::StringLiterals;

namespace {

constexpr ColumnName<UserColumn> userColumns[] = {
    {"username", UserColumn::Name},       {"contact", UserColumn::Contact},
    {"role", UserColumn::Role},           {"state", UserColumn::State},
    {"lastSeenAt", UserColumn::LastSeen}, {"rooms", UserColumn::Rooms},
    {"sessions", UserColumn::Sessions},   {"createdAt", UserColumn::Created},
    {"connections", UserColumn::Live},
};

template <class... Events>
bool isOneOf(const Event &event)
{
    return (std::holds_alternative<Events>(event) || ...);
}

bool concernsUsers(const Event &event)
{
    if (const auto *changed = std::get_if<TableChanged>(&event))
        return changed->table == TableChanged::Table::Users;
    return isOneOf<PresenceChanged, MemberJoined, MemberLeft, RoomDeleted, SessionsEnded,
                   RoleChanged, UserErased>(event);
}

Result<UserWindowQuery> userQueryOf(const Window &window)
{
    WindowFilters in(window.filter);
    UserWindowQuery query{.sort = findColumn(userColumns, window.sort).column};
    query.place = {window.descending, window.offset, window.limit};
    query.search = in.text(u"text"_s);
    query.state = in.value<AccountState>(u"state"_s, stateFromName);
    query.role = in.value<ServerRole>(u"role"_s, roleFromName);
    query.onlyLive = in.flag(u"online"_s).value_or(false);
    if (const auto search = validSearch(query.search, longestSearch); !search)
        return search.error();
    return in.error() ? Result<UserWindowQuery>(*in.error()) : query;
}

} // namespace

UsersView::UsersView(AdminTables &tables, Broker &broker)
    : m_tables(tables)
{
    broker.subscribe(Broker::Stage::AfterDelivery, [this](const Event &event) {
        if (m_isWatched && concernsUsers(event))
            m_version.note();
    });
}

void UsersView::setWatched(bool isWatched)
{
    m_isWatched = isWatched;
    m_version.note();
}

QStringList UsersView::sortable() const
{
    return namesOf(userColumns);
}

QStringList UsersView::filters() const
{
    return {u"text"_s, u"state"_s, u"role"_s, u"online"_s};
}

Result<void> UsersView::check(const Window &window) const
{
    const auto query = userQueryOf(window);
    return query ? Result<void>() : query.error();
}

void UsersView::read(const Window &window, const Actor &, Callback<Page> done)
{
    auto query = userQueryOf(window);
    if (!query)
        return done(query.error());
    if (query->sort == UserColumn::Live || query->onlyLive)
        query->live = m_tables.presence().connectionsOfUsers();
    m_tables.users(std::move(*query), [this, done = std::move(done)](const auto &found) {
        done(found ? Result<Page>(pageOf(*found)) : found.error());
    });
}

Page UsersView::pageOf(const UserWindow &window) const
{
    Page page{.total = window.total};
    for (const UserDetails &each : window.users) {
        Row row{each.user.id.toString(), adminjson::details(each)};
        row.cells.insert(u"phone"_s,
                         each.user.phoneNumber ? QJsonValue(*each.user.phoneNumber) : QJsonValue());
        row.cells.insert(u"connections"_s, m_tables.presence().connectionsOf(each.user.id));
        page.rows.push_back(std::move(row));
    }
    return page;
}

} // namespace parlance::console
