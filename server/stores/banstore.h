// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/addressban.h"
#include "domain/administration.h"
#include "stores/storerole.h"

namespace parlance {

struct BanNetwork
{
    IpNetwork network = {};
    /// Empty: no end.
    std::optional<Timestamp> until = {};
};

struct BanQuery
{
    /// The last network of the previous page, as text; empty: the first page.
    QString after = {};
    int limit = 100;
};

struct BanPage
{
    QList<AddressBan> bans = {};
    bool more = false;
};

/// Networks that nobody may connect from. The rules of AdminStore hold.
class BanStore : public StoreRole
{
public:
    /// Replaces the ban of the same network. LimitReached: Limits::addressBans.
    virtual void addBan(AdminAction action, BanNetwork command, Callback<AddressBan> done) = 0;
    /// The ban that has ended. Conflict: there is none of exactly this network.
    virtual void removeBan(AdminAction action, IpNetwork network, Callback<AddressBan> done) = 0;
    /// Those that have not ended, ascending by the text of the network.
    virtual void listBans(BanQuery query, Callback<BanPage> done) = 0;
    /// All that have not ended.
    virtual void allBans(Callback<QList<AddressBan>> done) = 0;
};

} // namespace parlance
