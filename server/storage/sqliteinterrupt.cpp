// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqliteinterrupt.h"

#include <QSqlDriver>
#include <QVariant>

#include <dlfcn.h>

struct sqlite3;

namespace parlance {

namespace {

using Interrupt = void (*)(sqlite3 *);

// The function of the library that QtSql's driver uses. Not linked: a second copy of SQLite in the
// process would not know the connection. RTLD_NOLOAD finds only what the driver has loaded.
Interrupt findInterrupt()
{
    void *library = ::dlopen("libsqlite3.so.0", RTLD_LAZY | RTLD_NOLOAD);
    return library ? reinterpret_cast<Interrupt>(::dlsym(library, "sqlite3_interrupt")) : nullptr;
}

} // namespace

std::function<void()> sqliteInterrupter(const QSqlDatabase &connection)
{
    const Interrupt interrupt = findInterrupt();
    const QVariant handle = connection.driver()->handle();
    if (!interrupt || qstrcmp(handle.typeName(), "sqlite3*") != 0)
        return {};
    sqlite3 *const database = *static_cast<sqlite3 *const *>(handle.constData());
    return database ? [interrupt, database] { interrupt(database); } : std::function<void()>();
}

} // namespace parlance
