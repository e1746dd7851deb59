// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/accounts.h"
#include "dialects/callingsocket.h"
#include "dialects/credentials.h"
#include "domain/events.h"
#include "domain/roles.h"
#include "http/message.h"
#include "shared/result.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

/// A dialect is data: rows that map requests and events to handlers, and two renderers. Only a
/// dialect's own file knows its name.
namespace parlance {

struct Services;

/// The caller, as far as the transport knows it.
struct Caller
{
    std::optional<Actor> actor = {};
    QString remoteAddress = {};
    /// Identifies a caller without a token.
    ClientEvidence client = {};
    /// Through the local socket: somebody on the server's machine who may use the server's files.
    bool isLocal = false;
};

/// What the pipeline has to know of a command for administrators: it asks for the permission, and
/// logs what is refused.
struct AdminRule
{
    /// "users.suspend"
    const char *command = "";
    Permission permission = Permission::ViewServer;
    bool reads = false;
    /// Although it only reads: then it may have a reason too.
    bool isLogged = false;
};

/// One call through any transport.
struct Call
{
    Caller caller;
    /// REST: path parameters over body fields (or query parameters for GET). Events: the first
    /// argument, {} if there is none or it is no object.
    QJsonObject args;
    /// All arguments of a socket event.
    QJsonArray eventArgs;
    /// Numbers and booleans of `args` may be strings (they came from a query).
    bool textual = false;
    /// Null over REST.
    std::shared_ptr<CallingSocket> socket;
    /// The current room, if SocketEvent::inCurrentRoom is set.
    RoomId room = {};
    /// Null: it is no command for administrators.
    const AdminRule *admin = nullptr;
    /// When its transport had parsed it, by the steady clock.
    std::chrono::steady_clock::time_point parsedAt = {};
};

struct Reply
{
    QJsonValue body;
    /// Of the HTTP answer; unused for an event's ack.
    int status = 200;
};
using Respond = Callback<Reply>;
using Handler = void (*)(Services &services, const Call &call, Respond respond);

enum class Access {
    /// No session needed; a token is ignored.
    Public,
    /// No session needed; a token, if sent, must be valid.
    Optional,
    /// A session, even one that must change its password first.
    AnySession,
    /// A session without such a restriction.
    Session,
};
/// How a call is ordered with the other calls of its connection. Calls take effect in the order
/// they were received. Writes are queued one after another by the store, but reads are not in that
/// queue: a read starts only when all earlier writes are answered, and a write when all earlier
/// reads are. A call that changes the connection itself runs alone: the next call starts when it is
/// answered. A call that stores nothing is a Read, also if it publishes.
enum class Effect { Write, Read, Alone };
/// The rate limit that a call counts against.
enum class RateClass { Rest, Authentication, Socket, LegacyApi, Opening };
constexpr int RateClassCount = int(RateClass::Opening) + 1;

/// Distinguishes rows with the same path or event name: fields that must be present or absent and,
/// for an event, the type of its first argument.
struct Discriminator
{
    enum class Argument { Object, Text, Any };

    std::vector<QString> present = {};
    std::vector<QString> absent = {};
    /// Object: matches a missing argument too.
    Argument argument = Argument::Object;

    bool matches(const QJsonObject &args) const;
    bool matches(const QJsonArray &eventArgs) const;
    /// True if no arguments match both.
    bool excludes(const Discriminator &other) const;
};

/// The type of a path's last parameter, where it decides which row applies.
enum class Named {
    Anything,
    User,
    Room,
    /// It has the form of an id, but the caller can see nothing with that id.
    Nothing,
    /// It does not have the form of an id.
    Text
};

/// Where a call without a token names the user it acts for.
struct Claim
{
    ClaimBy by = ClaimBy::Address;
    /// Name of the argument; empty: the event's first argument is the name itself.
    QString field;

    QString who(const QJsonObject &args) const { return args.value(field).toString(); }
    QString who(const QJsonArray &eventArgs) const
    {
        const QJsonValue first = eventArgs.at(0);
        return field.isEmpty() ? first.toString() : who(first.toObject());
    }
};

/// How a row shows an error whose detail is empty.
struct ErrorRow
{
    ErrorCode code = ErrorCode::Internal;
    /// HTTP status; 0: the dialect's status for the code.
    int status = 0;
    /// Empty: the dialect's text for the code.
    QString text = {};
};

struct Route
{
    http::Method method = http::Method::Get;
    /// "/api/v1/rooms/:roomId"; a segment with a colon is a parameter.
    QString pattern = {};
    Discriminator discriminator = {};
    Access access = Access::Session;
    RateClass rate = RateClass::Rest;
    Handler handler = nullptr;
    Named named = Named::Anything;
    std::vector<ErrorRow> errors = {};
    std::optional<Claim> claim = {};
    /// Null: it is no command for administrators. Outlives the row.
    const AdminRule *admin = nullptr;
};

struct SocketEvent
{
    QString name = {};
    Discriminator discriminator = {};
    Access access = Access::Session;
    /// Counted in addition to Socket, which counts every event.
    RateClass rate = RateClass::Socket;
    Effect effect = Effect::Write;
    Handler handler = nullptr;
    std::optional<Claim> claim = {};
    std::vector<ErrorRow> errors = {};
    /// Returns text typed by the user: an error repeats its first bytes. Null: there is none.
    QJsonValue (*typedText)(const QJsonArray &eventArgs) = nullptr;
    /// Sends to the connection's current room (CallingSocket::moveTo()). If there is none, it sends
    /// to the last room of its session's sockets, or waits until the connection enters a room.
    bool inCurrentRoom = false;
};

/// A push in the dialect's format.
struct RenderedEvent
{
    QString name;
    QJsonValue data;
};

struct Dialect
{
    QString name;
    std::vector<Route> routes;
    std::vector<SocketEvent> events;
    /// `roomName`: PushFormat::roomName. Returns nothing if this dialect does not show the event.
    std::optional<RenderedEvent> (*renderEvent)(const Event &event,
                                                const QString &roomName) = nullptr;
    /// EventFilter; null: its connections receive all events.
    bool (*wantsEvent)(const Event &event, const Subscription &subscription, UserId self) = nullptr;
    /// The body of an HTTP error, also the data of a failed ack.
    QJsonObject (*renderError)(const Error &error) = nullptr;
    /// The ack of an event that succeeded.
    QJsonValue (*renderAck)(const Reply &reply) = nullptr;
    int (*statusOf)(ErrorCode code) = nullptr;
    /// The errors of connect_error on a listener that is pinned to this dialect.
    std::vector<ErrorRow> connectErrors;
    /// Its sockets may open without a token if `legacy.open_sockets` allows it.
    bool mayOpenWithoutToken = false;
    /// Its clients receive what they missed when they reconnect.
    bool recovers = false;
};

/// `error` as the row shows it: with the row's text if the error has none of its own.
Error shownError(const std::vector<ErrorRow> &rows, const Error &error);
/// The HTTP status of an error in this row.
int shownStatus(const Dialect &dialect, const std::vector<ErrorRow> &rows, ErrorCode code);

} // namespace parlance
