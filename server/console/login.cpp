// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/login.h"

#include "domain/roles.h"

namespace parlance::console {

namespace {

Result<void> admit(const Actor &actor)
{
    if (actor.mustChangePassword)
        return ErrorCode::PasswordChangeRequired;
    if (!mayUseConsole(actor.role))
        return ErrorCode::Forbidden;
    return {};
}

} // namespace

bool mayUseConsole(ServerRole role)
{
    return may(role, Permission::ViewServer);
}

ConsoleLogin::ConsoleLogin(Services services, Admission &admission)
    : m_services(services)
    , m_admission(admission)
{
}

void ConsoleLogin::logIn(const adminprotocol::LogIn &given, const PeerInfo &peer,
                         Callback<LoggedInConsole> done)
{
    if (given.token.isEmpty())
        withPassword(given, peer, std::move(done));
    else
        withToken(given.token, peer, std::move(done));
}

void ConsoleLogin::openLocal(const PeerInfo &peer, Callback<LoggedInConsole> done)
{
    if (peer.token)
        return withToken(*peer.token, peer, std::move(done));
    LoggedInConsole console;
    console.actor.username = peer.address;
    console.actor.role = ServerRole::Administrator;
    done(console);
}

// As the row of session.create.
void ConsoleLogin::withPassword(const adminprotocol::LogIn &given, const PeerInfo &peer,
                                Callback<LoggedInConsole> done)
{
    const Caller caller{.remoteAddress = peer.address};
    if (const auto allowed = m_admission.take(RateClass::Authentication, caller); !allowed)
        return done(allowed.error());
    LogIn command{.login = given.username, .password = given.password};
    command.style.client.address = peer.address;
    m_services.accounts.logIn(
        command, [this, done = std::move(done)](const Result<LoggedIn> &opened) mutable {
            if (!opened)
                return done(opened.error());
            auto check = [this, token = opened->token,
                          done = std::move(done)](const Result<Actor> &actor) mutable {
                const auto admitted = actor ? admit(*actor) : Result<void>(actor.error());
                if (admitted)
                    return done(LoggedInConsole{*actor, token, true});
                // Nobody would use it.
                if (actor)
                    m_services.sessions.logOut(*actor, [](const Result<void> &) {});
                done(admitted.error());
            };
            m_services.sessions.authenticate(opened->token, std::move(check));
        });
}

void ConsoleLogin::withToken(const QString &token, const PeerInfo &peer,
                             Callback<LoggedInConsole> done)
{
    m_services.sessions.authenticate(
        token, [this, token, peer, done = std::move(done)](const Result<Actor> &actor) {
            auto admitted = peer.isLocal ? Result<void>() : charge(actor, peer);
            if (admitted)
                admitted = actor ? admit(*actor) : Result<void>(actor.error());
            done(admitted ? Result<LoggedInConsole>(LoggedInConsole{*actor, token, false})
                          : admitted.error());
        });
}

// As SocketOpening does it: an invalid token counts against the address.
Result<void> ConsoleLogin::charge(const Result<Actor> &actor, const PeerInfo &peer)
{
    Caller caller{.remoteAddress = peer.address};
    if (actor)
        caller.actor = *actor;
    return m_admission.take(actor ? RateClass::Opening : RateClass::Rest, caller);
}

} // namespace parlance::console
