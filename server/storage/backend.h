// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/result.h"

#include <QLoggingCategory>
#include <QSqlDatabase>
#include <QSqlError>

#include <memory>
#include <optional>

namespace parlance {

class Database;

Q_DECLARE_LOGGING_CATEGORY(lcStorage)

/// What a commit waits for. Full: the disk, so what was acknowledged survives a power cut. Normal:
/// survives a crash of the process only. Off: for tests and imports.
enum class Synchronous { Full, Normal, Off };

/// What differs between the kinds of database beside the statements in its folder under sql/.
/// Immutable, so every thread may use it.
class Backend
{
public:
    enum class Role { Writer, Reader };

    virtual ~Backend() = default;

    /// The folder under sql/ and sql/migrations/.
    virtual QString folder() const = 0;
    /// Where the data are, for the operator's eyes.
    virtual QString place() const = 0;
    /// Whether there is a database yet; asks without making one.
    virtual bool exists() const = 0;
    /// A new, closed connection of the calling thread. QtSql keeps connections by name.
    virtual QSqlDatabase connection(const QString &name) const = 0;
    /// Opens and sets up the session. The error's detail is one line for the operator.
    virtual Result<void> open(QSqlDatabase &connection, Role role) const = 0;
    /// StorageFailed: the database or its disk does not work, so nothing in the transaction counts.
    /// Internal: one statement was wrong, e.g. it broke a constraint.
    virtual Error toError(const QSqlError &error) const = 0;
    /// A number that changes when another connection has written. Asked on the writer's connection
    /// only, within transactions and between them.
    virtual qint64 externalVersion(Database &database) const = 0;
    /// Lets migrations rebuild tables that others refer to, from here on: `database` is used for
    /// nothing else.
    virtual void prepareMigrations(Database &database) const = 0;
    /// A table with rows that refer to missing ones, after a migration in its transaction; nothing
    /// if it was right, or if the database itself sees to that.
    virtual std::optional<QString> findBrokenReference(Database &database) const = 0;
};

} // namespace parlance
