// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/socketgateway.h"

namespace parlance {

using namespace Qt::StringLiterals;

SocketGateway::SocketGateway(const Context &context, Options options)
    : m_services(context.services)
    , m_clock(context.clock)
    , m_registry(context.registry)
    , m_admission(context.admission)
    , m_claims(context.claims)
    , m_hub(context.hub)
    , m_log(context.recorder, context.registry, context.hub)
    , m_deliveries(context.services.messages, context.hub, context.timers)
    , m_missed(context.hub)
    , m_rooms(context.services, context.hub, context.broker, m_log)
    , m_witnesses(context.services.rooms, m_entries, m_rooms, context.claims, context.hub,
                  context.timers, context.clock)
    , m_expiry(context.broker, context.timers, context.clock)
    , m_handles{m_rooms, m_witnesses, m_expiry, m_deliveries, context.hub}
    , m_opening(context.services, context.registry, context.admission, context.claims, context.hub,
                m_entries, m_rooms, m_witnesses, m_expiry, m_log)
    , m_calls(context.pipeline, context.admission, context.registry, m_entries, m_rooms, m_opening,
              m_log, context.timers, options)
{
    context.broker.subscribe(Broker::Stage::AfterDelivery,
                             [this](const Event &event) { handle(event); });
}

SocketGateway::~SocketGateway()
{
    // Waiting calls hold a reference to their entry.
    const QList<SocketEntryPtr> entries = m_entries.all();
    for (const SocketEntryPtr &entry : entries) {
        entry->connection = nullptr;
        m_calls.drop(*entry);
    }
}

// The hub has already sent the event to the connections.
void SocketGateway::handle(const Event &event)
{
    memberMoved(event);
    if (const auto *ended = std::get_if<SessionsEnded>(&event)) {
        endSessions(*ended);
    } else if (const auto *changed = std::get_if<RoleChanged>(&event)) {
        for (const SocketEntryPtr &entry : m_entries.ofUser(changed->userId))
            entry->caller.actor->role = changed->role;
    } else if (const auto *left = std::get_if<MemberLeft>(&event)) {
        m_rooms.removed(m_entries.ofUser(left->user.id), left->user.id, left->roomId);
        m_witnesses.removed(left->user.id, left->roomId);
    } else if (const auto *moderated = std::get_if<Moderated>(&event)) {
        // Without a membership, nothing else tells of a ban.
        if (moderated->measure == Measure::Banned)
            m_witnesses.removed(moderated->notice.user.id, moderated->place);
    } else if (const auto *deleted = std::get_if<RoomDeleted>(&event)) {
        const QList<UserId> users = m_rooms.usersIn(deleted->roomId);
        for (const UserId &user : users)
            m_rooms.removed(m_entries.ofUser(user), user, deleted->roomId);
    }
}

// Connections that join rooms themselves are recorded where they do.
void SocketGateway::memberMoved(const Event &event)
{
    const auto *joined = std::get_if<MemberJoined>(&event);
    const auto *left = std::get_if<MemberLeft>(&event);
    if (!joined && !left)
        return;
    const QList<SocketEntryPtr> entries =
        m_entries.ofUser(joined ? joined->user.id : left->user.id);
    for (const SocketEntryPtr &entry : entries) {
        if (!receivesAll(*entry))
            continue;
        joined ? m_log.joined(*entry, joined->room.id) : m_log.left(*entry, left->roomId);
    }
}

void SocketGateway::endSessions(const SessionsEnded &ended)
{
    const QList<SocketEntryPtr> entries = m_entries.ofUser(ended.userId);
    for (const SocketEntryPtr &entry : entries) {
        // The hub notifies and closes the open connections; running calls check this flag.
        if (concerns(ended, entry->caller.actor->sessionId)) {
            entry->sessionEnded = true;
            m_calls.sessionEnded(entry);
        } else if (ended.reason == SessionEndReason::PasswordChanged) {
            entry->caller.actor->mustChangePassword = false;
        }
    }
    const QList<SocketEntryPtr> witnessed = m_entries.witnessedBy(ended.userId);
    for (const SocketEntryPtr &entry : witnessed) {
        if (concerns(ended, entry->witness->sessionId))
            m_witnesses.ended(entry);
    }
}

std::vector<Actor> SocketGateway::sessions() const
{
    std::vector<Actor> actors = m_hub.sessions();
    const std::vector<Actor> witnesses = m_entries.witnesses();
    actors.insert(actors.end(), witnesses.begin(), witnesses.end());
    return actors;
}

void SocketGateway::open(Connection *connection, const SocketCredentials &credentials,
                         Callback<Opened> opened)
{
    const SocketEntryPtr entry = m_entries.add(connection);
    entry->openedAt = m_clock();
    entry->heardAt = entry->openedAt;
    ++m_counters.opened;
    entry->handle = std::make_unique<SocketHandle>(m_handles, *entry);
    entry->calls = std::make_unique<CallQueue>(m_calls, *entry);
    m_log.connected(*entry);
    auto told = [this, entry, opened = std::move(opened)](const Result<Opened> &result) {
        entry->opened = result && entry->isOpen();
        if (entry->opened && m_services.traffic.isWatched())
            m_services.traffic.noteConnected(infoOf(*entry));
        m_counters.refusedConnections.count(result);
        if (!result)
            m_log.refused(*entry, result.error());
        opened(result);
    };
    m_opening.open(entry, credentials, std::move(told));
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

void SocketGateway::receive(Connection *connection, qsizetype bytes, ReadCall read)
{
    const SocketEntryPtr entry = m_entries.find(connection);
    if (!entry)
        return;
    entry->heardAt = m_clock();
    m_calls.receive(entry, bytes, std::move(read));
}

void SocketGateway::call(Connection *connection, const QString &event, const QJsonArray &args,
                         CallAnswer answer)
{
    const SocketEntryPtr entry = m_entries.find(connection);
    if (!entry)
        return;
    const auto shared = std::make_shared<CallAnswer>(std::move(answer));
    m_calls.proceed(entry, [=] {
        const auto forward = [shared](const QJsonValue &ack, bool failed) {
            (*shared)(ack, failed);
        };
        return SentCall{event, args, forward, 0};
    });
}

Result<void> SocketGateway::admit(Connection *connection)
{
    ++m_counters.refusedEvents;
    const SocketEntryPtr entry = m_entries.find(connection);
    if (!entry)
        return {};
    entry->heardAt = m_clock();
    return m_admission.take(RateClass::Socket, entry->caller);
}

void SocketGateway::missed(Connection *connection, qint64 since, Callback<MissedFrames> done)
{
    const SocketEntryPtr entry = m_entries.find(connection);
    if (!entry)
        return;
    if (const auto permitted = Admission::permit(Access::Session, entry->caller); !permitted)
        return done(permitted.error());
    auto answered = [=, this, done = std::move(done)](Result<MissedFrames> missed) {
        if (entry->isOpen())
            done(std::move(missed));
        m_calls.finished(entry);
    };
    auto found = [=, this,
                  answered = std::move(answered)](const Result<MissedChanges> &changes) mutable {
        if (!changes || !entry->isOpen())
            return answered(changes ? Error::of(ErrorCode::SessionEnded) : changes.error());
        m_missed.encode(*changes, {entry->subscription->dialect, entry->connection->wire(), {}},
                        std::move(answered));
    };
    entry->calls->order.add(Effect::Read, [this, actor = *entry->caller.actor, since,
                                           found = std::move(found)]() mutable {
        m_services.messages.missed(actor, since, std::move(found));
    });
}

bool SocketGateway::receivesAll(const SocketEntry &entry) const
{
    const Subscription &subscription = *entry.subscription;
    return !m_registry.dialect(subscription.dialect).wantsEvent || subscription.everyRoom;
}

ConnectionInfo SocketGateway::infoOf(const SocketEntry &entry) const
{
    const Subscription &subscription = *entry.subscription;
    const qsizetype rooms =
        receivesAll(entry) ? m_hub.roomCount(entry.connection) : subscription.rooms.size();
    const auto idle = m_clock() - entry.heardAt;
    const ConnectionFacts facts = entry.connection->facts();
    return {.id = entry.id,
            .actor = entry.caller.actor,
            .address = entry.caller.remoteAddress,
            .dialect = m_registry.dialect(subscription.dialect).name,
            .transport = facts.transport,
            .openedAt = entry.openedAt,
            .userAgent = facts.userAgent,
            .protocol = facts.protocol,
            // The clock may have been set back.
            .idle = std::max(idle, std::chrono::milliseconds(0)),
            .roundTrip = facts.roundTrip,
            .messagesIn = facts.messagesIn,
            .messagesOut = facts.messagesOut,
            .bytesIn = facts.bytesIn,
            .bytesOut = facts.bytesOut,
            .backlogBytes = facts.backlogBytes,
            .rooms = int(rooms)};
}

void SocketGateway::visit(const Visitor &visitor) const
{
    const QList<SocketEntryPtr> open = m_entries.open();
    for (const SocketEntryPtr &entry : open) {
        if (!entry->isBeingClosed)
            visitor(infoOf(*entry));
    }
}

std::optional<ConnectionInfo> SocketGateway::find(quint64 id) const
{
    const SocketEntryPtr entry = m_entries.find(id);
    return entry && !entry->isBeingClosed ? std::optional(infoOf(*entry)) : std::nullopt;
}

QList<ConnectionInfo> SocketGateway::connections() const
{
    QList<ConnectionInfo> list;
    visit([&list](const ConnectionInfo &each) { list.append(each); });
    std::sort(list.begin(), list.end(), [](const ConnectionInfo &one, const ConnectionInfo &other) {
        return one.id < other.id;
    });
    return list;
}

void SocketGateway::closeEntry(SocketEntry &entry, DisconnectReason reason)
{
    entry.isBeingClosed = true;
    entry.connection->disconnect(reason);
}

void SocketGateway::banish(const IpNetwork &network)
{
    const QList<SocketEntryPtr> open = m_entries.open();
    for (const SocketEntryPtr &entry : open) {
        const auto address = IpNetwork::ofAddress(entry->caller.remoteAddress);
        if (address && network.contains(*address) && entry->isOpen())
            closeEntry(*entry, DisconnectReason::AddressBanned);
    }
}

bool SocketGateway::disconnect(quint64 id)
{
    const SocketEntryPtr found = m_entries.find(id);
    if (!found || found->isBeingClosed)
        return false;
    closeEntry(*found, DisconnectReason::ClosedByAdministrator);
    return true;
}

std::optional<recorder::Chain> SocketGateway::chainOf(quint64 id) const
{
    const SocketEntryPtr entry = m_entries.find(id);
    return entry ? std::optional(entry->chain) : std::nullopt;
}

std::vector<SocketGateway::Open> SocketGateway::openOf(UserId user) const
{
    std::vector<Open> open;
    const QList<SocketEntryPtr> entries = m_entries.ofUser(user);
    for (const SocketEntryPtr &entry : entries) {
        if (entry->isOpen())
            open.push_back({entry->id, entry->chain, receivesAll(*entry)});
    }
    return open;
}

void SocketGateway::heartbeatAnswered(Connection *connection, qint64 proven,
                                      std::optional<std::chrono::milliseconds> roundTrip)
{
    if (const SocketEntryPtr entry = m_entries.find(connection))
        m_log.heartbeat(*entry, proven, roundTrip);
}

void SocketGateway::recovered(Connection *connection, const RecoveryOutcome &outcome)
{
    if (const SocketEntryPtr entry = m_entries.find(connection))
        m_log.recovery(*entry, outcome);
}

void SocketGateway::close(Connection *connection)
{
    if (m_services.traffic.isWatched())
        noteDisconnected(connection);
    const SocketEntryPtr entry = m_entries.find(connection);
    if (!entry)
        return;
    const EndReason end = connection->endReason();
    m_log.ended(*entry, infoOf(*entry), receivesAll(*entry), end, m_clock());
    ++m_counters.ended[size_t(end)];
    m_entries.close(connection);
    m_hub.detach(connection);
    m_deliveries.close(connection);
    m_witnesses.drop(entry);
    entry->expiry.reset();
    m_rooms.closed(*entry);
    if (entry->online)
        m_services.presence.disconnect(entry->caller.actor->userId);
    m_calls.closed(entry);
}

void SocketGateway::noteDisconnected(Connection *connection)
{
    const SocketEntryPtr entry = m_entries.find(connection);
    if (entry && entry->opened)
        m_services.traffic.noteDisconnected(infoOf(*entry));
}

} // namespace parlance
