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

/// What a client emitted.
struct ClientEvent
{
    /// A name may be a number on the wire: its text then.
    QString name;
    /// Behind the name. Binary ones are placeholders {"_placeholder":true,"num":n}, n being a valid
    /// index of `attachments`.
    QJsonArray args;
    std::vector<QByteArray> attachments;
    /// The client wants an answer.
    std::optional<qint64> ackId;
};

/// What the server emits.
struct ServerEvent
{
    /// A string that is not reserved (isEventName()), or a number; others are not sent.
    QJsonValue name;
    /// As in ClientEvent.
    QJsonArray args;
    std::vector<QByteArray> attachments;
};

/// How much an event is worth.
enum class Delivery {
    /// Waits for the client, and can be recovered where the namespace does that.
    Kept,
    /// Dropped for a client whose transport cannot take it now.
    Volatile,
};

/// Whom an event is for.
struct Audience
{
    /// In any of them; empty: everybody in the namespace.
    QList<QString> rooms;
    /// But in none of these. A socket's own sid is a room too.
    QList<QString> except;
};

/// What became of an event that asked for an answer.
struct AckReply
{
    enum class Outcome {
        Answered,
        TimedOut,
        Disconnected,
        /// Nothing was sent: too many answers are due already.
        Overloaded,
    };

    Outcome outcome = Outcome::Answered;
    /// If Answered; as in ClientEvent.
    QJsonArray args;
    std::vector<QByteArray> attachments;
};
using AckHandler = std::function<void(const AckReply &reply)>;

} // namespace parlance::socketio
