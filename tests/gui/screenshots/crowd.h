// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/realserver.h"

#include <QNetworkAccessManager>
#include <QTimer>
#include <QWebSocket>

#include <memory>
#include <vector>

namespace parlance::test {

/// People who are connected (Socket.IO over WebSocket) and write to each other.
class Crowd : public QObject
{
    Q_OBJECT

public:
    /// `server` outlives it. Each person has an account of the town that is registered here.
    Crowd(RealServer &server, int people, int rooms);

    const std::vector<RealServer::Person> &people() const { return m_people; }
    /// Messages, and now and then somebody who goes and comes back.
    void beBusy(int messagesPerSecond);

private:
    void connectPerson(size_t n);
    void post();

    RealServer &m_server;
    std::vector<RealServer::Person> m_people;
    QStringList m_rooms;
    std::vector<std::unique_ptr<QWebSocket>> m_sockets;
    QTimer m_posts;
    int m_posted = 0;
};

} // namespace parlance::test
