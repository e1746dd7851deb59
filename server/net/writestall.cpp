// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/writestall.h"

#include "net/clientsocket.h"

namespace parlance::net {

WriteStall::WriteStall(ClientSocket &socket, TimerQueue &timers, std::chrono::milliseconds time)
    : m_socket(socket)
    , m_time(time)
    , m_deadline(timers)
{
}

void WriteStall::watch()
{
    if (m_deadline.isActive() || m_socket.unsentBytes() == 0)
        return;
    m_writtenAtCheck = m_socket.sentBytes();
    m_deadline.start(m_time, [this] { check(); });
}

void WriteStall::check()
{
    if (m_socket.unsentBytes() > 0 && m_socket.sentBytes() <= m_writtenAtCheck)
        m_socket.drop("does not read its answers");
    else
        watch();
}

} // namespace parlance::net
