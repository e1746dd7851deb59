// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/uniquefunction.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace parlance::console {

/// The connection of a console: whole messages in both directions. Event loop only.
class Transport
{
public:
    /// They run in a turn of the event loop of their own, or at least not inside a call of the
    /// transport.
    struct Handlers
    {
        UniqueFunction<void(const QByteArray &message)> received = {};
        /// Once, as the last: the connection has ended, for whatever reason.
        Task closed = {};
    };

    /// Drops the connection if it is still open. No handler runs any more.
    virtual ~Transport() = default;

    /// From now on messages are received.
    virtual void start(Handlers handlers) = 0;
    /// Queues the message; never blocks. No effect if the connection is closing.
    virtual void send(const QByteArray &message) = 0;
    /// What the peer does not take now.
    virtual qint64 bufferedBytes() = 0;
    /// Ends the connection after what was sent, or some seconds later, whichever comes first.
    /// `mayReturn`: the peer may connect again by itself. `reason`: ASCII, at most 100 bytes.
    virtual void close(bool mayReturn, const QByteArray &reason) = 0;
};

/// Who is at the other end.
struct PeerInfo
{
    /// Its address, or "local:USER(uid)".
    QString address = {};
    /// It is on this machine, and the system says who it is: it need not log in.
    bool isLocal = false;
    /// Of a local peer: the token of the account that it acts as; nothing: as an administrator.
    std::optional<QString> token = {};
};

} // namespace parlance::console
