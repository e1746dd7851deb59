// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "websocket/decoder.h"

#include <QByteArray>
#include <QtEndian>

#include <optional>

namespace parlance::test {

struct FrameOptions
{
    int opcode = 1;
    bool fin = true;
    int rsv = 0;
    bool masked = true;
    /// Size of the length field: 7, 16 or 64 bits; 0: the shortest.
    int lengthBits = 0;
    /// Overrides the payload's length.
    std::optional<quint64> length = {};
};

inline QByteArray lengthField(quint64 length, int bits, int mask)
{
    char bytes[9];
    if (bits == 7)
        return QByteArray(1, char(mask | int(length)));
    bytes[0] = char(mask | (bits == 16 ? 126 : 127));
    if (bits == 16)
        qToBigEndian(quint16(length), bytes + 1);
    else
        qToBigEndian(length, bytes + 1);
    return QByteArray(bytes, bits == 16 ? 3 : 9);
}

/// A client's frame (RFC 6455 section 5.2), valid or invalid.
inline QByteArray frame(const QByteArray &payload, const FrameOptions &options = {})
{
    const quint64 length = options.length.value_or(quint64(payload.size()));
    const int bits = options.lengthBits ? options.lengthBits
                     : length < 126     ? 7
                     : length <= 0xffff ? 16
                                        : 64;
    QByteArray bytes;
    bytes += char((options.fin ? 0x80 : 0) | (options.rsv << 4) | options.opcode);
    bytes += lengthField(length, bits, options.masked ? 0x80 : 0);
    if (!options.masked)
        return bytes + payload;
    const QByteArray key("\x37\xfa\x21\x3d", 4);
    bytes += key;
    for (qsizetype i = 0; i < payload.size(); ++i)
        bytes += char(payload.at(i) ^ key.at(i & 3));
    return bytes;
}

inline QByteArray frame(const QByteArray &payload, int opcode, bool fin = true)
{
    FrameOptions options;
    options.opcode = opcode;
    options.fin = fin;
    return frame(payload, options);
}

inline QByteArray closing(int code, const QByteArray &reason = {})
{
    char bytes[2];
    qToBigEndian(quint16(code), bytes);
    return frame(QByteArray(bytes, 2) + reason, 8);
}

/// "T:hi;", "close 1000:bye;"; a long payload is shown by its size.
inline QByteArray described(const QByteArray &what, const QByteArray &payload)
{
    return what + (payload.size() > 40 ? QByteArray::number(payload.size()) : payload) + ';';
}

inline QByteArray described(const websocket::Incoming &incoming)
{
    using Kind = websocket::Incoming::Kind;
    const QByteArray code = QByteArray::number(incoming.code);
    switch (incoming.kind) {
    case Kind::Nothing:
        return {};
    case Kind::Text:
        return described("T:", incoming.payload);
    case Kind::Binary:
        return described("B:", incoming.payload);
    case Kind::Ping:
        return described("ping:", incoming.payload);
    case Kind::Pong:
        return described("pong:", incoming.payload);
    case Kind::Close:
        return described("close " + code + ':', incoming.payload);
    case Kind::Error:
        return "error " + code + ';';
    }
    return {};
}

/// The decoder's result for `input`, received in pieces of `step` bytes.
inline QByteArray decoded(const QByteArray &input, qsizetype step, qsizetype limit,
                          std::optional<websocket::DeflateParameters> deflate = {})
{
    websocket::Decoder decoder(limit, deflate);
    QByteArray seen;
    for (qsizetype from = 0; from < input.size(); from += step) {
        const QByteArray piece = input.mid(from, step);
        QByteArrayView bytes(piece);
        for (;;) {
            const websocket::Incoming incoming = decoder.next(bytes);
            if (incoming.kind == websocket::Incoming::Kind::Nothing)
                break;
            seen += described(incoming);
        }
    }
    return seen;
}

} // namespace parlance::test
