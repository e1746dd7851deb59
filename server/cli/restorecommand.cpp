// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/restorecommand.h"

#include "cli/exit.h"
#include "storage/restore.h"

#include <QCommandLineParser>
#include <QFileInfo>
#include <QTextStream>

namespace parlance {

using namespace Qt::StringLiterals;

namespace {

int failToRestore(const Error &error)
{
    const bool isNewer = error.detail.contains(u"newer release");
    if (error.code == ErrorCode::Conflict)
        return fail(isNewer ? ExitNewerSchema : ExitInUse, error.message());
    return fail(error.code == ErrorCode::StorageFailed ? ExitStorage : ExitData, error.message());
}

QString describe(const BackupContents &contents)
{
    const QString origin = contents.version.isEmpty()
                               ? u"a copy of a database"_s
                               : u"a backup by version %1 of %2"_s.arg(
                                     contents.version, toIsoString(*contents.createdAt));
    const QString secret = contents.hasSecret
                               ? u"the secret of the tokens, so sessions stay valid"_s
                               : u"no secret of the tokens"_s;
    return u"%1: schema version %2, %3 messages up to position %4, %5"_s.arg(origin)
        .arg(contents.schema)
        .arg(contents.messages)
        .arg(contents.position)
        .arg(secret);
}

void tell(const QString &line)
{
    QTextStream(stdout) << line << '\n';
}

int inspect(const Backend &database, const QString &path)
{
    const SqlCatalog catalog(database.folder());
    const auto contents = inspectBackupFile(Database(database, catalog), path);
    if (!contents)
        return failToRestore(contents.error());
    tell(u"%1 is %2"_s.arg(path, describe(*contents)));
    return ExitOk;
}

} // namespace

QString restoreCommandHelp()
{
    return u"Usage: parlance-server [--data DIR] restore [--dry-run] FILE\n"
           "  Puts a backup, or a copy of a database, in the place of the data of a server.\n"
           "  The server must be stopped. FILE is checked first and stays as it is. The database\n"
           "  that was there is kept beside the new one, as parlance.db.replaced-TIME.\n"
           "  --dry-run   check FILE, say what it holds, and change nothing\n"_s;
}

int restoreBackup(const RestoreCommandContext &context, const QString &path, bool dryRun)
{
    const QString file = QFileInfo(path).absoluteFilePath();
    if (dryRun)
        return inspect(*context.database, file);
    if (const auto locked = context.lock(); !locked)
        return failToLock(locked.error());
    const auto restored = restoreDatabase(*context.database, file, systemNow());
    if (!restored)
        return failToRestore(restored.error());
    if (const auto finished = finishRestore(*context.database, context.takeSecret); !finished)
        return failToRestore(finished.error());
    tell(u"Restored from %1, %2"_s.arg(file, describe(restored->contents)));
    if (!restored->replaced.isEmpty())
        tell(u"The database that was there is now "_s + restored->replaced);
    return ExitOk;
}

int runRestoreCommand(const RestoreCommandContext &context, const QStringList &arguments)
{
    QCommandLineParser parser;
    const QCommandLineOption dryRun(u"dry-run"_s);
    parser.addOption(dryRun);
    if (!parser.parse(QStringList{u"restore"_s} + arguments))
        return fail(ExitUsage, parser.errorText());
    const QStringList words = parser.positionalArguments();
    if (words.size() != 1)
        return fail(ExitUsage, u"restore wants one file"_s);
    return restoreBackup(context, words.first(), parser.isSet(dryRun));
}

} // namespace parlance
