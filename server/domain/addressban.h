// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/ipnetwork.h"
#include "shared/clock.h"

#include <QHash>
#include <QList>

#include <array>

namespace parlance {

/// Keeps everybody out who connects from a network.
struct AddressBan
{
    IpNetwork network = {};
    /// When it ends, by the wall clock; empty: never.
    std::optional<Timestamp> until = {};
    /// Why, as those may read it who are kept out; may be empty.
    QString reason = {};
    Timestamp createdAt = {};
    /// AdminAction::actor
    QString createdBy = {};
};

/// AddressBanned, with end and reason as the detail.
Error addressBannedError(const AddressBan &ban);

/// Conflict: no ban may hit so many, nor this machine itself.
Result<void> mayBeBanned(const IpNetwork &network);

/// All bans. The cost of a look-up depends on how many lengths of prefixes there are, not on how
/// many bans.
class BanTable
{
public:
    /// Replaces the ban of the same network.
    void insert(const AddressBan &ban);
    void remove(const IpNetwork &network);
    /// Removes those that have ended.
    void prune(Timestamp now);
    bool isEmpty() const { return m_bans.isEmpty(); }
    qsizetype size() const { return m_bans.size(); }
    /// The ban of the smallest network that contains `address` and whose end has not come. Null:
    /// there is none.
    const AddressBan *find(const IpNetwork &address, Timestamp now) const;

private:
    QHash<IpNetwork, AddressBan> m_bans;
    /// How many bans have a prefix of this length.
    std::array<int, 129> m_perLength = {};
};

} // namespace parlance
