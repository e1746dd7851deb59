// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/database.h"

#include <QUuid>

#include <algorithm>

namespace parlance {

using namespace Qt::StringLiterals;

Cursor::~Cursor()
{
    if (!m_statement)
        return;
    m_query->finish();
    m_statement->end();
}

bool Cursor::next()
{
    m_column = 0;
    if (!m_query)
        return false;
    if (m_query->next())
        return true;
    if (m_query->lastError().isValid())
        m_database.fail("next row", m_query->lastError());
    return false;
}

Database::Database(const Backend &backend, const SqlCatalog &catalog, Clock clock,
                   StatementCounters *counters)
    : m_backend(backend)
    , m_catalog(catalog)
    , m_clock(std::move(clock))
    , m_counters(counters)
    , m_name(QUuid::createUuid().toString())
    , m_connection(backend.connection(m_name))
{
}

Database::~Database()
{
    if (m_interrupts)
        m_interrupts->remove(this);
    m_prepared.clear();
    m_connection = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_name);
}

Result<void> Database::open(Backend::Role role)
{
    auto opened = m_backend.open(m_connection, role);
    if (!opened)
        m_connection.close();
    else if (auto stop = m_backend.interrupter(m_connection); m_interrupts && stop)
        m_interrupts->add(this, std::move(stop));
    return opened;
}

qint64 Database::exec(std::string_view statement, std::initializer_list<Bind> binds)
{
    Prepared *ran = run(statement, binds);
    if (!ran)
        return 0;
    ran->end();
    return ran->query.numRowsAffected();
}

Cursor Database::query(std::string_view statement, std::initializer_list<Bind> binds)
{
    return Cursor(*this, run(statement, binds));
}

qint64 Database::number(std::string_view statement, std::initializer_list<Bind> binds)
{
    Cursor row = query(statement, binds);
    return row.next() ? row.integer() : 0;
}

bool Database::exists(std::string_view statement, std::initializer_list<Bind> binds)
{
    return query(statement, binds).next();
}

void Database::execText(const QString &sql)
{
    if (m_failure)
        return;
    QSqlQuery query(m_connection);
    if (!query.exec(sql))
        fail("a migration", query.lastError());
}

// The database may have rolled back already, e.g. because the disk is full; then this fails, which
// is harmless.
void Database::rollBack()
{
    QSqlQuery(m_connection).exec(u"ROLLBACK"_s);
}

Database::Prepared *Database::run(std::string_view name, std::initializer_list<Bind> binds)
{
    if (m_failure)
        return nullptr;
    Prepared *statement = prepare(name);
    if (!statement)
        return nullptr;
    if (!bind(*statement, binds)) {
        fail(name, {}, u"placeholders and values do not match"_s);
        return nullptr;
    }
    statement->begin();
    if (!statement->query.exec()) {
        fail(name, statement->query.lastError());
        statement->query.finish();
        return nullptr;
    }
    return statement;
}

Database::Prepared *Database::prepare(std::string_view name)
{
    const auto known = m_prepared.find(name);
    if (known != m_prepared.end())
        return &known->second;
    SqlStatement text = m_catalog.find(name);
    if (text.text.isEmpty()) {
        fail(name, {}, u"there is no such statement"_s);
        return nullptr;
    }
    Prepared statement{QSqlQuery(m_connection), std::move(text.placeholders)};
    if (m_counters)
        statement.counter = &m_counters->add(name);
    statement.query.setForwardOnly(true);
    if (!statement.query.prepare(text.text)) {
        fail(name, statement.query.lastError());
        return nullptr;
    }
    return &m_prepared.emplace(name, std::move(statement)).first->second;
}

// Every placeholder needs a value: an omitted one would silently keep that of the previous call.
// Bound by name, because QtSql converts positions to names anyway.
bool Database::bind(Prepared &statement, std::initializer_list<Bind> binds) const
{
    for (const SqlPlaceholder &placeholder : statement.placeholders) {
        const auto value = std::find_if(binds.begin(), binds.end(), [&](const Bind &bind) {
            return bind.name == placeholder.name;
        });
        if (value == binds.end())
            return false;
        statement.query.bindValue(placeholder.qtName, value->value);
    }
    return true;
}

void Database::fail(std::string_view name, const QSqlError &error)
{
    fail(name, m_backend.toError(error), error.databaseText());
}

void Database::fail(std::string_view name, Error error, const QString &text)
{
    if (!m_isQuiet)
        qCWarning(lcStorage, "%.*s: %ls", int(name.size()), name.data(), qUtf16Printable(text));
    m_failure = std::move(error);
    m_failureText = text;
}

} // namespace parlance
