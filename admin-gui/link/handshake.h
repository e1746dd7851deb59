// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractSocket>
#include <QDateTime>
#include <QHostAddress>
#include <QHostInfo>
#include <QMap>
#include <QObject>
#include <QSslCertificate>
#include <QSslError>
#include <QTimer>
#include <QUrl>

class QSslSocket;

namespace parlance::gui {

/// How far a handshake got, and what was learned on the way.
struct Handshake
{
    /// The last step that worked.
    enum class Reached { Nothing, Name, Port, Tls, Http };

    Reached reached = Reached::Nothing;
    /// Why it went no further; empty: an answer came.
    QString error = {};
    QAbstractSocket::SocketError errorCode = QAbstractSocket::UnknownSocketError;
    QList<QHostAddress> addresses = {};
    /// Over TLS: what the server shows, and why it is not trusted.
    QSslCertificate certificate = QSslCertificate();
    QList<QSslError> certificateErrors = {};
    /// Of the answer: "101", its fields by lower-case name, and the beginning of the body.
    int status = 0;
    QMap<QByteArray, QByteArray> fields = {};
    QByteArray body = {};
    /// This computer's time when the answer came.
    QDateTime answeredAt = {};

    /// The version in "parlance.admin.v1"; 0: it names none.
    int protocolVersion() const;
    /// The server's clock (RFC 9110 section 6.6.1); may be invalid.
    QDateTime serverTime() const;
};

/// Asks a server for /admin once, by hand, to learn more than a WebSocket tells. It sends no
/// secret, so it goes on where the certificate is not trusted.
class HandshakeProbe : public QObject
{
    Q_OBJECT

public:
    explicit HandshakeProbe(QObject *parent = nullptr);
    ~HandshakeProbe() override;

    /// "ws" or "wss". Once. It takes 20 seconds at most.
    void start(const QUrl &url);

Q_SIGNALS:
    /// A further step has been made.
    void advanced(const parlance::gui::Handshake &handshake);
    void finished(const parlance::gui::Handshake &handshake);

private:
    void resolved(const QHostInfo &info);
    void reach(Handshake::Reached step);
    void ask();
    void read(bool isAtEnd);
    void finish(const QString &error);

    QUrl m_url;
    bool m_isSecure = false;
    bool m_isOver = false;
    int m_lookup = -1;
    QSslSocket *m_socket;
    QTimer m_deadline;
    QByteArray m_answer;
    Handshake m_handshake;
};

} // namespace parlance::gui
