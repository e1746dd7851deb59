// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fakeworker.h"

#include <QLocalSocket>
#include <QSslSocket>
#include <QTcpSocket>

namespace parlance::test {

namespace {

constexpr int fakeTickMs = 200;
constexpr qsizetype keptMessages = 1000;

} // namespace

FakeWorker::FakeWorker(FakeScript givenScript)
    : script(std::move(givenScript))
    , data(script.size)
    , m_local(this)
    , m_timer(this)
{
    connect(&m_timer, &QTimer::timeout, this, &FakeWorker::tick);
}

int FakeWorker::listen(const QString &socketPath)
{
    if (script.tls.localCertificate().isNull()) {
        m_server = new QTcpServer(this);
    } else {
        auto *const secure = new QSslServer(this);
        secure->setSslConfiguration(script.tls);
        m_server = secure;
    }
    connect(m_server, &QTcpServer::pendingConnectionAvailable, this, [this] {
        while (QTcpSocket *const socket = m_server->nextPendingConnection())
            accept(socket, false);
    });
    connect(&m_local, &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket *const socket = m_local.nextPendingConnection())
            accept(socket, true);
    });
    if (!m_server->listen(QHostAddress::LocalHost) || !m_local.listen(socketPath))
        qFatal("The scripted server cannot listen");
    m_timer.start(fakeTickMs);
    return m_server->serverPort();
}

void FakeWorker::stop()
{
    m_timer.stop();
    m_local.close();
    forEachPeer([](FakePeer &peer) { delete &peer; });
    delete m_server;
}

void FakeWorker::accept(QIODevice *socket, bool isLocal)
{
    ++acceptedCount;
    new FakePeer(*this, socket, isLocal);
}

void FakeWorker::tick()
{
    ++m_ticks;
    std::vector<int> seen;
    forEachPeer([&seen](const FakePeer &peer) {
        const auto more = peer.seenSessions();
        seen.insert(seen.end(), more.begin(), more.end());
    });
    data.change(script.changesPerSecond * fakeTickMs / 1000, seen);
    data.churn(script.churnPerSecond * fakeTickMs / 1000);
    forEachPeer([this](FakePeer &peer) { peer.tick(m_ticks); });
}

void FakeWorker::setRole(const QString &role)
{
    script.role = role;
    forEachPeer([this](FakePeer &peer) { peer.send(adminprotocol::AccessChanged{access()}); });
}

void FakeWorker::note(const adminprotocol::ClientMessage &message)
{
    ++receivedCount;
    const QMutexLocker lock(&mutex);
    messages.append(message);
    if (messages.size() > keptMessages)
        messages.removeFirst();
}

adminprotocol::Access FakeWorker::access() const
{
    return {script.role, {QStringLiteral("view_server")}, data.views(), script.commands};
}

} // namespace parlance::test
