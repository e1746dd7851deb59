// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "timers/timerqueue.h"

#include <QObject>
#include <QSslConfiguration>
#include <QSslSocket>

#include <memory>

namespace parlance::net {

/// The time between accept() and the first byte of HTTP on a TLS listener. A client whose first
/// byte is a letter uses HTTP on the TLS port; its connection is not encrypted, so that it can
/// receive an error. Event loop only.
class TlsHandshake : public QObject
{
    Q_OBJECT

public:
    enum class Outcome { Encrypted, PlainText, Failed };

    /// Takes over `socket`, which must be connected. Fails if it takes longer than `time`.
    TlsHandshake(std::unique_ptr<QSslSocket> socket, const QSslConfiguration &configuration,
                 TimerQueue &timers, std::chrono::milliseconds time);
    ~TlsHandshake() override;

    /// Call it once, after ready(): the expensive part.
    void start();
    /// Returns the socket, once, after finished() unless it has failed. From then on it closes
    /// itself on close_notify and on bytes that cannot be decrypted: `disconnected` is emitted at
    /// every end.
    std::unique_ptr<QSslSocket> takeSocket() { return std::move(m_socket); }

Q_SIGNALS:
    /// The client's first record has arrived: call start(), now or when there is time for it.
    void ready();
    /// Emitted once, from the event loop. Delete it in a later turn.
    void finished(parlance::net::TlsHandshake::Outcome outcome);

private:
    void readFirst();
    bool isFirstRecordHere();
    void fail();
    void finish(Outcome outcome);

    std::unique_ptr<QSslSocket> m_socket;
    const QSslConfiguration m_configuration;
    Deadline m_deadline;
    bool m_done = false;
};

} // namespace parlance::net
