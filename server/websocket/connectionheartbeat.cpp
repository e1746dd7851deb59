// SPDX-License-Identifier: GPL-3.0-or-later
// The heartbeat of a connection, and what it has carried.
#include "websocket/connection.h"
#include "websocket/connection_p.h"

namespace parlance::websocket {

void Connection::Private::awaitPing()
{
    m_pinged = false;
    m_heartbeat.start(pingInterval, [this] { ping(); });
}

void Connection::Private::ping()
{
    m_pinged = true;
    m_heartbeat.start(pingTimeout, [this] { drop("nothing came after a ping", Ending::TimedOut); });
    ++m_beats;
    m_pingedAt = std::chrono::steady_clock::now();
    send(encodeFrame(Opcode::Ping, beat()));
    if (state == State::Open)
        Q_EMIT q->heartbeatSent();
}

void Connection::Private::ponged(const QByteArray &payload)
{
    if (!m_pingedAt || payload != beat()) {
        Q_EMIT q->pongReceived(payload);
        return;
    }
    const auto now = std::chrono::steady_clock::now();
    roundTrip = std::chrono::duration_cast<std::chrono::milliseconds>(now - *m_pingedAt);
    m_pingedAt.reset();
    Q_EMIT q->heartbeatAnswered(*roundTrip);
}

void Connection::startHeartbeat(std::chrono::milliseconds interval,
                                std::chrono::milliseconds timeout)
{
    if (!isOpen())
        return;
    d->pingInterval = interval;
    d->pingTimeout = timeout;
    d->awaitPing();
}

quint64 Connection::bytesIn() const
{
    return d->bytesIn;
}

quint64 Connection::bytesOut() const
{
    return d->bytesOut;
}

std::optional<std::chrono::milliseconds> Connection::roundTrip() const
{
    return d->roundTrip;
}

} // namespace parlance::websocket
