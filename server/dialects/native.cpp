// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialects/native.h"

#include "dialects/nativehandlers.h"
#include "dialects/nativejson.h"

#include <iterator>

namespace parlance {

using namespace Qt::StringLiterals;
using namespace nativehandlers;
using http::Method;

namespace {

using Rules = Operation::Rules;
constexpr Rules signingIn{.access = Access::Public,
                          .transports = Operation::RestOnly,
                          .restRate = RateClass::Authentication};
constexpr Rules anySession{.access = Access::AnySession};
constexpr Rules newPassword{.access = Access::AnySession, .restRate = RateClass::Authentication};
constexpr Rules socketOnly{.access = Access::AnySession, .transports = Operation::SocketOnly};
constexpr Rules reading{.reads = true};

QString endReasonName(SessionEndReason reason)
{
    switch (reason) {
    case SessionEndReason::LoggedOut:
        return u"logged_out"_s;
    case SessionEndReason::PasswordChanged:
        return u"password_changed"_s;
    case SessionEndReason::Expired:
        return u"expired"_s;
    case SessionEndReason::Revoked:
        return u"revoked"_s;
    case SessionEndReason::Suspended:
        return u"suspended"_s;
    case SessionEndReason::Deactivated:
        return u"deactivated"_s;
    case SessionEndReason::Erased:
        return u"erased"_s;
    }
    return {};
}

// One overload for each kind of event; the names are also listed in nativePushNames().
RenderedEvent render(const MessagePosted &e)
{
    QJsonObject data{{u"message"_s, nativejson::message(e.message)}};
    if (!e.clientId.isEmpty())
        data.insert(u"clientId"_s, e.clientId);
    return {u"message.posted"_s, data};
}

RenderedEvent render(const MessageEdited &e)
{
    return {u"message.edited"_s, QJsonObject{{u"message"_s, nativejson::message(e.message)}}};
}

RenderedEvent render(const MessageDeleted &e)
{
    return {u"message.deleted"_s, QJsonObject{{u"message"_s, nativejson::message(e.message)}}};
}

RenderedEvent render(const RoomUpdated &e)
{
    return {u"room.updated"_s, QJsonObject{{u"room"_s, nativejson::room(e.room)}}};
}

RenderedEvent render(const RoomDeleted &e)
{
    return {u"room.deleted"_s, QJsonObject{{u"roomId"_s, e.roomId.toString()}}};
}

RenderedEvent render(const MemberJoined &e)
{
    return {u"member.joined"_s, QJsonObject{{u"room"_s, nativejson::room(e.room)},
                                            {u"user"_s, nativejson::userRef(e.user)},
                                            {u"role"_s, nativejson::roleName(e.role)}}};
}

RenderedEvent render(const RoomPurged &e)
{
    return {u"room.purged"_s, QJsonObject{{u"roomId"_s, e.roomId.toString()},
                                          {u"purgedSeq"_s, e.purgedSeq},
                                          {u"seq"_s, e.seq}}};
}

RenderedEvent render(const MemberLeft &e)
{
    QJsonObject data{{u"roomId"_s, e.roomId.toString()}, {u"user"_s, nativejson::userRef(e.user)}};
    if (e.reason != LeaveReason::Left)
        data.insert(u"reason"_s, e.reason == LeaveReason::Banned ? u"banned"_s : u"kicked"_s);
    if (!e.message.isEmpty())
        data.insert(u"message"_s, e.message);
    return {u"member.left"_s, data};
}

RenderedEvent render(const MemberUpdated &e)
{
    return {u"member.updated"_s, QJsonObject{{u"roomId"_s, e.roomId.toString()},
                                             {u"user"_s, nativejson::userRef(e.user)},
                                             {u"role"_s, nativejson::roleName(e.role)}}};
}

RenderedEvent render(const InvitationCreated &e)
{
    return {u"invitation.created"_s,
            QJsonObject{{u"invitation"_s, nativejson::invitation(e.invitation)}}};
}

RenderedEvent render(const ReadMarkMoved &e)
{
    return {u"room.read"_s, QJsonObject{{u"roomId"_s, e.roomId.toString()}, {u"seq"_s, e.seq}}};
}

RenderedEvent render(const PresenceChanged &e)
{
    return {u"presence.changed"_s, QJsonObject{{u"user"_s, nativejson::userRef(e.user)},
                                               {u"online"_s, e.online},
                                               {u"at"_s, toIsoString(e.at)}}};
}

RenderedEvent render(const TypingChanged &e)
{
    return {u"typing.changed"_s, QJsonObject{{u"roomId"_s, e.roomId.toString()},
                                             {u"user"_s, nativejson::userRef(e.user)},
                                             {u"typing"_s, e.typing}}};
}

RenderedEvent render(const Announced &e)
{
    QJsonObject data{{u"text"_s, e.text}, {u"at"_s, toIsoString(e.at)}};
    if (!e.by.isEmpty())
        data.insert(u"by"_s, e.by);
    if (!e.room.isNull())
        data.insert(u"roomId"_s, e.room.toString());
    return {u"announcement"_s, data};
}

// Of a kick or a ban, member.left tells.
std::optional<RenderedEvent> render(const Moderated &e)
{
    if (e.measure == Measure::Kicked || e.measure == Measure::Banned)
        return {};
    QJsonObject data{{u"muted"_s, e.measure == Measure::Muted}};
    data.insert(u"roomId"_s, e.place.isNull() ? QJsonValue(QJsonValue::Null) : e.place.toString());
    data.insert(u"until"_s, e.until ? toIsoString(*e.until) : QJsonValue(QJsonValue::Null));
    data.insert(u"reason"_s, e.reason);
    return RenderedEvent{u"mute.changed"_s, data};
}

RenderedEvent render(const SessionExpiring &e)
{
    return {u"session.expiring"_s, QJsonObject{{u"expiresAt"_s, toIsoString(e.expiresAt)}}};
}

RenderedEvent render(const UserErased &e)
{
    return {u"user.erased"_s, QJsonObject{{u"user"_s, nativejson::userRef(e.user)},
                                          {u"messagesDeleted"_s, e.messagesDeleted}}};
}

RenderedEvent render(const SessionsEnded &e)
{
    QJsonObject data{{u"reason"_s, endReasonName(e.reason)}};
    if (!e.message.isEmpty())
        data.insert(u"message"_s, e.message);
    return {u"session.ended"_s, data};
}

// The native API has other events for these, or answers them on request.
std::optional<RenderedEvent> render(const MemberEntered &)
{
    return {};
}
std::optional<RenderedEvent> render(const MemberExited &)
{
    return {};
}
std::optional<RenderedEvent> render(const RoomOnlineChanged &)
{
    return {};
}
std::optional<RenderedEvent> render(const RoleChanged &)
{
    return {};
}
std::optional<RenderedEvent> render(const TableChanged &)
{
    return {};
}

std::optional<RenderedEvent> renderEvent(const Event &event, const QString &)
{
    return std::visit([](const auto &e) -> std::optional<RenderedEvent> { return render(e); },
                      event);
}

QJsonObject renderError(const Error &error)
{
    return {{u"error"_s, toJson(error)}};
}

RateClass eventRate(const Operation &operation)
{
    return operation.rules.restRate == RateClass::Rest ? RateClass::Socket
                                                       : operation.rules.restRate;
}

Effect effectOf(const Operation &operation)
{
    return operation.rules.reads || operation.method == Method::Get ? Effect::Read : Effect::Write;
}

QJsonValue renderAck(const Reply &reply)
{
    return QJsonObject{{u"ok"_s, reply.body}};
}

struct StatusRow
{
    ErrorCode code;
    int status;
};

constexpr StatusRow statuses[] = {
    {ErrorCode::InvalidRequest, 400},     {ErrorCode::ValidationFailed, 400},
    {ErrorCode::PayloadTooLarge, 413},    {ErrorCode::UnknownOperation, 404},
    {ErrorCode::MethodNotAllowed, 405},   {ErrorCode::AuthenticationRequired, 401},
    {ErrorCode::InvalidToken, 401},       {ErrorCode::SessionEnded, 401},
    {ErrorCode::InvalidCredentials, 401}, {ErrorCode::PasswordChangeRequired, 403},
    {ErrorCode::RegistrationClosed, 403}, {ErrorCode::InvitationRequired, 403},
    {ErrorCode::InvitationInvalid, 403},  {ErrorCode::AccountPending, 403},
    {ErrorCode::AccountSuspended, 403},   {ErrorCode::AccountClosed, 403},
    {ErrorCode::AddressBanned, 403},      {ErrorCode::Forbidden, 403},
    {ErrorCode::NotMember, 403},          {ErrorCode::BannedFromRoom, 403},
    {ErrorCode::RoomFrozen, 403},         {ErrorCode::Muted, 403},
    {ErrorCode::LockedDown, 403},         {ErrorCode::UserNotFound, 404},
    {ErrorCode::SessionNotFound, 404},    {ErrorCode::ConnectionNotFound, 404},
    {ErrorCode::RoomNotFound, 404},       {ErrorCode::MessageNotFound, 404},
    {ErrorCode::ReportNotFound, 404},     {ErrorCode::InvitationNotFound, 404},
    {ErrorCode::UsernameTaken, 409},      {ErrorCode::EmailTaken, 409},
    {ErrorCode::PhoneTaken, 409},         {ErrorCode::RoomNameTaken, 409},
    {ErrorCode::Conflict, 409},           {ErrorCode::ReloadRequired, 409},
    {ErrorCode::LimitReached, 409},       {ErrorCode::RateLimited, 429},
    {ErrorCode::Overloaded, 503},         {ErrorCode::StorageFailed, 503},
    {ErrorCode::ShuttingDown, 503},       {ErrorCode::Internal, 500},
};
static_assert(std::size(statuses) == ErrorCodeCount);

constexpr bool inOrder()
{
    for (int i = 0; i < ErrorCodeCount; ++i) {
        if (int(statuses[i].code) != i)
            return false;
    }
    return true;
}
static_assert(inOrder(), "row n is of error code n");

} // namespace

const std::vector<Operation> &nativeOperations()
{
    static const std::vector<Operation> operations = {
        {"account.register", Method::Post, "/accounts", registerAccount, signingIn},
        {"session.create", Method::Post, "/sessions", createSession, signingIn},
        {"account.get", Method::Get, "/accounts/me", getAccount, anySession},
        {"account.password", Method::Put, "/accounts/me/password", changePassword, newPassword},
        {"session.delete", Method::Delete, "/sessions/current", deleteSession, anySession},
        {"session.deleteAll", Method::Delete, "/sessions", deleteSessions, anySession},
        {"session.prolong", Method::Post, "", prolongSession, socketOnly},

        {"user.search", Method::Get, "/users", searchUsers},
        {"user.online", Method::Get, "/users/online", onlineUsers},
        {"user.get", Method::Get, "/users/:userId", getUser},
        {"user.report", Method::Post, "/users/:userId/report", reportUser},

        {"room.create", Method::Post, "/rooms", createRoom},
        {"room.list", Method::Get, "/rooms", listRooms},
        {"room.get", Method::Get, "/rooms/:roomId", getRoom},
        {"room.update", Method::Patch, "/rooms/:roomId", updateRoom},
        {"room.delete", Method::Delete, "/rooms/:roomId", deleteRoom},
        {"room.join", Method::Post, "/rooms/:roomId/join", joinRoom},
        {"room.leave", Method::Post, "/rooms/:roomId/leave", leaveRoom},
        {"room.read", Method::Put, "/rooms/:roomId/read", readRoom},
        {"room.online", Method::Get, "/rooms/:roomId/online", onlineInRoom},
        {"room.typing", Method::Post, "/rooms/:roomId/typing", setTyping, reading},
        {"member.list", Method::Get, "/rooms/:roomId/members", listMembers},
        {"member.update", Method::Patch, "/rooms/:roomId/members/:userId", updateMember},
        {"member.remove", Method::Delete, "/rooms/:roomId/members/:userId", removeMember},
        {"invitation.create", Method::Post, "/rooms/:roomId/invitations", createInvitation},
        {"invitation.list", Method::Get, "/invitations", listInvitations},
        {"invitation.decline", Method::Delete, "/invitations/:roomId", declineInvitation},
        {"direct.open", Method::Post, "/directs", openDirect},

        {"message.post", Method::Post, "/rooms/:roomId/messages", postMessage},
        {"message.list", Method::Get, "/rooms/:roomId/messages", listMessages},
        {"message.changes", Method::Get, "/rooms/:roomId/changes", listChanges},
        {"message.resume", Method::Post, "/messages/resume", resumeMessages, reading},
        {"message.edit", Method::Patch, "/messages/:messageId", editMessage},
        {"message.delete", Method::Delete, "/messages/:messageId", deleteMessage},
        {"message.report", Method::Post, "/messages/:messageId/report", reportMessage},
    };
    return operations;
}

std::vector<QString> nativePushNames()
{
    return {u"message.posted"_s,     u"message.edited"_s, u"message.deleted"_s,
            u"room.updated"_s,       u"room.purged"_s,    u"room.deleted"_s,
            u"member.joined"_s,      u"member.left"_s,    u"member.updated"_s,
            u"invitation.created"_s, u"room.read"_s,      u"presence.changed"_s,
            u"typing.changed"_s,     u"user.erased"_s,    u"session.expiring"_s,
            u"session.ended"_s,      u"announcement"_s,   u"mute.changed"_s};
}

int nativeStatus(ErrorCode code)
{
    return statuses[int(code)].status;
}

Dialect nativeDialect()
{
    Dialect dialect;
    dialect.name = u"native"_s;
    for (const Operation &operation : nativeOperations()) {
        const QString name = QString::fromLatin1(operation.name);
        if (operation.rules.transports != Operation::SocketOnly)
            dialect.routes.push_back({.method = operation.method,
                                      .pattern = u"/api/v1"_s + QLatin1StringView(operation.path),
                                      .access = operation.rules.access,
                                      .rate = operation.rules.restRate,
                                      .handler = operation.handler});
        if (operation.rules.transports != Operation::RestOnly)
            dialect.events.push_back(
                {.name = name,
                 .access = operation.rules.access,
                 .rate = eventRate(operation),
                 .effect = effectOf(operation),
                 .handler = operation.handler,
                 .typedText = [](const QJsonArray &args) { return args.at(0)[u"text"_s]; }});
    }
    dialect.renderEvent = renderEvent;
    dialect.renderError = renderError;
    dialect.renderAck = renderAck;
    dialect.statusOf = nativeStatus;
    dialect.recovers = true;
    return dialect;
}

} // namespace parlance
