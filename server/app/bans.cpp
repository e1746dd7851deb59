// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bans.h"

#include "domain/roles.h"

#include <algorithm>

namespace parlance {

using namespace Qt::StringLiterals;

Bans::Bans(BanStore &store, Clock clock, QList<IpNetwork> proxies)
    : m_store(store)
    , m_clock(std::move(clock))
    , m_proxies(std::move(proxies))
{
}

void Bans::load(Callback<void> done)
{
    auto loaded = [this, changes = m_changes,
                   done = std::move(done)](const Result<QList<AddressBan>> &bans) mutable {
        if (!bans)
            return done(bans.error());
        if (changes != m_changes)
            return load(std::move(done));
        m_bans = BanTable();
        for (const AddressBan &ban : *bans)
            m_bans.insert(ban);
        done({});
    };
    m_store.allBans(std::move(loaded));
}

Result<void> Bans::mayConnect(const QString &address) const
{
    if (m_bans.isEmpty())
        return {};
    const auto known = IpNetwork::ofAddress(address);
    const AddressBan *ban = known ? m_bans.find(*known, m_clock()) : nullptr;
    return ban ? Result<void>(addressBannedError(*ban)) : Result<void>();
}

QList<ConnectionInfo> Bans::connectionsFrom(const IpNetwork &network) const
{
    QList<ConnectionInfo> found = m_connections->connections();
    found.removeIf([&network](const ConnectionInfo &each) {
        const auto address = IpNetwork::ofAddress(each.address);
        return !address || !network.contains(*address);
    });
    return found;
}

Result<void> Bans::mayAdd(const AdminAction &action, const IpNetwork &network) const
{
    if (auto possible = mayBeBanned(network); !possible)
        return possible;
    const auto own = IpNetwork::ofAddress(action.address);
    if (own && network.contains(*own))
        return Error::of(ErrorCode::Conflict, u"This is your own address"_s);
    if (std::any_of(m_proxies.begin(), m_proxies.end(),
                    [&network](const IpNetwork &proxy) { return network.overlaps(proxy); }))
        return Error::of(ErrorCode::Conflict, u"This is a trusted proxy (http.trusted_proxies)"_s);
    const QList<ConnectionInfo> open = connectionsFrom(network);
    if (std::any_of(open.begin(), open.end(), [&action](const ConnectionInfo &each) {
            return each.actor && rankOf(each.actor->role) > rankOf(action.role);
        }))
        return Error::of(ErrorCode::Forbidden,
                         u"A user with a higher role than you is connected from there"_s);
    return {};
}

void Bans::add(const AdminAction &action, const BanNetwork &command, Callback<BanChange> done)
{
    if (const auto allowed = mayAdd(action, command.network); !allowed)
        return done(allowed.error());
    auto added = [this, dryRun = action.dryRun,
                  done = std::move(done)](const Result<AddressBan> &ban) {
        if (!ban)
            return done(ban.error());
        const int open = int(connectionsFrom(ban->network).size());
        if (dryRun)
            return done(BanChange{*ban, open});
        ++m_changes;
        m_bans.insert(*ban);
        done(BanChange{*ban, open});
        m_connections->banish(ban->network);
    };
    m_store.addBan(action, command, std::move(added));
}

void Bans::remove(const AdminAction &action, const IpNetwork &network, Callback<BanChange> done)
{
    auto removed = [this, dryRun = action.dryRun,
                    done = std::move(done)](const Result<AddressBan> &ban) {
        if (ban && !dryRun) {
            ++m_changes;
            m_bans.remove(ban->network);
        }
        done(ban ? Result<BanChange>(BanChange{*ban, 0}) : ban.error());
    };
    m_store.removeBan(action, network, std::move(removed));
}

void Bans::list(const BanQuery &query, Callback<BanPage> done)
{
    m_store.listBans(query, std::move(done));
}

} // namespace parlance
