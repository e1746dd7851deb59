// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialects/socketgateway.h"

#include "dialects/socketentry.h"

namespace parlance {

using namespace Qt::StringLiterals;

namespace {

/// How long before its end a session is told of it, at most.
constexpr std::chrono::minutes expiryNotice{5};

} // namespace

/// One call on its way.
struct SocketGateway::Running
{
    EntryPtr entry;
    FoundEvent event;
    QJsonArray args;
    Answer answer;
};

SocketGateway::SocketGateway(Services services, const Registry &registry, Admission &admission,
                             Hub &hub, Broker &broker, TimerQueue &timers, Clock clock,
                             Options options)
    : m_services(services)
    , m_registry(registry)
    , m_admission(admission)
    , m_hub(hub)
    , m_broker(broker)
    , m_timers(timers)
    , m_clock(std::move(clock))
    , m_claims(services.accounts, registry, options.openSockets)
    , m_deliveries(services.messages, hub, timers)
    , m_listeners(broker)
    , m_missed(hub)
{
    broker.subscribe([this](const Event &event) { handle(event); });
}

SocketGateway::~SocketGateway()
{
    // What waits holds on to its entry.
    for (const auto &entry : std::as_const(m_entries)) {
        entry->connection = nullptr;
        entry->order.clear();
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
        // The hub tells and closes those that are open; the opening ones look at the mark.
        if (concerns(ended, entry->caller.actor->sessionId))
            entry->sessionEnded = true;
        else if (ended.reason == SessionEndReason::PasswordChanged)
            entry->caller.actor->mustChangePassword = false;
    }
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
    const auto entry = std::make_shared<Entry>(*this, connection);
    entry->caller.remoteAddress = credentials.remoteAddress;
    entry->listens->dialect = credentials.dialect;
    entry->settled = credentials.dialect != 0;
    m_entries.insert(connection, entry);
    if (credentials.token.isEmpty()) {
        const auto allowed = credentials.mayBeMissing && m_claims.mayOpen(credentials.dialect)
                                 ? m_admission.take(RateClass::Rest, entry->caller)
                                 : Result<void>(ErrorCode::AuthenticationRequired);
        if (allowed)
            m_hub.attach(connection, {}, {}, entry->listens);
        actFor(entry, {});
        return opened(allowed ? Result<Opened>(Opened()) : allowed.error());
    }
    m_services.accounts.authenticate(credentials.token, [=, this](const Result<Actor> &actor) {
        if (!entry->isOpen())
            return;
        if (const auto allowed = countOpening(*entry, actor); !allowed)
            opened(allowed.error());
        else
            authenticated(entry, *actor, opened);
    });
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

// Opening is a call too: of the account, or of the address where the token was no good.
Result<void> SocketGateway::countOpening(const Entry &entry, const Result<Actor> &actor)
{
    Caller caller = entry.caller;
    if (actor)
        caller.actor = *actor;
    const auto rate = actor ? RateClass::Socket : RateClass::Rest;
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
        if (!entry->isOpen())
            return;
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

// Calling ----------------------------------------------------------------------------------------

QJsonValue SocketGateway::renderError(const Running &running, const Error &error) const
{
    const SocketEvent *row = running.event.row;
    const Dialect &dialect = m_registry.dialect(running.event.dialect);
    return dialect.renderError(row ? shownError(row->errors, error) : error);
}

void SocketGateway::call(Connection *connection, const QString &event, const QJsonArray &args,
                         Answer answer)
{
    const EntryPtr entry = m_entries.value(connection);
    if (!entry)
        return;
    Running running{entry, {entry->listens->dialect, nullptr}, args, std::move(answer)};
    const auto refuse = [&](const Error &error) {
        running.answer(renderError(running, error), true);
    };
    if (const auto allowed = m_admission.take(RateClass::Socket, entry->caller); !allowed)
        return refuse(allowed.error());
    const auto found = m_registry.findEvent(entry->listens->dialect, !entry->settled, event, args);
    if (!found)
        return refuse(found.error());
    running.event = *found;
    const SocketEvent &row = *found->row;
    if (row.rate != RateClass::Socket) {
        if (const auto allowed = m_admission.take(row.rate, entry->caller); !allowed)
            return refuse(allowed.error());
    }
    // The first event of a dialect decides for good.
    if (found->dialect != 0 && !entry->settled) {
        entry->listens->dialect = found->dialect;
        entry->settled = true;
    }
    entry->order.add(row.effect, [this, running] { start(running); });
}

void SocketGateway::start(const Running &running)
{
    const Entry &entry = *running.entry;
    if (!entry.caller.actor && running.event.row->claim)
        claim(running);
    else if (const auto permitted = Admission::permit(running.event.row->access, entry.caller);
             !permitted)
        finish(running, permitted.error());
    else
        run(running);
}

// A socket without a token says whom it acts for: from here on, it does.
void SocketGateway::claim(const Running &running)
{
    const EntryPtr entry = running.entry;
    const auto bound = [=, this](const Result<Opened> &opened) {
        if (!entry->isOpen())
            return;
        if (opened)
            return start(running);
        // Another session may be claimed.
        actFor(entry, std::nullopt);
        entry->sessionEnded = false;
        finish(running, opened.error());
    };
    const auto claimed = [=, this](const Result<Actor> &actor) {
        if (!entry->isOpen())
            return;
        if (actor)
            authenticated(entry, *actor, bound);
        else
            bound(actor.error());
    };
    m_claims.claim(*running.event.row, running.args, entry->caller.remoteAddress, claimed);
}

// The public rooms that it has heard as nobody are its user's from now on. Whatever it says next
// stands behind this in the store's queue.
void SocketGateway::takeRoomsAlong(const EntryPtr &entry, const std::vector<RoomId> &own)
{
    const QSet<RoomId> ownRooms(own.begin(), own.end());
    const QList<RoomId> heard = entry->listens->rooms.keys();
    for (const RoomId &room : heard) {
        m_listeners.entered(entry->caller.actor->userId, room);
        if (ownRooms.contains(room))
            continue;
        // It misses nothing until the store has answered.
        m_hub.addRoom(entry->connection, room);
        m_services.rooms.join(*entry->caller.actor, room, [=, this](const auto &joined) {
            if (!joined)
                stayedOut(entry, room);
        });
    }
}

void SocketGateway::stayedOut(const EntryPtr &entry, RoomId room)
{
    if (!entry->isOpen() || !entry->listens->rooms.contains(room))
        return;
    entry->listens->leave(room);
    m_listeners.forget(entry->caller.actor->userId, room);
    m_hub.dropRoom(entry->connection, room);
}

void SocketGateway::run(const Running &running)
{
    const Call call{running.entry->caller, running.args.at(0).toObject(), running.args, false,
                    running.entry};
    running.event.row->handler(
        m_services, call, [this, running](const Result<Reply> &reply) { finish(running, reply); });
}

void SocketGateway::finish(const Running &running, const Result<Reply> &reply)
{
    const EntryPtr entry = running.entry;
    if (!entry->isOpen())
        return;
    if (reply)
        running.answer(m_registry.dialect(running.event.dialect).renderAck(*reply), false);
    else
        running.answer(renderError(running, reply.error()), true);
    entry->order.finished();
}

Result<void> SocketGateway::admit(Connection *connection)
{
    const auto it = m_entries.constFind(connection);
    return it == m_entries.cend() ? Result<void>()
                                  : m_admission.take(RateClass::Socket, (*it)->caller);
}

// Missed -----------------------------------------------------------------------------------------

void SocketGateway::missed(Connection *connection, qint64 since, Callback<MissedFrames> done)
{
    const EntryPtr entry = m_entries.value(connection);
    if (!entry)
        return;
    if (const auto allowed = m_admission.take(RateClass::Socket, entry->caller); !allowed)
        return done(allowed.error());
    if (const auto permitted = Admission::permit(Access::Session, entry->caller); !permitted)
        return done(permitted.error());
    const auto answered = [entry, done](Result<MissedFrames> missed) {
        if (!entry->isOpen())
            return;
        done(std::move(missed));
        entry->order.finished();
    };
    const auto found = [=, this](const Result<MissedChanges> &changes) {
        if (!entry->isOpen())
            return;
        if (!changes)
            return answered(changes.error());
        m_missed.encode(*changes, {entry->listens->dialect, entry->connection->wire(), {}},
                        answered);
    };
    entry->order.add(Effect::Read, [this, actor = *entry->caller.actor, since, found] {
        m_services.messages.missed(actor, since, found);
    });
}

// Closing ----------------------------------------------------------------------------------------

// Everybody has been told.
void SocketGateway::removed(UserId user, RoomId room)
{
    const QList<EntryPtr> entries = m_ofUser.values(user);
    for (const EntryPtr &entry : entries) {
        if (entry->listens->rooms.contains(room))
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
    if (entry->caller.actor)
        m_ofUser.remove(entry->caller.actor->userId, entry);
    entry->connection = nullptr;
    entry->order.clear();
    entry->expiry.reset();
    const QList<RoomId> rooms = entry->listens->rooms.keys();
    for (const RoomId &room : rooms) {
        if (entry->caller.actor)
            m_listeners.exited(*entry->caller.actor, room);
    }
    // Presence no longer watches for it.
    entry->listens->watch.reset();
    if (entry->online)
        m_services.presence.disconnect(entry->caller.actor->userId);
}

} // namespace parlance
