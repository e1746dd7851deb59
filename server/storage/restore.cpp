// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/restore.h"

#include "shared/durablefile.h"
#include "storage/migrator.h"
#include "storage/rows.h"
#include "storage/transaction.h"

#include <QFile>
#include <QFileInfo>

namespace parlance {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 BlockBytes = 1 << 20;

// The files that SQLite has beside a database in use.
const QString logSuffix = u"-wal"_s;
const QString indexSuffix = u"-shm"_s;

qint64 newestSchema(const Backend &backend)
{
    const auto migrations = readMigrations(u":/sql/migrations/"_s + backend.folder());
    return migrations.isEmpty() ? 0 : migrations.last().version;
}

Result<void> mustBeWhole(const QString &path)
{
    const QFileInfo file(path);
    if (!file.exists())
        return Error::invalid(path + u": there is no such file"_s);
    if (!file.isFile())
        return Error::invalid(path + u": is not a file"_s);
    if (QFileInfo(path + logSuffix).size() > 0)
        return Error::invalid(path +
                              u": the server that uses it runs, or did not stop: what it "
                              "wrote last is in the file beside it, "_s +
                              file.fileName() + logSuffix);
    return {};
}

Result<BackupContents> checkFile(const Database &like, const QString &path, Backend::Role role,
                                 Depth depth)
{
    const auto backend = like.backend().at(path);
    if (!backend)
        return Error::invalid(u"This database has no backups of its own"_s);
    const auto file = besides(like, *backend);
    if (auto opened = file->open(role); !opened)
        return Error::invalid(opened.error().detail);
    // What is missing of the last page is read as zeros.
    if (QFileInfo(path).size() < file->number("measure_database"))
        return Error::invalid(path + u": is damaged: its end is missing"_s);
    return checkBackup(*file, newestSchema(*backend), depth);
}

Result<void> copyInto(DurableFile &file, const QString &path)
{
    QFile source(path);
    if (!source.open(QIODevice::ReadOnly))
        return Error::of(ErrorCode::StorageFailed, path + u": "_s + source.errorString());
    for (QByteArray block = source.read(BlockBytes); !block.isEmpty();
         block = source.read(BlockBytes)) {
        if (auto written = file.write(block); !written)
            return written;
    }
    if (source.error() != QFile::NoError)
        return Error::of(ErrorCode::StorageFailed, path + u": "_s + source.errorString());
    return {};
}

// A plain copy of a database gets a header too, which marks it as restored.
Result<void> mark(const Database &like, const QString &path, Timestamp now)
{
    const auto backend = like.backend().at(path);
    const auto file = besides(like, *backend);
    if (auto opened = file->open(Backend::Role::Alone); !opened)
        return opened;
    if (!file->exists("has_backup_header")) {
        file->exec("create_backup_header");
        file->exec("insert_backup_header",
                   {{"version", u""_s}, {"created_at", now}, {"token_secret", u""_s}});
    }
    if (file->failure())
        return Error::of(ErrorCode::StorageFailed, path + u": "_s + file->failureText());
    return {};
}

enum class Closed { Clean, Damaged };

// Looks without opening it for writing: SQLite would remove its log. A database that only seems to
// be damaged may be repaired by its log.
bool isGarbage(const Database &like)
{
    const auto old = besides(like, like.backend());
    return old->open(Backend::Role::Look) && old->number("count_own_tables") == 0 &&
           old->failureText().contains("not a database"_L1);
}

// Moves the log into the database, so that one file holds all.
Result<Closed> closeDown(Database &old)
{
    const QString place = old.backend().place();
    if (isGarbage(old))
        return Closed::Damaged;
    QString why;
    if (const auto opened = old.open(Backend::Role::Writer); !opened) {
        why = opened.error().detail;
    } else {
        Cursor row = old.query("leave_log");
        if (row.next() && row.text() == "delete"_L1)
            return Closed::Clean;
        why = old.failure() ? old.failureText() : u"database is locked"_s;
    }
    if (why.contains("locked"_L1))
        return Error::of(ErrorCode::Conflict, place + u": another program uses it"_s);
    if (why.contains("malformed"_L1) || why.contains("not a database"_L1))
        return Closed::Damaged;
    return Error::of(ErrorCode::StorageFailed, place + u": "_s + why);
}

// Nothing of the old database may stay beside the new one, whose log it would be taken for.
Result<void> moveBeside(const QString &place, const QString &kept, Closed closed)
{
    for (const QString &suffix : {logSuffix, indexSuffix}) {
        if (!QFileInfo::exists(place + suffix))
            continue;
        if (closed == Closed::Clean)
            QFile::remove(place + suffix);
        else if (auto moved = renameDurably(place + suffix, kept + suffix); !moved)
            return moved;
    }
    return {};
}

// There may have been another restore in this second.
Result<QString> nameOld(const QString &place, Timestamp now)
{
    const QString first = place + u".replaced-"_s + fileTime(toEpochMs(now));
    QString kept = first;
    for (int i = 2; QFileInfo::exists(kept); ++i)
        kept = u"%1-%2"_s.arg(first).arg(i);
    if (auto named = keepAs(place, kept); !named)
        return named.error();
    return kept;
}

// The second name comes first: there is a database at every moment.
Result<QString> keepOld(const Database &like, Timestamp now)
{
    const Backend &backend = like.backend();
    if (!backend.exists())
        return QString();
    Result<Closed> closed = Closed::Damaged;
    {
        Database old(backend, like.catalog());
        closed = closeDown(old);
    }
    if (!closed)
        return closed.error();
    const auto kept = nameOld(backend.place(), now);
    if (!kept)
        return kept;
    if (auto moved = moveBeside(backend.place(), *kept, *closed); !moved)
        return moved.error();
    return kept;
}

QByteArray secretIn(Cursor &row)
{
    row.skip(2);
    return QByteArray::fromHex(row.text().toLatin1());
}

} // namespace

Result<BackupContents> inspectBackupFile(const Database &like, const QString &path)
{
    if (auto whole = mustBeWhole(path); !whole)
        return whole.error();
    return checkFile(like, path, Backend::Role::Look, Depth::Full);
}

Result<Restored> restoreDatabase(const Backend &database, const QString &path, Timestamp now)
{
    const SqlCatalog catalog(database.folder());
    const Database like(database, catalog);
    if (auto whole = mustBeWhole(path); !whole)
        return whole.error();
    if (QFileInfo(path).canonicalFilePath() == QFileInfo(database.place()).canonicalFilePath())
        return Error::of(ErrorCode::Conflict, path + u": is the database itself"_s);
    if (auto looked = checkFile(like, path, Backend::Role::Look, Depth::Look); !looked)
        return looked.error();
    auto file = DurableFile::create(database.place());
    if (!file)
        return file.error();
    if (auto copied = copyInto(*file, path); !copied)
        return copied.error();
    // What was checked is what is used.
    const auto contents = checkFile(like, file->partialPath(), Backend::Role::Alone, Depth::Full);
    if (!contents)
        return contents.error();
    if (auto marked = mark(like, file->partialPath(), now); !marked)
        return marked.error();
    const auto kept = keepOld(like, now);
    if (!kept)
        return kept.error();
    if (auto published = file->publish(DurableFile::Existing::Replace); !published)
        return published.error();
    return Restored{*contents, *kept};
}

Result<void> finishRestore(const Backend &database,
                           const std::function<Result<void>(const QByteArray &)> &takeSecret)
{
    if (!database.exists())
        return {};
    const SqlCatalog catalog(database.folder());
    Database restored(database, catalog);
    if (auto opened = restored.open(Backend::Role::Writer); !opened)
        return opened;
    if (!restored.exists("has_backup_header"))
        return {};
    const auto secret = rows::first(restored.query("find_backup_header"), secretIn);
    if (secret && !secret->isEmpty()) {
        if (auto taken = takeSecret(*secret); !taken)
            return taken;
    }
    restored.exec("overwrite_deleted");
    Transaction transaction(restored, Backend::Role::Writer);
    // A restored database continues another history: what tells clients so, an epoch, is to be
    // renewed here, in this transaction.
    restored.exec("drop_backup_header");
    if (!transaction.commit())
        return Error::of(ErrorCode::StorageFailed,
                         database.place() + u": "_s + restored.failureText());
    return {};
}

} // namespace parlance
