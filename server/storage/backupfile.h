// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/database.h"
#include "stores/carestore.h"

#include <QByteArray>

/// A backup is a database with one further table, its header, in one file: all that a server needs.
namespace parlance {

/// What a backup holds besides the database.
struct BackupFacts
{
    /// Of this program.
    QString version = {};
    /// Of the tokens; empty: it is not kept with the data.
    QByteArray secret = {};
};

/// Copies the database of `source` while others use it; see CareStore::backUp().
Result<Backup> writeBackup(Database &source, const BackupTarget &target, const BackupFacts &facts);

/// Look: reads only what it says of itself, and counts nothing. Quick: looks for damage. Full: also
/// compares the indexes with their tables.
enum class Depth { Look, Quick, Full };
/// What the database of `backup` holds, and whether it is one of Parlance, intact, and known to a
/// program whose last migration is `newestSchema`. `backup` is open. The errors are those of
/// CareStore::inspectBackup().
Result<BackupContents> checkBackup(Database &backup, qint64 newestSchema, Depth depth);
/// A further connection for the file of a backup, not opened yet; its statements are stopped with
/// those of `like`.
std::unique_ptr<Database> besides(const Database &like, const Backend &backend);

/// Lines of a check, "ok" left out.
QStringList findingsOf(Database &database, std::string_view check);

} // namespace parlance
