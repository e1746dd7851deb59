// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/model.h"

/// What keeps users out of a room, or from writing in it too often.
namespace parlance {

/// Slow mode is at most this long.
constexpr std::chrono::hours MaxSlowMode{6};

/// The user may neither read nor join the room, nor post in it.
struct RoomBan
{
    UserRef user = {};
    RoomId roomId = {};
    QString room = {};
    /// When it ends, by the wall clock; empty: never.
    std::optional<Timestamp> until = {};
    /// Why, as the user may read it; may be empty.
    QString reason = {};
    Timestamp createdAt = {};
    /// AdminAction::actor
    QString createdBy = {};
};

/// BannedFromRoom, with end and reason as the detail.
Error bannedError(const RoomBan &ban);

/// Whether a user who posted at `last` may post again: RateLimited with the seconds to wait.
Result<void> mayPostAgain(Timestamp last, std::chrono::seconds slowMode, Timestamp now);

} // namespace parlance
