// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/engineiofixture.h"

namespace parlance::test {

/// A session over polling that a WebSocket has probed.
template <class Fixture, class Client>
struct ProbedSession
{
    explicit ProbedSession(const engineio::Options &options = {})
        : f(options)
        , sid(f.open())
        , client(f, sid)
    {
        client.peer.sendText("2probe");
        if (!QTest::qWaitFor([this] { return client.peer.messages == QByteArrayList{"3probe"}; }))
            qFatal("no answer to the probe");
        client.peer.messages.clear();
    }

    Fixture f;
    QByteArray sid;
    Client client;
};

} // namespace parlance::test
