// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/problems.h"

#include <QCoreApplication>
#include <QSslCertificate>

namespace parlance::gui::problems {

using namespace Qt::StringLiterals;
using Kind = Problem::Kind;

namespace {

struct Problems
{
    Q_DECLARE_TR_FUNCTIONS(Problems)
};

Kind kindOf(const adminprotocol::Problem &problem)
{
    if (problem.retryAfterSeconds > 0)
        return Kind::Busy;
    if (problem.code == u"forbidden"_s)
        return Kind::RoleTooLow;
    return Kind::Credentials;
}

} // namespace

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

Problem untrusted(const QUrl &url, const QList<QSslError> &errors)
{
    const QString first = errors.isEmpty() ? QString() : errors.first().errorString();
    return {
        .kind = Kind::UntrustedCertificate,
        .what = Problems::tr("The certificate of %1 is not trusted: %2").arg(url.host(), first),
        .advice = Problems::tr("Compare its fingerprint with that of the server."),
        .details =
            errors.isEmpty()
                ? QString()
                : QString::fromLatin1(
                      errors.first().certificate().digest(QCryptographicHash::Sha256).toHex(':'))};
}

Problem notOpened(const QUrl &url, QAbstractSocket::SocketError error, const QString &details)
{
    const Target target{.url = url, .socket = {}};
    switch (error) {
    case QAbstractSocket::HostNotFoundError:
        return {.kind = Kind::NameNotFound,
                .what = Problems::tr("There is no computer named %1.").arg(url.host()),
                .advice = Problems::tr("Look for a typing error."),
                .details = details};
    case QAbstractSocket::SslHandshakeFailedError:
        return {.kind = Kind::Tls,
                .what = Problems::tr("%1 does not speak TLS.").arg(target.name()),
                .advice = Problems::tr("Look whether the port is right."),
                .details = details};
    case QAbstractSocket::ConnectionRefusedError:
    case QAbstractSocket::NetworkError:
        return {.kind = Kind::Unreachable,
                .what = Problems::tr("Nothing answers at %1.").arg(target.name()),
                .advice =
                    Problems::tr("Look whether the server runs, and whether the port is right."),
                .details = details};
    default:
        return {.kind = Kind::NotParlance,
                .what = Problems::tr("%1 does not offer the admin protocol.").arg(target.name()),
                .advice = Problems::tr(
                    "Look whether the address is right, and whether admin.listen names "
                    "another one."),
                .details = details};
    }
}

Problem noLocalServer(const QString &path, QLocalSocket::LocalSocketError error,
                      const QString &details)
{
    if (error == QLocalSocket::SocketAccessError)
        return {.kind = Kind::RoleTooLow,
                .what = Problems::tr("You may not open the server's socket %1.").arg(path),
                .advice = Problems::tr("Only members of its group may."),
                .details = details};
    return {.kind = Kind::Unreachable,
            .what = Problems::tr("No server listens on the socket %1.").arg(path),
            .advice = Problems::tr("Look whether the server runs."),
            .details = details};
}

Problem refused(const adminprotocol::Problem &problem)
{
    return {.kind = Kind::Refused,
            .what = problem.message,
            .advice = {},
            .details = {},
            .code = problem.code,
            .retryAfterSeconds = int(problem.retryAfterSeconds)};
}

Problem refusedLogIn(const adminprotocol::Problem &problem)
{
    Problem result = refused(problem);
    result.kind = kindOf(problem);
    return result;
}

Problem parting(const adminprotocol::Bye &bye)
{
    Problem problem{.kind = Kind::Credentials, .what = bye.message, .advice = {}, .details = {}};
    problem.code = bye.reason;
    if (bye.reason == u"shutting_down"_s)
        problem.kind = Kind::ShuttingDown;
    else if (bye.reason == u"too_slow"_s || bye.reason == u"login_timeout"_s)
        problem.kind = Kind::Lost;
    else if (bye.reason == u"forbidden"_s)
        problem.kind = Kind::RoleTooLow;
    return problem;
}

} // namespace parlance::gui::problems
