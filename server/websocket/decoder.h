// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "websocket/deflate.h"
#include "websocket/frame.h"
#include "websocket/utf8.h"

#include <QByteArray>

#include <optional>

namespace parlance::websocket {

/// The content of one or more frames.
struct Incoming
{
    enum class Kind {
        /// More bytes are needed.
        Nothing,
        Text,
        Binary,
        Ping,
        Pong,
        Close,
        /// The peer violated the protocol; `code` tells how. Nothing can be read after it.
        Error
    };
    Kind kind = Kind::Nothing;
    /// A message, the payload of a ping or pong, or the reason of a close frame.
    QByteArray payload;
    /// Close: the peer's code, 1005 if it sent none. Error: the code to close with.
    quint16 code = 0;
};

/// Decodes a client's frames, however they are fragmented (RFC 6455 sections 5 to 8). Refuses:
/// unmasked frames, reserved bits and opcodes, long or fragmented control frames, lengths that are
/// not in their shortest form, misplaced continuations, text that is not UTF-8 (at the first
/// invalid byte), messages above the limit (before they are read), invalid close frames.
///
/// If `deflate` was negotiated, data messages may be compressed: RSV1 on their first frame. They
/// are inflated as they are received, never beyond the limit; their compressed size is limited too.
class Decoder
{
public:
    explicit Decoder(qsizetype maxMessageBytes, std::optional<DeflateParameters> deflate = {})
        : m_maxMessageBytes(maxMessageBytes)
        , m_deflate(deflate)
    {
    }

    /// Takes bytes from the front of `bytes`, up to the end of one message or control frame.
    Incoming next(QByteArrayView &bytes);

private:
    bool readHeader(QByteArrayView &bytes);
    quint16 checkHeader() const;
    quint16 checkStart() const;
    quint16 readLength();
    bool reservedBitsFit() const;
    qsizetype bytesLeft() const;
    quint16 startPayload();
    quint16 readPayload(QByteArrayView &bytes);
    quint16 inflate(QByteArrayView compressed, bool finish);
    quint16 append(QByteArrayView piece);
    Incoming finishFrame();
    Incoming finishMessage();
    Incoming finishControl();
    Incoming finishClose();
    Incoming fail(quint16 code);

    Opcode opcode() const { return Opcode(m_header[0] & 0x0f); }
    bool isFinal() const { return m_header[0] & 0x80; }
    bool isControl() const { return m_header[0] & 0x08; }
    int lengthBytes() const;
    int headerSize() const { return 2 + lengthBytes() + 4; }

    const qsizetype m_maxMessageBytes;
    const std::optional<DeflateParameters> m_deflate;
    /// Set while a compressed message is being read.
    std::unique_ptr<Inflater> m_inflater;
    qsizetype m_compressedBytes = 0;
    QByteArray m_message;
    QByteArray m_control;
    Utf8Validator m_utf8;
    uchar m_header[14] = {};
    uchar m_headerSize = 0;
    bool m_inPayload = false;
    bool m_failed = false;
    /// Of a fragmented message; Continuation between messages.
    Opcode m_messageOpcode = Opcode::Continuation;
    quint64 m_length = 0;
    quint64 m_read = 0;
};

} // namespace parlance::websocket
