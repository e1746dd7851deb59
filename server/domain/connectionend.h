// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace parlance {

/// Why a real-time connection ended.
enum class ConnectionEnd : quint8 {
    /// The client said good-bye: DISCONNECT, or the close frame of a plain WebSocket.
    ClientLeft,
    /// The transport closed without it: a page was closed, or the network failed.
    TransportClosed,
    /// The transport failed otherwise.
    TransportError,
    /// It did not answer a ping in time.
    PingTimeout,
    /// It read so slowly that its buffer was full.
    TooSlow,
    ProtocolError,
    /// Its token was refused, or it sent none in time.
    Refused,
    SessionEnded,
    ServerShutdown,
    ClosedByAdministrator,
    AddressBanned,
    /// The server closed it for another reason.
    ClosedByServer,
};

constexpr size_t ConnectionEndCount = size_t(ConnectionEnd::ClosedByServer) + 1;

/// Why a client that came back was not given what it had missed.
enum class RecoveryFailure : quint8 {
    /// What it showed is not valid, or not of its session.
    Unknown,
    /// It had left by itself, so it is a new client.
    Left,
    /// It missed more than is sent at once.
    TooMuch,
    /// The store could not tell: it was away too long, a room was purged, or it failed.
    NotKnown,
};

/// "too_much"
QString recoveryFailureName(RecoveryFailure failure);

/// "ping_timeout"
QString connectionEndName(ConnectionEnd end);

} // namespace parlance
