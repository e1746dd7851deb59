// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "screenshots/crowd.h"

namespace parlance::test {

/// What moderators have to do and have done: reports, bans, mutes, suspensions, and so an audit
/// log.
void moderate(RealServer &server, const Crowd &crowd);

} // namespace parlance::test
