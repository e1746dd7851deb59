// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/model.h"

namespace parlance {

/// Lets whoever has its code register. Not to be confused with Invitation, which is one to a
/// private room.
struct InvitationLink
{
    InvitationId id = {};
    /// How many accounts may be made with it, and were.
    qint64 uses = 1;
    qint64 used = 0;
    Timestamp expiresAt = {};
    /// The new account becomes its member; null: no room.
    RoomId roomId = {};
    /// The name of the room; empty: there is none, or it was deleted.
    QString room = {};
    /// For administrators; may be empty.
    QString note = {};
    Timestamp createdAt = {};
    /// AdminAction::actor
    QString createdBy = {};
};

/// SHA-256: the code itself is stored nowhere.
QByteArray hashOfCode(const QString &code);

} // namespace parlance
