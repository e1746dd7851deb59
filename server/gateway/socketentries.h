// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/socketentry.h"

#include <QHash>
#include <QSet>

namespace parlance {

/// The connections of the gateway, by connection and by user. Event loop only.
class SocketEntries
{
public:
    SocketEntryPtr add(Connection *connection);
    /// Null if the connection is not open.
    SocketEntryPtr find(Connection *connection) const { return m_open.value(connection); }
    SocketEntryPtr find(quint64 id) const { return m_ofId.value(id); }
    /// Counts those that were added or closed, or got another user.
    quint64 revision() const { return m_revision; }
    /// The connection has closed, but some received calls may still run. Null if it was not open.
    SocketEntryPtr close(Connection *connection);
    /// All received calls have been executed.
    void remove(const SocketEntryPtr &entry);

    void setActor(const SocketEntryPtr &entry, const std::optional<Actor> &actor);
    void setWitness(const SocketEntryPtr &entry, const std::optional<Actor> &witness);
    /// All connections of the user, those that are opening or closed included.
    QList<SocketEntryPtr> ofUser(UserId user) const { return m_ofUser.values(user); }
    /// Connections that may receive public rooms because of a session of this user (Witnesses).
    QList<SocketEntryPtr> witnessedBy(UserId user) const { return m_witnessed.values(user); }
    std::vector<Actor> witnesses() const;
    QList<SocketEntryPtr> open() const { return m_open.values(); }
    qsizetype openCount() const { return m_open.size(); }
    /// Closed ones included.
    QList<SocketEntryPtr> all() const { return m_open.values() + m_leaving.values(); }

private:
    quint64 m_added = 0;
    quint64 m_revision = 0;
    QHash<Connection *, SocketEntryPtr> m_open;
    /// The same, by id.
    QHash<quint64, SocketEntryPtr> m_ofId;
    QSet<SocketEntryPtr> m_leaving;
    QMultiHash<UserId, SocketEntryPtr> m_ofUser;
    QMultiHash<UserId, SocketEntryPtr> m_witnessed;
};

} // namespace parlance
