// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/adminclient.h"
#include "cli/adminrequest.h"

namespace parlance {

/// Runs a followed command (admin::Command::isFollowed): prints the entries that are there and,
/// unless they are wanted once only, those that come, until the server ends or nobody reads the
/// output any more. Returns the exit code.
int followEntries(AdminClient &client, AdminRequest request);

} // namespace parlance
