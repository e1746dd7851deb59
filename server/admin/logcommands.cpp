// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/adminjson.h"
#include "admin/arguments.h"
#include "admin/commandgroups.h"
#include "dialects/handlersupport.h"

namespace parlance::admin {

using namespace Qt::StringLiterals;
using Type = Argument::Type;

namespace {

QJsonObject renderPage(const LogPage &page)
{
    QJsonObject json{{u"items"_s, arrayOf<LogLine>(adminjson::logLine)(page.lines)}};
    json.insert(u"next"_s, QString::number(page.until));
    json.insert(u"skipped"_s, qint64(page.skipped));
    return json;
}

void followLog(Services &services, const Call &call, Respond respond)
{
    Arguments in = arguments(call);
    LogQuery query{.filter = {.category = in.text("category"), .text = in.text("search")}};
    const QString level = in.word("level", Type::LogLevel);
    query.filter.level = logLevelFromName(level).value_or(LogLevel::Debug);
    query.limit = in.pageLimit("lines");
    if (call.args.contains(u"after"_s))
        query.after = quint64(in.number("after", 0));
    query.wait = std::chrono::seconds(in.number("wait", 0));
    if (in.ok() && query.wait > LogFollow::longestWait)
        in.fail("wait",
                u"must be at most %1"_s.arg(std::chrono::seconds(LogFollow::longestWait).count()));
    if (!in.ok())
        return respond(in.error());
    services.logs.follow(query, answer<LogPage>(std::move(respond), renderPage));
}

} // namespace

std::vector<Command> logCommands()
{
    return {
        {.rule = reads("logs.follow"),
         .summary = "Print the last lines of the server's log, and those that come",
         .arguments = {{.name = "level",
                        .type = Type::LogLevel,
                        .help = "This and worse: debug, info, warning or error"},
                       {.name = "category",
                        .help = "Only of this category, or those that begin with it"},
                       {.name = "search", .help = "Only with this part of the text"},
                       {.name = "lines",
                        .type = Type::Number,
                        .help = "How many lines at most: 100, or up to 200"},
                       {.name = "after",
                        .type = Type::Number,
                        .help = "Continue after this \"next\", or the number of a line"},
                       {.name = "wait",
                        .type = Type::Number,
                        .help = "If there is no line yet: seconds to wait for one, up to 30"}},
         .handler = followLog,
         .answer = "AdminLogPage",
         .errors = {ErrorCode::Overloaded},
         .columns = {"at", "level", "category", "text"},
         .isFollowed = true},
    };
}

} // namespace parlance::admin
