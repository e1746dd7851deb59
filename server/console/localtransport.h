// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/transport.h"

#include <QLocalSocket>
#include <QPointer>
#include <QTimer>

namespace parlance::console {

/// A message is a line.
class LocalTransport : public Transport
{
public:
    /// The socket deletes itself after it has closed.
    explicit LocalTransport(QLocalSocket *socket);
    ~LocalTransport() override;

    void start(Handlers handlers) override;
    void send(const QByteArray &message) override;
    qint64 bufferedBytes() override;
    void close(bool mayReturn, const QByteArray &reason) override;

private:
    void readNext();
    void readLater();

    const QPointer<QLocalSocket> m_socket;
    Handlers m_handlers;
    bool m_isClosing = false;
    QTimer m_drop;
    /// Context object: destroyed first.
    QObject m_context;
};

} // namespace parlance::console
