// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/passwords.h"
#include "datadirectory.h"
#include "stores/accountstore.h"
#include "stores/adminstore.h"

#include <functional>

namespace parlance {

struct FirstAdministratorContext
{
    AccountStore &accounts;
    AdminStore &admin;
    Passwords &passwords;
    const DataDirectory &data;
};

/// Creates the administrator `operator` with a one-time password if there is no account. Prints the
/// password on the terminal, or writes it to DATA/initial-password and prints only that path.
/// `done` receives ExitOk, or the exit code after one line on stderr.
void createFirstAdministrator(const FirstAdministratorContext &context,
                              std::function<void(int exitCode)> done);

} // namespace parlance
