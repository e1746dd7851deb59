// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

/// RFC 6455 frames, server side: reads masked frames, writes unmasked ones.
namespace parlance::websocket {

enum class Opcode : quint8 {
    Continuation = 0,
    Text = 1,
    Binary = 2,
    Close = 8,
    Ping = 9,
    Pong = 10
};

/// RFC 6455 section 7.4.1.
enum CloseCode : quint16 {
    CloseNormal = 1000,
    CloseGoingAway = 1001,
    CloseProtocolError = 1002,
    CloseUnsupportedData = 1003,
    CloseInvalidPayload = 1007,
    ClosePolicyViolation = 1008,
    CloseTooBig = 1009,
    CloseInternalError = 1011,
    CloseTryAgainLater = 1013,
};

/// A complete, final, unmasked frame. `compressed`: the payload comes from Deflater.
QByteArray encodeFrame(Opcode opcode, QByteArrayView payload, bool compressed = false);
/// The payload of a frame that encodeFrame() has made.
QByteArrayView framePayload(const QByteArray &frame);
/// The payload of a close frame: the code and a reason truncated to 123 bytes of UTF-8.
QByteArray closePayload(quint16 code, const QByteArray &reason);
/// Whether a peer may send this code in a close frame.
bool isCloseCode(quint16 code);

} // namespace parlance::websocket
