// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/model.h"

#include <QJsonObject>
#include <QStringList>

/// What administrators do to accounts, and the log of it.
namespace parlance {

/// Stored as a number: never renumber. Only an active account can log in.
enum class AccountState {
    /// Registered, waits for approval.
    Pending,
    Active,
    /// Has no password that could be right: it needs a new one.
    Locked,
    /// Until AccountStatus::until; without an end it is a ban.
    Suspended,
    Deactivated,
    /// Its data are gone; only its messages may be left.
    Erased,
};

struct AccountStatus
{
    AccountState state = AccountState::Active;
    /// When a suspension ends, by the wall clock; empty: never.
    std::optional<Timestamp> until = {};
    /// Why, as the user may read it; may be empty.
    QString reason = {};
};

/// Who may register.
enum class Registration {
    Open,
    /// An account waits until an administrator approves it, unless it was invited.
    Approval,
    /// Only with an invitation.
    Invitation,
    Closed
};

/// "open", "approval", "invitation", "closed"
QString registrationName(Registration registration);

/// "pending", "active", …
QString stateName(AccountState state);
std::optional<AccountState> stateFromName(const QString &name);
/// Of all states, in their order.
QStringList stateNames();

/// What is shown instead of the name of an erased user; also the key of this name.
QString erasedName();

/// Active after the end of a suspension; nothing stores that.
AccountStatus statusAt(const AccountStatus &status, Timestamp now);

/// Whether the account may log in now: AccountPending, AccountSuspended (with end and reason as the
/// detail), InvalidCredentials (locked), AccountClosed (deactivated or erased).
Result<void> mayLogIn(const AccountStatus &status, Timestamp now);

/// Keeps a user from posting and editing.
struct Mute
{
    UserRef user = {};
    /// Null: everywhere, also in direct conversations.
    RoomId roomId = {};
    /// The name of the room; empty: everywhere.
    QString room = {};
    /// When it ends, by the wall clock; empty: never.
    std::optional<Timestamp> until = {};
    /// Why, as the user may read it; may be empty.
    QString reason = {};
    Timestamp createdAt = {};
    /// AdminAction::actor
    QString createdBy = {};
};

/// Muted, with place, end and reason as the detail.
Error mutedError(const Mute &mute);

/// Who runs a command, from where and why.
struct AdminAction
{
    /// Null for the local socket.
    UserId actorId = {};
    /// The user name, "local:USER(uid)" for the local socket, "cli:USER(uid)" for the command
    /// `user`, or "local:server".
    QString actor = {};
    ServerRole role = ServerRole::User;
    /// Of the client; the peer's name for the local socket.
    QString address = {};
    /// "users.suspend"
    QString command = {};
    /// As sent, without secrets.
    QJsonObject arguments = {};
    QString reason = {};
    /// Only tells what the command would do: nothing is changed or logged.
    bool dryRun = false;
    /// The session must still be there when the change is made; null: there is none.
    SessionId sessionId = {};
};

/// One line of the audit log.
struct AuditEntry
{
    /// Ascending; 0 until it is stored.
    qint64 position = 0;
    Timestamp at = {};
    AdminAction action = {};
    /// What the command was about: a user name, a session id …; may be empty.
    QString target = {};
    /// What has changed; empty if it was refused.
    QJsonObject before = {};
    QJsonObject after = {};
    /// "ok", or the name of the error it was refused with.
    QString outcome = {};
};

} // namespace parlance
