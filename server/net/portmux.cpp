// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/portmux.h"

#include "http/subscriber.h"
#include "net/log.h"

#include <QEvent>

#include <utility>

namespace parlance::net {

namespace {

constexpr int backlog = 1024;
/// Limit of refused connections that wait for their answer to be read; further ones are closed
/// without an answer.
constexpr int refusedAtOnce = 64;
/// A client that disconnects before it is accepted causes one such turn; a lack of descriptors
/// causes many.
constexpr int fruitlessAtOnce = 8;
constexpr http::Rejection wantsTls{400, "This port speaks TLS: use https"};

} // namespace

PortMux::PortMux(HttpServices services, PortMuxOptions options, QObject *parent)
    : QTcpServer(parent)
    , m_services(std::move(services))
    , m_options(std::move(options))
    , m_resume(m_services.timers)
{
    m_services.counters = &m_counters;
    setListenBacklogSize(backlog);
    connect(this, &QTcpServer::acceptError, this, &PortMux::pauseForAMoment);
}

PortMux::~PortMux()
{
    close();
    dropHandshakes();
    for (HttpConnection *connection : std::exchange(m_connections, {}))
        delete connection;
}

void PortMux::dropHandshakes()
{
    for (TlsHandshake *handshake : std::exchange(m_handshakes, {})) {
        m_gate.leave(handshake);
        delete handshake;
    }
}

void PortMux::shutDown()
{
    close();
    m_resume.stop();
    dropHandshakes();
    const auto connections = m_connections;
    for (HttpConnection *connection : connections)
        connection->shutDown();
}

/// Once a listening socket of Qt has accepted a connection, its first "try again" error stays set
/// and hides every later error. If no descriptor is left, QTcpServer then emits no acceptError but
/// loops. So we count how often the socket is ready without a resulting connection.
void PortMux::watchNotifier()
{
    m_fruitless = 0;
    m_starved = false;
    if (m_notifier)
        return;
    const auto notifiers = findChildren<QSocketNotifier *>();
    for (QSocketNotifier *notifier : notifiers) {
        if (notifier->type() != QSocketNotifier::Read)
            continue;
        m_notifier = notifier;
        notifier->installEventFilter(this);
    }
}

bool PortMux::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_notifier && event->type() == QEvent::SockAct &&
        ++m_fruitless > fruitlessAtOnce) {
        pauseForAMoment();
        return true;
    }
    return QTcpServer::eventFilter(watched, event);
}

void PortMux::pauseForAMoment()
{
    m_fruitless = 0;
    if (!std::exchange(m_starved, true))
        qCWarning(lcNet, "Connections cannot be accepted, out of descriptors? Trying again");
    pauseAccepting();
    m_resume.start(m_options.acceptPause, [this] {
        if (isListening())
            resumeAccepting();
    });
}

void PortMux::incomingConnection(qintptr descriptor)
{
    watchNotifier();
    auto socket = m_options.tls ? std::make_unique<QSslSocket>() : std::make_unique<QTcpSocket>();
    if (socket->setSocketDescriptor(descriptor))
        add(std::move(socket));
    else
        qCDebug(lcNet, "A connection was gone before it was accepted");
}

std::optional<http::Rejection> PortMux::admit(const QHostAddress &address, int admitted) const
{
    if (m_count - m_refused >= m_options.connections)
        return http::Rejection{503, "Too many connections"};
    if (admitted >= m_options.connectionsPerAddress && isLimited(address))
        return http::Rejection{429, "Too many connections from this address"};
    return std::nullopt;
}

bool PortMux::isLimited(const QHostAddress &address) const
{
    const bool limited = !m_options.limitsPerAddress || m_options.limitsPerAddress();
    return limited && !m_services.proxies.contains(address);
}

void PortMux::add(std::unique_ptr<QTcpSocket> socket)
{
    const QHostAddress address = normalizedAddress(socket->peerAddress());
    const QHostAddress subscriber = http::subscriberOf(address);
    // Refused connections do not count against the limit, or a client that keeps trying would lock
    // out itself and others with its address.
    Count &count = m_perAddress[subscriber];
    const auto refused = admit(address, count.admitted);
    ++m_count;
    m_refused += refused ? 1 : 0;
    ++(refused ? count.refused : count.admitted);
    // The socket outlives its HttpConnection if it becomes a WebSocket.
    connect(
        socket.get(), &QObject::destroyed, this,
        [this, subscriber, isRefused = refused.has_value()] { release(subscriber, isRefused); });
    // A TLS client cannot read a plain answer, and the handshake is the expensive part.
    const bool answers = !m_options.tls && m_count - refusedAtOnce <= m_options.connections &&
                         count.refused <= refusedAtOnce;
    if (refused && !answers) {
        m_counters.rejections.add(refused->status);
        return;
    }
    if (m_options.tls)
        encrypt(std::unique_ptr<QSslSocket>(static_cast<QSslSocket *>(socket.release())));
    else
        open(std::move(socket), refused);
    Q_EMIT connectionCountChanged(m_count);
}

void PortMux::encrypt(std::unique_ptr<QSslSocket> socket)
{
    const QHostAddress address = normalizedAddress(socket->peerAddress());
    const auto subscriber = isLimited(address) ? http::subscriberOf(address) : QHostAddress();
    auto *handshake = new TlsHandshake(std::move(socket), *m_options.tls, m_services.timers,
                                       m_services.limits.headerTime);
    m_handshakes.insert(handshake);
    connect(handshake, &TlsHandshake::ready, this,
            [this, handshake, subscriber] { m_gate.enter(handshake, subscriber); });
    connect(
        handshake, &TlsHandshake::finished, this,
        [this, handshake](TlsHandshake::Outcome outcome) { finishHandshake(handshake, outcome); });
}

void PortMux::finishHandshake(TlsHandshake *handshake, TlsHandshake::Outcome outcome)
{
    m_handshakes.erase(handshake);
    m_gate.leave(handshake);
    handshake->deleteLater();
    if (outcome == TlsHandshake::Outcome::Encrypted)
        open(handshake->takeSocket(), std::nullopt);
    else if (outcome == TlsHandshake::Outcome::PlainText)
        open(handshake->takeSocket(), wantsTls);
}

void PortMux::describeListener()
{
    m_services.onLoopback = serverAddress().isLoopback();
    m_services.listener = QStringLiteral("%1:%2").arg(serverAddress().toString()).arg(serverPort());
}

void PortMux::open(std::unique_ptr<QTcpSocket> socket,
                   const std::optional<http::Rejection> &refused)
{
    if (m_services.listener.isEmpty())
        describeListener();
    auto *connection = new HttpConnection(std::move(socket), m_services);
    m_connections.insert(connection);
    connect(connection, &HttpConnection::finished, this, [this, connection] {
        if (m_connections.erase(connection) > 0)
            connection->deleteLater();
    });
    if (refused)
        connection->refuse(*refused);
}

void PortMux::release(const QHostAddress &subscriber, bool wasRefused)
{
    --m_count;
    m_refused -= wasRefused ? 1 : 0;
    const auto entry = m_perAddress.find(subscriber);
    if (entry != m_perAddress.end()) {
        --(wasRefused ? entry->refused : entry->admitted);
        if (entry->refused + entry->admitted == 0)
            m_perAddress.erase(entry);
    }
    Q_EMIT connectionCountChanged(m_count);
}

} // namespace parlance::net
