// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/passwords.h"
#include "domain/limits.h"
#include "stores/adminstore.h"
#include "stores/auditstore.h"

#include <QStringList>

namespace parlance {

/// The dependencies of `parlance-server user …`; the store is open.
struct UserCommandContext
{
    AccountStore &accounts;
    AdminStore &admin;
    AuditStore &audit;
    Passwords &passwords;
    Limits limits;
};

/// Runs `user add|list|set-password|set-role` (arguments after "user") and returns the exit code;
/// results go to stdout, one line of error to stderr. Waits on a nested event loop: only for the
/// command line. A running server notices the changes within a second. What it changes, and what is
/// refused, is in the log of administrators.
int runUserCommand(const UserCommandContext &context, const QStringList &arguments);

/// The text of `user --help`.
QString userCommandHelp();

} // namespace parlance
