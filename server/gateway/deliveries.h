// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/messages.h"
#include "realtime/hub.h"
#include "timers/timerqueue.h"

#include <QHash>

#include <vector>

namespace parlance {

/// Which direct messages have reached their recipients: a message that was sent is known to have
/// arrived when the connection says so (Connection::whenDelivered()), and until then it waits in
/// the store. Where connections have asked for what waits (catchUp()), the one that did so last
/// decides. Event loop only.
class Deliveries
{
public:
    /// All outlive it and the connections.
    Deliveries(Messages &messages, Hub &hub, TimerQueue &timers);

    using SubscriptionPtr = std::shared_ptr<Subscription>;
    /// CallingSocket::catchUp().
    void catchUp(Connection *connection, const Actor &actor, const SubscriptionPtr &subscription,
                 Callback<void> done);
    /// The connection is gone. Harmless for one that was never here.
    void close(Connection *connection);

private:
    /// Positions, both ends included.
    struct Range
    {
        qint64 first = 0;
        qint64 last = 0;
    };
    struct Entry
    {
        /// Tells a new connection at the address of an old one apart.
        quint64 id = 0;
        Actor actor;
        SubscriptionPtr subscription;
        /// Another one came while it caught up, and has the rest to itself: the position from which
        /// on it has heard what is posted; 0: it was not.
        qint64 supersededAt = 0;
        /// What it has got while it did not decide: it may wait all the same.
        std::vector<Range> heard = {};
        /// What it confirmed last of the rest.
        Range confirmed = {};
        std::shared_ptr<Deadline> retry = {};
    };
    /// The messages of one answer of the store, or as many as fit.
    struct Sent
    {
        Range range;
        bool more = false;
    };

    Entry *find(Connection *connection, quint64 id);
    void sent(Connection *connection, const Message &message);
    bool decides(Connection *connection, UserId user) const;
    void sendNext(Connection *connection, quint64 id, const Callback<void> &done);
    void tryAgain(Connection *connection, quint64 id);
    Sent send(Connection *connection, const Entry &to, const QList<Message> &waiting);
    void arrived(Connection *connection, quint64 id, const Sent &sent);
    void confirmed(Connection *connection, UserId user, const Range &range);
    void supersede(Entry &entry) const;
    static void noteReceived(Entry &entry, const Range &range);
    static bool hasReceived(const Entry &entry, qint64 position);

    Messages &m_messages;
    Hub &m_hub;
    TimerQueue &m_timers;
    quint64 m_lastId = 0;
    /// Those that asked for what waits.
    QHash<Connection *, Entry> m_entries;
    /// The one that did so last, while it lives.
    QHash<UserId, Connection *> m_last;
};

} // namespace parlance
