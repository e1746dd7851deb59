// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/result.h"

#include <QLoggingCategory>
#include <QSqlDatabase>
#include <QSqlError>

#include <functional>
#include <memory>
#include <optional>

namespace parlance {

class Database;

Q_DECLARE_LOGGING_CATEGORY(lcStorage)

/// Durability of a commit. Full: synced to disk, so acknowledged data survives a power failure.
/// Normal: survives only a crash of the process. Off: for tests and imports.
enum class Synchronous { Full, Normal, Off };

/// The differences between the kinds of database, besides the statements in their folders under
/// sql/. Immutable, so thread-safe.
class Backend
{
public:
    /// Care reads, and may copy the database. Alone: the only connection to a file, which leaves
    /// nothing beside it and does not sync. Look: of a file that nobody writes; changes nothing,
    /// not even beside it.
    enum class Role { Writer, Reader, Care, Alone, Look };

    virtual ~Backend() = default;

    /// The folder under sql/ and sql/migrations/.
    virtual QString folder() const = 0;
    /// Where the data is stored, as text for the operator.
    virtual QString place() const = 0;
    /// Whether the database exists; does not create it.
    virtual bool exists() const = 0;
    /// A new, closed connection for the calling thread. QtSql identifies connections by name.
    virtual QSqlDatabase connection(const QString &name) const = 0;
    /// Opens and sets up the session. The error's detail is one line for the operator.
    virtual Result<void> open(QSqlDatabase &connection, Role role) const = 0;
    /// The same kind of database at another place; null: there is no such thing.
    virtual std::unique_ptr<Backend> at(const QString &place) const = 0;
    /// Ends what an open connection executes, from any thread; empty: that cannot be done.
    virtual std::function<void()> interrupter(const QSqlDatabase &connection) const = 0;
    /// StorageFailed: the database or its disk failed, so the whole transaction is invalid.
    /// Internal: one statement failed, e.g. it violated a constraint.
    virtual Error toError(const QSqlError &error) const = 0;
    /// A number that changes when another connection has written. Called on the writer's connection
    /// only, within transactions and between them.
    virtual qint64 externalVersion(Database &database) const = 0;
    /// Allows migrations to rebuild tables that others refer to, from here on: use `database` for
    /// nothing else.
    virtual void prepareMigrations(Database &database) const = 0;
    /// Called after a migration in its transaction: a table with rows that refer to missing ones.
    /// Nothing if there is none, or if the database itself checks that.
    virtual std::optional<QString> findBrokenReference(Database &database) const = 0;
};

} // namespace parlance
