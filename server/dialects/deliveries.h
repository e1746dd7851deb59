// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/messages.h"
#include "eventloop/timerqueue.h"
#include "realtime/hub.h"

#include <QHash>
#include <QSet>

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

    using ListeningPtr = std::shared_ptr<Listening>;
    /// CallingSocket::catchUp().
    void catchUp(Connection *connection, const Actor &actor, const ListeningPtr &listening,
                 Callback<void> done);
    /// The connection is gone. Harmless for one that was never here.
    void close(Connection *connection);

private:
    struct Entry
    {
        /// Tells a new connection at the address of an old one apart.
        quint64 id = 0;
        Actor actor;
        ListeningPtr listening;
        /// Another one came while it caught up, and has the rest to itself.
        bool isSuperseded = false;
        /// Positions that were sent as they were posted and are not confirmed.
        QSet<qint64> onTheWay = {};
        /// Of those, what was on the way when it began to catch up once more.
        QSet<qint64> skipped = {};
        std::shared_ptr<Deadline> retry = {};
    };
    /// Positions, both ends included.
    struct Range
    {
        qint64 first = 0;
        qint64 last = 0;
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
    void remember(SessionId session, const Range &range);
    void takeOver(Connection *connection, const Actor &actor);

    Messages &m_messages;
    Hub &m_hub;
    TimerQueue &m_timers;
    quint64 m_lastId = 0;
    /// Those that asked for what waits.
    QHash<Connection *, Entry> m_entries;
    /// The one that did so last, while it lives.
    QHash<UserId, Connection *> m_last;
    /// What those that do not decide have confirmed, by session: if one comes again to be the last,
    /// that is delivered.
    QHash<SessionId, std::vector<Range>> m_confirmed;
};

} // namespace parlance
