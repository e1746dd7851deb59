// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/migrator.h"

#include "storage/transaction.h"

#include <QDir>
#include <QFile>

namespace parlance {

using namespace Qt::StringLiterals;

namespace {

QStringList splitStatements(const QString &text)
{
    QStringList statements;
    QString statement;
    for (const QString &line : text.split(u'\n')) {
        const QString trimmed = line.trimmed();
        if (trimmed.isEmpty() || trimmed.startsWith(u"--"))
            continue;
        statement += line + u'\n';
        if (trimmed.endsWith(u';')) {
            statements.append(statement);
            statement.clear();
        }
    }
    return statements;
}

Error failed(const Database &database, const QString &what)
{
    return Error::of(ErrorCode::StorageFailed, what + u": "_s + database.failureText());
}

Result<void> apply(Database &database, const Migration &migration, Timestamp now)
{
    for (const QString &statement : migration.statements)
        database.execText(statement);
    database.exec("insert_schema_migration",
                  {{"version", migration.version}, {"name", migration.name}, {"now", now}});
    const auto broken = database.backend().findBrokenReference(database);
    if (database.failure())
        return failed(database, u"migration %1 failed"_s.arg(migration.name));
    if (broken)
        return Error::of(
            ErrorCode::StorageFailed,
            u"migration %1 failed: it leaves rows in the table %2 that refer to missing "
            "ones"_s.arg(migration.name, *broken));
    return {};
}

// The migrations that the schema lacks, in its transaction.
Result<void> applyMissing(Database &database, const QList<Migration> &migrations, Timestamp now)
{
    database.exec("create_schema_migrations");
    const qint64 version = database.number("find_schema_version");
    if (database.failure())
        return failed(database, u"the schema's version cannot be read"_s);
    const int newest = migrations.isEmpty() ? 0 : migrations.last().version;
    if (version > newest)
        return Error::of(ErrorCode::Conflict,
                         u"the data have schema version %1, written by a newer release; this one "
                         "knows versions up to %2"_s.arg(version)
                             .arg(newest));
    for (const Migration &each : migrations) {
        if (each.version <= version)
            continue;
        if (auto applied = apply(database, each, now); !applied)
            return applied;
    }
    return {};
}

} // namespace

QList<Migration> readMigrations(const QString &directory)
{
    QList<Migration> migrations;
    const QDir folder(directory);
    for (const QString &fileName : folder.entryList({u"*.sql"_s}, QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(fileName));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        migrations.append({fileName.section(u'_', 0, 0).toInt(), fileName.chopped(4),
                           splitStatements(QString::fromUtf8(file.readAll()))});
    }
    return migrations;
}

Result<void> migrate(Database &database, const QList<Migration> &migrations, Timestamp now)
{
    database.backend().prepareMigrations(database);
    // One transaction: two processes may start at once, and the second one must see what the first
    // one did. And what fails leaves the schema as it was.
    Transaction transaction(database, Backend::Role::Writer);
    if (auto applied = applyMissing(database, migrations, now); !applied)
        return applied;
    return transaction.commit() ? Result<void>() : failed(database, u"the migration failed"_s);
}

bool isCurrent(Database &database, const QList<Migration> &migrations)
{
    const qint64 version = database.number("find_schema_version");
    return !database.failure() && (migrations.isEmpty() || version >= migrations.last().version);
}

} // namespace parlance
