// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engineio/session.h"
#include "socketio/namespace.h"
#include "socketio/options.h"
#include "timers/timerqueue.h"

#include <QObject>

#include <memory>
#include <unordered_map>

/// Socket.IO 5, server side (github.com/socketio/socket.io-protocol).
namespace parlance::socketio {

/// Turns Engine.IO sessions into clients of namespaces. A CONNECT to an unknown namespace is
/// refused with "Invalid namespace". Event loop only.
class Endpoint : public QObject
{
    Q_OBJECT

public:
    Endpoint(TimerQueue &timers, Options options, QObject *parent = nullptr);
    ~Endpoint() override;

    /// Call it once for each name, which begins with a slash: asserted; without assertions the
    /// first namespace is kept. The namespace lives as long as the endpoint.
    Namespace &addNamespace(const QByteArray &nsp, const SocketFactory &factory);
    /// Null if there is no namespace of that name.
    Namespace *find(const QByteArray &nsp) const;
    /// Starts serving the session; its server keeps ownership.
    void attach(engineio::Session *session);

    const Options &options() const { return m_options; }
    TimerQueue &timers() const { return m_timers; }
    /// For its clients: one of them broke the rules of the protocol.
    void packetRefused() { ++m_refusedPackets; }
    /// Since the start.
    quint64 refusedPackets() const { return m_refusedPackets; }

private:
    TimerQueue &m_timers;
    const Options m_options;
    quint64 m_refusedPackets = 0;
    std::unordered_map<QByteArray, std::unique_ptr<Namespace>> m_namespaces;
};

} // namespace parlance::socketio
