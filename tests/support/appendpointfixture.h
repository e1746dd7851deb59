// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connections/appendpoint.h"
#include "support/socketiofakes.h"

#include <QTest>

#include <memory>

namespace parlance::test {

/// The application's Socket.IO endpoint with one client and a gateway that records its calls.
struct AppEndpointFixture
{
    explicit AppEndpointFixture(socketio::Options options = {})
        : app(std::make_unique<AppEndpoint>(gateway, timers, options))
    {
    }

    void attach() { app->endpoint().attach(&session); }
    void connected()
    {
        attach();
        session.receive("0");
        QCOMPARE(session.sent.size(), 1);
        session.sent.clear();
        gateway.log.clear();
    }

    TimerQueue timers;
    FakeSession session;
    FakeGateway gateway;
    std::unique_ptr<AppEndpoint> app;
};

} // namespace parlance::test
