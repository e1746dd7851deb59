// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/events.h"
#include "http/message.h"
#include "shared/result.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>

#include <optional>
#include <vector>

/// A dialect is data: rows that say which request or event means what, and two renderers. No code
/// outside a dialect's own file knows its name.
namespace parlance {

struct Services;

/// Who calls, as far as the transport knows.
struct Caller
{
    std::optional<Actor> actor;
    QString remoteAddress;
};

/// One call through any transport.
struct Call
{
    Caller caller;
    /// REST: path parameters over body fields (or query parameters for GET). Events: the first
    /// argument, {} if there is none.
    QJsonObject args;
    /// All arguments of a socket event.
    QJsonArray eventArgs;
    /// Numbers and booleans of `args` may be strings (they came from a query).
    bool textual = false;
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
    /// Anybody.
    Public,
    /// A session, even one that must change its password first.
    AnySession,
    /// A session in good standing.
    Session,
};
/// What a call does to the other calls of its connection. They take effect in the order they came:
/// writes follow one another in the store's queue, but a read looks elsewhere, so it starts only
/// when all earlier writes are answered, and a write when all earlier reads are.
enum class Effect { Write, Read };
/// Which allowance a call draws on.
enum class RateClass { Rest, Authentication, Socket };

/// Fields that must be there, or must not, for the row to be meant.
struct Discriminator
{
    std::vector<QString> present;
    std::vector<QString> absent;

    bool matches(const QJsonObject &args) const;
};

struct Route
{
    http::Method method = http::Method::Get;
    /// "/api/v1/rooms/:roomId"; a segment with a colon is a parameter.
    QString pattern;
    Discriminator discriminator;
    Access access = Access::Session;
    RateClass rate = RateClass::Rest;
    Handler handler = nullptr;
};

struct SocketEvent
{
    QString name;
    Discriminator discriminator;
    Access access = Access::Session;
    /// Counted besides Socket, which every event is.
    RateClass rate = RateClass::Socket;
    Effect effect = Effect::Write;
    Handler handler = nullptr;
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
    /// Nothing: this dialect does not show the event.
    std::optional<RenderedEvent> (*renderEvent)(const Event &event) = nullptr;
    /// The body of an HTTP error, also the data of a failed ack.
    QJsonObject (*renderError)(const Error &error) = nullptr;
    /// What an event's ack holds.
    QJsonValue (*renderAck)(const Result<Reply> &reply) = nullptr;
    int (*statusOf)(ErrorCode code) = nullptr;
};

} // namespace parlance
