// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fakeserver.h"

#include "support/fakeworker.h"

namespace parlance::test {

using namespace Qt::StringLiterals;

FakeServer::FakeServer(FakeScript script)
    : m_isTls(!script.tls.localCertificate().isNull())
{
    if (script.commands.isEmpty())
        script.commands = {u"status"_s, u"users.suspend"_s, u"connections.disconnect"_s};
    m_worker = std::make_unique<FakeWorker>(std::move(script));
    m_worker->moveToThread(&m_thread);
    m_thread.start();
    QMetaObject::invokeMethod(
        m_worker.get(), [this] { return m_worker->listen(m_dir.filePath(u"admin.sock"_s)); },
        Qt::BlockingQueuedConnection, &m_port);
}

FakeServer::~FakeServer()
{
    QMetaObject::invokeMethod(m_worker.get(), &FakeWorker::stop, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

gui::Target FakeServer::target() const
{
    return gui::targetFrom(
        (m_isTls ? u"wss://localhost:%1"_s : u"ws://127.0.0.1:%1"_s).arg(m_port));
}

gui::Target FakeServer::localTarget() const
{
    return gui::targetFrom(m_dir.filePath(u"admin.sock"_s));
}

gui::Credentials FakeServer::credentials()
{
    return {.username = u"ann"_s, .password = u"a good password"_s};
}

void FakeServer::send(const QByteArray &frames)
{
    QMetaObject::invokeMethod(m_worker.get(), [this, frames] {
        m_worker->forEachPeer([&](FakePeer &peer) { peer.sendBytes(frames); });
    });
}

void FakeServer::sendMessage(const QByteArray &json)
{
    QMetaObject::invokeMethod(m_worker.get(), [this, json] {
        m_worker->forEachPeer([&](FakePeer &peer) { peer.sendText(json); });
    });
}

void FakeServer::setChangesPerSecond(int changes)
{
    QMetaObject::invokeMethod(m_worker.get(),
                              [this, changes] { m_worker->script.changesPerSecond = changes; });
}

void FakeServer::setRole(const QString &role)
{
    QMetaObject::invokeMethod(m_worker.get(), [this, role] { m_worker->setRole(role); });
}

void FakeServer::drop()
{
    QMetaObject::invokeMethod(
        m_worker.get(), [this] { m_worker->forEachPeer([](FakePeer &peer) { peer.drop(); }); });
}

int FakeServer::accepted() const
{
    return m_worker->acceptedCount;
}

int FakeServer::received() const
{
    return m_worker->receivedCount;
}

QList<adminprotocol::ClientMessage> FakeServer::messages() const
{
    const QMutexLocker lock(&m_worker->mutex);
    return m_worker->messages;
}

qint64 FakeServer::sent() const
{
    return m_worker->sentBytes;
}

} // namespace parlance::test
