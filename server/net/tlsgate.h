// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/tlshandshake.h"

#include <QHash>
#include <QHostAddress>

#include <list>

namespace parlance::net {

/// Starts handshakes of TLS, in their order. Each costs milliseconds of the event loop and none can
/// be resumed, so one turn starts only a few, and one address has only so many in progress: its
/// others wait, while those of others pass them. Event loop only.
class TlsGate : public QObject
{
    Q_OBJECT

public:
    /// Handshakes that one address may have in progress; those that wait do not count.
    static constexpr int perAddress = 16;
    static constexpr int perTurn = 2;

    /// Starts `handshake`, which wants to, in a later turn. A null `subscriber` has no limit.
    void enter(TlsHandshake *handshake, const QHostAddress &subscriber);
    /// It is over, whether or not it was started.
    void leave(TlsHandshake *handshake);

private:
    struct Waiting
    {
        TlsHandshake *handshake;
        QHostAddress subscriber;
    };

    bool mayStart(const QHostAddress &subscriber) const;
    void startLater();
    void startSome();

    std::list<Waiting> m_waiting;
    QHash<TlsHandshake *, QHostAddress> m_started;
    QHash<QHostAddress, int> m_counts;
    bool m_startsLater = false;
};

} // namespace parlance::net
