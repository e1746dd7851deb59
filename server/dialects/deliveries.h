// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/messages.h"
#include "realtime/hub.h"

#include <QHash>

namespace parlance {

/// Which direct messages have reached their recipients: a message that was sent is known to have
/// arrived when the connection says so (Connection::whenDelivered()), and until then it waits in
/// the store. Where connections have asked for what waits (catchUp()), the one that did so last
/// decides. Event loop only.
class Deliveries
{
public:
    /// Both outlive it and the connections.
    Deliveries(Messages &messages, Hub &hub);

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
    };
    /// The messages of one answer of the store, or as many as fit.
    struct Sent
    {
        qint64 first = 0;
        qint64 last = 0;
        bool more = false;
    };

    Entry *find(Connection *connection, quint64 id);
    void sent(Connection *connection, const Message &message);
    bool decides(Connection *connection, UserId user) const;
    void sendNext(Connection *connection, quint64 id, const Callback<void> &done);
    Sent send(Connection *connection, quint8 dialect, const QList<Message> &waiting);
    void arrived(Connection *connection, quint64 id, const Sent &sent);

    Messages &m_messages;
    Hub &m_hub;
    quint64 m_lastId = 0;
    /// Those that asked for what waits.
    QHash<Connection *, Entry> m_entries;
    /// The one that did so last, while it lives.
    QHash<UserId, Connection *> m_last;
};

} // namespace parlance
