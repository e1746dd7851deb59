// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/guard.h"

#include <chrono>

namespace parlance::net {

/// Limits of one connection.
struct ConnectionLimits
{
    http::GuardLimits guard;
    /// Pipelined requests without a complete answer; the next one is not read yet.
    int outstanding = 16;
    /// Answers buffered for a slow reader, in bytes; above it nothing more is read. One answer may
    /// be larger.
    qint64 bufferedBytes = 1024 * 1024;
    /// From connecting to the first byte, and from a request's first byte to the end of its head;
    /// also for the 101 of a WebSocket.
    std::chrono::milliseconds headerTime{10000};
    /// From an answer to the next request.
    std::chrono::milliseconds idleTime{60000};
    /// At least `bodyProgress` bytes of a body (or its rest) must arrive within this time.
    std::chrono::milliseconds bodyTime{10000};
    qint64 bodyProgress = 1024;
    /// A client that reads nothing for this time while an answer waits is dropped.
    std::chrono::milliseconds writeTime{30000};
    /// After our last byte: how long, and for how many bytes, we wait for the client to close.
    std::chrono::milliseconds lingerTime{2000};
    /// Received bytes are discarded: a client that reads only after sending its whole body still
    /// receives the refusal.
    qint64 lingerBytes = qint64(16) * 1024 * 1024;
};

} // namespace parlance::net
