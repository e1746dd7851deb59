// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

#include <optional>

/// WebSocket frames (RFC 6455) as a scripted server sends and reads them: right and wrong ones.
namespace parlance::test::frames {

enum Opcode : quint8 { Continuation = 0, Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10 };

/// Of a server: not masked.
QByteArray frame(Opcode opcode, const QByteArray &payload, bool isFinal = true);
/// Only the head of a frame that says it has so many bytes.
QByteArray head(Opcode opcode, quint64 length, bool isFinal = true);
QByteArray close(quint16 code, const QByteArray &reason = {});

struct Frame
{
    Opcode opcode;
    QByteArray payload;
};
/// Takes a whole frame of a client out of the buffer. Clients of the tests send no fragments.
std::optional<Frame> take(QByteArray &buffer);

/// The answer to a handshake. An empty subprotocol is not named.
QByteArray accepted(const QByteArray &request, const QByteArray &subprotocol);

} // namespace parlance::test::frames
