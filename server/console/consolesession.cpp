// SPDX-License-Identifier: GPL-3.0-or-later
// The account of a Console: logging in, and what happens to its session.
#include "admin/commands.h"
#include "console/console.h"
#include "console/revealnotice.h"

namespace parlance::console {

using namespace Qt::StringLiterals;

Result<void> Console::perform(const protocol::LogIn &message)
{
    m_state = State::LoggingIn;
    m_context.login.logIn(message, m_peer, loginAnswer());
    return {};
}

Callback<LoggedInConsole> Console::loginAnswer()
{
    return [weak = weak_from_this(), &context = m_context](const Result<LoggedInConsole> &console) {
        const auto self = weak.lock();
        if (self && self->m_state == State::LoggingIn)
            self->loggedIn(console);
        else if (console)
            dropSession(context, *console);
    };
}

/// Of a console that does not use it.
void Console::dropSession(const ConsoleContext &context, const LoggedInConsole &console)
{
    if (console.isNewSession)
        context.services.sessions.logOut(console.actor, [](const Result<void> &) {});
}

void Console::loggedIn(const Result<LoggedInConsole> &console)
{
    const auto admitted = console ? m_owner.admit(console->actor) : Result<void>(console.error());
    if (admitted)
        return welcome(*console);
    if (console)
        dropSession(m_context, *console);
    send(protocol::RequestError{u"login"_s, 0, protocol::Problem::of(admitted.error()), true});
    end(u"login_failed"_s, admitted.error().message(), isTransient(admitted.error().code));
}

void Console::welcome(const LoggedInConsole &console)
{
    m_caller.actor = console.actor;
    m_token = console.token;
    m_state = State::Open;
    m_errors = 0;
    m_deadline.stop();
    protocol::Welcome message{.server = m_context.version, .user = console.actor.username};
    message.access = access();
    message.epoch = m_context.epoch;
    message.time = toIsoString(m_context.clock());
    if (console.isNewSession)
        message.token = console.token;
    if (!m_token.isEmpty()) {
        message.expiresAt = toIsoString(console.actor.expiresAt);
        watchExpiry();
    }
    send(message);
    for (const TextReveal &reveal : m_context.services.reveals.current())
        send(noticeOf(reveal, true));
}

void Console::watchExpiry()
{
    const auto left = actor().expiresAt - m_context.clock();
    m_deadline.start(std::max(left, std::chrono::milliseconds(0)),
                     [this] { endSession(u"The session has expired"_s); });
}

protocol::Access Console::access() const
{
    protocol::Access access{.role = roleName(actor().role),
                            .permissions = permissionNames(actor().role)};
    access.views = m_context.views.namesFor(actor().role);
    for (const admin::Command &command : admin::commands()) {
        if (may(actor().role, command.rule.permission))
            access.commands.append(QString::fromLatin1(command.rule.command));
    }
    return access;
}

Result<void> Console::perform(const protocol::LogOut &)
{
    if (!m_token.isEmpty())
        m_context.services.sessions.logOut(actor(), [](const Result<void> &) {});
    end(u"logged_out"_s, u"The console has logged out"_s);
    return {};
}

// A local peer without an account has no session that could end.
void Console::handle(const Event &event)
{
    if (m_state != State::Open || m_token.isEmpty())
        return;
    if (const auto *ended = std::get_if<SessionsEnded>(&event)) {
        if (ended->userId == actor().userId && concerns(*ended, actor().sessionId))
            endSession(ended->message.isEmpty() ? errorText(ErrorCode::SessionEnded)
                                                : ended->message);
    } else if (const auto *changed = std::get_if<RoleChanged>(&event)) {
        if (changed->userId == actor().userId)
            setRole(changed->role);
    }
}

void Console::recheck()
{
    if (m_state != State::Open || m_token.isEmpty())
        return;
    auto found = [weak = weak_from_this()](const Result<Actor> &now) {
        const auto self = weak.lock();
        if (!self || self->m_state != State::Open)
            return;
        if (now)
            self->setRole(now->role);
        else if (!isTransient(now.error().code))
            self->endSession(now.error().message());
    };
    m_context.services.sessions.authenticate(m_token, std::move(found));
}

void Console::endSession(const QString &message)
{
    m_context.services.reveals.endOf(actor());
    end(u"session_ended"_s, message);
}

void Console::setRole(ServerRole role)
{
    if (role == actor().role)
        return;
    m_caller.actor->role = role;
    if (!may(role, Permission::ReadMessages))
        m_context.services.reveals.endOf(actor());
    if (!mayUseConsole(role))
        return end(u"forbidden"_s, u"The role of the account has changed"_s);
    send(protocol::AccessChanged{access()});
    for (auto each = m_subscriptions.begin(); each != m_subscriptions.end();) {
        if (may(role, each->second->view().permission)) {
            ++each;
            continue;
        }
        send(protocol::RequestError{u"subscribe"_s, each->first,
                                    protocol::Problem::of(Error::of(ErrorCode::Forbidden)), true});
        each = m_subscriptions.erase(each);
    }
}

} // namespace parlance::console
