// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/engineiofixture.h"
#include "support/websocketpeer.h"

namespace parlance::test {

/// An Engine.IO server that accepts clients of revision 3, and such a client.
struct EngineIoFixture3 : EngineIoFixture
{
    explicit EngineIoFixture3(engineio::Options options = {})
        : EngineIoFixture((options.allowV3 = true, options))
    {
        revision = 3;
    }

    PendingPtr postBytes(const QByteArray &sid, const QByteArray &body)
    {
        auto request = makeRequest(http::Method::Post, pollingQuery(sid), body);
        request.headers.add("Content-Type", "application/octet-stream");
        return send(request);
    }
};

/// A WebSocket that the server has accepted, with or without a sid.
struct WebSocketClient3
{
    explicit WebSocketClient3(EngineIoFixture3 &f, const QByteArray &fields = {})
        : peer(f.timers)
    {
        const auto request =
            EngineIoFixture3::makeRequest(http::Method::Get, f.query("websocket") + fields);
        if (!f.server->checkUpgrade(request))
            f.server->handleUpgrade(request, peer.takeConnection());
    }

    WebSocketPeer peer;
};

} // namespace parlance::test
