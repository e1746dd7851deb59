// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>

#include <chrono>

namespace parlance {

/// Every error a caller can receive. The table in error.cpp defines its wire name and English text;
/// each dialect maps it to its own status and body. For a new code see "Where do I add …" in the
/// README.
enum class ErrorCode {
    InvalidRequest,
    ValidationFailed,
    PayloadTooLarge,
    UnknownOperation,
    MethodNotAllowed,
    AuthenticationRequired,
    InvalidToken,
    SessionEnded,
    InvalidCredentials,
    PasswordChangeRequired,
    RegistrationClosed,
    InvitationRequired,
    InvitationInvalid,
    AccountPending,
    AccountSuspended,
    AccountClosed,
    AddressBanned,
    Forbidden,
    NotMember,
    BannedFromRoom,
    RoomFrozen,
    Muted,
    LockedDown,
    UserNotFound,
    SessionNotFound,
    ConnectionNotFound,
    RoomNotFound,
    MessageNotFound,
    ReportNotFound,
    InvitationNotFound,
    UsernameTaken,
    EmailTaken,
    PhoneTaken,
    RoomNameTaken,
    Conflict,
    ReloadRequired,
    LimitReached,
    RateLimited,
    Overloaded,
    StorageFailed,
    ShuttingDown,
    Internal,
};
constexpr int ErrorCodeCount = int(ErrorCode::Internal) + 1;

/// The code's stable wire name, e.g. "room_not_found".
QString errorName(ErrorCode code);
/// The code's default English text, one sentence without a full stop.
QString errorText(ErrorCode code);

/// Whether an unchanged retry may succeed a little later: limits, overload and errors of the
/// server. Clients must not treat such an answer as final.
bool isTransient(ErrorCode code);

/// The error of one call. `detail` is shown to the caller, so it never contains a secret; if it is
/// empty, the code's own text is shown. `retryAfter` is zero where waiting does not help.
struct Error
{
    ErrorCode code = ErrorCode::Internal;
    QString detail;
    std::chrono::seconds retryAfter{0};

    static Error of(ErrorCode code, const QString &detail = {}) { return {code, detail, {}}; }
    /// An error for invalid input (ValidationFailed, InvalidRequest) with its reason.
    static Error invalid(const QString &detail) { return of(ErrorCode::ValidationFailed, detail); }
    static Error badRequest(const QString &detail) { return of(ErrorCode::InvalidRequest, detail); }
    static Error retryLater(ErrorCode code, std::chrono::seconds after)
    {
        return {code, {}, after};
    }

    QString message() const { return detail.isEmpty() ? errorText(code) : detail; }
};

/// The native API's error: {"code", "message"} and, where waiting helps, {"retryAfter"} in seconds.
QJsonObject toJson(const Error &error);

} // namespace parlance
