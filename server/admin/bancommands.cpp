// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/adminjson.h"
#include "admin/arguments.h"
#include "admin/commandgroups.h"
#include "calls/adminaction.h"
#include "dialects/handlersupport.h"

namespace parlance::admin {

using namespace Qt::StringLiterals;

namespace {

IpNetwork readNetwork(Arguments &in)
{
    const auto network = IpNetwork::parse(in.text("address"));
    if (!network)
        in.fail("address", network.error().message());
    return network ? *network : IpNetwork();
}

auto renderBan(const AdminAction &action)
{
    return [dryRun = action.dryRun](const BanChange &change) {
        return QJsonObject{{u"ban"_s, adminjson::ban(change.ban)},
                           {u"closedConnections"_s, change.connections},
                           {u"dryRun"_s, dryRun}};
    };
}

void addBan(Services &services, const Call &call, Respond respond)
{
    Arguments in = arguments(call);
    BanNetwork command{.network = readNetwork(in)};
    command.until = in.end("for", "until");
    if (!in.ok())
        return respond(in.error());
    const AdminAction action = adminAction(call);
    services.bans.add(action, command, answer<BanChange>(std::move(respond), renderBan(action)));
}

void removeBan(Services &services, const Call &call, Respond respond)
{
    Arguments in = arguments(call);
    const IpNetwork network = readNetwork(in);
    if (!in.ok())
        return respond(in.error());
    const AdminAction action = adminAction(call);
    services.bans.remove(action, network, answer<BanChange>(std::move(respond), renderBan(action)));
}

void listBans(Services &services, const Call &call, Respond respond)
{
    Arguments in = arguments(call);
    BanQuery query{.after = in.text("after"), .limit = in.pageLimit()};
    if (!in.ok())
        return respond(in.error());
    const auto cursor = [](const AddressBan &last) { return last.network.toString(); };
    services.bans.list(query, answer<BanPage>(std::move(respond), [cursor](const BanPage &page) {
                           return adminjson::page(page.bans, page.more, adminjson::ban, cursor);
                       }));
}

} // namespace

std::vector<Command> banCommands()
{
    const Argument theNetwork{.name = "address",
                              .required = true,
                              .help = "An address, or a network like 192.0.2.0/24",
                              .example = "192.0.2.0/24"};
    return {
        {.rule = reads("bans.list"),
         .summary = "List the banned addresses and networks",
         .arguments = {afterId, pageSize},
         .handler = listBans,
         .answer = "AdminBanPage",
         .columns = {"address", "until", "reason"}},
        {.rule = changes("bans.add", Permission::ModerateServer),
         .summary = "Keep an address or network out, for a time or until bans.remove",
         .arguments = {theNetwork, forLong, untilTime},
         .handler = addBan,
         .answer = "AdminBanChange",
         .errors = {ErrorCode::Conflict, ErrorCode::LimitReached}},
        {.rule = changes("bans.remove", Permission::ModerateServer),
         .summary = "End the ban of an address or network",
         .arguments = {theNetwork},
         .handler = removeBan,
         .answer = "AdminBanChange",
         .errors = {ErrorCode::Conflict}},
    };
}

} // namespace parlance::admin
