// SPDX-License-Identifier: GPL-3.0-or-later
#include "consoleparts.h"

#include "console/revealnotice.h"

namespace parlance {

using namespace Qt::StringLiterals;

ConsoleParts::ConsoleParts(const console::Consoles::Context &context,
                           const ConnectionList &connections)
    : sessions(connections)
    , status(context.services.server)
    , metrics(context.services.metrics)
    , users(context.services.tables, context.broker)
    , rooms(context.services.tables, context.broker, context.clock)
    , traffic(context.services.traffic, context.services.reveals)
    , logs(context.services.logs.ring())
    , reports(context.services.reports, context.broker)
    , consoles(context, views)
    , m_reveals(context.services.reveals)
{
    views.add(u"sessions"_s, Permission::ViewServer, sessions);
    views.add(u"status"_s, Permission::ViewServer, status);
    views.add(u"metrics"_s, Permission::ViewServer, metrics);
    views.add(u"users"_s, Permission::ViewServer, users);
    views.add(u"rooms"_s, Permission::ViewServer, rooms);
    views.add(u"traffic"_s, Permission::ViewServer, traffic);
    views.add(u"logs"_s, Permission::ViewServer, logs);
    views.add(u"reports"_s, Permission::ViewReports, reports);
    m_reveals.setListener([this](const TextReveal &reveal, bool isShown) {
        consoles.notify(console::noticeOf(reveal, isShown));
    });
}

ConsoleParts::~ConsoleParts()
{
    m_reveals.setListener({});
}

} // namespace parlance
