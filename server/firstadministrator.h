// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/passwords.h"
#include "datadirectory.h"
#include "storage/accountstore.h"

#include <functional>

namespace parlance {

struct FirstAdministratorContext
{
    AccountStore &accounts;
    Passwords &passwords;
    const DataDirectory &data;
};

/// Makes the administrator `operator` with a one-time password if there is no account at all, and
/// says so: to the terminal, or in DATA/initial-password, whose path alone is then printed. `done`
/// gets ExitOk, or the code to exit with after a line on stderr.
void createFirstAdministrator(const FirstAdministratorContext &context,
                              std::function<void(int exitCode)> done);

} // namespace parlance
