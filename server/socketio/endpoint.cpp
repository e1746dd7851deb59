// SPDX-License-Identifier: GPL-3.0-or-later
#include "socketio/endpoint.h"

#include "socketio/client.h"

namespace parlance::socketio {

Endpoint::Endpoint(TimerQueue &timers, Options options, QObject *parent)
    : QObject(parent)
    , m_timers(timers)
    , m_options(options)
{
}

Endpoint::Endpoint(Gateway &gateway, TimerQueue &timers, Options options, QObject *parent)
    : Endpoint(timers, options, parent)
{
    addNamespace(MainNamespace, [this, &gateway](Peer &peer, const QByteArray &nsp) {
        return new Client(peer, nsp, gateway, m_options);
    });
}

Endpoint::~Endpoint()
{
    // Before the options and namespaces, which they refer to.
    qDeleteAll(findChildren<Peer *>(QString(), Qt::FindDirectChildrenOnly));
}

void Endpoint::addNamespace(const QByteArray &nsp, const SocketFactory &factory)
{
    m_namespaces.insert(nsp, factory);
}

void Endpoint::attach(engineio::Session *session)
{
    new Peer(session, m_namespaces, m_timers, m_options, this);
}

} // namespace parlance::socketio
