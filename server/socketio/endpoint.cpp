// SPDX-License-Identifier: GPL-3.0-or-later
#include "socketio/endpoint.h"

#include "socketio/client.h"
#include "socketio/peer.h"
#include "socketio/storerecovery.h"

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
    Namespace &main = addNamespace(MainNamespace, [this, &gateway](Peer &peer, Namespace &nsp) {
        return new Client(peer, nsp, gateway, m_options);
    });
    if (m_options.recoverySecret.isEmpty())
        return;
    m_recovery = std::make_unique<StoreRecovery>(gateway, m_options.recoverySecret, m_options);
    main.setRecovery(*m_recovery);
}

Endpoint::~Endpoint()
{
    // Before the options, the namespaces and their recovery, which they refer to.
    qDeleteAll(findChildren<Peer *>(QString(), Qt::FindDirectChildrenOnly));
}

Namespace &Endpoint::addNamespace(const QByteArray &nsp, const SocketFactory &factory)
{
    auto &added = m_namespaces[nsp];
    Q_ASSERT(!added);
    // Sockets refer to the one that is there.
    if (!added)
        added = std::make_unique<Namespace>(nsp, factory);
    return *added;
}

Namespace *Endpoint::find(const QByteArray &nsp) const
{
    const auto found = m_namespaces.find(nsp);
    return found == m_namespaces.end() ? nullptr : found->second.get();
}

void Endpoint::attach(engineio::Session *session)
{
    (new Peer(session, *this))->start();
}

} // namespace parlance::socketio
