// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dialects/gateway.h"
#include "engineio/session.h"
#include "eventloop/timerqueue.h"

#include <QObject>

#include <chrono>
#include <memory>

/// Socket.IO 5, server side (github.com/socketio/socket.io-protocol).
namespace parlance::socketio {

struct Options
{
    /// A session that sends no CONNECT within it is closed.
    std::chrono::milliseconds connectTimeout{45000};
    int maxAttachments = 10;
    /// A token in the query string counts too; it leaks into proxies' logs, hence a choice.
    bool tokenInQuery = false;
};

/// Turns Engine.IO sessions into Socket.IO clients of the gateway. Namespace "/" is the
/// application; every other one is refused with "Invalid namespace". Event loop only.
class Endpoint : public QObject
{
    Q_OBJECT

public:
    Endpoint(Gateway &gateway, TimerQueue &timers, Options options, QObject *parent = nullptr);
    ~Endpoint() override;

    /// Takes the session into service; it stays owned by its server.
    void attach(engineio::Session *session);

private:
    Gateway &m_gateway;
    TimerQueue &m_timers;
    Options m_options;
};

} // namespace parlance::socketio
