// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/engineiofixture.h"
#include "support/websocketpeer.h"

namespace parlance::test {

/// A server whose sessions record when messages are delivered.
struct DeliveryFixture : EngineIoFixture
{
    explicit DeliveryFixture(const engineio::Options &options = {}, int revisionNumber = 4)
        : EngineIoFixture(withV3(options))
    {
        revision = revisionNumber;
    }

    /// Sends the message and records its delivery.
    void send(const QByteArray &message)
    {
        last()->sendText(message);
        await(message);
    }
    void await(const QByteArray &name)
    {
        const auto known = delivered;
        last()->whenDelivered([this, name] { delivered += name; });
        QVERIFY2(delivered == known, "inside the call");
    }
    using EngineIoFixture::send;

    QList<QByteArray> delivered;

private:
    static engineio::Options withV3(engineio::Options options)
    {
        options.allowV3 = true;
        return options;
    }
};

/// A client over WebSocket, with or without an existing session to upgrade.
struct DeliveryClient
{
    explicit DeliveryClient(DeliveryFixture &fixture, const QByteArray &sid = {})
        : f(fixture)
        , peer(f.timers)
    {
        f.server->handleUpgrade(f.webSocketRequest(sid), peer.takeConnection());
        if (sid.isEmpty() && !waitFor(1))
            qFatal("no greeting");
        peer.messages.clear();
    }

    bool waitFor(qsizetype count)
    {
        return QTest::qWaitFor([this, count] { return peer.messages.size() >= count; });
    }
    /// Returns when the server has handled everything sent before, and its answers have arrived.
    void sync()
    {
        peer.sendText("4sync");
        if (!QTest::qWaitFor([this] { return peer.messages.contains("4sync"); }))
            qFatal("no echo");
        peer.messages.removeOne("4sync");
    }
    qsizetype pings() const { return peer.messages.count("2"); }

    DeliveryFixture &f;
    WebSocketPeer peer;
};

} // namespace parlance::test
