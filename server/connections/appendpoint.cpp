// SPDX-License-Identifier: GPL-3.0-or-later
#include "connections/appendpoint.h"

#include "connections/appsocket.h"

namespace parlance {

AppEndpoint::AppEndpoint(Gateway &gateway, TimerQueue &timers, const socketio::Options &options)
    : m_recovery(gateway, options.recoverySecret, options.maxMissedBytes)
    , m_endpoint(timers, options)
{
    const auto makeSocket = [this, &gateway](socketio::ClientConnection &peer,
                                             socketio::Namespace &nsp) {
        return new AppSocket(peer, nsp, gateway, m_endpoint.options());
    };
    socketio::Namespace &main = m_endpoint.addNamespace(socketio::MainNamespace, makeSocket);
    if (!options.recoverySecret.isEmpty())
        main.setRecovery(m_recovery);
}

} // namespace parlance
