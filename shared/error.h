// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>

#include <chrono>

namespace parlance {

/// Everything a caller can be told went wrong. The table in error.cpp gives each its wire name and
/// English text; each dialect maps it to a status and body of its own.
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
    Forbidden,
    NotMember,
    UserNotFound,
    RoomNotFound,
    MessageNotFound,
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

/// Whether the same call may succeed a little later, without a change of it: limits, overload and
/// what is wrong in the server. Clients must not take such an answer for final.
bool isTransient(ErrorCode code);

/// What went wrong with one call. `detail` is shown to the caller, so it never holds a secret; when
/// empty, the code's own text is shown. `retryAfter` is zero where waiting does not help.
struct Error
{
    ErrorCode code = ErrorCode::Internal;
    QString detail;
    std::chrono::seconds retryAfter{0};

    static Error of(ErrorCode code, const QString &detail = {}) { return {code, detail, {}}; }
    /// ValidationFailed, InvalidRequest: what is wrong with what was sent.
    static Error invalid(const QString &detail) { return of(ErrorCode::ValidationFailed, detail); }
    static Error badRequest(const QString &detail) { return of(ErrorCode::InvalidRequest, detail); }
    static Error retryLater(ErrorCode code, std::chrono::seconds after)
    {
        return {code, {}, after};
    }

    QString message() const { return detail.isEmpty() ? errorText(code) : detail; }
};

/// {"code", "message"} and, where waiting helps, {"retryAfter"} in seconds: an error in the native
/// API.
QJsonObject toJson(const Error &error);

} // namespace parlance
