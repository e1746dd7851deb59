// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/problems.h"

#include "link/trustedcertificates.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace parlance::gui::problems {

using namespace Qt::StringLiterals;
using Kind = Problem::Kind;

namespace {

struct Problems
{
    Q_DECLARE_TR_FUNCTIONS(Problems)
};

Target targetOf(const QUrl &url)
{
    return {.url = url, .socket = {}};
}

Problem versionProblem(const Target &target, int version, const QString &details)
{
    return {.kind = Kind::Version,
            .what = Problems::tr("%1 speaks version %2 of the admin protocol, this console %3.")
                        .arg(target.name())
                        .arg(version)
                        .arg(ownVersion()),
            .advice = version > ownVersion() ? Problems::tr("Install a newer console.")
                                             : Problems::tr("Update the server, or use a console "
                                                            "of its version."),
            .details = details};
}

int versionIn(const QString &text)
{
    static const QRegularExpression name(u"parlance\\.admin\\.v(\\d{1,6})"_s);
    return name.match(text).captured(1).toInt();
}

// Without the bytes that could disturb a label.
QString excerpt(const QByteArray &bytes)
{
    return QString::fromUtf8(bytes.left(300)).simplified();
}

Problem unreachable(const Target &target, const QString &what, const QString &details)
{
    return {.kind = Kind::Unreachable,
            .what = what.arg(target.name()),
            .advice = Problems::tr("Look whether the server runs, and whether the port is right."),
            .details = details};
}

} // namespace

int ownVersion()
{
    return versionIn(adminprotocol::protocolName);
}

Problem timedOut(const Target &target)
{
    return {.kind = Kind::TimedOut,
            .what = Problems::tr("%1 does not answer.").arg(target.name()),
            .advice = Problems::tr(
                "Look whether the server runs, and whether a firewall is in between.")};
}

Problem lost(const Target &target, const QString &details)
{
    return {.kind = Kind::Lost,
            .what = Problems::tr("The link to %1 is down.").arg(target.name()),
            .advice = {},
            .details = details};
}

Problem rubbish(const Target &target, const QString &details)
{
    return {
        .kind = Kind::Rubbish,
        .what =
            Problems::tr("%1 sends something that is not the admin protocol.").arg(target.name()),
        .advice =
            Problems::tr("Look whether the address is that of a Parlance server, and whether a "
                         "proxy in between changes what it says."),
        .details = details};
}

Problem flood()
{
    return {.kind = Kind::Rubbish,
            .what = Problems::tr("The server sends more than this computer can read."),
            .advice = Problems::tr("Look whether the address is that of a Parlance server."),
            .details = u"More than 16 MiB waited to be read"_s};
}

Problem untrusted(const QUrl &url, const QSslCertificate &certificate,
                  const QList<QSslError> &errors)
{
    const bool hasChanged = !TrustedCertificates::fingerprintFor(url).isEmpty();
    const QString first = errors.isEmpty() ? QString() : errors.first().errorString();
    Problem problem{
        .kind = Kind::UntrustedCertificate,
        .what = Problems::tr("The certificate of %1 is not trusted: %2").arg(url.host(), first),
        .advice = Problems::tr("Compare its fingerprint with that of the server."),
        .details = TrustedCertificates::fingerprintOf(certificate)};
    if (hasChanged) {
        problem.what =
            Problems::tr("The certificate of %1 is another one than you trusted!").arg(url.host());
        problem.advice = Problems::tr("Somebody may be in between. Ask who runs the server whether "
                                      "it has a new certificate before you go on.");
        problem.code = u"certificate_changed"_s;
    }
    return problem;
}

Problem notOpened(const QUrl &url, QAbstractSocket::SocketError error, const QString &details)
{
    const Target target = targetOf(url);
    switch (error) {
    case QAbstractSocket::HostNotFoundError:
        return {.kind = Kind::NameNotFound,
                .what = Problems::tr("There is no computer named %1.").arg(url.host()),
                .advice = Problems::tr("Look for a typing error."),
                .details = details};
    case QAbstractSocket::SslHandshakeFailedError:
        return {.kind = Kind::Tls,
                .what = Problems::tr("%1 does not speak TLS.").arg(target.name()),
                .advice = Problems::tr("Look whether the port is right, or write ws:// before the "
                                       "address if the server has no TLS."),
                .details = details};
    case QAbstractSocket::ConnectionRefusedError:
        return unreachable(target, Problems::tr("Nothing listens at %1."), details);
    case QAbstractSocket::SocketTimeoutError:
        return timedOut(target);
    default:
        return unreachable(target, Problems::tr("%1 cannot be reached."), details);
    }
}

Problem refusedHandshake(const QUrl &url, const Handshake &handshake)
{
    const Target target = targetOf(url);
    const QString details = handshake.error.isEmpty()
                                ? u"HTTP %1 %2"_s.arg(handshake.status).arg(excerpt(handshake.body))
                                : handshake.error;
    if (handshake.reached != Handshake::Reached::Http &&
        handshake.errorCode != QAbstractSocket::UnknownSocketError &&
        handshake.reached != Handshake::Reached::Port)
        return notOpened(url, handshake.errorCode, details);
    const int version = handshake.protocolVersion();
    if (version > 0 && version != ownVersion())
        return versionProblem(target, version, details);
    if (handshake.status == 101)
        return otherProtocol(target,
                             QString::fromLatin1(handshake.fields.value("sec-websocket-protocol")));
    if (handshake.status == 429 || handshake.status == 503)
        return {.kind = Kind::Busy,
                .what = Problems::tr("%1 has too many connections.").arg(target.name()),
                .advice = Problems::tr("The console tries again by itself."),
                .details = details,
                .retryAfterSeconds =
                    qBound(0, handshake.fields.value("retry-after").toInt(), 24 * 60 * 60)};
    if (handshake.body.contains("address_banned"))
        return {
            .kind = Kind::RoleTooLow,
            .what =
                Problems::tr("The address of this computer is banned from %1.").arg(target.name()),
            .advice = Problems::tr("Connect from another one, or on the server's computer."),
            .details = details,
            .code = u"address_banned"_s};
    if (handshake.body.startsWith("{\"code\":\"unknown_operation\"") ||
        handshake.body.contains("There is no WebSocket here"))
        return {.kind = Kind::NotParlance,
                .what = Problems::tr("%1 is a Parlance server without /admin at this address.")
                            .arg(target.name()),
                .advice = Problems::tr("Use the address that admin.listen of its configuration "
                                       "names."),
                .details = details};
    return {.kind = Kind::NotParlance,
            .what = Problems::tr("%1 answers, but is no Parlance server.").arg(target.name()),
            .advice = handshake.status == 0
                          ? Problems::tr("Look whether the port is right, and whether it needs "
                                         "wss:// (TLS) before the address.")
                          : Problems::tr("Look whether the address is right, and whether a proxy "
                                         "in between passes WebSockets on."),
            .details = details};
}

Problem otherProtocol(const Target &target, const QString &name)
{
    if (const int version = versionIn(name))
        return versionProblem(target, version, name);
    return {.kind = Kind::Version,
            .what = Problems::tr("%1 does not agree to the admin protocol.").arg(target.name()),
            .advice = Problems::tr("Look whether the address is right, and whether a proxy in "
                                   "between removes Sec-WebSocket-Protocol."),
            .details = name};
}

Problem closed(const Target &target, QWebSocketProtocol::CloseCode code, const QString &reason,
               const QString &details)
{
    using namespace QWebSocketProtocol;
    // Of this end: what came broke the rules of WebSockets.
    if (code == CloseCodeProtocolError || code == CloseCodeWrongDatatype)
        return rubbish(target, reason);
    if (code == CloseCodeTooMuchData)
        return {.kind = Kind::Rubbish,
                .what = Problems::tr("%1 sent a message that is too large.").arg(target.name()),
                .advice = Problems::tr("Look whether the address is that of a Parlance server."),
                .details = reason};
    return lost(target, reason.isEmpty() ? details : reason);
}

Problem noLocalServer(const QString &path, QLocalSocket::LocalSocketError error,
                      const QString &details)
{
    if (error == QLocalSocket::SocketAccessError)
        return {.kind = Kind::RoleTooLow,
                .what = Problems::tr("You may not open the server's socket %1.").arg(path),
                .advice = Problems::tr("Only members of its group may: ask to become one, or log "
                                       "in over the network."),
                .details = details};
    return {.kind = Kind::Unreachable,
            .what = Problems::tr("No server listens on the socket %1.").arg(path),
            .advice = Problems::tr("Look whether the server runs."),
            .details = details};
}

Problem refusedLocally(const QString &path, const QByteArray &answer)
{
    const Target target{.url = {}, .socket = path};
    const QString details = excerpt(answer);
    const int version = versionIn(QString::fromUtf8(answer));
    if (version > 0 && version != ownVersion())
        return versionProblem(target, version, details);
    return rubbish(target, details);
}

Problem refused(const adminprotocol::Problem &problem)
{
    return {.kind = Kind::Refused,
            .what = problem.message,
            .advice = {},
            .details = {},
            .code = problem.code,
            .retryAfterSeconds =
                int(qBound(qint64(0), problem.retryAfterSeconds, qint64(24 * 60 * 60)))};
}

} // namespace parlance::gui::problems
