// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/adminprotocol/servermessages.h"
#include "support/fakeserver.h"

#include <QHash>
#include <QIODevice>
#include <QPointer>

namespace parlance::test {

/// One console at a FakeServer. Lives in the server's thread.
class FakePeer : public QObject
{
    Q_OBJECT

public:
    /// `socket` becomes its child. Over a local socket a message is a line.
    FakePeer(FakeWorker &worker, QIODevice *socket, bool isLocal);

    /// Every 200 ms.
    void tick(int count);
    void send(const adminprotocol::ServerMessage &message) { sendText(encode(message)); }
    void sendText(const QByteArray &json);
    void sendBytes(const QByteArray &bytes);
    void drop();
    /// Places in the table of sessions that this console sees.
    std::vector<int> seenSessions() const;

private:
    struct Watch
    {
        QString view = {};
        adminprotocol::Window window = {};
        qint64 seq = 0;
        quint64 until = 0;
        FakeTable::Page page = {};
        QStringList keys = {};
        QHash<QString, QJsonObject> cells = {};
    };

    void read();
    bool readHandshake();
    void readFrame(const QByteArray &payload, int opcode);
    void receive(const QByteArray &json);
    void handle(const adminprotocol::LogIn &message);
    void handle(const adminprotocol::Subscribe &message);
    void handle(const adminprotocol::Change &message);
    void handle(const adminprotocol::Unsubscribe &message) { m_watches.remove(message.id); }
    void handle(const adminprotocol::Refresh &message);
    void handle(const adminprotocol::RunCommand &message);
    void handle(const adminprotocol::LogOut &message);
    void welcome();
    void pourOut();
    void sendSnapshot(qint64 id, Watch &watch);
    void sendDelta(qint64 id, Watch &watch, bool isOrdering);
    void sendEntries(qint64 id, Watch &watch, int count, bool isFresh);

    FakeWorker &m_worker;
    QIODevice *const m_socket;
    const bool m_isLocal;
    bool m_isOpen = false;
    bool m_isLoggedIn = false;
    int m_received = 0;
    QByteArray m_buffer;
    QMap<qint64, Watch> m_watches;
};

} // namespace parlance::test
