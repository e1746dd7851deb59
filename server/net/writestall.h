// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "timers/timerqueue.h"

#include <chrono>

namespace parlance::net {

class ClientSocket;

/// Drops a client that reads nothing while an answer waits for it. Its timer runs only while bytes
/// wait. Event loop only.
class WriteStall
{
public:
    /// A client must read something within each `time`. The references outlive this object.
    WriteStall(ClientSocket &socket, TimerQueue &timers, std::chrono::milliseconds time);

    /// Call it after something was written.
    void watch();
    void stop() { m_deadline.stop(); }

private:
    void check();

    ClientSocket &m_socket;
    const std::chrono::milliseconds m_time;
    qint64 m_writtenAtCheck = 0;
    Deadline m_deadline;
};

} // namespace parlance::net
