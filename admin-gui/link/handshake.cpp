// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/handshake.h"

#include "shared/adminprotocol/values.h"

#include <QLocale>
#include <QRegularExpression>
#include <QSslSocket>

#include <chrono>

namespace parlance::gui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qsizetype maxAnswerBytes = 64 * 1024;

} // namespace

int Handshake::protocolVersion() const
{
    static const QRegularExpression name(u"parlance\\.admin\\.v(\\d{1,6})"_s);
    const QString offered = QString::fromLatin1(fields.value("sec-websocket-protocol"));
    return name.match(offered).captured(1).toInt();
}

QDateTime Handshake::serverTime() const
{
    const QString text = QString::fromLatin1(fields.value("date")).remove(u" GMT"_s);
    QDateTime time = QLocale::c().toDateTime(text, u"ddd, dd MMM yyyy hh:mm:ss"_s);
    time.setTimeSpec(Qt::UTC);
    return time;
}

HandshakeProbe::HandshakeProbe(QObject *parent)
    : QObject(parent)
    , m_socket(new QSslSocket(this))
{
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] { finish(tr("No answer came.")); });
    connect(m_socket, &QSslSocket::connected, this, [this] {
        reach(Handshake::Reached::Port);
        if (!m_isSecure)
            ask();
    });
    connect(m_socket, &QSslSocket::encrypted, this, [this] {
        m_handshake.certificate = m_socket->peerCertificate();
        reach(Handshake::Reached::Tls);
        ask();
    });
    connect(m_socket, &QSslSocket::sslErrors, this, [this](const QList<QSslError> &errors) {
        m_handshake.certificateErrors = errors;
        m_socket->ignoreSslErrors();
    });
    connect(m_socket, &QSslSocket::readyRead, this, [this] { read(false); });
    connect(m_socket, &QSslSocket::errorOccurred, this, [this] {
        m_handshake.errorCode = m_socket->error();
        read(true);
    });
}

HandshakeProbe::~HandshakeProbe()
{
    if (m_lookup >= 0)
        QHostInfo::abortHostLookup(m_lookup);
    // Nothing of what the socket still says while it goes concerns anybody.
    m_socket->disconnect(this);
}

void HandshakeProbe::start(const QUrl &url)
{
    m_url = url;
    m_isSecure = url.scheme() == u"wss"_s;
    m_deadline.start(20s);
    m_lookup = QHostInfo::lookupHost(url.host(), this, &HandshakeProbe::resolved);
}

void HandshakeProbe::resolved(const QHostInfo &info)
{
    m_lookup = -1;
    if (m_isOver)
        return;
    if (info.error() != QHostInfo::NoError) {
        m_handshake.errorCode = QAbstractSocket::HostNotFoundError;
        finish(info.errorString());
        return;
    }
    m_handshake.addresses = info.addresses();
    reach(Handshake::Reached::Name);
    const auto port = quint16(m_url.port(m_isSecure ? 443 : 80));
    if (m_isSecure)
        m_socket->connectToHostEncrypted(m_url.host(), port);
    else
        m_socket->connectToHost(m_url.host(), port);
}

void HandshakeProbe::reach(Handshake::Reached step)
{
    m_handshake.reached = step;
    Q_EMIT advanced(m_handshake);
}

void HandshakeProbe::ask()
{
    const QString host =
        m_url.port() < 0 ? m_url.host() : u"%1:%2"_s.arg(m_url.host()).arg(m_url.port());
    const QByteArray path = m_url.path(QUrl::FullyEncoded).toLatin1();
    m_socket->write("GET " + path + " HTTP/1.1\r\nHost: " + QUrl::toAce(host) +
                    "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                    "Sec-WebSocket-Protocol: " +
                    adminprotocol::protocolName.latin1() +
                    "\r\nUser-Agent: parlance-admin/" PARLANCE_VERSION "\r\n\r\n");
}

void HandshakeProbe::read(bool isAtEnd)
{
    m_answer += m_socket->read(maxAnswerBytes);
    const qsizetype end = m_answer.indexOf("\r\n\r\n");
    if (end < 0) {
        if (isAtEnd)
            finish(m_socket->errorString());
        else if (m_answer.size() >= maxAnswerBytes)
            finish(tr("What answers does not speak HTTP."));
        return;
    }
    static const QRegularExpression status(u"^HTTP/1\\.[01] (\\d{3})"_s);
    const QByteArray head = m_answer.left(end);
    m_handshake.status = status.match(QString::fromLatin1(head)).captured(1).toInt();
    if (m_handshake.status == 0) {
        finish(tr("What answers does not speak HTTP."));
        return;
    }
    for (const QByteArray &line : head.split('\n').mid(1)) {
        const qsizetype colon = line.indexOf(':');
        m_handshake.fields.insert(line.left(colon).trimmed().toLower(),
                                  line.mid(colon + 1).trimmed());
    }
    m_handshake.body = m_answer.mid(end + 4);
    m_handshake.answeredAt = QDateTime::currentDateTimeUtc();
    m_handshake.reached = Handshake::Reached::Http;
    finish({});
}

void HandshakeProbe::finish(const QString &error)
{
    if (std::exchange(m_isOver, true))
        return;
    m_deadline.stop();
    m_handshake.error = error;
    m_socket->disconnect(this);
    m_socket->abort();
    Q_EMIT finished(m_handshake);
}

} // namespace parlance::gui
