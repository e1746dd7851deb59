// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/records.h"

namespace parlance::gui {

/// The kinds of things that a command acts on.
enum class Subject {
    /// The whole server.
    None,
    Connection,
    Session,
    User,
    Room,
    /// A member of a room: the cells are those of the member, and "room".
    Member,
    Message,
    Report,
    Invitation,
    /// A banned address or network.
    Ban,
    Mute,
    /// A user who is banned from a room.
    RoomBan
};

/// What the operator has chosen: one row of a table.
struct Chosen
{
    Subject subject = Subject::None;
    /// As the operator knows it: "ann.fischer", "Gardening".
    QString name = {};
    QString key = {};
    Cells cells = {};
};

} // namespace parlance::gui
