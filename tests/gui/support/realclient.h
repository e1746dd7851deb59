// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/realserver.h"

#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QWebSocket>

namespace parlance::test {

/// A client of somebody over the plain WebSocket /ws, with the native protocol. Calls wait for
/// their answer while the event loop runs; what fails aborts the test program.
class RealClient
{
public:
    /// Connected and logged in when it is made; `server` outlives it.
    RealClient(const RealServer &server, const RealServer::Person &person);
    ~RealClient();

    const RealServer::Person &person() const { return m_person; }
    bool isOpen() const { return m_socket.state() == QAbstractSocket::ConnectedState; }

    /// "message.post": the answer's "ok".
    QJsonObject call(const QString &event, const QJsonObject &data = {});
    /// The same, of a call that is to be refused: the code of the error; empty: it was not.
    QString refusalOf(const QString &event, const QJsonObject &data = {});

    /// The id of the new room.
    QString createRoom(const QString &name, bool isPrivate = false);
    void join(const QString &roomId);
    /// The id of the message.
    QString post(const QString &roomId, const QString &text);

    /// What the server has pushed so far.
    const QList<QJsonObject> &pushes() const { return m_pushes; }
    /// Whether such a push has come: "message.deleted".
    bool hasPush(const QString &event) const;
    void close();

private:
    QJsonObject ask(const QString &event, const QJsonObject &data);
    void take(const QString &text);

    const RealServer::Person m_person;
    QWebSocket m_socket;
    QList<QJsonObject> m_pushes;
    QHash<int, QJsonObject> m_answers;
    int m_lastId = 0;
};

} // namespace parlance::test
