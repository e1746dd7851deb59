// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/error.h"

#include <iterator>

namespace parlance {

namespace {

struct Row
{
    ErrorCode code;
    const char *name;
    const char *text;
};

constexpr Row rows[] = {
    {ErrorCode::InvalidRequest, "invalid_request", "The request is malformed"},
    {ErrorCode::ValidationFailed, "validation_failed", "A field is missing or not allowed"},
    {ErrorCode::PayloadTooLarge, "payload_too_large", "The request is too large"},
    {ErrorCode::UnknownOperation, "unknown_operation", "There is no such operation"},
    {ErrorCode::MethodNotAllowed, "method_not_allowed", "The method is not allowed here"},
    {ErrorCode::AuthenticationRequired, "authentication_required", "Authentication required"},
    {ErrorCode::InvalidToken, "invalid_token", "The token is not valid"},
    {ErrorCode::SessionEnded, "session_ended", "The session has ended"},
    {ErrorCode::InvalidCredentials, "invalid_credentials", "Wrong user name or password"},
    {ErrorCode::PasswordChangeRequired, "password_change_required",
     "The one-time password must be changed first"},
    {ErrorCode::RegistrationClosed, "registration_closed", "New accounts are not accepted"},
    {ErrorCode::InvitationRequired, "invitation_required", "New accounts need an invitation"},
    {ErrorCode::InvitationInvalid, "invitation_invalid", "The invitation is not valid"},
    {ErrorCode::AccountPending, "account_pending", "The account waits for approval"},
    {ErrorCode::AccountSuspended, "account_suspended", "The account is suspended"},
    {ErrorCode::AccountClosed, "account_closed", "The account is closed"},
    {ErrorCode::AddressBanned, "address_banned", "Your address is banned"},
    {ErrorCode::Forbidden, "forbidden", "This is not allowed"},
    {ErrorCode::NotMember, "not_member", "Only members of the room may do this"},
    {ErrorCode::BannedFromRoom, "banned_from_room", "You are banned from this room"},
    {ErrorCode::RoomFrozen, "room_frozen", "The room is frozen: only its moderators can write"},
    {ErrorCode::Muted, "muted", "You may not write at present"},
    {ErrorCode::LockedDown, "locked_down",
     "The server is locked down at present: only members can join in, nothing new can be made"},
    {ErrorCode::UserNotFound, "user_not_found", "There is no such user"},
    {ErrorCode::SessionNotFound, "session_not_found", "There is no such session"},
    {ErrorCode::ConnectionNotFound, "connection_not_found", "There is no such connection"},
    {ErrorCode::RoomNotFound, "room_not_found", "There is no such room"},
    {ErrorCode::MessageNotFound, "message_not_found", "There is no such message"},
    {ErrorCode::ReportNotFound, "report_not_found", "There is no such report"},
    {ErrorCode::InvitationNotFound, "invitation_not_found", "There is no such invitation"},
    {ErrorCode::UsernameTaken, "username_taken", "The user name is taken"},
    {ErrorCode::EmailTaken, "email_taken", "The e-mail address is taken"},
    {ErrorCode::PhoneTaken, "phone_taken", "The phone number is taken"},
    {ErrorCode::RoomNameTaken, "room_name_taken", "The room name is taken"},
    {ErrorCode::Conflict, "conflict", "The request does not fit the present state"},
    {ErrorCode::ReloadRequired, "reload_required",
     "What was missed is not known any more, load it anew"},
    {ErrorCode::LimitReached, "limit_reached", "A limit has been reached"},
    {ErrorCode::RateLimited, "rate_limited", "Too many requests"},
    {ErrorCode::Overloaded, "overloaded", "The server is busy, try again"},
    {ErrorCode::StorageFailed, "storage_failed", "The server could not store or read its data"},
    {ErrorCode::ShuttingDown, "shutting_down", "The server is shutting down"},
    {ErrorCode::Internal, "internal_error", "Something went wrong in the server"},
};
static_assert(std::size(rows) == ErrorCodeCount);

constexpr bool inOrder()
{
    for (int i = 0; i < ErrorCodeCount; ++i) {
        if (int(rows[i].code) != i)
            return false;
    }
    return true;
}
static_assert(inOrder(), "row n describes error code n");

} // namespace

QString errorName(ErrorCode code)
{
    return QString::fromLatin1(rows[int(code)].name);
}

QString errorText(ErrorCode code)
{
    return QString::fromLatin1(rows[int(code)].text);
}

bool isTransient(ErrorCode code)
{
    switch (code) {
    case ErrorCode::RateLimited:
    case ErrorCode::Overloaded:
    case ErrorCode::StorageFailed:
    case ErrorCode::ShuttingDown:
    case ErrorCode::Internal:
        return true;
    default:
        return false;
    }
}

QJsonObject toJson(const Error &error)
{
    QJsonObject json{{QStringLiteral("code"), errorName(error.code)},
                     {QStringLiteral("message"), error.message()}};
    if (error.retryAfter.count() > 0)
        json.insert(QStringLiteral("retryAfter"), qint64(error.retryAfter.count()));
    return json;
}

} // namespace parlance
