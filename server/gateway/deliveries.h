// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/messages.h"
#include "realtime/hub.h"
#include "timers/timerqueue.h"

#include <QHash>

#include <vector>

namespace parlance {

/// Tracks which direct messages have reached their recipients. A sent message counts as delivered
/// when the connection confirms it (Connection::whenDelivered()); until then the store keeps it as
/// undelivered. If connections of the user have called catchUp(), only the confirmations of the
/// last one that did so count. Event loop only.
class Deliveries
{
public:
    /// All must outlive this object and the connections.
    Deliveries(Messages &messages, Hub &hub, TimerQueue &timers);

    using SubscriptionPtr = std::shared_ptr<Subscription>;
    /// CallingSocket::catchUp().
    void catchUp(Connection *connection, const Actor &actor, const SubscriptionPtr &subscription,
                 Callback<void> done);
    /// The connection has closed. No effect if it is unknown.
    void close(Connection *connection);

private:
    /// Commit positions, both ends included.
    struct Range
    {
        qint64 first = 0;
        qint64 last = 0;
    };
    struct Entry
    {
        /// Distinguishes a new connection from an old one at the same address.
        quint64 id = 0;
        Actor actor;
        SubscriptionPtr subscription;
        /// The commit position at which another connection took over the catch-up; from there on
        /// this one receives messages as they are posted. 0: no other connection took over.
        qint64 supersededAt = 0;
        /// Ranges it received while its confirmations did not count: the store may still hold them
        /// as undelivered.
        std::vector<Range> heard = {};
        /// The last range it confirmed of the other messages.
        Range confirmed = {};
        std::shared_ptr<Deadline> retry = {};
    };
    /// The messages of one answer of the store, or as many of them as fit.
    struct Sent
    {
        Range range;
        bool more = false;
    };

    Entry *find(Connection *connection, quint64 id);
    void sent(Connection *connection, const Message &message);
    bool decides(Connection *connection, UserId user) const;
    void sendNext(Connection *connection, quint64 id, Callback<void> done);
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
    /// Connections that called catchUp().
    QHash<Connection *, Entry> m_entries;
    /// For each user the connection that called catchUp() last, until it closes.
    QHash<UserId, Connection *> m_last;
};

} // namespace parlance
