// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/exit.h"

#include <QTextStream>

namespace parlance {

void printError(const QString &message)
{
    QTextStream(stderr) << "parlance-server: " << message << '\n';
}

int fail(int code, const QString &message)
{
    printError(message);
    return code;
}

int failToOpen(const Error &error)
{
    const bool isNewer = error.code == ErrorCode::Conflict;
    return fail(isNewer ? ExitNewerSchema : ExitStorage, error.message());
}

int failToLock(const Error &error)
{
    const bool isInUse = error.code == ErrorCode::Conflict;
    return fail(isInUse ? ExitInUse : ExitCannotCreate, error.message());
}

} // namespace parlance
