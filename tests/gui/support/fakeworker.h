// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/fakepeer.h"

#include <QLocalServer>
#include <QMutex>
#include <QSslServer>
#include <QTimer>

#include <atomic>

namespace parlance::test {

/// What of a FakeServer lives in its thread.
class FakeWorker : public QObject
{
    Q_OBJECT

public:
    explicit FakeWorker(FakeScript givenScript);

    /// Returns the port.
    int listen(const QString &socketPath);
    void stop();
    void setRole(const QString &role);
    void note(const adminprotocol::ClientMessage &message);
    adminprotocol::Access access() const;
    template <class Do>
    void forEachPeer(Do what)
    {
        const auto peers = findChildren<FakePeer *>(QString(), Qt::FindDirectChildrenOnly);
        for (FakePeer *peer : peers)
            what(*peer);
    }

    FakeScript script;
    FakeData data;
    std::atomic<int> acceptedCount = 0;
    std::atomic<int> receivedCount = 0;
    std::atomic<qint64> sentBytes = 0;
    mutable QMutex mutex;
    QList<adminprotocol::ClientMessage> messages;

private:
    void accept(QIODevice *socket, bool isLocal);
    void tick();

    QTcpServer *m_server = nullptr;
    QLocalServer m_local;
    QTimer m_timer;
    int m_ticks = 0;
};

} // namespace parlance::test
