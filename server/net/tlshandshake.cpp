// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/tlshandshake.h"

#include "net/log.h"

#include <algorithm>
#include <utility>

namespace parlance::net {

namespace {

constexpr qint64 readBufferBytes = 64 * 1024;
/// RFC 8446 section 5.1: the type of a handshake record, the first byte of every TLS client.
constexpr char handshakeRecord = 0x16;
constexpr int longestRecord = 16 * 1024;

bool isLetter(char byte)
{
    return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
}

/// QSslSocket reports close_notify and broken records as errors and stays open.
void closeOnError(QSslSocket *socket)
{
    QObject::connect(
        socket, &QSslSocket::errorOccurred, socket,
        [socket](QAbstractSocket::SocketError error) {
            if (socket->state() != QAbstractSocket::ConnectedState)
                return;
            if (error == QAbstractSocket::RemoteHostClosedError) {
                socket->disconnectFromHost();
            } else {
                qCDebug(lcNet, "TLS connection dropped: %s", qPrintable(socket->errorString()));
                socket->abort();
            }
        },
        Qt::QueuedConnection);
}

} // namespace

TlsHandshake::TlsHandshake(std::unique_ptr<QSslSocket> socket,
                           const QSslConfiguration &configuration, TimerQueue &timers,
                           std::chrono::milliseconds time)
    : m_socket(std::move(socket))
    , m_configuration(configuration)
    , m_deadline(timers)
{
    m_socket->setReadBufferSize(readBufferBytes);
    closeOnError(m_socket.get());
    connect(m_socket.get(), &QSslSocket::readyRead, this, &TlsHandshake::readFirst);
    connect(m_socket.get(), &QSslSocket::disconnected, this, [this] { fail(); });
    m_deadline.start(time, [this] { fail(); });
}

TlsHandshake::~TlsHandshake()
{
    if (m_socket)
        m_socket->disconnect(this);
}

void TlsHandshake::readFirst()
{
    char first = 0;
    if (m_socket->peek(&first, 1) != 1)
        return;
    if (first == handshakeRecord && !isFirstRecordHere())
        return;
    disconnect(m_socket.get(), &QSslSocket::readyRead, this, nullptr);
    if (first == handshakeRecord)
        Q_EMIT ready();
    else
        isLetter(first) ? finish(Outcome::PlainText) : fail();
}

/// A client that sends only half a record costs no more than its connection. What is too long for a
/// record (RFC 8446 section 5.1) is left for the TLS library to refuse.
bool TlsHandshake::isFirstRecordHere()
{
    uchar header[5] = {};
    if (m_socket->peek(reinterpret_cast<char *>(header), sizeof header) < qint64(sizeof header))
        return false;
    const qint64 length = std::min(header[3] << 8 | header[4], longestRecord);
    return m_socket->bytesAvailable() >= qint64(sizeof header) + length;
}

void TlsHandshake::start()
{
    // It may have ended while it waited.
    if (m_done)
        return;
    connect(m_socket.get(), &QSslSocket::encrypted, this, [this] { finish(Outcome::Encrypted); });
    connect(m_socket.get(), &QSslSocket::errorOccurred, this, [this] { fail(); });
    m_socket->setSslConfiguration(m_configuration);
    m_socket->startServerEncryption();
}

void TlsHandshake::fail()
{
    if (!m_done)
        qCDebug(lcNet, "TLS handshake failed: %s", qPrintable(m_socket->errorString()));
    finish(Outcome::Failed);
}

/// QSslSocket is in the middle of its work: no handlers may run inside it.
void TlsHandshake::finish(Outcome outcome)
{
    if (std::exchange(m_done, true))
        return;
    m_deadline.stop();
    m_socket->disconnect(this);
    QMetaObject::invokeMethod(
        this,
        [this, outcome] {
            if (outcome == Outcome::Failed)
                m_socket.reset();
            Q_EMIT finished(outcome);
        },
        Qt::QueuedConnection);
}

} // namespace parlance::net
