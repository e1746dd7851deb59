// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connections/storerecovery.h"
#include "socketio/endpoint.h"

namespace parlance {

/// The Socket.IO endpoint whose main namespace, "/", serves the application. Destroy it before the
/// gateway: its remaining clients call the gateway's close(). Event loop only.
class AppEndpoint
{
public:
    /// `gateway` and `timers` outlive it. Without options.recoverySecret no connection is
    /// recovered.
    AppEndpoint(Gateway &gateway, TimerQueue &timers, const socketio::Options &options);

    socketio::Endpoint &endpoint() { return m_endpoint; }
    const socketio::Endpoint &endpoint() const { return m_endpoint; }

private:
    /// Outlives the sockets.
    StoreRecovery m_recovery;
    socketio::Endpoint m_endpoint;
};

} // namespace parlance
