// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/schemasuite.h"
#include "support/testprogram.h"

#include <QFile>

namespace tst_sqliteschema {

using namespace parlance;
using namespace parlance::test;

// Query plans of the statements, and the migrations, on SQLite.
class TestSqliteSchema : public SchemaSuite
{
    Q_OBJECT

private:
    QString path() const { return m_dir->filePath(u"parlance.db"_s); }
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
        auto dir = std::make_unique<QTemporaryDir>();
        auto backend = makeSqliteBackend(dir->filePath(u"parlance.db"_s), Synchronous::Off);
        setUp(std::move(dir), std::move(backend));
    }

    // The cost of a statement must not grow with the number of messages, rooms or users.
    void usesAnIndexEverywhere()
    {
        // These read whole tables on purpose.
        const QStringList allowed{
            u"list_users"_s,          u"find_position"_s,      u"raise_position_floor"_s,
            u"find_schema_version"_s, u"find_any_user"_s,      u"count_accounts"_s,
            u"count_rooms"_s,         u"measure_database"_s,   u"list_user_places"_s,
            u"count_user_places"_s,   u"list_room_places"_s,   u"count_room_places"_s,
            u"find_free_bytes"_s,     u"can_measure_tables"_s, u"list_table_sizes"_s,
            u"has_backup_header"_s,   u"count_own_tables"_s,   u"find_backup_header"_s,
            u"count_messages"_s};
        QVERIFY(migrateWith(readMigrations(migrations())));
        peek([&](QSqlDatabase &connection) {
            connection.exec(m_catalog->find("create_backup_header").text);
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
                                      u"SCAN counted"_s, u"SCAN changed"_s, u"SCAN CONSTANT ROW"_s})
                             .contains(line);
                    const bool byIndex = line.contains(u"USING");
                    QVERIFY2(!scan || byIndex, qPrintable(name + u": "_s + line));
                }
            }
        });
    }

    // The caller stops reading these early, so they must not sort all rows first.
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
            QVERIFY2(text.contains(u"INDEX "_s + index + u" (room_id=?"_s), qPrintable(text));
            QVERIFY2(!text.contains(u"TEMP B-TREE"), qPrintable(text));
        });
    }

    // Few accounts are pending, and a step of an erasure looks at few messages.
    void walksOverFewRows_data()
    {
        QTest::addColumn<QString>("index");
        QTest::newRow("list_user_details_in_state")
            << u"u USING INDEX users_state (state=? AND id>?)"_s;
        const QString range = u"USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)"_s;
        QTest::newRow("list_messages_to_empty") << range;
        QTest::newRow("list_messages_of_author") << range;
        QTest::newRow("count_messages_of") << range;
        QTest::newRow("find_usable_invitation_link") << u"(code_hash=?)"_s;
    }
    void walksOverFewRows()
    {
        QFETCH(QString, index);
        QVERIFY(migrateWith(readMigrations(migrations())));
        peek([&](QSqlDatabase &connection) {
            const QString text = plan(connection, m_catalog->find(QTest::currentDataTag()).text);
            QVERIFY2(text.contains(index), qPrintable(text));
        });
    }

    // In SQLite, a column or CHECK can only be changed by rebuilding its table.
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

PARLANCE_TEST(TestSqliteSchema)

} // namespace tst_sqliteschema

#include "tst_sqliteschema.moc"
