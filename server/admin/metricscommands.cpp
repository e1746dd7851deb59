// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/arguments.h"
#include "admin/commandgroups.h"
#include "admin/metricsjson.h"
#include "dialects/handlersupport.h"

namespace parlance::admin {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

MetricsHistory::Points pointsOf(const Metrics &metrics, const QString &stretch)
{
    if (stretch == "minute"_L1)
        return metrics.history(1s, 60);
    return stretch == "hour"_L1 ? metrics.history(10s, 360) : metrics.history(60s, 1440);
}

void showMetrics(Services &services, const Call &call, Respond respond)
{
    Arguments in = arguments(call);
    const QString stretch = in.word("history", Argument::Type::Stretch);
    if (!in.ok())
        return respond(in.error());
    QJsonObject json = adminjson::metrics(services.metrics);
    if (!stretch.isEmpty())
        json.insert(u"history"_s, adminjson::history(pointsOf(services.metrics, stretch)));
    respond(Reply{json});
}

} // namespace

std::vector<Command> metricsCommands()
{
    const Argument history{.name = "history",
                           .type = Argument::Type::Stretch,
                           .help = "Also the last minute, hour or day as points: a second, ten "
                                   "seconds or a minute apart"};
    return {
        {.rule = reads("metrics"),
         .summary = "Show what the server does: connections, messages, latencies, refusals",
         .arguments = {history},
         .handler = showMetrics,
         .answer = "AdminServerMetrics"},
    };
}

} // namespace parlance::admin
