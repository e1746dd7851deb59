// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/guard.h"

#include <chrono>

namespace parlance::net {

/// What one connection may take.
struct ConnectionLimits
{
    http::GuardLimits guard;
    /// Requests whose answers are open; the next one waits unread.
    int outstanding = 16;
    /// Answers that wait for a slow reader, in bytes; above it nothing more is read. One answer may
    /// be larger.
    qint64 bufferedBytes = 1024 * 1024;
    /// From connecting to the first byte, and from a request's first byte to the end of its head;
    /// also for the 101 of a WebSocket.
    std::chrono::milliseconds headerTime{10000};
    /// From an answer to the next request.
    std::chrono::milliseconds idleTime{60000};
    /// In this time at least `bodyProgress` bytes of a body (or its rest) must come.
    std::chrono::milliseconds bodyTime{10000};
    qint64 bodyProgress = 1024;
    /// A client that reads nothing for so long while an answer waits is dropped.
    std::chrono::milliseconds writeTime{30000};
    /// After our last byte: how long, and for how many bytes, we wait for the client to hang up.
    std::chrono::milliseconds lingerTime{2000};
    /// Bytes are thrown away as they come: a client that looks up only after its whole body still
    /// finds the refusal.
    qint64 lingerBytes = qint64(16) * 1024 * 1024;
};

} // namespace parlance::net
