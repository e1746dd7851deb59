// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/adminjson.h"
#include "admin/arguments.h"
#include "admin/commandgroups.h"
#include "calls/adminaction.h"
#include "dialects/handlersupport.h"

namespace parlance::admin {

using namespace Qt::StringLiterals;

namespace {

void listReports(Services &services, const Call &call, Respond respond)
{
    Arguments in = arguments(call);
    ReportQuery query{.user = in.text("user"), .after = in.id<ReportId>("after")};
    query.state = in.reportState("state").value_or(ReportState::Open);
    query.limit = in.pageLimit();
    if (!in.ok())
        return respond(in.error());
    const auto cursor = [](const Report &last) { return last.id.toString(); };
    services.reports.list(
        query, answer<ReportPage>(std::move(respond), [cursor](const ReportPage &page) {
            return adminjson::page(page.reports, page.more, adminjson::report, cursor);
        }));
}

void resolveReport(Services &services, const Call &call, Respond respond)
{
    Arguments in = arguments(call);
    const auto id = in.id<ReportId>("report");
    if (!in.ok())
        return respond(in.error());
    const AdminAction action = adminAction(call);
    services.reports.resolve(
        action, id,
        answer<Report>(std::move(respond), [dryRun = action.dryRun](const Report &report) {
            return QJsonObject{{u"report"_s, adminjson::report(report)}, {u"dryRun"_s, dryRun}};
        }));
}

} // namespace

std::vector<Command> reportCommands()
{
    return {
        {.rule = reads("reports.list", Permission::ViewReports),
         .summary = "List what users reported, oldest first",
         .arguments = {{.name = "state",
                        .type = Argument::Type::ReportState,
                        .help = "\"open\", the default, or \"resolved\""},
                       {.name = "user",
                        .type = Argument::Type::User,
                        .help = "Only of this user and their messages"},
                       afterId,
                       pageSize},
         .handler = listReports,
         .answer = "AdminReportPage",
         .errors = {ErrorCode::UserNotFound},
         .columns = {"id", "createdAt", "reporter", "subject", "username", "room", "text",
                     "reason"}},
        {.rule = changes("reports.resolve", Permission::ModerateUsers),
         .summary = "Close a report; --reason becomes its note",
         .arguments = {{.name = "report",
                        .required = true,
                        .help = "The id of a report",
                        .example = "697dc67900000000000000f6"}},
         .handler = resolveReport,
         .answer = "AdminReportChange",
         .errors = {ErrorCode::ReportNotFound, ErrorCode::Conflict}},
    };
}

} // namespace parlance::admin
