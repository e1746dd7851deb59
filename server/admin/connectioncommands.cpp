// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/adminjson.h"
#include "admin/arguments.h"
#include "admin/commandgroups.h"
#include "calls/adminaction.h"
#include "dialects/handlersupport.h"

namespace parlance::admin {

using namespace Qt::StringLiterals;
using Type = Argument::Type;

namespace {

/// Those that match, one page of them, after the connection `after`.
QJsonObject connectionPage(const QList<ConnectionInfo> &open, const QString &user, quint64 after,
                           int limit)
{
    QList<ConnectionInfo> shown;
    bool more = false;
    for (const ConnectionInfo &each : open) {
        const QString name = each.actor ? each.actor->username : QString();
        const bool matches = user.isEmpty() || name.compare(user, Qt::CaseInsensitive) == 0 ||
                             (each.actor && each.actor->userId.toString() == user);
        if (each.id <= after || !matches)
            continue;
        more = shown.size() >= limit;
        if (more)
            break;
        shown.append(each);
    }
    return adminjson::page(shown, more, adminjson::connection,
                           [](const ConnectionInfo &last) { return QString::number(last.id); });
}

void listConnections(Services &services, const Call &call, Respond respond)
{
    Arguments in = arguments(call);
    const QString user = in.text("user");
    const auto after = quint64(in.number("after", 0));
    const int limit = in.pageLimit();
    if (!in.ok())
        return respond(in.error());
    respond(Reply{connectionPage(services.administration.connections(), user, after, limit)});
}

void showConnection(Services &services, const Call &call, Respond respond)
{
    Arguments in = arguments(call);
    const auto id = quint64(in.number("connection", 0));
    if (!in.ok())
        return respond(in.error());
    const auto found = services.administration.findConnection(id);
    respond(found ? Result<Reply>(Reply{adminjson::connection(*found)}) : found.error());
}

void disconnectConnection(Services &services, const Call &call, Respond respond)
{
    Arguments in = arguments(call);
    const auto id = quint64(in.number("connection", 0));
    if (!in.ok())
        return respond(in.error());
    const AdminAction action = adminAction(call);
    const auto render = [dryRun = action.dryRun](const ConnectionInfo &closed) {
        return QJsonObject{{u"connection"_s, adminjson::connection(closed)}, {u"dryRun"_s, dryRun}};
    };
    services.administration.disconnect(action, id,
                                       answer<ConnectionInfo>(std::move(respond), render));
}

} // namespace

std::vector<Command> connectionCommands()
{
    const Argument theConnection{.name = "connection",
                                 .type = Type::Number,
                                 .required = true,
                                 .help = "The id of a connection",
                                 .example = "17"};
    return {
        {.rule = reads("connections.list"),
         .summary = "List the open real-time connections",
         .arguments = {someUser, afterNumber, pageSize},
         .handler = listConnections,
         .answer = "AdminConnectionPage",
         .columns = {"id", "username", "dialect", "protocol", "transport", "address", "openedAt",
                     "idleMs", "roundTripMs"}},
        {.rule = reads("connections.show"),
         .summary = "Show an open connection",
         .arguments = {theConnection},
         .handler = showConnection,
         .answer = "AdminConnection",
         .errors = {ErrorCode::ConnectionNotFound}},
        {.rule = changes("connections.disconnect", Permission::ModerateUsers),
         .summary = "Close a connection; its client may come back",
         .arguments = {theConnection},
         .handler = disconnectConnection,
         .answer = "AdminConnectionChange",
         .errors = {ErrorCode::ConnectionNotFound}},
    };
}

} // namespace parlance::admin
