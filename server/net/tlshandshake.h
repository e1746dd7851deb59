// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "timers/timerqueue.h"

#include <QObject>
#include <QSslConfiguration>
#include <QSslSocket>

#include <memory>

namespace parlance::net {

/// The time between accept() and the first byte of HTTP on a TLS listener. A client whose first
/// byte is a letter speaks HTTP to the wrong port; it is not encrypted, so that it can be told.
/// Event loop only.
class TlsHandshake : public QObject
{
    Q_OBJECT

public:
    enum class Outcome { Encrypted, PlainText, Failed };

    /// Takes over `socket`, which must be connected. What is not done within `time` has failed.
    TlsHandshake(std::unique_ptr<QSslSocket> socket, const QSslConfiguration &configuration,
                 TimerQueue &timers, std::chrono::milliseconds time);
    ~TlsHandshake() override;

    /// Once, after ready(): the expensive part.
    void start();
    /// The socket, once, after finished() and unless it has failed. From then on it closes itself
    /// on close_notify and on bytes that cannot be decrypted: `disconnected` tells every end.
    std::unique_ptr<QSslSocket> takeSocket() { return std::move(m_socket); }

Q_SIGNALS:
    /// The client's first record has come: call start(), now or when there is time for it.
    void ready();
    /// Once, from the event loop. Delete it in a later turn.
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
