// SPDX-License-Identifier: GPL-3.0-or-later
#include "calls/claims.h"

#include "calls/admission.h"

#include <QLoggingCategory>
#include <QStringList>

namespace parlance {

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcDialects, "parlance.dialects", QtInfoMsg)

namespace {

constexpr std::chrono::minutes logPause{1};
const auto advice = u"see legacy.open_sockets and \"Sockets without a token\" in the README"_s;

} // namespace

Claims::Claims(Sessions &sessions, const Registry &registry, Clock clock, Options options)
    : m_sessions(sessions)
    , m_registry(registry)
    , m_clock(std::move(clock))
    , m_options(options)
{
}

bool Claims::isAllowed(const ClientEvidence &client) const
{
    return m_options.openSockets == OpenSockets::On ||
           (m_options.openSockets == OpenSockets::Loopback && client.fingerprint.isLoopback);
}

Result<void> Claims::mayOpen(const ClientEvidence &client, quint8 dialect)
{
    if (dialect != 0 && !m_registry.dialect(dialect).mayOpenWithoutToken)
        return ErrorCode::AuthenticationRequired;
    if (!isAllowed(client)) {
        log(u"open"_s, client, u"a socket without a token was refused: "_s + whyNot(client));
        return ErrorCode::AuthenticationRequired;
    }
    if (m_options.openSockets == OpenSockets::On && client.isForwarded && !m_options.trustsProxies)
        log(u"shared"_s, client,
            u"sockets without a token come through a proxy, and http.trusted_proxies is empty: "
            "all clients share one address"_s);
    return {};
}

QString Claims::whyNot(const ClientEvidence &client) const
{
    return m_options.openSockets == OpenSockets::Off ? u"legacy.open_sockets is off"_s
                                                     : QString::fromLatin1(client.notLoopback);
}

QString Claims::hint(quint8 dialect) const
{
    if (dialect != 0 && !m_registry.dialect(dialect).mayOpenWithoutToken)
        return u"Send the token that log-in answers: io(url, { auth: { token } })"_s;
    return u"Send the token that log-in answers: io(url, { auth: { token } }); or "_s + advice;
}

ClientQuery Claims::queryFor(quint8 dialect, const ClientEvidence &client) const
{
    ClientQuery query;
    query.dialect = m_registry.dialect(dialect).name;
    query.client = client.fingerprint;
    query.onlyLoopback = m_options.openSockets != OpenSockets::On;
    return query;
}

void Claims::claim(const Claim &claim, quint8 dialect, const QString &who,
                   const ClientEvidence &client, Callback<Actor> done)
{
    if (!m_registry.dialect(dialect).mayOpenWithoutToken)
        return done(ErrorCode::Forbidden);
    if (!isAllowed(client)) {
        logRefused(u"act for its user"_s, dialect, client, whyNot(client));
        return done(ErrorCode::Forbidden);
    }
    auto matched = [=, this, done = std::move(done)](const Result<ClientMatch> &match) {
        if (!match)
            return done(match.error());
        if (!match->isWhole()) {
            logRefused(u"act for its user"_s, dialect, client, differences(*match));
            return done(ErrorCode::Forbidden);
        }
        const auto may = Admission::permit(Access::Session, {*match->actor, {}, {}});
        done(may ? Result<Actor>(*match->actor) : may.error());
    };
    m_sessions.claim(who, claim.by, queryFor(dialect, client), std::move(matched));
}

void Claims::findSession(quint8 dialect, const ClientEvidence &client, Callback<Actor> done)
{
    auto found = [=, this, done = std::move(done)](const Result<Actor> &actor) {
        if (actor || actor.error().code != ErrorCode::SessionEnded)
            return done(actor);
        logRefused(u"hear a room"_s, dialect, client,
                   u"no session with its address, Origin and User-Agent"_s);
        done(ErrorCode::Forbidden);
    };
    m_sessions.findOfClient(queryFor(dialect, client), std::move(found));
}

// For the log only: clients must not learn who is logged in, and from where.
QString Claims::differences(const ClientMatch &match)
{
    QStringList differs;
    if (!match.actor)
        differs.append(u"no session"_s);
    if (match.actor && !match.sameAddress)
        differs.append(u"another address"_s);
    if (match.actor && !match.sameOrigin)
        differs.append(u"another Origin"_s);
    if (match.actor && !match.sameUserAgent)
        differs.append(u"another User-Agent"_s);
    if (match.actor && !match.isLoopback)
        differs.append(u"logged in from elsewhere than a page of this machine"_s);
    return differs.join(", "_L1);
}

void Claims::logRefused(const QString &what, quint8 dialect, const ClientEvidence &client,
                        const QString &why)
{
    const QString &name = m_registry.dialect(dialect).name;
    log(what + u' ' + name, client,
        u"a client of %1 without a token may not %2: %3"_s.arg(name, what, why));
}

void Claims::log(const QString &kind, const ClientEvidence &client, const QString &text)
{
    const QString key = client.listener + u' ' + kind;
    const Timestamp now = m_clock();
    const auto last = m_logged.constFind(key);
    if (last != m_logged.cend() && now - *last < logPause && now >= *last)
        return;
    m_logged.insert(key, now);
    qCWarning(lcDialects).noquote() << client.listener + u": "_s + text + u"; "_s + advice;
}

} // namespace parlance
