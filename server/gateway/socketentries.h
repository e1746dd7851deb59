// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/socketentry.h"

#include <QHash>
#include <QSet>

namespace parlance {

/// The connections of the gateway, by connection and by whom they act for. Event loop only.
class SocketEntries
{
public:
    SocketEntryPtr add(Connection *connection);
    /// Null if it is not open.
    SocketEntryPtr find(Connection *connection) const { return m_open.value(connection); }
    /// It has closed, and not all that it has sent is carried out yet. Null if it was not open.
    SocketEntryPtr close(Connection *connection);
    /// All that it has sent is carried out.
    void remove(const SocketEntryPtr &entry);

    void setActor(const SocketEntryPtr &entry, const std::optional<Actor> &actor);
    void setWitness(const SocketEntryPtr &entry, const std::optional<Actor> &witness);
    /// Those that act for the user, the opening and the closed ones too.
    QList<SocketEntryPtr> ofUser(UserId user) const { return m_ofUser.values(user); }
    /// Those that hear rooms because of a session of the user.
    QList<SocketEntryPtr> witnessedBy(UserId user) const { return m_witnessed.values(user); }
    std::vector<Actor> witnesses() const;
    QList<SocketEntryPtr> open() const { return m_open.values(); }
    /// The closed ones too.
    QList<SocketEntryPtr> all() const { return m_open.values() + m_leaving.values(); }

private:
    quint64 m_added = 0;
    QHash<Connection *, SocketEntryPtr> m_open;
    QSet<SocketEntryPtr> m_leaving;
    QMultiHash<UserId, SocketEntryPtr> m_ofUser;
    QMultiHash<UserId, SocketEntryPtr> m_witnessed;
};

} // namespace parlance
