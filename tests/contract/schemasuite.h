// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/testbackends.h"
#include "storage/migrator.h"
#include "storage/sqlcatalog.h"
#include "support/testsupport.h"

#include <QSqlQuery>
#include <QTemporaryDir>

#include <functional>

namespace parlance::test {

using namespace Qt::StringLiterals;

/// Base of the schema's tests: a backend with an empty database.
class SchemaSuite : public QObject
{
protected:
    void setUp(std::unique_ptr<QTemporaryDir> dir, std::unique_ptr<Backend> backend)
    {
        m_dir = std::move(dir);
        m_backend = std::move(backend);
        m_catalog = std::make_unique<SqlCatalog>(m_backend->folder());
    }
    QString migrations() const { return u":/sql/migrations/"_s + m_backend->folder(); }

    std::unique_ptr<Database> open()
    {
        auto database = std::make_unique<Database>(*m_backend, *m_catalog);
        return database->open(Backend::Role::Writer) ? std::move(database) : nullptr;
    }
    Result<void> migrateWith(const QList<Migration> &list)
    {
        const auto database = open();
        return migrate(*database, list, systemNow());
    }

    /// Runs `use` with a direct connection that bypasses Database.
    void peek(const std::function<void(QSqlDatabase &)> &use)
    {
        {
            QSqlDatabase connection = m_backend->connection(u"peek"_s);
            QVERIFY(m_backend->open(connection, Backend::Role::Writer));
            use(connection);
        }
        QSqlDatabase::removeDatabase(u"peek"_s);
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Backend> m_backend;
    std::unique_ptr<SqlCatalog> m_catalog;
};

} // namespace parlance::test
