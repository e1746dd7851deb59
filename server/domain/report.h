// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/model.h"

#include <QStringList>

namespace parlance {

/// Stored as a number: never renumber.
enum class ReportState { Open, Resolved };

/// "open", "resolved"
QString reportStateName(ReportState state);
std::optional<ReportState> reportStateFromName(const QString &name);
QStringList reportStateNames();

/// What a user told the moderators of the server about a message or another user.
struct Report
{
    ReportId id = {};
    ReportState state = ReportState::Open;
    UserRef reporter = {};
    /// The reported user, or the author of the message. The name is empty if the account is gone.
    UserRef user = {};
    /// Null: it is a report of the user, and of no message.
    MessageId messageId = {};
    /// Where the message is.
    RoomId roomId = {};
    /// Its name; empty for a direct conversation, and for a room that is gone.
    QString room = {};
    /// The message as it is now; empty: it was deleted, or there is none.
    std::optional<QString> text = {};
    /// In the reporter's words; may be empty.
    QString reason = {};
    Timestamp createdAt = {};
    /// When, by whom (AdminAction::actor) and why it was resolved; empty while it is open.
    std::optional<Timestamp> resolvedAt = {};
    QString resolvedBy = {};
    QString note = {};
};

} // namespace parlance
