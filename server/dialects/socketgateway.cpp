// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialects/socketgateway.h"

namespace parlance {

using namespace Qt::StringLiterals;

namespace {

// What the connection would have heard of the message last.
Event eventOf(const MissedMessage &missed)
{
    if (missed.message.deletedAt)
        return MessageDeleted{missed.message};
    if (missed.isNew)
        return MessagePosted{missed.message, {}};
    return MessageEdited{missed.message};
}

} // namespace

SocketGateway::SocketGateway(Services services, const Registry &registry, Admission &admission,
                             Hub &hub, Broker &broker, TimerQueue &timers, Clock clock)
    : m_services(services)
    , m_registry(registry)
    , m_admission(admission)
    , m_hub(hub)
    , m_broker(broker)
    , m_timers(timers)
    , m_clock(std::move(clock))
{
    broker.subscribe([this](const Event &event) {
        if (const auto *ended = std::get_if<SessionsEnded>(&event))
            handle(*ended);
    });
}

SocketGateway::~SocketGateway() = default;

void SocketGateway::handle(const SessionsEnded &ended)
{
    for (const auto &entry : std::as_const(m_entries)) {
        if (!entry->caller.actor || entry->caller.actor->userId != ended.userId)
            continue;
        // The hub tells and closes those that are open; the opening ones look at the mark.
        if (concerns(ended, entry->caller.actor->sessionId))
            entry->sessionEnded = true;
        else if (ended.reason == SessionEndReason::PasswordChanged)
            entry->caller.actor->mustChangePassword = false;
    }
}

SocketGateway::Entry *SocketGateway::find(Connection *connection, quint64 id)
{
    const auto it = m_entries.constFind(connection);
    return it != m_entries.cend() && (*it)->id == id ? it->get() : nullptr;
}

void SocketGateway::open(Connection *connection, const SocketCredentials &credentials,
                         Callback<Opened> opened)
{
    const quint64 id = ++m_lastId;
    const auto entry = std::make_shared<Entry>();
    entry->id = id;
    entry->caller.remoteAddress = credentials.remoteAddress;
    m_entries.insert(connection, entry);
    if (credentials.token.isEmpty())
        return opened(ErrorCode::AuthenticationRequired);
    m_services.accounts.authenticate(credentials.token, [=, this](const Result<Actor> &actor) {
        if (!find(connection, id))
            return;
        if (const auto allowed = countOpening(connection, actor); !allowed)
            opened(allowed.error());
        else
            authenticated(connection, id, *actor, opened);
    });
}

// Opening is a call too: of the account, or of the address where the token was no good.
Result<void> SocketGateway::countOpening(Connection *connection, const Result<Actor> &actor)
{
    Caller caller = m_entries.value(connection)->caller;
    if (actor)
        caller.actor = *actor;
    const auto rate = actor ? RateClass::Socket : RateClass::Rest;
    if (auto allowed = m_admission.take(rate, caller); !allowed)
        return allowed;
    return actor ? Result<void>() : Result<void>(actor.error());
}

void SocketGateway::authenticated(Connection *connection, quint64 id, const Actor &actor,
                                  Callback<Opened> opened)
{
    find(connection, id)->caller.actor = actor;
    const auto ready = [=, this](const Result<std::vector<RoomId>> &rooms) {
        Entry *entry = find(connection, id);
        if (rooms && (!entry || entry->sessionEnded))
            m_services.presence.disconnect(actor.userId);
        if (!entry)
            return;
        if (!rooms || entry->sessionEnded)
            return opened(rooms ? Error{ErrorCode::SessionEnded, {}, {}} : rooms.error());
        entry->online = true;
        m_hub.attach(connection, actor, *rooms);
        startExpiry(*entry);
        opened(Opened{actor, m_hub.position()});
    };
    m_services.presence.connect({actor.userId, actor.username}, ready);
}

void SocketGateway::startExpiry(Entry &entry)
{
    const Actor &actor = *entry.caller.actor;
    entry.expiry = std::make_unique<Deadline>(m_timers);
    const auto left = std::max(actor.expiresAt - m_clock(), std::chrono::milliseconds(0));
    entry.expiry->start(left, [this, userId = actor.userId, session = actor.sessionId] {
        m_broker.publish(SessionsEnded{userId, {session}, {}, SessionEndReason::Expired});
    });
}

Result<void> SocketGateway::admit(const Entry &entry, const SocketEvent *row,
                                  const QJsonArray &args)
{
    if (auto allowed = m_admission.take(RateClass::Socket, entry.caller); !allowed)
        return allowed;
    if (!row)
        return ErrorCode::UnknownOperation;
    if (!args.isEmpty() && !args.at(0).isObject())
        return Error{ErrorCode::ValidationFailed, u"The argument must be an object"_s, {}};
    if (auto permitted = Admission::permit(row->access, entry.caller); !permitted)
        return permitted;
    if (row->rate != RateClass::Socket)
        return m_admission.take(row->rate, entry.caller);
    return {};
}

void SocketGateway::call(Connection *connection, const QString &event, const QJsonArray &args,
                         Answer answer)
{
    const auto it = m_entries.constFind(connection);
    if (it == m_entries.cend())
        return;
    Entry &entry = **it;
    const quint8 index = connection->format().dialect;
    const Dialect &dialect = m_registry.dialect(index);
    const Call call{entry.caller, args.at(0).toObject(), args, false};
    const SocketEvent *row = m_registry.findEvent(index, event, call.args);
    if (const auto admitted = admit(entry, row, args); !admitted)
        return answer(dialect.renderAck(admitted.error()), true);
    const Respond respond = [=, this, &dialect, id = entry.id](const Result<Reply> &reply) {
        Entry *caller = find(connection, id);
        if (!caller)
            return;
        --caller->running;
        answer(dialect.renderAck(reply), !reply);
        startWaiting(connection, id);
    };
    entry.waiting.push_back(
        {row->effect, [this, row, call, respond] { row->handler(m_services, call, respond); }});
    startWaiting(connection, entry.id);
}

Result<void> SocketGateway::admit(Connection *connection)
{
    const auto it = m_entries.constFind(connection);
    return it == m_entries.cend() ? Result<void>()
                                  : m_admission.take(RateClass::Socket, (*it)->caller);
}

void SocketGateway::missed(Connection *connection, qint64 since, Callback<MissedFrames> done)
{
    const auto it = m_entries.constFind(connection);
    if (it == m_entries.cend())
        return;
    Entry &entry = **it;
    if (const auto allowed = m_admission.take(RateClass::Socket, entry.caller); !allowed)
        return done(allowed.error());
    if (const auto permitted = Admission::permit(Access::Session, entry.caller); !permitted)
        return done(permitted.error());
    const auto finish = [=, this, id = entry.id](const Result<MissedChanges> &changes) {
        Entry *caller = find(connection, id);
        if (!caller)
            return;
        --caller->running;
        if (changes)
            done(encode(*changes, connection->format()));
        else
            done(changes.error());
        startWaiting(connection, id);
    };
    entry.waiting.push_back({Effect::Read, [this, actor = *entry.caller.actor, since, finish] {
                                 m_services.messages.missed(actor, since, finish);
                             }});
    startWaiting(connection, entry.id);
}

MissedFrames SocketGateway::encode(const MissedChanges &missed, PushFormat format) const
{
    MissedFrames answer{{}, missed.until};
    for (const MissedMessage &message : missed.messages) {
        Frame frame = m_hub.encode(eventOf(message), format);
        if (!frame.payload.isEmpty())
            answer.frames.push_back(std::move(frame));
    }
    return answer;
}

void SocketGateway::startWaiting(Connection *connection, quint64 id)
{
    // A call that answers at once comes back here: the outer loop goes on for it. Any call may end
    // the connection.
    Entry *entry = find(connection, id);
    if (!entry || entry->starting)
        return;
    while (entry && !entry->waiting.empty()) {
        Waiting &next = entry->waiting.front();
        if (entry->running > 0 && entry->runningEffect != next.effect)
            return;
        const auto start = std::move(next.start);
        entry->runningEffect = next.effect;
        entry->waiting.pop_front();
        ++entry->running;
        entry->starting = true;
        start();
        entry = find(connection, id);
        if (entry)
            entry->starting = false;
    }
}

void SocketGateway::close(Connection *connection)
{
    const auto entry = m_entries.take(connection);
    if (!entry)
        return;
    m_hub.detach(connection);
    if (entry->online)
        m_services.presence.disconnect(entry->caller.actor->userId);
}

} // namespace parlance
