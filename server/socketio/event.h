// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonArray>
#include <QJsonValue>
#include <QList>
#include <QString>

#include <functional>
#include <optional>
#include <vector>

namespace parlance::socketio {

/// An event received from a client.
struct ClientEvent
{
    /// A name may be a number on the wire; this is its text then.
    QString name;
    /// The arguments after the name. Binary ones are placeholders {"_placeholder":true,"num":n},
    /// where n is a valid index of `attachments`.
    QJsonArray args;
    std::vector<QByteArray> attachments;
    /// Set if the client requests an acknowledgement.
    std::optional<qint64> ackId;
};

/// An event sent by the server.
struct ServerEvent
{
    /// A string that is not reserved (isEventName()), or a number; events with other names are not
    /// sent.
    QJsonValue name;
    /// As in ClientEvent.
    QJsonArray args;
    std::vector<QByteArray> attachments;
};

/// Delivery guarantee of an event.
enum class Delivery {
    /// Queued for the client, and recoverable if the namespace supports recovery.
    Kept,
    /// Dropped if the client's transport cannot send it now.
    Volatile,
};

/// The receivers of an event.
struct Audience
{
    /// Sockets in any of these rooms; empty: all sockets of the namespace.
    QList<QString> rooms;
    /// Sockets in any of these rooms are excluded. A socket's own sid is a room too.
    QList<QString> except;
};

/// The result of an event that requested an acknowledgement.
struct AckReply
{
    enum class Outcome {
        Answered,
        TimedOut,
        Disconnected,
        /// Nothing was sent: too many acknowledgements are pending.
        Overloaded,
    };

    Outcome outcome = Outcome::Answered;
    /// Set if Answered; as in ClientEvent.
    QJsonArray args;
    std::vector<QByteArray> attachments;
};
using AckHandler = std::function<void(const AckReply &reply)>;

} // namespace parlance::socketio
