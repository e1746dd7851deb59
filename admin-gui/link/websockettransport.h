// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/transport.h"

#include <QSslError>
#include <QTimer>
#include <QUrl>
#include <QWebSocket>

class QSslSocket;
class QTcpSocket;

namespace parlance::gui {

class HandshakeProbe;

/// A WebSocket with the subprotocol of the admin protocol (RFC 6455). It pings every 15 seconds; a
/// server that answers none of two is lost. Of certificates without an authority, it accepts the
/// one that the operator trusts (TrustedCertificates).
class WebSocketTransport : public Transport
{
    Q_OBJECT

public:
    explicit WebSocketTransport(const QUrl &url, QObject *parent = nullptr);
    ~WebSocketTransport() override;

    void open() override;
    void send(const QByteArray &message) override;
    void close() override;
    bool isLoggedIn() const override { return false; }

private:
    void beOpen();
    void take(const QString &text);
    void takeFrame(bool isLast);
    void judge(const QList<QSslError> &errors);
    void ping();
    void end();
    void findOutWhy();
    void failAndClose(const Problem &problem);
    void abortSoon();

    const QUrl m_url;
    QWebSocket m_socket;
    QTimer m_pings;
    /// After a handshake that was refused; a child.
    HandshakeProbe *m_probe = nullptr;
    int m_fragments = 0;
    bool m_wasOpen = false;
    bool m_reachedPort = false;
    bool m_isAnswered = true;
};

} // namespace parlance::gui
