// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/connectionlist.h"
#include "domain/addressban.h"
#include "stores/banstore.h"

namespace parlance {

struct BanChange
{
    AddressBan ban;
    /// The open connections from there: they are closed by a ban, or would be.
    int connections = 0;
};

/// Networks that nobody may connect from. They are kept in memory, so that a request never waits
/// for the database, and are stored first. The rules of Administration hold. Event loop only.
class Bans
{
public:
    /// `proxies`: nobody may ban those.
    Bans(BanStore &store, Clock clock, QList<IpNetwork> proxies = {});
    /// Call it before the first call; `connections` outlives it.
    void setConnections(ConnectionList &connections) { m_connections = &connections; }

    /// Reads all bans, at the start and whenever another process has changed the data. Keeps those
    /// it has if that fails.
    void load(Callback<void> done);

    /// Forgets bans that have ended.
    void prune() { m_bans.prune(m_clock()); }

    /// AddressBanned: nobody may connect from this address now.
    Result<void> mayConnect(const QString &address) const;

    /// Closes the open connections from there. Conflict: the network is too large, or holds the
    /// actor's own address, this machine or a trusted proxy. Forbidden: a user with a higher role
    /// is connected from there.
    void add(const AdminAction &action, const BanNetwork &command, Callback<BanChange> done);
    void remove(const AdminAction &action, const IpNetwork &network, Callback<BanChange> done);
    void list(const BanQuery &query, Callback<BanPage> done);

private:
    Result<void> mayAdd(const AdminAction &action, const IpNetwork &network) const;
    QList<ConnectionInfo> connectionsFrom(const IpNetwork &network) const;

    BanStore &m_store;
    Clock m_clock;
    QList<IpNetwork> m_proxies;
    ConnectionList *m_connections = nullptr;
    BanTable m_bans;
    /// Counts the changes made here: what is read meanwhile may lack one.
    quint64 m_changes = 0;
};

} // namespace parlance
