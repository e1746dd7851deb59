// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/migrator.h"
#include "storage/sqlstore.h"
#include "support/testprogram.h"
#include "support/testsupport.h"

#include <QDir>
#include <QFile>
#include <QSqlQuery>
#include <QTemporaryDir>

namespace tst_sqlschema {

using namespace parlance;
using namespace Qt::StringLiterals;

class TestSqlSchema : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Backend> m_backend;
    std::unique_ptr<SqlCatalog> m_catalog;

    QString path() const { return m_dir->filePath(u"parlance.db"_s); }
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

    /// Runs `use` with a connection past Database.
    void peek(const std::function<void(QSqlDatabase &)> &use)
    {
        {
            QSqlDatabase connection = m_backend->connection(u"peek"_s);
            QVERIFY(m_backend->open(connection, Backend::Role::Writer));
            use(connection);
        }
        QSqlDatabase::removeDatabase(u"peek"_s);
    }
    static QString plan(QSqlDatabase &connection, const QString &sql)
    {
        QSqlQuery query(connection);
        QString text;
        if (!query.prepare(u"EXPLAIN QUERY PLAN "_s + sql) || !query.exec())
            return u"no plan"_s;
        while (query.next())
            text += query.value(3).toString() + u'\n';
        return text;
    }

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_backend = makeSqliteBackend(path(), Synchronous::Off);
        m_catalog = std::make_unique<SqlCatalog>(m_backend->folder());
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
        QVERIFY(SqlCatalog(u"sqlite"_s).find("no_such_statement").text.isEmpty());
    }

    void preparesEveryStatement()
    {
        QVERIFY(migrateWith(readMigrations(migrations())));
        QVERIFY(m_catalog->names().size() > 60);
        peek([&](QSqlDatabase &connection) {
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

    // What a statement costs must not grow with the number of messages, rooms or users.
    void usesAnIndexEverywhere()
    {
        // The whole point of these is to look at everything.
        const QStringList allowed{u"list_users"_s, u"find_position"_s, u"raise_position_floor"_s,
                                  u"find_schema_version"_s, u"find_any_user"_s};
        QVERIFY(migrateWith(readMigrations(migrations())));
        peek([&](QSqlDatabase &connection) {
            for (const QString &name : m_catalog->names()) {
                const QString sql = m_catalog->find(name.toStdString()).text;
                if (allowed.contains(name) || sql.startsWith(u"PRAGMA") || !sql.contains(u' ') ||
                    sql.startsWith(u"BEGIN") || sql.startsWith(u"CREATE") ||
                    sql.contains(u" job") || sql.startsWith(u"SAVEPOINT"))
                    continue;
                const QString text = plan(connection, sql);
                QVERIFY2(text != u"no plan", qPrintable(name));
                for (const QString &line : text.split(u'\n')) {
                    const bool scan =
                        line.startsWith(u"SCAN ") &&
                        !QStringList({u"SCAN newest"_s, u"SCAN unread"_s, u"SCAN posted"_s,
                                      u"SCAN changed"_s, u"SCAN CONSTANT ROW"_s})
                             .contains(line);
                    const bool byIndex = line.contains(u"USING");
                    QVERIFY2(!scan || byIndex, qPrintable(name + u": "_s + line));
                }
            }
        });
    }

    // Read until they find something old: that must not take a sort of everything first.
    void walksBackwardsAlongAnIndex_data()
    {
        QTest::addColumn<QString>("index");
        QTest::newRow("list_posts_backwards") << u"messages_seq"_s;
        QTest::newRow("list_changes_backwards") << u"messages_changed_seq"_s;
        QTest::newRow("list_rooms_with_news") << u"messages_changed_seq"_s;
    }
    void walksBackwardsAlongAnIndex()
    {
        QFETCH(QString, index);
        QVERIFY(migrateWith(readMigrations(migrations())));
        peek([&](QSqlDatabase &connection) {
            const QString text = plan(connection, m_catalog->find(QTest::currentDataTag()).text);
            QVERIFY2(text.contains(u"INDEX "_s + index + u" (room_id=?)"_s), qPrintable(text));
            QVERIFY2(!text.contains(u"TEMP B-TREE"), qPrintable(text));
        });
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

    // Rebuilding is how SQLite changes a column or a CHECK.
    void rebuildsATableThatOthersReferTo()
    {
        QList<Migration> list{
            {1,
             u"1_tables"_s,
             {u"CREATE TABLE parent (id INTEGER PRIMARY KEY, "
              "kind INTEGER CHECK (kind < 2))"_s,
              u"CREATE TABLE child (parent_id INTEGER REFERENCES parent (id))"_s,
              u"INSERT INTO parent VALUES (1, 1), (2, 0)"_s,
              u"INSERT INTO child VALUES (1), (2)"_s}},
            {2,
             u"2_rebuild"_s,
             {u"CREATE TABLE wider (id INTEGER PRIMARY KEY, kind INTEGER)"_s,
              u"INSERT INTO wider SELECT id, kind FROM parent"_s, u"DROP TABLE parent"_s,
              u"ALTER TABLE wider RENAME TO parent"_s, u"INSERT INTO parent VALUES (3, 2)"_s}}};
        const auto migrated = migrateWith(list);
        QVERIFY2(migrated, migrated ? "" : qPrintable(migrated.error().detail));
        peek([](QSqlDatabase &connection) {
            QVERIFY(connection.exec(u"INSERT INTO child VALUES (3)"_s).isActive());
            QVERIFY(!connection.exec(u"INSERT INTO child VALUES (4)"_s).isActive());
        });

        list.append({3, u"3_breaks_references"_s, {u"DELETE FROM parent WHERE id = 2"_s}});
        const auto broken = migrateWith(list);
        QVERIFY(!broken);
        QVERIFY(broken.error().code == ErrorCode::StorageFailed);
        QVERIFY2(broken.error().detail.contains(u"3_breaks_references") &&
                     broken.error().detail.contains(u"child"),
                 qPrintable(broken.error().detail));
        QCOMPARE(open()->number("find_schema_version"), 2);
        peek([](QSqlDatabase &connection) {
            QSqlQuery query = connection.exec(u"SELECT count(*) FROM parent"_s);
            QVERIFY(query.next());
            QCOMPARE(query.value(0).toInt(), 3);
        });
    }

    void refusesASchemaFromTheFuture()
    {
        auto list = readMigrations(migrations());
        list.append({9999, u"9999_from_the_future"_s, {u"CREATE TABLE t (a INTEGER)"_s}});
        QVERIFY(migrateWith(list));
        StoreOptions options;
        options.path = path();
        const auto opened = SqlStore(options).open();
        QVERIFY(!opened);
        QVERIFY(opened.error().code == ErrorCode::Conflict);
        QVERIFY2(opened.error().detail.contains(u"9999"), qPrintable(opened.error().detail));
        QVERIFY(opened.error().detail.contains(path()));
    }

    void keepsTheFileToItsOwner()
    {
        QVERIFY(open());
#ifdef Q_OS_UNIX
        const auto others =
            QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QVERIFY(!(QFile::permissions(path()) & others));
#endif
    }
};

PARLANCE_TEST(TestSqlSchema)

} // namespace tst_sqlschema

#include "tst_sqlschema.moc"
