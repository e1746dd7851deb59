// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/doctor.h"

#include "link/problems.h"
#include "link/serverlink.h"
#include "link/trustedcertificates.h"

#include <QFileInfo>
#include <QLocale>

namespace parlance::gui {

using namespace Qt::StringLiterals;
using Kind = Problem::Kind;

namespace {

/// Two minutes of difference confuse nobody.
constexpr qint64 toleratedSeconds = 120;

bool isAboutLogIn(Kind kind)
{
    return kind == Kind::Credentials || kind == Kind::RoleTooLow || kind == Kind::Busy;
}

QString stateWord(Doctor::State state)
{
    switch (state) {
    case Doctor::State::Good:
        return u"OK"_s;
    case Doctor::State::Attention:
        return u"ATTENTION"_s;
    case Doctor::State::Bad:
        return u"WRONG"_s;
    default:
        return u"-"_s;
    }
}

} // namespace

Doctor::Doctor(QObject *parent)
    : QObject(parent)
{
}

Doctor::~Doctor() = default;

void Doctor::examine(const Target &target, const Credentials &credentials, const Problem &known)
{
    m_target = target;
    m_credentials = credentials;
    m_known = isAboutLogIn(known.kind) ? known : Problem();
    m_verdict = {};
    m_link.reset();
    m_probe.reset();
    m_isBusy = true;
    prepare();
    if (target.isLocal()) {
        examineLocally();
        return;
    }
    m_probe = std::make_unique<HandshakeProbe>();
    connect(m_probe.get(), &HandshakeProbe::advanced, this, &Doctor::advance);
    connect(m_probe.get(), &HandshakeProbe::finished, this, &Doctor::take);
    m_probe->start(target.url);
    Q_EMIT changed();
}

void Doctor::prepare()
{
    m_checks = {{tr("Name")},    {tr("Port")},   {tr("TLS")},  {tr("Certificate")}, {tr("Server")},
                {tr("Version")}, {tr("Log-in")}, {tr("Role")}, {tr("Clock")}};
    if (m_target.isLocal()) {
        m_checks[Name].title = tr("Socket");
        for (const Step step : {Port, Tls, Certificate})
            set(step, State::Skipped, tr("Not needed on the server's own computer."));
    } else if (m_target.url.scheme() != u"wss"_s) {
        const bool isSafe =
            QHostAddress(m_target.url.host()).isLoopback() || m_target.url.host() == u"localhost"_s;
        set(Tls, isSafe ? State::Skipped : State::Attention,
            isSafe ? tr("Not needed on the server's own computer.")
                   : tr("The link is not encrypted: who is in between can read the password."));
        set(Certificate, State::Skipped, tr("There is none without TLS."));
    }
}

void Doctor::set(Step step, State state, const QString &finding)
{
    m_checks[step].state = state;
    m_checks[step].finding = finding;
}

void Doctor::fail(Step step, const Problem &problem)
{
    set(step, State::Bad, problem.what);
    if (!m_verdict)
        m_verdict = problem;
}

void Doctor::finish()
{
    for (Check &check : m_checks) {
        if (check.state == State::Waiting)
            check.state = State::Skipped;
    }
    m_isBusy = false;
    Q_EMIT changed();
    Q_EMIT finished();
}

void Doctor::advance(const Handshake &handshake)
{
    const QUrl &url = m_target.url;
    if (handshake.reached == Handshake::Reached::Name)
        set(Name, State::Good,
            tr("%1 is %2.").arg(url.host(), handshake.addresses.value(0).toString()));
    if (handshake.reached == Handshake::Reached::Port)
        set(Port, State::Good,
            tr("Port %1 answers.").arg(url.port(url.scheme() == u"wss"_s ? 443 : 80)));
    if (handshake.reached == Handshake::Reached::Tls) {
        set(Tls, State::Good, tr("The link is encrypted."));
        judgeCertificate(handshake);
    }
    Q_EMIT changed();
}

QString Doctor::datesOf(const QSslCertificate &certificate) const
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const QLocale locale;
    const auto shown = [&locale](const QDateTime &time) {
        return locale.toString(time.toLocalTime(), QLocale::ShortFormat);
    };
    if (certificate.expiryDate() < now)
        return tr("It ended on %1.").arg(shown(certificate.expiryDate()));
    if (certificate.effectiveDate() > now)
        return tr("It is valid from %1 on: look at this computer's clock, which says %2.")
            .arg(shown(certificate.effectiveDate()), shown(now));
    return tr("It is valid until %1.").arg(shown(certificate.expiryDate()));
}

void Doctor::judgeCertificate(const Handshake &handshake)
{
    const QSslCertificate &certificate = handshake.certificate;
    const QString dates = datesOf(certificate);
    if (handshake.certificateErrors.isEmpty()) {
        set(Certificate, State::Good, dates);
    } else if (TrustedCertificates::isTrusted(m_target.url, certificate)) {
        set(Certificate, State::Good, tr("You trust it by its fingerprint.") + u' ' + dates);
    } else {
        fail(Certificate,
             problems::untrusted(m_target.url, certificate, handshake.certificateErrors));
        m_checks[Certificate].finding += u' ' + dates;
    }
}

void Doctor::take(const Handshake &handshake)
{
    using Reached = Handshake::Reached;
    if (handshake.reached == Reached::Http) {
        if (!judgeAnswer(handshake)) {
            finish();
            return;
        }
        if (handshake.serverTime().isValid())
            judgeClock(handshake.serverTime().secsTo(handshake.answeredAt));
        logIn();
        return;
    }
    const bool isSecure = m_target.url.scheme() == u"wss"_s;
    const Problem problem = handshake.errorCode == QAbstractSocket::UnknownSocketError &&
                                    handshake.reached < Reached::Port
                                ? problems::timedOut(m_target)
                                : problems::refusedHandshake(m_target.url, handshake);
    if (handshake.reached == Reached::Nothing)
        fail(Name, problem);
    else if (handshake.reached == Reached::Name)
        fail(Port, problem);
    else if (isSecure && handshake.reached == Reached::Port)
        fail(Tls, problems::notOpened(m_target.url, QAbstractSocket::SslHandshakeFailedError,
                                      handshake.error));
    else
        fail(Server, problem);
    finish();
}

// False: it is not what was hoped for.
bool Doctor::judgeAnswer(const Handshake &handshake)
{
    const int version = handshake.protocolVersion();
    if (handshake.status == 101 && version == problems::ownVersion()) {
        set(Server, State::Good, tr("It is a Parlance server with /admin."));
        set(Version, State::Good, tr("It speaks version %1 of the admin protocol.").arg(version));
        return true;
    }
    const Problem problem = problems::refusedHandshake(m_target.url, handshake);
    const bool isParlance = problem.kind == Kind::Version;
    if (isParlance)
        set(Server, State::Good, tr("It is a Parlance server with /admin."));
    fail(isParlance ? Version : Server, problem);
    return false;
}

void Doctor::judgeClock(qint64 secondsAhead)
{
    if (qAbs(secondsAhead) <= toleratedSeconds) {
        set(Clock, State::Good, tr("The clocks agree."));
        return;
    }
    const int minutes = int(qMin(qAbs(secondsAhead) / 60, qint64(10000000)));
    set(Clock, State::Attention,
        secondsAhead > 0
            ? tr("This computer's clock is %n minute(s) ahead of the server's.", "", minutes)
            : tr("This computer's clock is %n minute(s) behind the server's.", "", minutes));
}

void Doctor::examineLocally()
{
    if (!QFileInfo::exists(m_target.socket)) {
        fail(Name, problems::noLocalServer(m_target.socket, QLocalSocket::ServerNotFoundError,
                                           tr("There is no such file.")));
        finish();
        return;
    }
    set(Name, State::Good, tr("%1 is there.").arg(m_target.socket));
    logIn();
}

void Doctor::logIn()
{
    const bool hasCredentials = !m_credentials.password.isEmpty() || !m_credentials.token.isEmpty();
    // To who is not trusted, no password is said.
    if (m_checks[Certificate].state == State::Bad) {
        finish();
    } else if (m_known) {
        takeLogIn(m_known);
    } else if (!hasCredentials && !m_target.isLocal()) {
        set(LogIn, State::Skipped, tr("It was not tried without a password."));
        finish();
    } else {
        m_link = std::make_unique<ServerLink>();
        connect(m_link.get(), &ServerLink::stateChanged, this, &Doctor::followLogIn);
        m_link->open(m_target, m_credentials);
        Q_EMIT changed();
    }
}

void Doctor::followLogIn()
{
    const ServerLink::State state = m_link->state();
    if (!m_isBusy || state == ServerLink::State::Idle || state == ServerLink::State::Connecting ||
        state == ServerLink::State::LoggingIn)
        return;
    if (state != ServerLink::State::Online) {
        const Problem problem = m_link->problem();
        m_link.release()->deleteLater();
        takeLogIn(problem);
        return;
    }
    set(Server, State::Good, tr("It is a Parlance server with /admin."));
    set(Version, State::Good,
        tr("It speaks version %1 of the admin protocol.").arg(problems::ownVersion()));
    set(LogIn, State::Good, tr("You are %1.").arg(m_link->welcome().user));
    set(Role, State::Good, tr("You are logged in as %1.").arg(m_link->welcome().access.role));
    judgeClock(m_link->clockAheadSeconds());
    m_link->disconnect(this);
    // A session that only the doctor used.
    if (!m_credentials.password.isEmpty())
        m_link->logOut();
    m_link.release()->deleteLater();
    finish();
}

void Doctor::takeLogIn(const Problem &problem)
{
    if (m_target.isLocal() && problem.kind == Kind::Version) {
        fail(Version, problem);
    } else if (problem.kind == Kind::RoleTooLow && !m_target.isLocal()) {
        set(LogIn, State::Good, tr("The password is right."));
        fail(Role, problem);
    } else {
        fail(LogIn, problem);
    }
    finish();
}

QString Doctor::report() const
{
    QString text = QStringLiteral("parlance-admin " PARLANCE_VERSION ", ") +
                   (m_target.isLocal() ? m_target.socket : m_target.url.toString()) + u", "_s +
                   QDateTime::currentDateTimeUtc().toString(Qt::ISODate) + u'\n';
    for (const Check &check : m_checks)
        text += u"%1: %2 %3\n"_s.arg(check.title, stateWord(check.state), check.finding);
    if (m_verdict) {
        text += m_verdict.what + u' ' + m_verdict.advice + u'\n';
        if (!m_verdict.details.isEmpty())
            text += m_verdict.details + u'\n';
    }
    return text;
}

} // namespace parlance::gui
