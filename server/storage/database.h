// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/clock.h"
#include "shared/ids.h"
#include "storage/backend.h"
#include "storage/interrupts.h"
#include "storage/sqlcatalog.h"
#include "storage/statementcounters.h"

#include <QSqlQuery>
#include <QVariant>

#include <initializer_list>
#include <optional>
#include <string_view>
#include <unordered_map>

namespace parlance {

/// A value for one placeholder, in its stored form.
struct Bind
{
    std::string_view name;
    QVariant value;

    Bind(std::string_view placeholder, qint64 number)
        : name(placeholder)
        , value(number)
    {
    }
    Bind(std::string_view placeholder, int number)
        : Bind(placeholder, qint64(number))
    {
    }
    Bind(std::string_view placeholder, bool flag)
        : Bind(placeholder, qint64(flag))
    {
    }
    Bind(std::string_view placeholder, Timestamp time)
        : Bind(placeholder, toEpochMs(time))
    {
    }
    /// QtSql would bind a null QString as NULL.
    Bind(std::string_view placeholder, const QString &text)
        : name(placeholder)
        , value(text.isNull() ? QStringLiteral("") : text)
    {
    }
    /// The same for a null QByteArray.
    Bind(std::string_view placeholder, const QByteArray &bytes)
        : name(placeholder)
        , value(bytes.isNull() ? QByteArray("") : bytes)
    {
    }
    template <class Tag>
    Bind(std::string_view placeholder, const Id<Tag> &id)
        : Bind(placeholder, id.toBytes())
    {
    }
    template <class Enum>
    requires std::is_enum_v<Enum> Bind(std::string_view placeholder, Enum number)
        : Bind(placeholder, qint64(number))
    {
    }
    /// Binds NULL.
    Bind(std::string_view placeholder, std::nullopt_t)
        : name(placeholder)
    {
    }
    template <class T>
    Bind(std::string_view placeholder, const std::optional<T> &maybe)
        : Bind(maybe ? Bind(placeholder, *maybe) : Bind(placeholder, std::nullopt))
    {
    }
};

class Database;

struct PreparedStatement
{
    QSqlQuery query;
    std::vector<SqlPlaceholder> placeholders;
    /// Null: not counted.
    StatementCounter *counter = nullptr;
    std::chrono::steady_clock::time_point startedAt = {};

    void begin()
    {
        if (counter)
            startedAt = std::chrono::steady_clock::now();
    }
    void end()
    {
        if (counter)
            counter->add(std::chrono::steady_clock::now() - startedAt);
    }
};

/// The rows of one SELECT, read forward once; the columns of a row are read in order, each once.
/// Resets the statement when destroyed, so only one Cursor of a statement may exist at a time.
class Cursor
{
public:
    /// Null: it has no rows.
    Cursor(Database &database, PreparedStatement *statement)
        : m_database(database)
        , m_statement(statement)
        , m_query(statement ? &statement->query : nullptr)
    {
    }
    ~Cursor();
    Cursor(const Cursor &) = delete;
    Cursor &operator=(const Cursor &) = delete;

    bool next();
    bool isNull() const { return m_query->isNull(m_column); }
    void skip(int columns = 1) { m_column += columns; }
    qint64 integer() { return take().toLongLong(); }
    bool flag() { return integer() != 0; }
    QString text() { return take().toString(); }
    /// Empty if the column is NULL.
    QByteArray bytes() { return take().toByteArray(); }
    Timestamp time() { return fromEpochMs(integer()); }
    template <class IdType>
    IdType id()
    {
        return IdType::fromBytes(take().toByteArray());
    }
    template <class Enum>
    Enum value()
    {
        return Enum(integer());
    }
    /// Empty if the column is NULL, e.g. optional(&Cursor::time).
    template <class T>
    std::optional<T> optional(T (Cursor::*read)())
    {
        if (!isNull())
            return (this->*read)();
        skip();
        return std::nullopt;
    }

private:
    QVariant take() { return m_query->value(m_column++); }

    Database &m_database;
    PreparedStatement *m_statement;
    QSqlQuery *m_query;
    int m_column = 0;
};

/// One connection with its prepared statements. It belongs to the thread that created it.
///
/// A failure is sticky: from then on statements do nothing and return nothing until clearFailure().
/// So jobs need not check every step; their caller checks failure() afterwards.
class Database
{
public:
    /// `counters`: of its statements; null: they are not counted. Outlives it.
    Database(const Backend &backend, const SqlCatalog &catalog, Clock clock = systemNow,
             StatementCounters *counters = nullptr);
    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    /// The error's detail is one line for the operator.
    Result<void> open(Backend::Role role);
    bool isOpen() const { return m_connection.isOpen(); }
    const Backend &backend() const { return m_backend; }
    const SqlCatalog &catalog() const { return m_catalog; }
    /// While it is open, its statements can be stopped. Before open(); null: they cannot.
    void setInterrupts(Interrupts *interrupts) { m_interrupts = interrupts; }
    Interrupts *interrupts() const { return m_interrupts; }
    /// Failures are not logged, because the caller reports them.
    void setQuiet() { m_isQuiet = true; }
    Timestamp now() const { return m_clock(); }

    /// Returns the number of changed rows.
    qint64 exec(std::string_view statement, std::initializer_list<Bind> binds = {});
    Cursor query(std::string_view statement, std::initializer_list<Bind> binds = {});
    /// The first column of the first row; 0 if there is none.
    qint64 number(std::string_view statement, std::initializer_list<Bind> binds = {});
    bool exists(std::string_view statement, std::initializer_list<Bind> binds = {});
    /// Runs a statement that is not in the catalog, e.g. of a migration.
    void execText(const QString &sql);

    /// Also works after a failure, which it does not clear.
    void rollBack();

    const std::optional<Error> &failure() const { return m_failure; }
    void clearFailure() { m_failure.reset(); }
    /// The database's own text of the failure, for the log and the operator.
    const QString &failureText() const { return m_failureText; }

private:
    friend class Cursor;
    using Prepared = PreparedStatement;

    Prepared *prepare(std::string_view name);
    Prepared *run(std::string_view name, std::initializer_list<Bind> binds);
    bool bind(Prepared &statement, std::initializer_list<Bind> binds) const;
    void fail(std::string_view name, const QSqlError &error);
    void fail(std::string_view name, Error error, const QString &text);

    const Backend &m_backend;
    const SqlCatalog &m_catalog;
    Clock m_clock;
    StatementCounters *m_counters;
    Interrupts *m_interrupts = nullptr;
    bool m_isQuiet = false;
    QString m_name;
    QSqlDatabase m_connection;
    /// By the names in the program text, which have static lifetime.
    std::unordered_map<std::string_view, Prepared> m_prepared;
    std::optional<Error> m_failure;
    QString m_failureText;
};

} // namespace parlance
