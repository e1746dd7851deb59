// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/transport.h"

#include <QSslError>
#include <QTimer>
#include <QUrl>
#include <QWebSocket>

namespace parlance::gui {

/// A WebSocket with the subprotocol of the admin protocol (RFC 6455). It pings every 15 seconds; a
/// server that answers none of two is lost.
class WebSocketTransport : public Transport
{
    Q_OBJECT

public:
    explicit WebSocketTransport(const QUrl &url, QObject *parent = nullptr);

    void open() override;
    void send(const QByteArray &message) override;
    void close() override;
    bool isLoggedIn() const override { return false; }

private:
    void beOpen();
    void judge(const QList<QSslError> &errors);
    void ping();
    void failWithError();
    void failOnce(const Problem &problem);

    const QUrl m_url;
    QWebSocket m_socket;
    QTimer m_pings;
    bool m_wasOpen = false;
    bool m_isAnswered = true;
    bool m_isOver = false;
};

} // namespace parlance::gui
