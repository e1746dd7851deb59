// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/socketgateway.h"

#include "gateway/socketentry.h"

namespace parlance {

namespace {

/// How long before its end a session is told of it, at most.
constexpr std::chrono::minutes expiryNotice{5};

} // namespace

SocketGateway::SocketGateway(Services services, const Registry &registry, Admission &admission,
                             Claims &claims, Hub &hub, Broker &broker, TimerQueue &timers,
                             Clock clock, Options options)
    : m_services(services)
    , m_registry(registry)
    , m_admission(admission)
    , m_claims(claims)
    , m_hub(hub)
    , m_broker(broker)
    , m_timers(timers)
    , m_clock(std::move(clock))
    , m_options(options)
    , m_deliveries(services.messages, hub, timers)
    , m_listeners(broker)
    , m_lastRooms(services.accounts)
    , m_missed(hub)
    , m_budget(options.memory)
    , m_waiting(timers, m_budget, options.waiting, [this] { tellIdle(); })
{
    broker.subscribe([this](const Event &event) { handle(event); });
}

SocketGateway::~SocketGateway()
{
    // What waits holds on to its entry.
    QSet<EntryPtr> entries = m_leaving;
    for (const EntryPtr &entry : std::as_const(m_entries))
        entries.insert(entry);
    for (const EntryPtr &entry : std::as_const(entries)) {
        entry->connection = nullptr;
        entry->order.clear();
        entry->parked.takeAll();
        m_waiting.drop(*entry);
    }
}

// The hub has told the connections of it before.
void SocketGateway::handle(const Event &event)
{
    if (const auto *ended = std::get_if<SessionsEnded>(&event)) {
        endSessions(*ended);
    } else if (const auto *left = std::get_if<MemberLeft>(&event)) {
        removed(left->user.id, left->roomId);
    } else if (const auto *deleted = std::get_if<RoomDeleted>(&event)) {
        const QList<UserId> users = m_listeners.usersIn(deleted->roomId);
        for (const UserId &user : users)
            removed(user, deleted->roomId);
    }
}

void SocketGateway::endSessions(const SessionsEnded &ended)
{
    const QList<EntryPtr> entries = m_ofUser.values(ended.userId);
    for (const EntryPtr &entry : entries) {
        // The hub tells and closes those that are open; the calls under way look at the mark.
        if (concerns(ended, entry->caller.actor->sessionId)) {
            entry->sessionEnded = true;
            m_waiting.drop(*entry);
            retire(entry);
        } else if (ended.reason == SessionEndReason::PasswordChanged) {
            entry->caller.actor->mustChangePassword = false;
        }
    }
    const QList<EntryPtr> listening = m_witnessed.values(ended.userId);
    for (const EntryPtr &entry : listening) {
        if (concerns(ended, entry->witness->sessionId))
            witnessEnded(entry);
    }
}

std::vector<Actor> SocketGateway::sessions() const
{
    std::vector<Actor> actors = m_hub.sessions();
    for (const EntryPtr &entry : m_witnessed)
        actors.push_back(*entry->witness);
    return actors;
}

void SocketGateway::actFor(const EntryPtr &entry, const std::optional<Actor> &actor)
{
    if (entry->caller.actor)
        m_ofUser.remove(entry->caller.actor->userId, entry);
    entry->caller.actor = actor;
    // What acts for nobody may be about to say for whom it does.
    entry->order.setOneAtATime(!actor);
    if (actor)
        m_ofUser.insert(actor->userId, entry);
}

// Opening ----------------------------------------------------------------------------------------

void SocketGateway::open(Connection *connection, const SocketCredentials &credentials,
                         Callback<Opened> opened)
{
    const auto entry = std::make_shared<Entry>(*this, connection, ++m_opened);
    entry->caller.remoteAddress = credentials.remoteAddress;
    entry->listens->dialect = credentials.dialect;
    entry->settled = credentials.dialect != 0;
    m_entries.insert(connection, entry);
    if (credentials.token.isEmpty())
        return openWithoutToken(entry, credentials, opened);
    m_services.accounts.authenticate(credentials.token, [=, this](const Result<Actor> &actor) {
        if (!entry->isOpen())
            return;
        if (const auto allowed = countOpening(*entry, actor); !allowed)
            opened(allowed.error());
        else
            authenticated(entry, *actor, opened);
    });
}

void SocketGateway::openWithoutToken(const EntryPtr &entry, const SocketCredentials &credentials,
                                     const Callback<Opened> &opened)
{
    entry->tokenless = true;
    entry->caller.client = credentials.client;
    actFor(entry, {});
    auto allowed = credentials.mayBeMissing
                       ? m_claims.mayOpen(credentials.client, credentials.dialect)
                       : Result<void>(ErrorCode::AuthenticationRequired);
    if (allowed)
        allowed = m_admission.take(RateClass::Opening, entry->caller);
    if (allowed)
        m_hub.attach(entry->connection, {}, {}, entry->listens);
    opened(allowed ? Result<Opened>(Opened()) : allowed.error());
}

QString SocketGateway::refusalText(const Error &error, quint8 dialect) const
{
    const Error plain{error.code, {}, {}};
    const Error shown = shownError(m_registry.dialect(dialect).connectErrors, plain);
    if (!shown.detail.isEmpty())
        return shown.detail;
    // Existing clients compare this text literally.
    return error.code == ErrorCode::AuthenticationRequired ? plain.message() : error.message();
}

QString SocketGateway::refusalHint(const Error &error, quint8 dialect) const
{
    return error.code == ErrorCode::AuthenticationRequired ? m_claims.hint(dialect) : QString();
}

// Of the account, and apart from its calls; guessing tokens counts against the address.
Result<void> SocketGateway::countOpening(const Entry &entry, const Result<Actor> &actor)
{
    Caller caller = entry.caller;
    if (actor)
        caller.actor = *actor;
    const auto rate = actor ? RateClass::Opening : RateClass::Rest;
    if (auto allowed = m_admission.take(rate, caller); !allowed)
        return allowed;
    return actor ? Result<void>() : Result<void>(actor.error());
}

void SocketGateway::authenticated(const EntryPtr &entry, const Actor &actor,
                                  const Callback<Opened> &opened)
{
    actFor(entry, actor);
    if (!entry->settled)
        entry->listens->dialect = m_registry.indexOf(actor.dialect);
    const auto ready = [=, this](const Result<std::vector<RoomId>> &rooms) {
        if (rooms && (!entry->isOpen() || entry->sessionEnded))
            m_services.presence.disconnect(actor.userId);
        // What it has sent with its claim is carried out all the same.
        if (!entry->isOpen())
            return entry->tokenless ? opened(Opened{actor, 0, false}) : void();
        if (!rooms || entry->sessionEnded)
            return opened(rooms ? Error{ErrorCode::SessionEnded, {}, {}} : rooms.error());
        entry->online = true;
        m_hub.detach(entry->connection);
        m_hub.attach(entry->connection, actor, *rooms, entry->listens);
        takeRoomsAlong(entry, *rooms);
        startExpiry(entry);
        const bool recoverable = m_registry.dialect(entry->listens->dialect).recovers;
        opened(Opened{actor, m_hub.position(), recoverable});
    };
    m_services.presence.connect({actor.userId, actor.username, actor.alias}, ready);
}

// Told a while before, then ended.
void SocketGateway::startExpiry(const EntryPtr &entry)
{
    const Actor &actor = *entry->caller.actor;
    const auto left = std::max(actor.expiresAt - m_clock(), std::chrono::milliseconds(0));
    const auto notice = std::min<std::chrono::milliseconds>(expiryNotice, left / 2);
    entry->expiry = std::make_unique<Deadline>(m_timers);
    entry->expiry->start(left - notice, [this, actor, notice, expiry = entry->expiry.get()] {
        const auto end = [this, actor] {
            m_broker.publish(
                SessionsEnded{actor.userId, {actor.sessionId}, {}, SessionEndReason::Expired});
        };
        expiry->start(notice, end);
        m_broker.publish(SessionExpiring{actor.userId, actor.sessionId, actor.expiresAt});
    });
}

// Closing ----------------------------------------------------------------------------------------

// Everybody has been told.
void SocketGateway::removed(UserId user, RoomId room)
{
    const QList<EntryPtr> entries = m_ofUser.values(user);
    for (const EntryPtr &entry : entries) {
        if (entry->isOpen() && entry->listens->rooms.contains(room))
            m_listeners.forget(user, room);
        entry->listens->leave(room);
    }
}

void SocketGateway::close(Connection *connection)
{
    const EntryPtr entry = m_entries.take(connection);
    if (!entry)
        return;
    m_hub.detach(connection);
    m_deliveries.close(connection);
    entry->connection = nullptr;
    setWitness(entry, {});
    entry->expiry.reset();
    if (entry->caller.actor) {
        const QList<RoomId> rooms = entry->listens->rooms.keys();
        for (const RoomId &room : rooms)
            m_listeners.exited(*entry->caller.actor, room);
    }
    // Presence no longer watches for it.
    entry->listens->watch.reset();
    if (entry->online)
        m_services.presence.disconnect(entry->caller.actor->userId);
    // What it has sent is carried out all the same.
    m_leaving.insert(entry);
    m_waiting.leave(entry);
    entry->parked.waitOn();
    retire(entry);
}

// Whatever is still to be carried out may enter a room, or have the next call wait for one.
void SocketGateway::retire(const EntryPtr &entry)
{
    const bool isLast = !entry->isOpen() || m_stopping;
    if (!isLast || entry->order.count() > 0 || WaitingCalls::isWaiting(*entry))
        return;
    entry->parked.refuseAll();
    if (entry->isOpen())
        return;
    m_leaving.remove(entry);
    if (!entry->caller.actor)
        return;
    m_ofUser.remove(entry->caller.actor->userId, entry);
    m_lastRooms.ended(entry->caller.actor->sessionId, entry->id);
}

void SocketGateway::finishCalls(std::function<void()> done)
{
    m_stopping = true;
    m_whenIdle = std::move(done);
    m_waiting.runAll();
    const QList<EntryPtr> entries = m_entries.values();
    for (const EntryPtr &entry : entries)
        retire(entry);
    tellIdle();
}

bool SocketGateway::isIdle() const
{
    return m_calls == 0 && m_waiting.isEmpty();
}

// In a later turn: what has just been answered may let others resume.
void SocketGateway::tellIdle()
{
    if (!m_whenIdle || !isIdle())
        return;
    const auto tell = [this] {
        if (m_whenIdle && isIdle())
            std::exchange(m_whenIdle, nullptr)();
    };
    QMetaObject::invokeMethod(&m_turns, tell, Qt::QueuedConnection);
}

} // namespace parlance
