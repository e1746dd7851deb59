// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlitebackend.h"

#include "storage/rows.h"
#include "storage/sqliteinterrupt.h"

#include <QFile>
#include <QFileInfo>
#include <QSqlQuery>
#include <QUrl>

namespace parlance {

using namespace Qt::StringLiterals;

namespace {

// SQLite's primary result codes (sqlite.org/rescode.html); QtSql returns the extended ones.
constexpr int SqliteError = 1;
constexpr int SqliteTooBig = 18;
constexpr int SqliteConstraint = 19;
constexpr int SqliteMismatch = 20;
constexpr int SqliteMisuse = 21;
constexpr int SqliteRange = 25;

QString tableName(Cursor &row)
{
    return row.text();
}

class SqliteBackend final : public Backend
{
public:
    SqliteBackend(const QString &path, Synchronous synchronous)
        : m_path(path)
        , m_synchronous(synchronous)
    {
    }

    QString folder() const override { return u"sqlite"_s; }
    QString place() const override { return m_path; }
    bool exists() const override { return QFileInfo::exists(m_path); }
    QSqlDatabase connection(const QString &name) const override;
    Result<void> open(QSqlDatabase &connection, Role role) const override;
    std::unique_ptr<Backend> at(const QString &place) const override
    {
        return makeSqliteBackend(place, m_synchronous);
    }
    std::function<void()> interrupter(const QSqlDatabase &connection) const override
    {
        return sqliteInterrupter(connection);
    }
    Error toError(const QSqlError &error) const override;
    qint64 externalVersion(Database &database) const override;
    void prepareMigrations(Database &database) const override;
    std::optional<QString> findBrokenReference(Database &database) const override;

private:
    QStringList setUp(Role role) const;
    Error cannotOpen(const QString &why) const;

    QString m_path;
    Synchronous m_synchronous;
};

QSqlDatabase SqliteBackend::connection(const QString &name) const
{
    QSqlDatabase connection = QSqlDatabase::addDatabase(u"QSQLITE"_s, name);
    connection.setDatabaseName(m_path);
    // The command line may be writing at the same time.
    connection.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=5000"_s);
    return connection;
}

QStringList SqliteBackend::setUp(Role role) const
{
    if (role == Role::Look)
        return {u"PRAGMA query_only = 1"_s, u"PRAGMA temp_store = MEMORY"_s};
    // In this order, so that a database with a log gets no file beside it.
    if (role == Role::Alone)
        return {u"PRAGMA locking_mode = EXCLUSIVE"_s, u"PRAGMA journal_mode = MEMORY"_s,
                u"PRAGMA synchronous = OFF"_s, u"PRAGMA temp_store = MEMORY"_s};
    static constexpr const char *levels[] = {"FULL", "NORMAL", "OFF"};
    QStringList statements{
        u"PRAGMA journal_mode = WAL"_s,
        u"PRAGMA synchronous = "_s + QLatin1StringView(levels[int(m_synchronous)]),
        u"PRAGMA foreign_keys = ON"_s,
        u"PRAGMA temp_store = MEMORY"_s,
        // KiB, negative by SQLite's convention. The writer uses the ends of four indexes.
        u"PRAGMA cache_size = -32768"_s,
        // Pages. A longer log than the default 1000 copies the pages that every insert modifies
        // less often; the file shrinks to the size limit (bytes) after a burst.
        u"PRAGMA wal_autocheckpoint = 4000"_s,
        u"PRAGMA journal_size_limit = 67108864"_s,
    };
    if (role == Role::Reader)
        statements.append(u"PRAGMA query_only = 1"_s);
    return statements;
}

Error SqliteBackend::cannotOpen(const QString &why) const
{
    return Error::of(ErrorCode::StorageFailed, m_path + u": "_s + why);
}

Result<void> SqliteBackend::open(QSqlDatabase &connection, Role role) const
{
    const QFileInfo file(m_path);
    if (!file.dir().exists())
        return cannotOpen(u"the directory does not exist"_s);
    if (role == Role::Look) {
        if (!file.exists())
            return cannotOpen(u"there is no such file"_s);
        connection.setDatabaseName(QString::fromLatin1(QUrl::fromLocalFile(m_path).toEncoded()) +
                                   u"?mode=ro&immutable=1"_s);
        connection.setConnectOptions(u"QSQLITE_OPEN_READONLY;QSQLITE_OPEN_URI"_s);
    }
    // It contains password hashes. SQLite gives its additional files the same permissions.
    if (!file.exists()) {
        QFile created(m_path);
        if (!created.open(QIODevice::WriteOnly))
            return cannotOpen(created.errorString());
        created.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    }
    if (!connection.open())
        return cannotOpen(connection.lastError().databaseText());
    QSqlQuery query(connection);
    query.setForwardOnly(true);
    for (const QString &statement : setUp(role)) {
        if (!query.exec(statement))
            return cannotOpen(query.lastError().databaseText());
    }
    return {};
}

Error SqliteBackend::toError(const QSqlError &error) const
{
    switch (error.nativeErrorCode().toInt() & 0xff) {
    case SqliteError:
    case SqliteTooBig:
    case SqliteConstraint:
    case SqliteMismatch:
    case SqliteMisuse:
    case SqliteRange:
        return Error::of(ErrorCode::Internal);
    default:
        return Error::of(ErrorCode::StorageFailed);
    }
}

qint64 SqliteBackend::externalVersion(Database &database) const
{
    return database.number("find_data_version");
}

void SqliteBackend::prepareMigrations(Database &database) const
{
    database.exec("disable_foreign_keys");
}

std::optional<QString> SqliteBackend::findBrokenReference(Database &database) const
{
    return rows::first(database.query("find_broken_reference"), tableName);
}

} // namespace

std::unique_ptr<Backend> makeSqliteBackend(const QString &path, Synchronous synchronous)
{
    return std::make_unique<SqliteBackend>(path, synchronous);
}

} // namespace parlance
