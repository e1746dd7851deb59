// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "network.h"

namespace parlance {

/// The orderly end of the server: lets in nobody new, finishes what was accepted, closes the
/// connections so that clients come back, and quits the event loop within 5 s, or within 8 s if
/// much is left to be carried out. Event loop only.
class Shutdown
{
public:
    /// Both outlive it.
    Shutdown(Core &core, Network &network);

    /// Once; further calls do nothing.
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
