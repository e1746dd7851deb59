// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "network.h"

namespace parlance {

/// The graceful shutdown of the server: accepts no new connections, finishes accepted calls, closes
/// the connections so that clients reconnect, and quits the event loop within 5 s, or within 8 s if
/// many calls are left. Event loop only.
class Shutdown
{
public:
    /// Both outlive it.
    Shutdown(Core &core, Network &network);

    /// Takes effect once; further calls do nothing.
    void begin();
    bool hasBegun() const { return m_begun; }

private:
    void waitForCalls(quint64 answered, int waits);
    void closeConnections();

    Core &m_core;
    Network &m_network;
    Deadline m_deadline;
    bool m_begun = false;
    bool m_closing = false;
};

} // namespace parlance
