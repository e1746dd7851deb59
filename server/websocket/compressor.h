// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "websocket/deflate.h"

#include <QObject>

namespace parlance::websocket {

/// Compresses outgoing messages. A broadcast sends one frame to many connections in one turn of the
/// event loop: the last message is compressed once for each window size, and discarded after the
/// turn, so that no text stays in memory. Event loop only.
class Compressor
{
public:
    /// See Deflater::deflate().
    QByteArray message(QByteArrayView payload, int windowBits);
    /// The frame of encodeFrame() with its message compressed, or unchanged if that is not smaller.
    QByteArray frame(const QByteArray &plain, int windowBits);

private:
    struct Last
    {
        QByteArray frame;
        int windowBits = 0;
        QByteArray compressed;
    };
    void remember(const Last &last);

    Deflater m_deflater;
    Last m_last;
    /// Context object for work in a later turn, which is cancelled with it.
    QObject m_later;
};

} // namespace parlance::websocket
