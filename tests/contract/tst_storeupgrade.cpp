// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/schemasuite.h"
#include "storage/sqlstore.h"
#include "support/testprogram.h"

#include <QDir>

namespace tst_storeupgrade {

using namespace parlance;
using namespace parlance::test;

// The backup before an upgrade, and upgrades that fail.
class TestStoreUpgrade : public SchemaSuite
{
    Q_OBJECT

private:
    QString backups() const { return m_dir->filePath(u"backups"_s); }
    QStringList files() const { return QDir(backups()).entryList(QDir::Files, QDir::Name); }
    UpgradeOptions options() const { return {backups(), true, {u"1.2.3"_s, QByteArray(32, 's')}}; }

    QList<Migration> older(int count) const { return readMigrations(migrations()).mid(0, count); }
    static Migration broken(int version)
    {
        return {version, u"broken"_s, {u"CREATE TABLE half (a)"_s, u"CREATE TABLE half (a)"_s}};
    }
    static Migration harmless(int version)
    {
        return {version, u"harmless"_s, {u"CREATE TABLE added_%1 (a)"_s.arg(version)}};
    }
    qint64 version()
    {
        const auto database = open();
        return database ? database->number("find_schema_version") : -1;
    }
    Result<void> upgradeWith(const QList<Migration> &list, const UpgradeOptions &options)
    {
        const auto database = open();
        return upgrade(*database, list, options);
    }

private Q_SLOTS:
    void initTestCase_data() { addTestBackends(); }
    void init()
    {
        auto dir = std::make_unique<QTemporaryDir>();
        auto backend = makeTestBackend(dir->path());
        setUp(std::move(dir), std::move(backend));
    }

    void anEmptyDatabaseNeedsNone()
    {
        QVERIFY(upgradeWith(older(4), options()));
        QCOMPARE(version(), 4);
        QVERIFY(upgradeWith(older(4), options()));
        QVERIFY(!QDir(backups()).exists());
    }

    void theDataAreBackedUpFirst()
    {
        QVERIFY(upgradeWith(older(4), {}));
        QVERIFY(upgradeWith(older(6), options()));
        QCOMPARE(version(), 6);
        QCOMPARE(files(), QStringList{u"before-schema-0006.parlance-backup"_s});
        const auto backend = m_backend->at(backups() + u'/' + files().first());
        Database backup(*backend, *m_catalog);
        QVERIFY(backup.open(Backend::Role::Look));
        const auto contents = checkBackup(backup, 6, Depth::Full);
        QVERIFY2(contents, contents ? "" : qPrintable(contents.error().message()));
        QCOMPARE(contents->schema, 4);
        QVERIFY(contents->hasSecret);
    }

    void theStoreDoesThat()
    {
        QVERIFY(upgradeWith(older(4), {}));
        StoreOptions all;
        all.facts = options().facts;
        all.upgrade = options();
        QVERIFY(SqlStore(makeTestBackend(m_dir->path()), all).open());
        QCOMPARE(files().size(), 1);
        QVERIFY(SqlStore(makeTestBackend(m_dir->path()), all).open());
        QCOMPARE(files().size(), 1);
    }

    void theNewestTwoStay()
    {
        QVERIFY(upgradeWith(older(4), {}));
        for (int last : {5, 6, 7, 8})
            QVERIFY(upgradeWith(older(last), options()));
        QCOMPARE(files(), (QStringList{u"before-schema-0007.parlance-backup"_s,
                                       u"before-schema-0008.parlance-backup"_s}));
    }

    void withoutABackupNothingChanges()
    {
        QVERIFY(upgradeWith(older(4), {}));
        UpgradeOptions none = options();
        none.makesDirectory = false;
        const auto upgraded = upgradeWith(older(6), none);
        QVERIFY(!upgraded);
        QVERIFY(upgraded.error().code == ErrorCode::StorageFailed);
        const QString detail = upgraded.error().detail;
        QVERIFY2(detail.contains(u"nothing was changed") && detail.contains(backups()) &&
                     detail.contains(u"storage.backup_before_upgrade = false"),
                 qPrintable(detail));
        QCOMPARE(version(), 4);
        QVERIFY(upgradeWith(older(6), {}));
        QCOMPARE(version(), 6);
    }

    void aFailedUpgradeLeavesTheSchemaAsItWas()
    {
        QVERIFY(upgradeWith(older(4), {}));
        // The first of them succeeds, but only together with the second.
        const QList<Migration> list = older(4) + QList<Migration>{harmless(5), broken(6)};
        const auto upgraded = upgradeWith(list, options());
        QVERIFY(!upgraded);
        const QString detail = upgraded.error().detail;
        const QString path = backups() + u"/before-schema-0006.parlance-backup"_s;
        QVERIFY2(detail.contains(u"migration broken failed") &&
                     detail.contains(u"schema version 4") &&
                     detail.contains(u"parlance-server restore "_s + path),
                 qPrintable(detail));
        QCOMPARE(version(), 4);
        QVERIFY(QFileInfo::exists(path));
        QVERIFY(upgradeWith(older(4), options()));
    }
};

PARLANCE_TEST(TestStoreUpgrade)

} // namespace tst_storeupgrade

#include "tst_storeupgrade.moc"
