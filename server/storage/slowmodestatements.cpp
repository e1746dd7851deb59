// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/slowmodestatements.h"

#include "domain/roommoderation.h"
#include "storage/rows.h"

namespace parlance::statements {

Result<void> mustHaveWaited(Database &db, RoomId room, UserId user, std::chrono::seconds slowMode,
                            Timestamp now)
{
    const auto last =
        rows::first(db.query("find_last_post", {{"room", room}, {"user", user}}), rows::time);
    return last ? mayPostAgain(*last, slowMode, now) : Result<void>();
}

void noteLastPost(Database &db, RoomId room, UserId user, Timestamp now)
{
    db.exec("put_last_post", {{"room", room}, {"user", user}, {"now", now}});
}

} // namespace parlance::statements
