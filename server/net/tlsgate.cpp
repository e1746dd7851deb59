// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/tlsgate.h"

#include <utility>

namespace parlance::net {

void TlsGate::enter(TlsHandshake *handshake, const QHostAddress &subscriber)
{
    m_waiting.push_back({handshake, subscriber});
    startLater();
}

void TlsGate::leave(TlsHandshake *handshake)
{
    const auto started = m_started.constFind(handshake);
    if (started == m_started.cend()) {
        m_waiting.remove_if([&](const Waiting &one) { return one.handshake == handshake; });
        return;
    }
    const auto count = m_counts.find(*started);
    if (--*count == 0)
        m_counts.erase(count);
    m_started.erase(started);
    if (!m_waiting.empty())
        startLater();
}

bool TlsGate::mayStart(const QHostAddress &subscriber) const
{
    return subscriber.isNull() || m_counts.value(subscriber) < perAddress;
}

void TlsGate::startLater()
{
    if (std::exchange(m_startsLater, true))
        return;
    QMetaObject::invokeMethod(this, &TlsGate::startSome, Qt::QueuedConnection);
}

void TlsGate::startSome()
{
    m_startsLater = false;
    int left = perTurn;
    for (auto next = m_waiting.begin(); next != m_waiting.end() && left > 0;) {
        if (!mayStart(next->subscriber)) {
            ++next;
            continue;
        }
        const Waiting starting = *next;
        next = m_waiting.erase(next);
        m_started.insert(starting.handshake, starting.subscriber);
        ++m_counts[starting.subscriber];
        --left;
        // The handshake reports its result in a later turn, so leave() is not called inside this
        // loop.
        starting.handshake->start();
    }
    if (left == 0 && !m_waiting.empty())
        startLater();
}

} // namespace parlance::net
