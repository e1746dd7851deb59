// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/error.h"

namespace parlance {

/// The exit codes of the process; the numbers are those of sysexits.h.
enum ExitCode {
    ExitOk = 0,
    /// The command line is wrong.
    ExitUsage = 64,
    /// Input that cannot be used: a taken name, an unknown user, a bad password.
    ExitData = 65,
    /// A listen address is in use or not available; or `admin` cannot reach the server.
    ExitUnavailable = 69,
    /// The database was written by a newer version.
    ExitNewerSchema = 70,
    /// The data directory or a file in it cannot be created or written.
    ExitCannotCreate = 73,
    /// The database cannot be opened or read, or an output cannot be written.
    ExitStorage = 74,
    /// Another server uses the data directory.
    ExitInUse = 75,
    /// The server cannot run the command now, but may a little later.
    ExitTryLater = 75,
    /// The account may not run the command.
    ExitNoPermission = 77,
    /// The configuration is wrong.
    ExitConfig = 78,
};

/// Prints one line on stderr, after the name of the program.
void printError(const QString &message);
/// Prints the error and returns `code`.
int fail(int code, const QString &message);
/// The database could not be opened.
int failToOpen(const Error &error);
/// The data directory could not be locked.
int failToLock(const Error &error);

} // namespace parlance
