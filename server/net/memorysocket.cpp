// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/memorysocket.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace parlance::net {

MemorySocket::MemorySocket(Written written, Closed closed)
    : m_written(std::move(written))
    , m_closed(std::move(closed))
{
    setSocketState(ConnectedState);
    setPeerAddress(QHostAddress(QHostAddress::LocalHost));
    setOpenMode(ReadWrite);
}

void MemorySocket::feed(QByteArrayView bytes)
{
    m_input.remove(0, std::exchange(m_offset, 0));
    m_input.append(bytes);
    Q_EMIT readyRead();
}

void MemorySocket::leave()
{
    forget();
    if (state() == UnconnectedState)
        return;
    m_input.clear();
    m_offset = 0;
    setSocketState(UnconnectedState);
    Q_EMIT disconnected();
}

void MemorySocket::forget()
{
    m_written = nullptr;
    m_closed = nullptr;
}

qint64 MemorySocket::bytesAvailable() const
{
    return m_input.size() - m_offset + QIODevice::bytesAvailable();
}

void MemorySocket::disconnectFromHost()
{
    const Closed closed = std::exchange(m_closed, nullptr);
    leave();
    if (closed)
        closed();
}

void MemorySocket::close()
{
    disconnectFromHost();
}

qint64 MemorySocket::readData(char *data, qint64 size)
{
    size = std::min<qint64>(size, m_input.size() - m_offset);
    if (size <= 0)
        return 0;
    std::memcpy(data, m_input.constData() + m_offset, size_t(size));
    m_offset += size;
    return size;
}

qint64 MemorySocket::writeData(const char *data, qint64 size)
{
    if (m_written)
        m_written(QByteArrayView(data, size));
    return size;
}

} // namespace parlance::net
