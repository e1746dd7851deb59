// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/console.h"

#include "admin/commands.h"
#include "console/consolecall.h"

#include <numeric>

namespace parlance::console {

using namespace Qt::StringLiterals;

Console::Console(const ConsoleContext &context, Owner owner, std::unique_ptr<Transport> transport,
                 PeerInfo peer)
    : m_context(context)
    , m_owner(std::move(owner))
    , m_transport(std::move(transport))
    , m_peer(std::move(peer))
    , m_deadline(context.timers)
{
    m_caller.remoteAddress = m_peer.address;
    m_caller.isLocal = m_peer.isLocal;
}

void Console::start()
{
    m_transport->start({[this](const QByteArray &bytes) { receive(bytes); },
                        [this] {
                            m_state = State::Ended;
                            m_owner.closed(this);
                        }});
    m_deadline.start(loginTime, [this] {
        end(u"login_timeout"_s, u"The console did not log in within 10 seconds"_s);
    });
    if (!m_peer.isLocal)
        return;
    m_state = State::LoggingIn;
    m_context.login.openLocal(m_peer, loginAnswer());
}

// Messages ---------------------------------------------------------------------------------------

void Console::receive(const QByteArray &bytes)
{
    if (m_state == State::Ended)
        return;
    if (isBanned())
        return;
    const auto json = protocol::parseMessage(bytes);
    if (!json)
        return refuse({}, json.error());
    const auto message = protocol::decodeClientMessage(*json);
    if (!message)
        return refuse(protocol::headOf(*json), message.error());
    auto done = admitMessage(*message);
    if (done)
        done = perform(*message);
    if (!done)
        refuse(protocol::headOf(*json), done.error());
}

/// Ends it if its address was banned since it connected.
bool Console::isBanned()
{
    if (m_peer.isLocal || m_context.services.bans.mayConnect(m_peer.address))
        return false;
    end(u"address_banned"_s, errorText(ErrorCode::AddressBanned));
    return true;
}

void Console::refuse(const protocol::MessageHead &head, const Error &error)
{
    send(protocol::RequestError{head.type, head.id, protocol::Problem::of(error)});
    if (error.code == ErrorCode::RateLimited)
        return;
    const int most = m_state == State::Open ? mostErrors : mostErrorsBeforeLogin;
    if (++m_errors >= most)
        end(u"too_many_errors"_s, u"The console sent too many wrong messages"_s);
}

Result<void> Console::admitMessage(const protocol::ClientMessage &message)
{
    const bool isLogin = std::holds_alternative<protocol::LogIn>(message);
    if (m_state != State::Open)
        return isLogin && m_state == State::New ? Result<void>()
                                                : ErrorCode::AuthenticationRequired;
    if (isLogin)
        return Error::of(ErrorCode::Conflict, u"The console is logged in"_s);
    // Commands are counted by the pipeline.
    if (m_peer.isLocal || std::holds_alternative<protocol::RunCommand>(message))
        return {};
    return m_context.admission.take(RateClass::Socket, m_caller);
}

Result<void> Console::perform(const protocol::ClientMessage &message)
{
    return std::visit([this](const auto &each) { return perform(each); }, message);
}

Result<void> Console::perform(const protocol::Subscribe &message)
{
    Views::Named *view = m_context.views.find(message.view);
    if (!view)
        return Error::invalid(u"There is no view \"%1\""_s.arg(message.view.left(100)));
    if (!may(actor().role, view->permission))
        return ErrorCode::Forbidden;
    if (m_subscriptions.contains(message.id))
        return Error::of(ErrorCode::Conflict, u"The id is in use"_s);
    if (m_subscriptions.size() >= size_t(protocol::maxSubscriptions))
        return ErrorCode::LimitReached;
    auto fits = checkWindow(*view, message.window);
    if (fits)
        fits = checkRows(message.id, message.window.limit);
    if (!fits)
        return fits;
    const Subscription::Context context{
        message.id, *view, m_context.pace, m_context.turns,
        [this](const protocol::ServerMessage &sent) { send(sent); }};
    std::shared_ptr<Subscription> &subscription = m_subscriptions[message.id];
    if (view->table)
        subscription = std::make_shared<TableSubscription>(context, message.window);
    else
        subscription = std::make_shared<EntrySubscription>(context, message.window, message.after);
    m_owner.wake();
    return {};
}

Result<void> Console::perform(const protocol::Change &message)
{
    const auto found = find(message.id);
    if (!found)
        return found.error();
    auto fits = checkWindow((*found)->view(), message.window);
    if (fits)
        fits = checkRows(message.id, message.window.limit);
    if (!fits)
        return fits;
    (*found)->change(message.window);
    m_owner.wake();
    return {};
}

Result<void> Console::perform(const protocol::Unsubscribe &message)
{
    if (const auto found = find(message.id); !found)
        return found.error();
    m_subscriptions.erase(message.id);
    return {};
}

Result<void> Console::perform(const protocol::Refresh &message)
{
    const auto found = find(message.id);
    if (!found)
        return found.error();
    (*found)->refresh();
    m_owner.wake();
    return {};
}

Result<Subscription *> Console::find(qint64 id)
{
    const auto found = m_subscriptions.find(id);
    if (found == m_subscriptions.end())
        return Error::invalid(u"There is no subscription with this id"_s);
    return found->second.get();
}

// The server keeps what it has sent.
Result<void> Console::checkRows(qint64 id, int limit) const
{
    const int rows = std::accumulate(
        m_subscriptions.begin(), m_subscriptions.end(), limit, [id](int sum, const auto &each) {
            return each.first == id ? sum : sum + each.second->window().limit;
        });
    if (rows <= protocol::maxRows)
        return {};
    return Error::of(
        ErrorCode::LimitReached,
        u"All windows of a console together may have %1 rows"_s.arg(protocol::maxRows));
}

// Commands ---------------------------------------------------------------------------------------

Result<void> Console::perform(const protocol::RunCommand &message)
{
    const admin::Command *command = admin::findCommand(message.command);
    if (!command || m_commands >= mostCommands) {
        answer(message.id, command ? ErrorCode::Overloaded : ErrorCode::UnknownOperation);
        return {};
    }
    ++m_commands;
    auto answered = [weak = weak_from_this(), id = message.id](const Result<Reply> &reply) {
        const auto self = weak.lock();
        if (!self)
            return;
        --self->m_commands;
        self->answer(id, reply);
    };
    m_context.pipeline.run(std::make_shared<ConsoleCall>(*command, m_caller, message.arguments,
                                                         !m_peer.isLocal, std::move(answered)));
    return {};
}

void Console::answer(qint64 id, const Result<Reply> &reply)
{
    protocol::CommandResult result{.id = id};
    if (reply)
        result.ok = reply->body;
    else
        result.problem = protocol::Problem::of(reply.error());
    send(result);
}

// Sending ----------------------------------------------------------------------------------------

void Console::send(const protocol::ServerMessage &message)
{
    if (m_state == State::Ended)
        return;
    m_transport->send(encode(message));
    if (m_transport->bufferedBytes() > mostBytes)
        end(u"too_slow"_s, u"The console does not read what it is sent"_s, true);
}

bool Console::takesNews()
{
    if (isBanned())
        return false;
    if (m_transport->bufferedBytes() > skipBytes) {
        if (!m_skipping.isValid())
            m_skipping.start();
        return false;
    }
    if (m_skipping.isValid())
        skipOver();
    return true;
}

bool Console::computeNext()
{
    const auto next = m_subscriptions.upper_bound(m_computed);
    // Sending may have ended it.
    if (next == m_subscriptions.end() || m_state != State::Open) {
        m_computed = 0;
        return false;
    }
    m_computed = next->first;
    next->second->compute(actor());
    return true;
}

void Console::skipOver()
{
    send(protocol::Skipped{m_skipping.elapsed()});
    m_skipping.invalidate();
    for (const auto &[id, subscription] : m_subscriptions) {
        if (subscription->view().table)
            subscription->refresh();
    }
}

void Console::end(const QString &reason, const QString &message, bool mayReturn)
{
    if (m_state == State::Ended)
        return;
    m_transport->send(encode(protocol::Bye{reason, message}));
    m_state = State::Ended;
    m_deadline.stop();
    m_transport->close(mayReturn, reason.toLatin1());
}

} // namespace parlance::console
