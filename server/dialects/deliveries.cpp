// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialects/deliveries.h"

namespace parlance {

namespace {

/// What is on the way to one connection before it says that it has it: far less than may wait in
/// its buffer.
constexpr int messagesPerStep = 64;
constexpr qsizetype bytesPerStep = qsizetype(128) * 1024;

/// What is remembered of devices that do not decide: forgetting repeats messages, and loses none.
constexpr size_t rangesOfASession = 64;
constexpr qsizetype sessionsRemembered = 1000;
constexpr std::chrono::seconds pauseAfterFailure{1};

} // namespace

Deliveries::Deliveries(Messages &messages, Hub &hub, TimerQueue &timers)
    : m_messages(messages)
    , m_hub(hub)
    , m_timers(timers)
{
    hub.setDirectHandler(
        [this](Connection *connection, const Message &message) { sent(connection, message); });
}

Deliveries::Entry *Deliveries::find(Connection *connection, quint64 id)
{
    const auto it = m_entries.find(connection);
    return it != m_entries.end() && it->id == id ? &*it : nullptr;
}

void Deliveries::sent(Connection *connection, const Message &message)
{
    const UserId user = message.recipient->id;
    const qint64 position = message.position;
    quint64 id = 0;
    if (const auto it = m_entries.find(connection); it != m_entries.end()) {
        id = it->id;
        it->onTheWay.insert(position);
    }
    connection->whenDelivered([=, this] {
        if (Entry *entry = find(connection, id))
            entry->onTheWay.remove(position);
        confirmed(connection, user, {position, position});
    });
}

bool Deliveries::decides(Connection *connection, UserId user) const
{
    const auto last = m_last.constFind(user);
    return last == m_last.cend() || *last == connection;
}

void Deliveries::confirmed(Connection *connection, UserId user, const Range &range)
{
    if (decides(connection, user))
        return m_messages.markDelivered(user, range.first, range.last);
    const auto it = m_entries.constFind(connection);
    if (it != m_entries.cend())
        remember(it->actor.sessionId, range);
}

void Deliveries::remember(SessionId session, const Range &range)
{
    if (m_confirmed.size() >= sessionsRemembered && !m_confirmed.contains(session))
        m_confirmed.clear();
    std::vector<Range> &ranges = m_confirmed[session];
    if (ranges.size() >= rangesOfASession)
        ranges.erase(ranges.begin());
    ranges.push_back(range);
}

void Deliveries::takeOver(Connection *connection, const Actor &actor)
{
    m_last.insert(actor.userId, connection);
    for (const Range &range : m_confirmed.take(actor.sessionId))
        m_messages.markDelivered(actor.userId, range.first, range.last);
}

void Deliveries::catchUp(Connection *connection, const Actor &actor, const ListeningPtr &listening,
                         Callback<void> done)
{
    takeOver(connection, actor);
    const auto known = m_entries.find(connection);
    if (known == m_entries.end()) {
        const quint64 id = ++m_lastId;
        m_entries.insert(connection, {id, actor, listening});
        return sendNext(connection, id, done);
    }
    known->actor = actor;
    if (!std::exchange(known->isSuperseded, false))
        return done({});
    // As at first: what is posted meanwhile comes with the store's answers.
    listening->directs = false;
    known->skipped = known->onTheWay;
    sendNext(connection, known->id, done);
}

// The store answers in the order of commits: what it does not tell yet is announced after its
// answer, to a connection that hears it by then. `done`: nothing for a later step.
void Deliveries::sendNext(Connection *connection, quint64 id, const Callback<void> &done)
{
    const Actor actor = find(connection, id)->actor;
    m_messages.undelivered(actor, messagesPerStep, [=, this](const auto &waiting) {
        Entry *entry = find(connection, id);
        if (!entry)
            return;
        if (!waiting && !done)
            return tryAgain(connection, id);
        if (!waiting) {
            close(connection);
            return done(waiting.error());
        }
        // Sending may end the connection.
        const Entry to = *entry;
        const Sent sent = send(connection, to, *waiting);
        to.listening->directs = !sent.more;
        to.listening->everyRoom = true;
        if (sent.range.last > 0)
            connection->whenDelivered([=, this] { arrived(connection, id, sent); });
        if (done)
            done({});
    });
}

// Until then it hears nothing of what is posted: that waits in the store with the rest.
void Deliveries::tryAgain(Connection *connection, quint64 id)
{
    Entry *entry = find(connection, id);
    entry->retry = std::make_shared<Deadline>(m_timers);
    entry->retry->start(pauseAfterFailure, [=, this] { sendNext(connection, id, {}); });
}

Deliveries::Sent Deliveries::send(Connection *connection, const Entry &to,
                                  const QList<Message> &waiting)
{
    Sent sent;
    const PushFormat format{to.listening->dialect, connection->wire(), {}};
    qsizetype bytes = 0;
    for (const Message &message : waiting) {
        if (bytes > bytesPerStep)
            break;
        sent.range.last = message.position;
        if (sent.range.first == 0)
            sent.range.first = message.position;
        if (to.skipped.contains(message.position))
            continue;
        const Frame frame = m_hub.encode(MessagePosted{message, {}, true}, format);
        connection->send(frame);
        bytes += frame.payload.size();
    }
    sent.more = !waiting.isEmpty() &&
                (waiting.size() == messagesPerStep || waiting.last().position != sent.range.last);
    return sent;
}

void Deliveries::arrived(Connection *connection, quint64 id, const Sent &sent)
{
    Entry *entry = find(connection, id);
    if (!entry)
        return;
    const UserId user = entry->actor.userId;
    confirmed(connection, user, sent.range);
    if (!sent.more)
        return;
    if (decides(connection, user))
        return sendNext(connection, id, {});
    entry->isSuperseded = true;
    entry->listening->directs = true;
}

void Deliveries::close(Connection *connection)
{
    const Entry entry = m_entries.take(connection);
    if (m_last.value(entry.actor.userId) == connection)
        m_last.remove(entry.actor.userId);
}

} // namespace parlance
