// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/database.h"

namespace parlance {

struct Migration
{
    int version = 0;
    QString name;
    QStringList statements;
};

/// The migrations in `directory`, files NNNN_name.sql, by version. A statement ends with a ';' at
/// the end of a line.
QList<Migration> readMigrations(const QString &directory);

/// Migrates the schema to the last of `migrations`, in one transaction. Foreign keys are checked
/// only at the end of each, and stay off on this connection: use it for nothing else.
/// Conflict: the schema is newer, so this program does not know it and changes nothing.
/// StorageFailed: anything else. The error's detail is one line for the operator.
Result<void> migrate(Database &database, const QList<Migration> &migrations, Timestamp now);

/// Whether the schema is at the last of `migrations` or newer. Changes nothing.
bool isCurrent(Database &database, const QList<Migration> &migrations);

} // namespace parlance
