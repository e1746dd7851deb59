// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/serverlink.h"

#include "link/feed.h"
#include "link/localtransport.h"
#include "link/problems.h"
#include "link/websockettransport.h"

#include <chrono>

namespace parlance::gui {

namespace {

constexpr int maxRetrySeconds = 30;
/// A link that has held so long was a good one: the next attempt comes soon again.
constexpr qint64 goodLinkMs = 30000;
/// The server refuses more.
constexpr qsizetype maxRunning = 16;
/// A server that answers none of them answers nothing.
constexpr qsizetype maxCalls = 1000;

std::unique_ptr<Transport> makeDefault(const Target &target)
{
    if (target.isLocal())
        return std::make_unique<LocalTransport>(target.socket);
    return std::make_unique<WebSocketTransport>(target.url);
}

} // namespace

QList<Cells> Reply::items() const
{
    QList<Cells> entries;
    for (const QVariant &entry : cells().value(QStringLiteral("items")).toList())
        entries.append(entry.toMap());
    return entries;
}

ServerLink::ServerLink(MakeTransport make, QObject *parent)
    : QObject(parent)
    , m_make(make ? std::move(make) : MakeTransport(makeDefault))
{
    m_retry.setSingleShot(true);
    m_deadline.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &ServerLink::connectNow);
    // A parting word that came without an end is not lost either.
    connect(&m_deadline, &QTimer::timeout, this, [this] { fail(problems::timedOut(m_target)); });
}

ServerLink::~ServerLink()
{
    dropTransport();
    for (Feed *feed : std::as_const(m_feeds))
        feed->m_link.clear();
}

// Who hears of the end of the old link may open yet another one, or end this.
void ServerLink::open(const Target &target, const Credentials &credentials)
{
    const QPointer<ServerLink> alive(this);
    close();
    if (!alive)
        return;
    if (m_state != State::Idle)
        dropTransport();
    if (!(m_target == target)) {
        for (Feed *feed : std::as_const(m_feeds))
            feed->forget();
        m_welcome = {};
    }
    m_target = target;
    m_credentials = credentials;
    m_attempts = 0;
    connectNow();
}

void ServerLink::logOut()
{
    if (m_state == State::Online && !m_welcome.token.isEmpty())
        send(adminprotocol::LogOut{});
    close();
    m_credentials = {};
}

void ServerLink::close()
{
    m_retry.stop();
    dropTransport();
    m_problem = {};
    m_state = State::Idle;
    const QPointer<ServerLink> alive(this);
    answerAll(problems::lost(m_target));
    if (alive)
        Q_EMIT stateChanged();
}

void ServerLink::retryNow()
{
    if (m_state == State::Waiting)
        connectNow();
}

void ServerLink::connectNow()
{
    m_retry.stop();
    m_parting = {};
    m_transport = m_make(m_target);
    connect(m_transport.get(), &Transport::opened, this, &ServerLink::logIn);
    connect(m_transport.get(), &Transport::received, this, &ServerLink::receive);
    connect(m_transport.get(), &Transport::failed, this, &ServerLink::fail);
    m_deadline.start(m_patience);
    const QPointer<ServerLink> alive(this);
    const Transport *const made = m_transport.get();
    setState(State::Connecting);
    // Who heard of it may have closed it.
    if (alive && m_transport.get() == made)
        m_transport->open();
}

void ServerLink::logIn()
{
    if (!m_transport->isLoggedIn())
        send(adminprotocol::LogIn{m_credentials.token, m_credentials.username,
                                  m_credentials.password});
    setState(State::LoggingIn);
}

void ServerLink::send(const adminprotocol::ClientMessage &message)
{
    if (m_transport)
        m_transport->send(adminprotocol::encode(message));
}

void ServerLink::receive(const QByteArray &bytes)
{
    m_lastHeard = QDateTime::currentDateTimeUtc();
    const auto message = adminprotocol::decodeServerMessage(bytes);
    if (!message) {
        fail(problems::rubbish(m_target, message.error().message()));
        return;
    }
    std::visit([this](const auto &each) { take(each); }, *message);
}

void ServerLink::take(const adminprotocol::Welcome &welcome)
{
    if (m_state != State::LoggingIn) {
        fail(problems::rubbish(m_target, QStringLiteral("An unexpected \"welcome\"")));
        return;
    }
    m_deadline.stop();
    m_online.start();
    // With another run of the server, positions of entries mean nothing.
    if (welcome.epoch != m_welcome.epoch) {
        for (Feed *feed : std::as_const(m_feeds))
            feed->forget();
    }
    const QString token = welcome.token.isEmpty() ? m_welcome.token : welcome.token;
    m_welcome = welcome;
    m_welcome.token = token;
    // From now on the token speaks for the operator: the password is not kept.
    if (!welcome.token.isEmpty())
        m_credentials = {.token = welcome.token};
    m_clockAhead = QDateTime::fromString(welcome.time, Qt::ISODateWithMs).secsTo(m_lastHeard);
    m_problem = {};
    m_state = State::Online;
    for (Feed *feed : std::as_const(m_feeds)) {
        if (feed->isActive())
            subscribe(*feed);
    }
    // From here on, anything may happen to the link.
    const QPointer<ServerLink> alive(this);
    Q_EMIT stateChanged();
    if (alive)
        Q_EMIT accessChanged();
}

void ServerLink::take(const adminprotocol::AccessChanged &changed)
{
    m_welcome.access = changed.access;
    Q_EMIT accessChanged();
}

template <class Update>
void ServerLink::take(const Update &update)
{
    // Of a subscription that has ended, something may still be under way.
    if (Feed *feed = m_subscriptions.value(update.id))
        feed->take(update);
}

void ServerLink::take(const adminprotocol::CommandResult &result)
{
    if (result.ok) {
        answer(result.id, {.value = result.ok->toVariant()});
        return;
    }
    answer(result.id, {.value = {}, .problem = problems::refused(result.problem)});
}

void ServerLink::take(const adminprotocol::RequestError &error)
{
    if (Feed *feed = m_subscriptions.value(error.id)) {
        if (error.isFinal) {
            m_subscriptions.remove(error.id);
            feed->pause();
        }
        feed->take(error);
        return;
    }
    if (m_state == State::LoggingIn)
        m_parting = problems::refusedLogIn(error.problem);
    else if (m_calls.contains(error.id))
        answer(error.id, {.value = {}, .problem = problems::refused(error.problem)});
}

void ServerLink::take(const adminprotocol::Bye &bye)
{
    // The error that came before says more.
    if (!m_parting)
        m_parting = problems::parting(bye);
}

// Everything is as it will be before anybody hears of it: they may open the link again.
void ServerLink::fail(const Problem &problem)
{
    dropTransport();
    if (m_online.isValid() && m_online.elapsed() > goodLinkMs)
        m_attempts = 0;
    m_online.invalidate();
    m_problem = m_parting ? m_parting : problem;
    if (isPassing(m_problem.kind)) {
        wait(m_problem);
    } else {
        // Nobody logs in with it again.
        m_credentials = {};
        m_state = State::Failed;
    }
    const QPointer<ServerLink> alive(this);
    answerAll(problems::lost(m_target));
    if (alive)
        Q_EMIT stateChanged();
}

void ServerLink::wait(const Problem &problem)
{
    const int seconds = std::max(std::min(1 << std::min(m_attempts, 5), maxRetrySeconds),
                                 problem.retryAfterSeconds);
    ++m_attempts;
    m_retry.start(std::chrono::seconds(seconds));
    m_state = State::Waiting;
}

QDateTime ServerLink::retryAt() const
{
    return m_retry.isActive() ? QDateTime::currentDateTimeUtc().addMSecs(m_retry.remainingTime())
                              : QDateTime();
}

void ServerLink::dropTransport()
{
    m_deadline.stop();
    m_retry.stop();
    m_subscriptions.clear();
    for (Feed *feed : std::as_const(m_feeds))
        feed->pause();
    if (!m_transport)
        return;
    m_transport->disconnect(this);
    m_transport->close();
    // It may be what is calling.
    m_transport.release()->deleteLater();
}

void ServerLink::setState(State state)
{
    m_state = state;
    Q_EMIT stateChanged();
}

bool ServerLink::mayRun(const QString &command) const
{
    return m_welcome.access.commands.contains(command);
}

bool ServerLink::maySee(const QString &view) const
{
    return m_welcome.access.views.contains(view);
}

void ServerLink::run(const QString &command, const Cells &arguments, QObject *context,
                     std::function<void(const Reply &)> done)
{
    const qint64 id = ++m_lastId;
    m_calls.insert(id, {context, std::move(done)});
    if (m_state != State::Online) {
        answerSoon(id, problems::lost(m_target));
        return;
    }
    if (m_calls.size() > maxCalls) {
        answerSoon(id, problems::timedOut(m_target));
        return;
    }
    m_waiting.append({id, command, arguments});
    runNext();
}

void ServerLink::runNext()
{
    while (!m_waiting.isEmpty() && m_running.size() < maxRunning) {
        const WaitingCall next = m_waiting.takeFirst();
        m_running.insert(next.id);
        send(adminprotocol::RunCommand{next.id, next.command,
                                       QJsonObject::fromVariantMap(next.arguments)});
    }
}

void ServerLink::answerSoon(qint64 id, const Problem &problem)
{
    QMetaObject::invokeMethod(
        this, [this, id, problem] { answer(id, {.value = {}, .problem = problem}); },
        Qt::QueuedConnection);
}

void ServerLink::answer(qint64 id, const Reply &reply)
{
    if (m_running.remove(id))
        runNext();
    const Call call = m_calls.take(id);
    if (call.context)
        call.done(reply);
}

void ServerLink::answerAll(const Problem &problem)
{
    m_waiting.clear();
    m_running.clear();
    const auto calls = std::exchange(m_calls, {});
    for (const Call &call : calls) {
        if (call.context)
            call.done({.value = {}, .problem = problem});
    }
}

void ServerLink::add(Feed &feed)
{
    m_feeds.append(&feed);
}

void ServerLink::remove(Feed &feed)
{
    unsubscribe(feed);
    m_feeds.removeOne(&feed);
}

void ServerLink::subscribe(Feed &feed)
{
    if (m_state != State::Online || feed.m_id)
        return;
    const qint64 id = ++m_lastId;
    m_subscriptions.insert(id, &feed);
    feed.begin(id);
}

void ServerLink::unsubscribe(Feed &feed)
{
    if (!feed.m_id)
        return;
    m_subscriptions.remove(feed.m_id);
    send(adminprotocol::Unsubscribe{feed.m_id});
    feed.pause();
}

} // namespace parlance::gui
