// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/banstatements.h"

#include "storage/adminactionstatements.h"
#include "storage/auditstatements.h"
#include "storage/pages.h"
#include "storage/rows.h"

namespace parlance::statements {

using namespace Qt::StringLiterals;

namespace {

AddressBan ban(Cursor &row)
{
    const auto network = IpNetwork::parse(row.text());
    return AddressBan{network ? *network : IpNetwork(), row.optional(&Cursor::time), row.text(),
                      row.time(), row.text()};
}

std::optional<AddressBan> present(Database &db, const IpNetwork &network, Timestamp now)
{
    return rows::first(
        db.query("find_address_ban", {{"network", network.toString()}, {"now", now}}), ban);
}

QList<AddressBan> bansAfter(Database &db, const QString &after, Timestamp now, int limit)
{
    return rows::all(
        db.query("list_address_bans", {{"after", after}, {"now", now}, {"limit", limit}}), ban);
}

// What the log says of it; what is empty is left out.
QJsonObject toJson(const std::optional<AddressBan> &found)
{
    QJsonObject object{{u"banned"_s, found.has_value()}};
    if (found && found->until)
        object.insert(u"until"_s, toIsoString(*found->until));
    if (found && !found->reason.isEmpty())
        object.insert(u"reason"_s, found->reason);
    return object;
}

} // namespace

Result<AddressBan> addBan(Database &db, WriteContext &writer, const AdminAction &action,
                          const BanNetwork &command)
{
    if (const auto acting = checkActor(db, writer, action); !acting)
        return acting.error();
    const Timestamp now = writer.now();
    const auto before = present(db, command.network, now);
    const int most = writer.limits.addressBans;
    if (!before && db.number("count_address_bans", {{"now", now}}) >= most)
        return ErrorCode::LimitReached;
    const AddressBan added{command.network, command.until, action.reason, now, action.actor};
    if (action.dryRun)
        return added;
    db.exec("put_address_ban", {{"network", added.network.toString()},
                                {"until", added.until},
                                {"reason", added.reason},
                                {"created_at", now},
                                {"created_by", added.createdBy}});
    recordChange(db, writer, action, added.network.toString(), toJson(before), toJson(added));
    return added;
}

Result<AddressBan> removeBan(Database &db, WriteContext &writer, const AdminAction &action,
                             const IpNetwork &network)
{
    if (const auto acting = checkActor(db, writer, action); !acting)
        return acting.error();
    const auto before = present(db, network, writer.now());
    if (!before)
        return Error::of(ErrorCode::Conflict, u"There is no ban of exactly this network"_s);
    if (action.dryRun)
        return *before;
    db.exec("delete_address_ban", {{"network", network.toString()}});
    recordChange(db, writer, action, network.toString(), toJson(before), toJson({}));
    return *before;
}

Result<BanPage> listBans(Database &db, const Limits &limits, const BanQuery &query, Timestamp now)
{
    const int size = pages::size(limits, query.limit);
    BanPage page{bansAfter(db, query.after, now, size + 1)};
    page.more = pages::cut(page.bans, size);
    return page;
}

Result<QList<AddressBan>> allBans(Database &db, const Limits &limits, Timestamp now)
{
    return bansAfter(db, {}, now, limits.addressBans);
}

} // namespace parlance::statements
