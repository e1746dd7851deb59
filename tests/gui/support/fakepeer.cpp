// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fakepeer.h"

#include "support/fakeframes.h"
#include "support/fakeworker.h"

#include <QAbstractSocket>
#include <QJsonDocument>
#include <QLocalSocket>

namespace parlance::test {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 fullPipe = 1024 * 1024;

bool isEntries(const QString &view)
{
    return view == u"logs"_s || view == u"traffic"_s || view == u"metrics"_s;
}

} // namespace

FakePeer::FakePeer(FakeWorker &worker, QIODevice *socket, bool isLocal)
    : QObject(&worker)
    , m_worker(worker)
    , m_socket(socket)
    , m_isLocal(isLocal)
{
    socket->setParent(this);
    connect(socket, &QIODevice::readyRead, this, &FakePeer::read);
    connect(socket, &QIODevice::bytesWritten, this, &FakePeer::pourOut);
    if (auto *const tcp = qobject_cast<QAbstractSocket *>(socket))
        connect(tcp, &QAbstractSocket::disconnected, this, &QObject::deleteLater);
    if (auto *const local = qobject_cast<QLocalSocket *>(socket))
        connect(local, &QLocalSocket::disconnected, this, &QObject::deleteLater);
    QMetaObject::invokeMethod(this, &FakePeer::read, Qt::QueuedConnection);
}

void FakePeer::read()
{
    m_buffer += m_socket->readAll();
    if (m_isLocal) {
        for (qsizetype end = m_buffer.indexOf('\n'); end >= 0; end = m_buffer.indexOf('\n')) {
            const QByteArray line = m_buffer.left(end);
            m_buffer.remove(0, end + 1);
            if (std::exchange(m_isOpen, true))
                receive(line);
            else
                welcome();
        }
        return;
    }
    if (!m_isOpen && !readHandshake())
        return;
    while (const auto frame = frames::take(m_buffer))
        readFrame(frame->payload, frame->opcode);
}

bool FakePeer::readHandshake()
{
    const qsizetype end = m_buffer.indexOf("\r\n\r\n");
    if (end < 0)
        return false;
    const QByteArray request = m_buffer.left(end + 2);
    m_buffer.remove(0, end + 4);
    const QByteArray answer = m_worker.script.handshake
                                  ? m_worker.script.handshake(request)
                                  : frames::accepted(request, "parlance.admin.v1");
    sendBytes(answer);
    m_isOpen = answer.startsWith("HTTP/1.1 101");
    if (!m_isOpen && !answer.isEmpty())
        drop();
    return m_isOpen;
}

void FakePeer::readFrame(const QByteArray &payload, int opcode)
{
    if (opcode == frames::Text) {
        receive(payload);
    } else if (opcode == frames::Ping) {
        sendBytes(frames::frame(frames::Pong, payload));
    } else if (opcode == frames::Close) {
        sendBytes(frames::frame(frames::Close, payload));
        drop();
    }
}

void FakePeer::receive(const QByteArray &json)
{
    const auto object = adminprotocol::parseMessage(json);
    const auto message = object ? adminprotocol::decodeClientMessage(*object)
                                : Result<adminprotocol::ClientMessage>(object.error());
    if (!message)
        qFatal("The console sends %s: %s", json.constData(), qPrintable(message.error().message()));
    m_worker.note(*message);
    const FakeScript &script = m_worker.script;
    if (script.closesAfter >= 0 && m_received++ >= script.closesAfter)
        return drop();
    if (const auto bytes = script.instead ? script.instead(*message) : std::nullopt)
        return sendBytes(*bytes);
    std::visit([this](const auto &each) { handle(each); }, *message);
}

void FakePeer::handle(const adminprotocol::LogIn &message)
{
    const auto right = FakeServer::credentials();
    if (message.token == u"a token"_s ||
        (message.username == right.username && message.password == right.password))
        return welcome();
    send(adminprotocol::RequestError{
        u"login"_s, 0, {u"invalid_credentials"_s, u"Wrong user name or password"_s}, true});
    send(adminprotocol::Bye{u"login_failed"_s, u"Wrong user name or password"_s});
    sendBytes(m_isLocal ? QByteArray() : frames::close(1008));
}

void FakePeer::welcome()
{
    m_isLoggedIn = true;
    send(adminprotocol::Welcome{.server = u"0.1.0"_s,
                                .user = u"ann"_s,
                                .access = m_worker.access(),
                                .epoch = u"000000000000000000000001"_s,
                                .time = FakeData::now(),
                                .token = m_isLocal ? QString() : u"a token"_s});
    pourOut();
}

// Until the console does not read fast enough; then again when it has.
void FakePeer::pourOut()
{
    const QByteArray &endless = m_worker.script.endless;
    while (m_isLoggedIn && !endless.isEmpty() && m_socket->isOpen() &&
           m_socket->bytesToWrite() < fullPipe)
        sendBytes(endless);
}

void FakePeer::handle(const adminprotocol::Subscribe &message)
{
    Watch &watch = m_watches[message.id];
    watch = {.view = message.view, .window = message.window, .until = message.after.value_or(0)};
    if (isEntries(watch.view))
        sendEntries(message.id, watch, 20, !message.after);
    else
        sendSnapshot(message.id, watch);
}

void FakePeer::handle(const adminprotocol::Change &message)
{
    m_watches[message.id].window = message.window;
    handle(adminprotocol::Refresh{message.id});
}

void FakePeer::handle(const adminprotocol::Refresh &message)
{
    Watch &watch = m_watches[message.id];
    if (isEntries(watch.view))
        sendEntries(message.id, watch, 20, true);
    else
        sendSnapshot(message.id, watch);
}

void FakePeer::handle(const adminprotocol::RunCommand &message)
{
    const FakeScript &script = m_worker.script;
    const QJsonValue dryRun = message.arguments.value(u"dryRun"_s).toBool();
    send(adminprotocol::CommandResult{
        message.id, script.answer ? script.answer(message) : QJsonObject{{u"dryRun"_s, dryRun}}});
}

void FakePeer::handle(const adminprotocol::LogOut &)
{
    send(adminprotocol::Bye{u"logged_out"_s, u"The console has logged out"_s});
    drop();
}

void FakePeer::sendSnapshot(qint64 id, Watch &watch)
{
    FakeTable *const table = m_worker.data.table(watch.view);
    if (!table)
        return send(adminprotocol::RequestError{
            u"subscribe"_s, id, {u"validation_failed"_s, u"There is no such view"_s}, true});
    watch.page = table->read(watch.window);
    watch.cells.clear();
    watch.keys.clear();
    adminprotocol::Snapshot message{.id = id, .seq = ++watch.seq, .total = watch.page.total};
    for (const int row : watch.page.rows) {
        watch.keys.append(table->key(row));
        watch.cells.insert(watch.keys.last(), table->rows[size_t(row)]);
        message.rows.append({watch.keys.last(), table->rows[size_t(row)]});
    }
    send(message);
}

void FakePeer::sendDelta(qint64 id, Watch &watch, bool isOrdering)
{
    FakeTable *const table = m_worker.data.table(watch.view);
    if (!table || watch.seq == 0)
        return;
    if (isOrdering)
        watch.page = table->read(watch.window);
    adminprotocol::Delta delta{.id = id, .seq = watch.seq + 1, .total = watch.page.total};
    QStringList keys;
    QHash<QString, QJsonObject> cells;
    for (const int row : watch.page.rows) {
        const QString key = table->key(row);
        const QJsonObject &now = table->rows[size_t(row)];
        const auto before = watch.cells.constFind(key);
        keys.append(key);
        cells.insert(key, now);
        if (before != watch.cells.constEnd() && *before == now)
            continue;
        QJsonObject changed = now;
        for (auto each = now.begin(); before != watch.cells.constEnd() && each != now.end(); ++each)
            if (before->value(each.key()) == each.value())
                changed.remove(each.key());
        delta.rows.append({key, changed});
    }
    for (const QString &key : std::as_const(watch.keys)) {
        if (!cells.contains(key))
            delta.removed.append(key);
    }
    if (keys != watch.keys)
        delta.order = keys;
    watch.keys = keys;
    watch.cells = cells;
    if (delta.rows.isEmpty() && delta.removed.isEmpty() && delta.order.isEmpty())
        return;
    ++watch.seq;
    send(delta);
}

void FakePeer::sendEntries(qint64 id, Watch &watch, int count, bool isFresh)
{
    FakeData &data = m_worker.data;
    adminprotocol::Entries message{.id = id, .seq = ++watch.seq, .isFresh = isFresh};
    for (int i = 0; i < count; ++i) {
        const QJsonObject cells = watch.view == u"traffic"_s ? data.trafficCells()
                                  : watch.view == u"logs"_s  ? data.logCells()
                                                             : data.metricsCells();
        message.entries.append({++watch.until, cells});
    }
    message.until = watch.until;
    send(message);
}

void FakePeer::tick(int count)
{
    // What is not read is not made.
    if (m_socket->bytesToWrite() > fullPipe)
        return;
    for (auto watch = m_watches.begin(); watch != m_watches.end(); ++watch) {
        if (!isEntries(watch->view))
            sendDelta(watch.key(), *watch, count % 5 == 0);
        else if (watch->view == u"traffic"_s)
            sendEntries(watch.key(), *watch, m_worker.script.trafficPerSecond / 5, false);
        else if (count % 5 == 0)
            sendEntries(watch.key(), *watch, watch->view == u"logs"_s ? 10 : 1, false);
    }
}

std::vector<int> FakePeer::seenSessions() const
{
    for (const Watch &watch : m_watches) {
        if (watch.view == u"sessions"_s)
            return watch.page.rows;
    }
    return {};
}

void FakePeer::sendText(const QByteArray &json)
{
    sendBytes(m_isLocal ? json + '\n' : frames::frame(frames::Text, json));
}

void FakePeer::sendBytes(const QByteArray &bytes)
{
    if (!m_socket->isOpen())
        return;
    m_worker.sentBytes += bytes.size();
    m_socket->write(bytes);
}

void FakePeer::drop()
{
    m_watches.clear();
    if (auto *const tcp = qobject_cast<QAbstractSocket *>(m_socket))
        tcp->disconnectFromHost();
    if (auto *const local = qobject_cast<QLocalSocket *>(m_socket))
        local->disconnectFromServer();
}

} // namespace parlance::test
