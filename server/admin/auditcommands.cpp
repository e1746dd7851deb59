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

void listAudit(Services &services, const Call &call, Respond respond)
{
    Arguments in = arguments(call);
    AuditQuery query{.actor = in.text("actor"), .command = in.text("command")};
    query.target = in.text("target");
    query.since = in.time("since");
    query.until = in.time("until");
    query.limit = in.pageLimit();
    const qint64 before = in.number("before", 0);
    if (!in.ok())
        return respond(in.error());
    if (before > 0)
        query.before = before;
    const auto cursor = [](const AuditEntry &last) { return QString::number(last.position); };
    services.audit.list(
        query, answer<AuditPage>(std::move(respond), [cursor](const AuditPage &page) {
            return adminjson::page(page.entries, page.more, adminjson::auditEntry, cursor);
        }));
}

} // namespace

std::vector<Command> auditCommands()
{
    return {
        {.rule = reads("audit.list", Permission::ViewAudit),
         .summary = "List what administrators did, newest first",
         .arguments = {{.name = "actor", .help = "Only of this user"},
                       {.name = "command", .help = "Only this command, as users.ban"},
                       {.name = "target", .help = "Only what concerned this"},
                       {.name = "since", .type = Type::Time, .help = "Not before"},
                       {.name = "until", .type = Type::Time, .help = "Not after"},
                       {.name = "before",
                        .type = Type::Number,
                        .help = "Continue before this \"next\""},
                       pageSize},
         .handler = listAudit,
         .answer = "AdminAuditPage",
         .columns = {"position", "at", "actor", "role", "address", "command", "target", "reason",
                     "outcome"},
         .csvColumns = {"position", "at", "actor", "actorId", "role", "address", "command",
                        "target", "arguments", "before", "after", "reason", "outcome"}},
    };
}

} // namespace parlance::admin
