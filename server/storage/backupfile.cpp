// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/backupfile.h"

#include "shared/durablefile.h"
#include "storage/backupdirectory.h"
#include "storage/counters.h"
#include "storage/rows.h"

#include <QDir>
#include <QFileInfo>

namespace parlance {

using namespace Qt::StringLiterals;

namespace {

constexpr int MostFindings = 100;

struct Header
{
    QString version;
    Timestamp createdAt;
    QByteArray secret;
};

Header readHeader(Cursor &row)
{
    return Header{row.text(), row.time(), QByteArray::fromHex(row.text().toLatin1())};
}

Error failed(const QString &path, Database &database)
{
    Error error = Error::of(ErrorCode::StorageFailed, path + u": "_s + database.failureText());
    database.clearFailure();
    return error;
}

Error noBackup(const QString &path, const QString &why)
{
    return Error::invalid(path + u": "_s + why);
}

Result<void> prepareDirectory(const BackupTarget &target)
{
    const QString directory = QFileInfo(target.path).path();
    const QFileInfo info(directory);
    if (info.isDir()) {
        const bool isApart =
            target.apartFrom.isEmpty() ||
            info.canonicalFilePath() != QFileInfo(target.apartFrom).canonicalFilePath();
        return isApart ? Result<void>()
                       : Error::invalid(directory + u": holds the data of the server, and no "
                                                    "backups"_s);
    }
    if (info.exists())
        return Error::invalid(directory + u": is not a directory"_s);
    const auto mode = QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner;
    if (!target.makesDirectory)
        return Error::invalid(directory + u": there is no such directory"_s);
    if (target.dryRun)
        return {};
    if (!QDir().mkdir(directory, mode))
        return Error::of(ErrorCode::StorageFailed, directory + u": cannot be created"_s);
    return syncDirectoryOf(directory);
}

Result<void> addHeader(Database &copy, const BackupFacts &facts, Timestamp now)
{
    const QString place = copy.backend().place();
    if (!copy.open(Backend::Role::Alone))
        return Error::of(ErrorCode::StorageFailed, place + u": cannot be read again"_s);
    copy.exec("create_backup_header");
    copy.exec("insert_backup_header",
              {{"version", facts.version},
               {"created_at", now},
               {"token_secret", QString::fromLatin1(facts.secret.toHex())}});
    return copy.failure() ? Result<void>(failed(place, copy)) : Result<void>();
}

// The file is empty, and becomes the backup.
Result<BackupContents> fillFile(Database &source, const DurableFile &file, const BackupFacts &facts)
{
    const auto backend = source.backend().at(file.partialPath());
    if (!backend)
        return Error::of(ErrorCode::Conflict, u"This database has no backups of its own"_s);
    const Timestamp now = source.now();
    source.exec("copy_database", {{"file", file.partialPath()}});
    if (source.failure())
        return failed(file.path(), source);
    const auto copy = besides(source, *backend);
    if (auto added = addHeader(*copy, facts, now); !added)
        return added.error();
    auto contents = checkBackup(*copy, copy->number("find_schema_version"), Depth::Quick);
    // What was just written must be right.
    if (!contents && contents.error().code == ErrorCode::ValidationFailed)
        return Error::of(ErrorCode::StorageFailed, contents.error().detail);
    return contents;
}

Result<void> mustBeOurs(Database &backup)
{
    const QString place = backup.backend().place();
    const qint64 tables = backup.number("count_own_tables");
    if (backup.failure())
        return noBackup(place, failed({}, backup).detail.sliced(2));
    if (tables < 4)
        return noBackup(place, u"is no backup and no database of Parlance"_s);
    return {};
}

} // namespace

std::unique_ptr<Database> besides(const Database &like, const Backend &backend)
{
    auto database = std::make_unique<Database>(backend, like.catalog());
    database->setInterrupts(like.interrupts());
    database->setQuiet();
    return database;
}

QStringList findingsOf(Database &database, std::string_view check)
{
    QStringList findings;
    Cursor row = database.query(check);
    while (row.next()) {
        const QString line = row.text();
        if (line != "ok"_L1 && findings.size() < MostFindings)
            findings.append(line);
    }
    return findings;
}

namespace {

Result<BackupContents> lookAt(Database &backup, qint64 newestSchema)
{
    if (auto ours = mustBeOurs(backup); !ours)
        return ours.error();
    const QString place = backup.backend().place();
    BackupContents contents;
    contents.schema = backup.number("find_schema_version");
    if (backup.exists("has_backup_header")) {
        const auto header = rows::first(backup.query("find_backup_header"), readHeader);
        contents.version = header ? header->version : QString();
        contents.createdAt = header ? std::optional(header->createdAt) : std::nullopt;
        contents.hasSecret = header && !header->secret.isEmpty();
    }
    if (backup.failure())
        return noBackup(place, failed({}, backup).detail.sliced(2));
    if (contents.schema > newestSchema)
        return Error::of(ErrorCode::Conflict,
                         u"%1: has schema version %2, of a newer release; this one knows "
                         "versions up to %3"_s.arg(place)
                             .arg(contents.schema)
                             .arg(newestSchema));
    return contents;
}

} // namespace

Result<BackupContents> checkBackup(Database &backup, qint64 newestSchema, Depth depth)
{
    auto contents = lookAt(backup, newestSchema);
    if (!contents || depth == Depth::Look)
        return contents;
    const QString place = backup.backend().place();
    const QStringList findings =
        findingsOf(backup, depth == Depth::Full ? "integrity_check" : "quick_check");
    const auto broken = backup.backend().findBrokenReference(backup);
    contents->messages = backup.number("count_messages");
    contents->position = storedPosition(backup);
    if (backup.failure())
        return noBackup(place, failed({}, backup).detail.sliced(2));
    if (!findings.isEmpty())
        return noBackup(place, u"is damaged: "_s + findings.first());
    if (broken)
        return noBackup(place, u"rows of the table %1 refer to missing ones"_s.arg(*broken));
    return contents;
}

Result<Backup> writeBackup(Database &source, const BackupTarget &target, const BackupFacts &facts)
{
    const auto begin = std::chrono::steady_clock::now();
    if (auto prepared = prepareDirectory(target); !prepared)
        return prepared.error();
    if (!target.replaces && (QFileInfo(target.path).isSymLink() || QFileInfo::exists(target.path)))
        return Error::of(ErrorCode::Conflict,
                         target.path + u": there is a file of this name already"_s);
    if (target.dryRun)
        return Backup{target.path,
                      source.number("measure_database") - source.number("find_free_bytes")};
    auto file = DurableFile::create(target.path);
    if (!file)
        return file.error();
    const auto contents = fillFile(source, *file, facts);
    if (!contents)
        return contents.error();
    Backup backup{target.path, QFileInfo(file->partialPath()).size(), {}, *contents};
    const auto existing =
        target.replaces ? DurableFile::Existing::Replace : DurableFile::Existing::Keep;
    if (auto published = file->publish(existing); !published)
        return published.error();
    backups::prune(target.path, target.keepPrefix, target.keep);
    backup.duration = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - begin);
    return backup;
}

} // namespace parlance
