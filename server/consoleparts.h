// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/consoles.h"
#include "console/sessionsview.h"
#include "console/statusview.h"

namespace parlance {

/// The consoles of administrators, and all that they can watch. Event loop only.
struct ConsoleParts
{
    /// All outlive it.
    ConsoleParts(const console::Consoles::Context &context, const ConnectionList &connections);

    console::Views views;
    console::SessionsView sessions;
    console::StatusView status;
    console::Consoles consoles;
};

} // namespace parlance
