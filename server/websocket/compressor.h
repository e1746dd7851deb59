// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "websocket/deflate.h"

#include <QObject>

namespace parlance::websocket {

/// Compresses what connections send. Whoever sends one frame to many does so in one turn of the
/// event loop: the last one is compressed once for all of the same window size, and forgotten when
/// the turn is over, so no text stays behind. Event loop only.
class Compressor
{
public:
    /// As Deflater::deflate().
    QByteArray message(QByteArrayView payload, int windowBits);
    /// A frame made by encodeFrame() with its message compressed, or itself where that is not
    /// smaller.
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
    /// What is left for a later turn is its own, and ends with it.
    QObject m_later;
};

} // namespace parlance::websocket
