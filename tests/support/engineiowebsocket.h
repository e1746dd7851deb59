// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/engineiofixture.h"
#include "support/websocketpeer.h"

namespace parlance::test {

/// A WebSocket that the server has accepted, with or without a sid.
struct WebSocketClient
{
    explicit WebSocketClient(EngineIoFixture &f, const QByteArray &sid = {})
        : peer(f.timers)
    {
        const auto request = f.webSocketRequest(sid);
        if (!f.server->checkUpgrade(request))
            f.server->handleUpgrade(request, peer.takeConnection());
    }

    WebSocketPeer peer;
};

} // namespace parlance::test
