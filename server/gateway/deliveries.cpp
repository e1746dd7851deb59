// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/deliveries.h"

#include <algorithm>

namespace parlance {

namespace {

/// Limit of unconfirmed messages sent to one connection: far less than fits into its buffer.
constexpr int messagesPerStep = 64;
constexpr qsizetype bytesPerStep = qsizetype(128) * 1024;

/// For one connection. A removed range may repeat messages, but loses none.
constexpr size_t rangesRemembered = 64;
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
    connection->whenDelivered([this, connection, user, position = message.position] {
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
        m_messages.markDelivered(user, range.first, range.last);
}

// From here on it receives messages as they are posted; the undelivered ones are for another
// connection, or for later.
void Deliveries::supersede(Entry &entry) const
{
    entry.supersededAt = m_hub.position();
    entry.subscription->directs = true;
}

void Deliveries::noteReceived(Entry &entry, const Range &range)
{
    if (entry.heard.size() >= rangesRemembered)
        entry.heard.erase(entry.heard.begin());
    entry.heard.push_back(range);
}

bool Deliveries::hasReceived(const Entry &entry, qint64 position)
{
    return std::any_of(entry.heard.begin(), entry.heard.end(), [position](const Range &range) {
        return range.first <= position && position <= range.last;
    });
}

void Deliveries::catchUp(Connection *connection, const Actor &actor,
                         const SubscriptionPtr &subscription, Callback<void> done)
{
    m_last.insert(actor.userId, connection);
    const auto known = m_entries.find(connection);
    if (known == m_entries.end()) {
        const quint64 id = ++m_lastId;
        m_entries.insert(connection, {id, actor, subscription});
        return sendNext(connection, id, std::move(done));
    }
    if (known->supersededAt == 0)
        return done({});
    // As on the first call: messages posted meanwhile are in the store's answers.
    subscription->directs = false;
    noteReceived(*known, {std::exchange(known->supersededAt, 0) + 1, m_hub.position()});
    sendNext(connection, known->id, std::move(done));
}

// The store answers in the order of commits: a message missing from its answer is published after
// it, and the connection is subscribed by then. `done`: empty for a later step.
void Deliveries::sendNext(Connection *connection, quint64 id, Callback<void> done)
{
    const Actor actor = find(connection, id)->actor;
    m_messages.undelivered(
        actor, messagesPerStep, [=, this, done = std::move(done)](const auto &waiting) {
            Entry *entry = find(connection, id);
            // The connection has closed, but its call must still be answered.
            if (!entry)
                return done ? done({}) : void();
            if (!waiting && !done)
                return tryAgain(connection, id);
            if (!waiting) {
                // If it was subscribed before, it continues as it was.
                entry->subscription->everyRoom ? supersede(*entry) : close(connection);
                return done(waiting.error());
            }
            // Sending may end the connection.
            const Entry to = *entry;
            const Sent sent = send(connection, to, *waiting);
            to.subscription->directs = !sent.more;
            to.subscription->everyRoom = true;
            if (sent.range.last > 0)
                connection->whenDelivered([=, this] { arrived(connection, id, sent); });
            if (done)
                done({});
        });
}

// Until then it receives no posted messages: they wait in the store with the rest.
void Deliveries::tryAgain(Connection *connection, quint64 id)
{
    Entry *entry = find(connection, id);
    entry->retry = std::make_shared<Deadline>(m_timers);
    entry->retry->start(pauseAfterFailure, [=, this] {
        // Marking this range as delivered may have failed too, so it is repeated.
        const Entry &again = *find(connection, id);
        confirmed(connection, again.actor.userId, again.confirmed);
        sendNext(connection, id, {});
    });
}

Deliveries::Sent Deliveries::send(Connection *connection, const Entry &to,
                                  const QList<Message> &waiting)
{
    Sent sent;
    const PushFormat format{to.subscription->dialect, connection->wire(), {}};
    qsizetype bytes = 0;
    for (const Message &message : waiting) {
        if (bytes > bytesPerStep)
            break;
        sent.range.last = message.position;
        if (sent.range.first == 0)
            sent.range.first = message.position;
        if (hasReceived(to, message.position))
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
    entry->confirmed = sent.range;
    confirmed(connection, user, sent.range);
    const bool isLast = decides(connection, user);
    if (!isLast)
        noteReceived(*entry, sent.range);
    if (!sent.more)
        return;
    isLast ? sendNext(connection, id, {}) : supersede(*entry);
}

void Deliveries::close(Connection *connection)
{
    const Entry entry = m_entries.take(connection);
    if (m_last.value(entry.actor.userId) == connection)
        m_last.remove(entry.actor.userId);
}

} // namespace parlance
