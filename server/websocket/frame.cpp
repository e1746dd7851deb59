// SPDX-License-Identifier: GPL-3.0-or-later
#include "websocket/frame.h"

#include <QtEndian>

#include <algorithm>

namespace parlance::websocket {

QByteArray encodeFrame(Opcode opcode, QByteArrayView payload, bool compressed)
{
    char header[10];
    qsizetype size = 2;
    header[0] = char(0x80 | (compressed ? 0x40 : 0) | quint8(opcode));
    if (payload.size() < 126) {
        header[1] = char(payload.size());
    } else if (payload.size() <= 0xffff) {
        header[1] = 126;
        qToBigEndian(quint16(payload.size()), header + 2);
        size = 4;
    } else {
        header[1] = 127;
        qToBigEndian(quint64(payload.size()), header + 2);
        size = 10;
    }
    QByteArray frame;
    frame.reserve(size + payload.size());
    frame.append(header, size);
    frame.append(payload);
    return frame;
}

QByteArrayView framePayload(const QByteArray &frame)
{
    const auto announced = uchar(frame.at(1));
    return QByteArrayView(frame).sliced(announced == 127 ? 10 : announced == 126 ? 4 : 2);
}

QByteArray closePayload(quint16 code, const QByteArray &reason)
{
    qsizetype size = std::min<qsizetype>(reason.size(), 123);
    // Does not cut a character: the peer would refuse the frame.
    while (size > 0 && size < reason.size() && (uchar(reason.at(size)) & 0xc0) == 0x80)
        --size;
    char bytes[2];
    qToBigEndian(code, bytes);
    return QByteArray(bytes, 2) + reason.first(size);
}

bool isCloseCode(quint16 code)
{
    // 1004, 1005, 1006 and 1015 are never sent in a frame; 1012 to 1014 are registered with IANA.
    if (code >= 1000 && code <= 1014)
        return code < 1004 || code > 1006;
    return code >= 3000 && code <= 4999;
}

} // namespace parlance::websocket
