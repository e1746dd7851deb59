// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "socketio/namespace.h"

#include <QObject>

namespace parlance::socketio {

/// Runs the namespace's middlewares for a client, between its CONNECT and its socket.
/// parlance-server adds no middleware: AppSocket::connectRequested() asks the gateway.
class Joining final : public QObject
{
    Q_OBJECT

public:
    Joining(Namespace &nsp, ConnectRequest request, QObject *parent);

    Namespace &nsp() const { return m_nsp; }
    const ConnectRequest &request() const { return m_request; }
    /// `decided` is emitted inside the call or later.
    void start() { proceed(); }

Q_SIGNALS:
    /// Emitted once: with the first refusal, or nothing if all middlewares accepted the client.
    void decided(const std::optional<parlance::socketio::Refusal> &refusal);

private:
    void proceed();
    void decide(const std::optional<Refusal> &refusal);

    Namespace &m_nsp;
    const ConnectRequest m_request;
    /// Number of middlewares called so far.
    size_t m_asked = 0;
    bool m_decided = false;
};

} // namespace parlance::socketio
