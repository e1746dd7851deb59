// SPDX-License-Identifier: GPL-3.0-or-later
#include "consoleparts.h"

namespace parlance {

using namespace Qt::StringLiterals;

ConsoleParts::ConsoleParts(const console::Consoles::Context &context,
                           const ConnectionList &connections)
    : sessions(connections)
    , status(context.services.server)
    , consoles(context, views)
{
    views.add(u"sessions"_s, Permission::ViewServer, sessions);
    views.add(u"status"_s, Permission::ViewServer, status);
}

} // namespace parlance
