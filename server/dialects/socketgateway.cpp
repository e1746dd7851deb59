// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialects/socketgateway.h"

namespace parlance {

using namespace Qt::StringLiterals;

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
                         Callback<Actor> opened)
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
        if (!actor)
            opened(actor.error());
        else
            authenticated(connection, id, *actor, opened);
    });
}

void SocketGateway::authenticated(Connection *connection, quint64 id, const Actor &actor,
                                  Callback<Actor> opened)
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
        opened(actor);
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

void SocketGateway::call(Connection *connection, const QString &event, const QJsonArray &args,
                         Answer answer)
{
    const auto it = m_entries.constFind(connection);
    if (it == m_entries.cend())
        return;
    const quint64 id = (*it)->id;
    const Dialect &dialect = m_registry.dialect(connection->format().dialect);
    const Respond respond = [=, this, &dialect](const Result<Reply> &reply) {
        if (find(connection, id))
            answer(dialect.renderAck(reply), !reply);
    };
    const Call call{(*it)->caller, args.at(0).toObject(), args, false};
    const auto allowed = m_admission.take(RateClass::Socket, call.caller);
    if (!allowed)
        return respond(allowed.error());
    const SocketEvent *row = m_registry.findEvent(connection->format().dialect, event, call.args);
    if (!row)
        return respond(ErrorCode::UnknownOperation);
    if (!args.isEmpty() && !args.at(0).isObject())
        return respond(Error{ErrorCode::ValidationFailed, u"The argument must be an object"_s, {}});
    const auto permitted = Admission::permit(row->access, call.caller);
    if (!permitted)
        return respond(permitted.error());
    if (row->rate != RateClass::Socket) {
        if (const auto rare = m_admission.take(row->rate, call.caller); !rare)
            return respond(rare.error());
    }
    row->handler(m_services, call, respond);
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
