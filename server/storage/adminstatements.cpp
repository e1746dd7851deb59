// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/adminstatements.h"

#include "domain/validation.h"
#include "storage/accountstatements.h"
#include "storage/pages.h"
#include "storage/rows.h"

#include <limits>

namespace parlance::statements {

Result<User> findByNameOrId(Database &db, const Limits &limits, const QString &user)
{
    const auto id = UserId::fromHex(user);
    if (id && db.exists("find_user_ref", {{"id", *id}}))
        return findUser(db, limits, *id);
    return findUserByName(db, limits, loginKey(user));
}

Result<UserDetails> findUserDetails(Database &db, const Limits &limits, const QString &user,
                                    Timestamp now)
{
    const auto found = findByNameOrId(db, limits, user);
    if (!found)
        return found.error();
    auto details = rows::firstOr(ErrorCode::UserNotFound,
                                 db.query("find_user_details", {{"id", found->id}, {"now", now}}),
                                 rows::userDetails);
    if (details)
        details->status = statusAt(details->status, now);
    return details;
}

Result<UserPage> listUserDetails(Database &db, const Limits &limits, const UserQuery &query,
                                 Timestamp now)
{
    const auto search = validSearch(query.search, limits.usernameLength);
    if (!search)
        return search.error();
    const auto before =
        query.inactiveSince ? toEpochMs(*query.inactiveSince) : std::numeric_limits<qint64>::max();
    const int size = pages::size(limits, query.limit);
    // Few accounts are not active, so they have an index.
    const bool isRare = query.state && *query.state != AccountState::Active;
    UserPage page{rows::all(db.query(isRare ? "list_user_details_in_state" : "list_user_details",
                                     {{"after", query.after},
                                      {"search", *search},
                                      {"state", query.state ? int(*query.state) : -1},
                                      {"role", query.role ? int(*query.role) : -1},
                                      {"inactive_since", before},
                                      {"now", now},
                                      {"limit", size + 1}}),
                            rows::userDetails)};
    page.more = pages::cut(page.users, size);
    for (UserDetails &each : page.users)
        each.status = statusAt(each.status, now);
    return page;
}

Result<SessionPage> listSessions(Database &db, const Limits &limits, const SessionQuery &query,
                                 Timestamp now)
{
    const int size = pages::size(limits, query.limit);
    const Bind after{"after", query.after};
    const Bind valid{"now", now};
    const Bind rows{"limit", size + 1};
    SessionPage page;
    if (query.user.isEmpty()) {
        page.sessions =
            rows::all(db.query("list_sessions", {after, valid, rows}), rows::storedSession);
    } else {
        const auto user = findByNameOrId(db, limits, query.user);
        if (!user)
            return user.error();
        page.sessions =
            rows::all(db.query("list_sessions_of", {{"user", user->id}, after, valid, rows}),
                      rows::storedSession);
    }
    page.more = pages::cut(page.sessions, size);
    return page;
}

} // namespace parlance::statements
