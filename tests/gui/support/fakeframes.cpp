// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fakeframes.h"

#include <QCryptographicHash>
#include <QtEndian>

namespace parlance::test::frames {

QByteArray head(Opcode opcode, quint64 length, bool isFinal)
{
    QByteArray bytes(2, 0);
    bytes[0] = char(opcode | (isFinal ? 0x80 : 0));
    if (length < 126) {
        bytes[1] = char(length);
        return bytes;
    }
    const bool isShort = length < 65536;
    bytes[1] = isShort ? 126 : 127;
    QByteArray size(8, 0);
    qToBigEndian(length, size.data());
    return bytes + (isShort ? size.right(2) : size);
}

QByteArray frame(Opcode opcode, const QByteArray &payload, bool isFinal)
{
    return head(opcode, quint64(payload.size()), isFinal) + payload;
}

QByteArray close(quint16 code, const QByteArray &reason)
{
    QByteArray payload(2, 0);
    qToBigEndian(code, payload.data());
    return frame(Close, payload + reason);
}

std::optional<Frame> take(QByteArray &buffer)
{
    if (buffer.size() < 2)
        return {};
    quint64 length = buffer[1] & 0x7f;
    qsizetype at = 2;
    if (length >= 126) {
        const qsizetype bytes = length == 126 ? 2 : 8;
        if (buffer.size() < at + bytes)
            return {};
        length = 0;
        for (const qsizetype end = at + bytes; at < end; ++at)
            length = length << 8 | quint8(buffer[at]);
    }
    const qsizetype mask = at;
    at += buffer[1] & 0x80 ? 4 : 0;
    const qsizetype end = at + qsizetype(length);
    if (buffer.size() < end)
        return {};
    Frame frame{Opcode(buffer[0] & 0x0f), buffer.mid(at, qsizetype(length))};
    for (qsizetype i = 0; mask != at && i < frame.payload.size(); ++i)
        frame.payload[i] = char(frame.payload[i] ^ buffer[mask + i % 4]);
    buffer.remove(0, end);
    return frame;
}

QByteArray accepted(const QByteArray &request, const QByteArray &subprotocol)
{
    const qsizetype from = request.toLower().indexOf("sec-websocket-key:") + 18;
    const QByteArray key = request.mid(from, request.indexOf('\r', from) - from).trimmed();
    const QByteArray proof = QCryptographicHash::hash(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11",
                                                      QCryptographicHash::Sha1)
                                 .toBase64();
    QByteArray answer = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                        "Connection: Upgrade\r\nSec-WebSocket-Accept: " +
                        proof + "\r\n";
    if (!subprotocol.isEmpty())
        answer += "Sec-WebSocket-Protocol: " + subprotocol + "\r\n";
    return answer + "\r\n";
}

} // namespace parlance::test::frames
