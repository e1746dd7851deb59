// SPDX-License-Identifier: GPL-3.0-or-later
#include "socketio/endpoint.h"

#include "socketio/clientconnection.h"

namespace parlance::socketio {

Endpoint::Endpoint(TimerQueue &timers, Options options, QObject *parent)
    : QObject(parent)
    , m_timers(timers)
    , m_options(options)
{
}

Endpoint::~Endpoint()
{
    // Destroyed before the options and the namespaces, which they refer to.
    qDeleteAll(findChildren<ClientConnection *>(QString(), Qt::FindDirectChildrenOnly));
}

Namespace &Endpoint::addNamespace(const QByteArray &nsp, const SocketFactory &factory)
{
    auto &added = m_namespaces[nsp];
    Q_ASSERT(!added);
    // Keeps an existing namespace, because sockets refer to it.
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
    (new ClientConnection(session, *this))->start();
}

} // namespace parlance::socketio
