// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/schemasuite.h"
#include "storage/sqlstore.h"
#include "support/testprogram.h"

#include <QDir>
#include <QFile>

namespace tst_sqlschema {

using namespace parlance;
using namespace parlance::test;

// The statements and migrations of every backend.
class TestSqlSchema : public SchemaSuite
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { addTestBackends(); }
    void init()
    {
        auto dir = std::make_unique<QTemporaryDir>();
        auto backend = makeTestBackend(dir->path());
        setUp(std::move(dir), std::move(backend));
    }

    void parsesStatements()
    {
        const auto statement =
            SqlStatement::parse(u"-- it's :not here\nSELECT ':nor', a\n-- :nor\n"
                                "FROM t WHERE b = :first AND c IN (:second_1, :first)\n"_s);
        QCOMPARE(statement.placeholders.size(), size_t(2));
        QCOMPARE(statement.placeholders[0].qtName, u":first"_s);
        QCOMPARE(statement.placeholders[1].name, std::string("second_1"));
        QVERIFY(statement.text.startsWith(u"SELECT"));
        QVERIFY(m_catalog->find("no_such_statement").text.isEmpty());
    }

    void preparesEveryStatement()
    {
        QVERIFY(migrateWith(readMigrations(migrations())));
        QVERIFY(m_catalog->names().size() > 60);
        peek([&](QSqlDatabase &connection) {
            // Only backups have this table.
            connection.exec(m_catalog->find("create_backup_header").text);
            for (const QString &name : m_catalog->names()) {
                QSqlQuery query(connection);
                QVERIFY2(query.prepare(m_catalog->find(name.toStdString()).text), qPrintable(name));
            }
        });
    }

    void explainsEveryFile()
    {
        for (const QString &name : m_catalog->names()) {
            QFile file(u":/sql/common/"_s + name + u".sql"_s);
            if (!file.exists())
                file.setFileName(u":/sql/"_s + m_backend->folder() + u'/' + name + u".sql"_s);
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QList<QByteArray> lines = file.readAll().split('\n');
            QVERIFY2(lines.size() > 2 && lines[0].startsWith("-- SPDX") &&
                         lines[1].startsWith("-- "),
                     qPrintable(name));
        }
    }

    // Functions that are SQLite's alone belong into its folder.
    void commonStatementsArePortable()
    {
        const QDir common(u":/sql/common"_s);
        for (const QString &name : common.entryList(QDir::Files)) {
            QFile file(common.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray sql = file.readAll();
            for (const char *own : {"instr(", "PRAGMA", "rowid", "ifnull(", "INSERT OR"})
                QVERIFY2(!sql.contains(own), qPrintable(name));
        }
    }

    void migratesOnce()
    {
        const auto list = readMigrations(migrations());
        QVERIFY(!list.isEmpty());
        for (int i = 0; i < list.size(); ++i)
            QCOMPARE(list[i].version, i + 1);
        QVERIFY(migrateWith(list));
        QVERIFY(migrateWith(list));
        const auto database = open();
        QCOMPARE(database->number("find_schema_version"), qint64(list.size()));
    }

    void rollsAFailedMigrationBack()
    {
        auto list = readMigrations(migrations());
        const int next = int(list.size()) + 1;
        list.append({next,
                     u"broken"_s,
                     {u"CREATE TABLE half (a INTEGER)"_s, u"CREATE TABLE half (a INTEGER)"_s}});
        const auto migrated = migrateWith(list);
        QVERIFY(!migrated);
        QVERIFY(migrated.error().code == ErrorCode::StorageFailed);
        QVERIFY(migrated.error().detail.contains(u"broken"));
        list.last().statements.removeLast();
        QVERIFY(migrateWith(list));
    }

    void refusesASchemaFromTheFuture()
    {
        auto list = readMigrations(migrations());
        list.append({9999, u"9999_from_the_future"_s, {u"CREATE TABLE t (a INTEGER)"_s}});
        QVERIFY(migrateWith(list));
        const auto opened = SqlStore(makeTestBackend(m_dir->path()), StoreOptions()).open();
        QVERIFY(!opened);
        QVERIFY(opened.error().code == ErrorCode::Conflict);
        QVERIFY2(opened.error().detail.contains(u"9999"), qPrintable(opened.error().detail));
        QVERIFY(opened.error().detail.contains(m_backend->place()));
    }
};

PARLANCE_TEST(TestSqlSchema)

} // namespace tst_sqlschema

#include "tst_sqlschema.moc"
