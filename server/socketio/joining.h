// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "socketio/namespace.h"

#include <QObject>

namespace parlance::socketio {

/// A client between its CONNECT and its socket: leads it through the namespace's middlewares.
class Joining final : public QObject
{
    Q_OBJECT

public:
    Joining(Namespace &nsp, ConnectRequest request, QObject *parent);

    Namespace &nsp() const { return m_nsp; }
    const ConnectRequest &request() const { return m_request; }
    /// `decided` follows, inside the call or later.
    void start() { proceed(); }

Q_SIGNALS:
    /// Once: with the first refusal, or nothing if all middlewares let the client in.
    void decided(const std::optional<parlance::socketio::Refusal> &refusal);

private:
    void proceed();
    void decide(const std::optional<Refusal> &refusal);

    Namespace &m_nsp;
    const ConnectRequest m_request;
    /// Middlewares that were asked.
    size_t m_asked = 0;
    bool m_decided = false;
};

} // namespace parlance::socketio
