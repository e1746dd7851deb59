// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/tlshandshake.h"

#include <QHash>
#include <QHostAddress>

#include <list>

namespace parlance::net {

/// Starts TLS handshakes in their order. Each takes milliseconds on the event loop, and TLS
/// sessions cannot be resumed. So one turn starts only a few, and each address has a limit of
/// handshakes in progress: its further ones wait, while those of other addresses overtake them.
/// Event loop only.
class TlsGate : public QObject
{
    Q_OBJECT

public:
    /// Limit of handshakes in progress for one address; waiting ones do not count.
    static constexpr int perAddress = 16;
    static constexpr int perTurn = 2;

    /// Starts `handshake`, which is ready, in a later turn. A null `subscriber` has no limit.
    void enter(TlsHandshake *handshake, const QHostAddress &subscriber);
    /// The handshake is over, whether or not it was started.
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
