// SPDX-License-Identifier: GPL-3.0-or-later
#include "databasechoice.h"

#include "storage/sqlitebackend.h"

namespace parlance {

using namespace Qt::StringLiterals;

std::unique_ptr<Backend> makeBackend(const QString &directory, Synchronous synchronous)
{
    return makeSqliteBackend(directory + u"/parlance.db"_s, synchronous);
}

} // namespace parlance
