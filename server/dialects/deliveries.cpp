// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialects/deliveries.h"

namespace parlance {

namespace {

/// What is on the way to one connection before it says that it has it: far less than may wait in
/// its buffer.
constexpr int messagesPerStep = 64;
constexpr qsizetype bytesPerStep = qsizetype(128) * 1024;

} // namespace

Deliveries::Deliveries(Messages &messages, Hub &hub)
    : m_messages(messages)
    , m_hub(hub)
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
        if (decides(connection, user))
            m_messages.markDelivered(user, position, position);
    });
}

bool Deliveries::decides(Connection *connection, UserId user) const
{
    const auto last = m_last.constFind(user);
    return last == m_last.cend() || *last == connection;
}

void Deliveries::catchUp(Connection *connection, const Actor &actor, const ListeningPtr &listening,
                         Callback<void> done)
{
    m_last.insert(actor.userId, connection);
    if (m_entries.contains(connection))
        return done({});
    const quint64 id = ++m_lastId;
    m_entries.insert(connection, {id, actor, listening});
    sendNext(connection, id, done);
}

// The store answers in the order of commits: what it does not tell yet is announced after its
// answer, to a connection that hears it by then.
void Deliveries::sendNext(Connection *connection, quint64 id, const Callback<void> &done)
{
    const Actor actor = find(connection, id)->actor;
    m_messages.undelivered(actor, messagesPerStep, [=, this](const auto &waiting) {
        Entry *entry = find(connection, id);
        if (!entry)
            return;
        if (!waiting) {
            close(connection);
            return done(waiting.error());
        }
        // Sending may end the connection.
        const ListeningPtr listening = entry->listening;
        const Sent sent = send(connection, listening->dialect, *waiting);
        listening->directs = !sent.more;
        listening->everyRoom = true;
        if (sent.last > 0)
            connection->whenDelivered([=, this] { arrived(connection, id, sent); });
        done({});
    });
}

Deliveries::Sent Deliveries::send(Connection *connection, quint8 dialect,
                                  const QList<Message> &waiting)
{
    Sent sent;
    const PushFormat format{dialect, connection->wire(), {}};
    qsizetype bytes = 0;
    for (const Message &message : waiting) {
        if (bytes > bytesPerStep)
            break;
        const Frame frame = m_hub.encode(MessagePosted{message, {}, true}, format);
        connection->send(frame);
        bytes += frame.payload.size();
        sent.last = message.position;
        if (sent.first == 0)
            sent.first = message.position;
    }
    sent.more = !waiting.isEmpty() &&
                (waiting.size() == messagesPerStep || waiting.last().position != sent.last);
    return sent;
}

void Deliveries::arrived(Connection *connection, quint64 id, const Sent &sent)
{
    Entry *entry = find(connection, id);
    if (!entry)
        return;
    const bool decides = this->decides(connection, entry->actor.userId);
    if (decides)
        m_messages.markDelivered(entry->actor.userId, sent.first, sent.last);
    if (!sent.more)
        return;
    if (decides)
        sendNext(connection, id, [](const Result<void> &) {});
    else
        // The rest is for the one that came after it.
        entry->listening->directs = true;
}

void Deliveries::close(Connection *connection)
{
    const Entry entry = m_entries.take(connection);
    if (m_last.value(entry.actor.userId) == connection)
        m_last.remove(entry.actor.userId);
}

} // namespace parlance
