// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/socketentry.h"

/// The gateway's calls, from the bytes to the answer.
namespace parlance {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype shownTextBytes = 64;

/// Enough of a text to tell it from others.
QString beginningOf(const QString &text)
{
    qsizetype end = std::min(text.size(), shownTextBytes);
    while (end > 0 && text.left(end).toUtf8().size() > shownTextBytes)
        --end;
    if (end > 0 && text.at(end - 1).isHighSurrogate())
        --end;
    return text.left(end);
}

} // namespace

/// One call on its way.
struct SocketGateway::Running
{
    EntryPtr entry;
    FoundEvent event;
    SentCall sent;
    /// Of one that may have to wait for a room.
    ReadCall read = {};
};

QJsonValue SocketGateway::renderError(const Running &running, const Error &error) const
{
    const SocketEvent *row = running.event.row;
    const Dialect &dialect = m_registry.dialect(running.event.dialect);
    QJsonObject body = dialect.renderError(row ? shownError(row->errors, error) : error);
    // So that an app knows what to send again.
    const bool isTyped = row && row->typedText;
    const QJsonValue text = isTyped ? row->typedText(running.sent.args) : QJsonValue();
    if (text.isString())
        body.insert(u"text"_s, beginningOf(text.toString()));
    return body;
}

void SocketGateway::receive(Connection *connection, qsizetype bytes, ReadCall read)
{
    const EntryPtr entry = m_entries.value(connection);
    if (!entry)
        return;
    const bool isTurn = !WaitingCalls::isWaiting(*entry) &&
                        (m_stopping || m_admission.take(RateClass::Socket, entry->caller));
    if (isTurn)
        proceed(entry, read);
    else if (!m_waiting.add(entry, bytes, read))
        entry->giveUp(read);
}

Result<FoundEvent> SocketGateway::find(const Entry &entry, const SentCall &call) const
{
    return m_registry.findEvent({entry.listens->dialect, !entry.settled, entry.tokenless},
                                call.event, call.args);
}

void SocketGateway::proceed(const EntryPtr &entry, const ReadCall &read)
{
    auto sent = read();
    if (!sent)
        return retire(entry);
    ++m_calls;
    Running running{entry, {entry->listens->dialect, nullptr}, *std::move(sent)};
    const auto found = find(*entry, running.sent);
    if (!found)
        return answerAlone(running, found.error());
    running.event = *found;
    const SocketEvent &row = *found->row;
    if (row.inCurrentRoom)
        running.read = read;
    if (row.rate != RateClass::Socket) {
        if (const auto allowed = m_admission.take(row.rate, entry->caller); !allowed)
            return answerAlone(running, allowed.error());
    }
    if (entry->order.count() >= m_options.maxCalls)
        return answerAlone(running, {ErrorCode::Overloaded, {}, {}});
    // The first event of a dialect decides for good.
    if (found->dialect != 0 && !entry->settled) {
        entry->listens->dialect = found->dialect;
        entry->settled = true;
    }
    entry->order.add(row.effect, [this, running] { start(running); });
}

void SocketGateway::refuse(const EntryPtr &entry, const ReadCall &read, const Error &error)
{
    auto sent = read();
    if (!sent)
        return;
    ++m_calls;
    Running running{entry, {entry->listens->dialect, nullptr}, *std::move(sent)};
    if (const auto found = find(*entry, running.sent))
        running.event = *found;
    answerAlone(running, error);
}

void SocketGateway::start(const Running &running)
{
    const Entry &entry = *running.entry;
    const SocketEvent &row = *running.event.row;
    // Nobody is there whom the answer of a read would reach.
    const bool isVoid = entry.sessionEnded || (!entry.isOpen() && row.effect == Effect::Read);
    if (isVoid)
        finish(running, ErrorCode::SessionEnded);
    else if (!entry.caller.actor && row.claim)
        claim(running);
    else if (const auto permitted = Admission::permit(row.access, entry.caller); !permitted)
        finish(running, permitted.error());
    else
        run(running);
}

void SocketGateway::run(const Running &running)
{
    if (running.event.row->inCurrentRoom)
        findRoom(running);
    else
        handOver(running, {});
}

void SocketGateway::handOver(const Running &running, RoomId room)
{
    const QJsonArray &args = running.sent.args;
    const Call call{running.entry->caller, args.at(0).toObject(), args, false, running.entry, room};
    running.event.row->handler(
        m_services, call, [this, running](const Result<Reply> &reply) { finish(running, reply); });
}

// A client that comes back may speak before it has joined a room again.
void SocketGateway::findRoom(const Running &running)
{
    const EntryPtr entry = running.entry;
    // What is known by now must not overtake those that still look it up.
    if (const RoomId current = entry->listens->currentRoom;
        !current.isNull() && entry->lookUps == 0)
        return handOver(running, current);
    if (!entry->parked.isEmpty())
        return park(running);
    ++entry->lookUps;
    const auto found = [=, this](const Result<LastRoom> &last) {
        --entry->lookUps;
        if (entry->sessionEnded)
            return finish(running, ErrorCode::SessionEnded);
        if (const RoomId current = entry->listens->currentRoom; !current.isNull())
            return handOver(running, current);
        if (!last)
            return finish(running, last.error());
        // Of one that has left, the store knows whether its user is a member.
        const bool isMember = !entry->isOpen() || m_hub.hasRoom(entry->connection, last->room);
        if (!last->room.isNull() && isMember)
            handOver(running, last->room);
        else
            park(running);
    };
    m_lastRooms.find(entry->caller.actor->sessionId, found);
}

// A server that stops tells nothing that would be final.
Error SocketGateway::notInRoom() const
{
    return m_stopping ? Error{ErrorCode::Overloaded, {}, {}}
                      : Error{ErrorCode::NotMember, u"Join a room first"_s, {}};
}

void SocketGateway::park(const Running &running)
{
    const EntryPtr entry = running.entry;
    const bool isLast = (!entry->isOpen() || m_stopping) && entry->order.count() == 1 &&
                        !WaitingCalls::isWaiting(*entry);
    if (isLast || !entry->parked.add(entry->allowanceKey(), running.sent.bytes, running.read))
        return finish(running, notInRoom());
    --m_calls;
    entry->order.finished();
    retire(entry);
}

void SocketGateway::resume(const EntryPtr &entry, const ReadCall &read)
{
    auto sent = read();
    if (!sent) {
        entry->order.finished();
        return retire(entry);
    }
    ++m_calls;
    Running running{entry, {entry->listens->dialect, nullptr}, *std::move(sent), read};
    const auto found = find(*entry, running.sent);
    if (!found)
        return finish(running, found.error());
    running.event = *found;
    start(running);
}

void SocketGateway::answer(const Running &running, const Result<Reply> &reply)
{
    --m_calls;
    if (running.entry->isOpen() && reply)
        running.sent.answer(m_registry.dialect(running.event.dialect).renderAck(*reply), false);
    else if (running.entry->isOpen())
        running.sent.answer(renderError(running, reply.error()), true);
    ++m_answered;
    tellIdle();
}

// One that has no place in the order.
void SocketGateway::answerAlone(const Running &running, const Error &error)
{
    answer(running, error);
    retire(running.entry);
}

void SocketGateway::finish(const Running &running, const Result<Reply> &reply)
{
    const EntryPtr entry = running.entry;
    answer(running, reply);
    if (!entry->parked.isEmpty() && !entry->listens->currentRoom.isNull()) {
        std::vector<CallOrder::Start> resumed;
        for (const ReadCall &read : entry->parked.takeAll())
            resumed.push_back([this, entry, read] { resume(entry, read); });
        entry->order.addFirst(std::move(resumed));
    }
    entry->order.finished();
    retire(entry);
}

void SocketGateway::call(Connection *connection, const QString &event, const QJsonArray &args,
                         CallAnswer answer)
{
    if (const EntryPtr entry = m_entries.value(connection))
        proceed(entry, [=] { return SentCall{event, args, answer, 0}; });
}

Result<void> SocketGateway::admit(Connection *connection)
{
    const auto it = m_entries.constFind(connection);
    return it == m_entries.cend() ? Result<void>()
                                  : m_admission.take(RateClass::Socket, (*it)->caller);
}

void SocketGateway::missed(Connection *connection, qint64 since, Callback<MissedFrames> done)
{
    const EntryPtr entry = m_entries.value(connection);
    if (!entry)
        return;
    if (const auto permitted = Admission::permit(Access::Session, entry->caller); !permitted)
        return done(permitted.error());
    const auto answered = [=, this](Result<MissedFrames> missed) {
        if (entry->isOpen())
            done(std::move(missed));
        entry->order.finished();
        retire(entry);
    };
    const auto found = [=, this](const Result<MissedChanges> &changes) {
        if (!changes || !entry->isOpen())
            return answered(changes ? Error{ErrorCode::SessionEnded, {}, {}} : changes.error());
        m_missed.encode(*changes, {entry->listens->dialect, entry->connection->wire(), {}},
                        answered);
    };
    entry->order.add(Effect::Read, [this, actor = *entry->caller.actor, since, found] {
        m_services.messages.missed(actor, since, found);
    });
}

// Without a token --------------------------------------------------------------------------------

// A socket without a token says whom it acts for: from here on, it does.
void SocketGateway::claim(const Running &running)
{
    const EntryPtr entry = running.entry;
    const auto bound = [=, this](const Result<Opened> &opened) {
        if (opened)
            return start(running);
        // Another session may be claimed.
        actFor(entry, std::nullopt);
        entry->sessionEnded = false;
        if (entry->isOpen())
            witnessEnded(entry);
        finish(running, opened.error());
    };
    const auto claimed = [=, this](const Result<Actor> &actor) {
        actor ? bind(entry, *actor, bound) : finish(running, actor.error());
    };
    const Claim &claim = *running.event.row->claim;
    m_claims.claim(claim, running.event.dialect, claim.who(running.sent.args), entry->caller.client,
                   claimed);
}

void SocketGateway::bind(const EntryPtr &entry, const Actor &actor, const Callback<Opened> &bound)
{
    setWitness(entry, {});
    if (entry->isOpen())
        return authenticated(entry, actor, bound);
    actFor(entry, actor);
    bound(Opened{actor, 0, false});
}

void SocketGateway::findWitness(const EntryPtr &entry, Callback<void> done)
{
    const auto found = [=, this](const Result<Actor> &actor) {
        if (!actor)
            return done(actor.error());
        if (entry->isOpen() && !entry->caller.actor)
            setWitness(entry, *actor);
        done({});
    };
    m_claims.findSession(entry->listens->dialect, entry->caller.client, found);
}

void SocketGateway::setWitness(const EntryPtr &entry, const std::optional<Actor> &witness)
{
    if (entry->witness)
        m_witnessed.remove(entry->witness->userId, entry);
    entry->witness = witness;
    if (!witness)
        return;
    m_witnessed.insert(witness->userId, entry);
    entry->expiry = std::make_unique<Deadline>(m_timers);
    const auto left = std::max(witness->expiresAt - m_clock(), std::chrono::milliseconds(0));
    entry->expiry->start(left, [this, weak = std::weak_ptr(entry)] {
        if (const EntryPtr expired = weak.lock())
            witnessEnded(expired);
    });
}

// It hears nothing any more, unless its client has another session.
void SocketGateway::witnessEnded(const EntryPtr &entry)
{
    setWitness(entry, {});
    const QHash<RoomId, QString> heard = entry->listens->rooms;
    for (auto room = heard.cbegin(); room != heard.cend(); ++room) {
        entry->listens->leave(room.key());
        m_hub.dropRoom(entry->connection, room.key());
    }
    if (heard.isEmpty())
        return;
    findWitness(entry, [entry, heard](const Result<void> &may) {
        // It may have said meanwhile whom it acts for.
        const bool isNobody = may && entry->isOpen() && !entry->caller.actor;
        for (auto room = heard.cbegin(); isNobody && room != heard.cend(); ++room)
            entry->enterRoom(room.key(), room.value());
    });
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

} // namespace parlance
