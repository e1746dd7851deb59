// SPDX-License-Identifier: GPL-3.0-or-later
#include "websocket/compressor.h"

#include "websocket/frame.h"

namespace parlance::websocket {

QByteArray Compressor::message(QByteArrayView payload, int windowBits)
{
    return m_deflater.deflate(payload, windowBits);
}

QByteArray Compressor::frame(const QByteArray &plain, int windowBits)
{
    // The last frame is still referenced, so no other frame can have its address.
    if (m_last.frame.constData() == plain.constData() && m_last.frame.size() == plain.size() &&
        m_last.windowBits == windowBits)
        return m_last.compressed;
    const QByteArray compressed = message(framePayload(plain), windowBits);
    const auto opcode = Opcode(plain.front() & 0x0f);
    remember(
        {plain, windowBits, compressed.isNull() ? plain : encodeFrame(opcode, compressed, true)});
    return m_last.compressed;
}

void Compressor::remember(const Last &last)
{
    if (m_last.frame.isNull())
        QMetaObject::invokeMethod(
            &m_later, [this] { m_last = {}; }, Qt::QueuedConnection);
    m_last = last;
}

} // namespace parlance::websocket
