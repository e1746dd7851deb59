// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/accounts.h"
#include "dialects/callingsocket.h"
#include "dialects/credentials.h"
#include "domain/events.h"
#include "http/message.h"
#include "shared/result.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>

#include <memory>
#include <optional>
#include <vector>

/// A dialect is data: rows that say which request or event means what, and two renderers. No code
/// outside a dialect's own file knows its name.
namespace parlance {

struct Services;

/// Who calls, as far as the transport knows.
struct Caller
{
    std::optional<Actor> actor = {};
    QString remoteAddress = {};
    /// Of a caller that shows no token.
    ClientEvidence client = {};
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
    /// SocketEvent::inCurrentRoom: that room.
    RoomId room = {};
};

struct Reply
{
    QJsonValue body;
    /// Of the HTTP answer; an event's ack has none.
    int status = 200;
};
using Respond = Callback<Reply>;
using Handler = void (*)(Services &services, const Call &call, Respond respond);

enum class Access {
    /// Anybody; a token is not looked at.
    Public,
    /// Anybody; whoever shows a token must have a good one.
    Optional,
    /// A session, even one that must change its password first.
    AnySession,
    /// A session in good standing.
    Session,
};
/// What a call does to the other calls of its connection. They take effect in the order they came:
/// writes follow one another in the store's queue, but a read looks elsewhere, so it starts only
/// when all earlier writes are answered, and a write when all earlier reads are. What changes the
/// connection itself runs alone: what comes behind it starts when it is answered.
enum class Effect { Write, Read, Alone };
/// Which allowance a call draws on.
enum class RateClass { Rest, Authentication, Socket, LegacyApi, Opening };

/// What tells the row that is meant from others of the same path or event name: fields that must be
/// there, or must not, and of an event what its first argument is.
struct Discriminator
{
    enum class Argument { Object, Text, Any };

    std::vector<QString> present = {};
    std::vector<QString> absent = {};
    /// Object: also no argument at all.
    Argument argument = Argument::Object;

    bool matches(const QJsonObject &args) const;
    bool matches(const QJsonArray &eventArgs) const;
    /// No arguments match both.
    bool excludes(const Discriminator &other) const;
};

/// What the last parameter of a path stands for, where that decides which row is meant.
enum class Named {
    Anything,
    User,
    Room,
    /// It has the form of an id, but nothing that the caller knows of has it.
    Nothing,
    /// It does not have the form of an id.
    Text
};

/// Where a call says whom it acts for, if it came without a token.
struct Claim
{
    ClaimBy by = ClaimBy::Address;
    /// Of the arguments; empty: an event's argument is the text itself.
    QString field;

    QString who(const QJsonObject &args) const { return args.value(field).toString(); }
    QString who(const QJsonArray &eventArgs) const
    {
        const QJsonValue first = eventArgs.at(0);
        return field.isEmpty() ? first.toString() : who(first.toObject());
    }
};

/// How a row shows an error that says no more than its code.
struct ErrorRow
{
    ErrorCode code = ErrorCode::Internal;
    /// HTTP's; 0: as the dialect shows the code everywhere.
    int status = 0;
    /// Empty: likewise.
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
};

struct SocketEvent
{
    QString name = {};
    Discriminator discriminator = {};
    Access access = Access::Session;
    /// Counted besides Socket, which every event is.
    RateClass rate = RateClass::Socket;
    Effect effect = Effect::Write;
    Handler handler = nullptr;
    std::optional<Claim> claim = {};
    std::vector<ErrorRow> errors = {};
    /// What somebody has typed: a refusal repeats its first bytes. Null: nothing.
    QJsonValue (*typedText)(const QJsonArray &eventArgs) = nullptr;
    /// It speaks in the connection's current room (CallingSocket::moveTo()). Without one it speaks
    /// where its session's sockets were last, or waits until the connection enters a room.
    bool inCurrentRoom = false;
};

/// A push as a dialect shows it.
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
    /// `roomName`: PushFormat::roomName. Nothing: this dialect does not show the event.
    std::optional<RenderedEvent> (*renderEvent)(const Event &event,
                                                const QString &roomName) = nullptr;
    /// EventFilter; null: its connections hear everything.
    bool (*wantsEvent)(const Event &event, const Subscription &subscription, UserId self) = nullptr;
    /// The body of an HTTP error, also the data of a failed ack.
    QJsonObject (*renderError)(const Error &error) = nullptr;
    /// What the ack of an event that went well holds.
    QJsonValue (*renderAck)(const Reply &reply) = nullptr;
    int (*statusOf)(ErrorCode code) = nullptr;
    /// What a client reads in connect_error on a listener of this dialect alone.
    std::vector<ErrorRow> connectErrors;
    /// Its sockets may open without a token where `legacy.open_sockets` allows that.
    bool mayOpenWithoutToken = false;
    /// Its clients get back what they missed while they were away.
    bool recovers = false;
};

/// `error` as the row shows it: with the row's text, if it has none of its own.
Error shownError(const std::vector<ErrorRow> &rows, const Error &error);
/// The HTTP status of an error of the row.
int shownStatus(const Dialect &dialect, const std::vector<ErrorRow> &rows, ErrorCode code);

} // namespace parlance
