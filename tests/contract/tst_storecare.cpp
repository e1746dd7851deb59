// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/storesuite.h"
#include "storage/restore.h"
#include "support/testprogram.h"

#include <QDir>
#include <QFile>

namespace tst_storecare {

using namespace parlance;
using namespace parlance::test;

// Backup, restore, check and measurement of the storage.
class TestStoreCare : public StoreSuite
{
    Q_OBJECT

private:
    const QByteArray secret = QByteArray(32, 's');
    RoomId lobby;

    QString file(const QString &name) const { return m_dir->filePath(u"backups/"_s + name); }
    StoreOptions withFacts()
    {
        StoreOptions all = options();
        all.facts = {u"1.2.3"_s, secret};
        return all;
    }
    Result<Backup> backUp(BackupTarget target)
    {
        return await<Backup>([&](auto done) { m_store->care().backUp(target, done); });
    }
    Result<BackupContents> inspect(const QString &path)
    {
        return await<BackupContents>([&](auto done) { m_store->care().inspectBackup(path, done); });
    }
    Result<IntegrityReport> check(bool full)
    {
        return await<IntegrityReport>(
            [&](auto done) { m_store->care().checkIntegrity(full, done); });
    }
    QStringList files() const
    {
        return QDir(m_dir->filePath(u"backups"_s)).entryList(QDir::Files, QDir::Name);
    }
    static void damage(const QString &path)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        for (qint64 at = 8192; at + 4096 < file.size(); at += 4096) {
            file.seek(at);
            file.write(QByteArray(2048, char(0xa5)));
        }
    }
    /// Of a store in a directory of its own, after a restore.
    QByteArray finish(const Backend &database)
    {
        QByteArray taken;
        const auto finished = finishRestore(database, [&](const QByteArray &restored) {
            taken = restored;
            return Result<void>();
        });
        return finished ? taken : QByteArray("failed");
    }

private Q_SLOTS:
    void initTestCase_data() { backends(); }
    void init()
    {
        setUp();
        reopen(withFacts());
        lobby = addRoom(ann, u"Lobby"_s)->room.id;
        postMany(lobby, 100);
        QDir(m_dir->path()).mkdir(u"backups"_s);
    }
    void cleanup() { m_store.reset(); }

    void aBackupHoldsEverything()
    {
        const auto made = backUp({file(u"a"_s)});
        QVERIFY2(made, made ? "" : qPrintable(made.error().message()));
        QCOMPARE(made->path, file(u"a"_s));
        QCOMPARE(made->bytes, QFileInfo(made->path).size());
        QCOMPARE(made->contents.messages, 100);
        QCOMPARE(made->contents.position, 100);
        QCOMPARE(made->contents.version, u"1.2.3"_s);
        QVERIFY(made->contents.hasSecret);
        QVERIFY(made->contents.createdAt == at(m_now));
        const auto mode = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser;
        QCOMPARE(QFile::permissions(made->path), mode);
        QCOMPARE(files(), QStringList{u"a"_s});
        const auto held = inspect(made->path);
        QVERIFY2(held, held ? "" : qPrintable(held.error().message()));
        QCOMPARE(held->messages, 100);
        QCOMPARE(held->version, u"1.2.3"_s);
        // Looking at it leaves nothing beside it.
        QCOMPARE(files(), QStringList{u"a"_s});
    }

    void aFailedBackupLeavesNothing()
    {
        VERIFY_ERROR(backUp({m_dir->filePath(u"missing/a"_s)}), ErrorCode::ValidationFailed);
        QVERIFY(!QFileInfo::exists(m_dir->filePath(u"missing"_s)));
        VERIFY_ERROR(backUp({file(QString(254, u'x'))}), ErrorCode::StorageFailed);
        QCOMPARE(files(), QStringList());
        for (const bool dryRun : {true, false})
            VERIFY_ERROR(backUp({.path = m_dir->filePath(u"parlance.db-journal"_s),
                                 .apartFrom = m_dir->path() + u"/backups/.."_s,
                                 .dryRun = dryRun}),
                         ErrorCode::ValidationFailed);
        VERIFY_ERROR(backUp({.path = m_dir->filePath(u"missing/a"_s), .dryRun = true}),
                     ErrorCode::ValidationFailed);
        const auto tried = backUp({.path = file(u"a"_s), .dryRun = true});
        QVERIFY(tried && tried->bytes > 0);
        QCOMPARE(files(), QStringList());
        QVERIFY(backUp({file(u"a"_s)}));
        VERIFY_ERROR(backUp({.path = file(u"a"_s), .dryRun = true}), ErrorCode::Conflict);
        const auto again = backUp({file(u"a"_s)});
        VERIFY_ERROR(again, ErrorCode::Conflict);
        QVERIFY(again.error().detail.contains(file(u"a"_s)));
        QVERIFY(backUp({.path = file(u"a"_s), .replaces = true}));
        QVERIFY(QFile::link(u"/nowhere"_s, file(u"b"_s)));
        VERIFY_ERROR(backUp({file(u"b"_s)}), ErrorCode::Conflict);
        QVERIFY(backUp({.path = m_dir->filePath(u"made/a"_s), .makesDirectory = true}));
    }

    void keepsTheNewest()
    {
        for (const auto &name : {u"s-1.parlance-backup"_s, u"s-3.parlance-backup"_s,
                                 u"other.parlance-backup"_s, u"s-2.parlance-backup"_s}) {
            m_now = m_now + 1;
            QVERIFY(backUp({.path = file(name), .keepPrefix = u"s-"_s, .keep = 2}));
        }
        QCOMPARE(files(), (QStringList{u"other.parlance-backup"_s, u"s-2.parlance-backup"_s,
                                       u"s-3.parlance-backup"_s}));
        // The clock was set back.
        QVERIFY(backUp({.path = file(u"s-1.parlance-backup"_s), .keepPrefix = u"s-"_s, .keep = 2}));
        QCOMPARE(files(), (QStringList{u"other.parlance-backup"_s, u"s-1.parlance-backup"_s,
                                       u"s-3.parlance-backup"_s}));
    }

    void findsTheNewestAndCleansUp()
    {
        const auto newest = [&] {
            return await<std::optional<BackupFile>>([&](auto done) {
                m_store->care().findNewestBackup(m_dir->filePath(u"backups"_s), u"scheduled-"_s,
                                                 done);
            });
        };
        QVERIFY(newest() && !*newest());
        for (const auto &name :
             {u"scheduled-20260131T090807Z.parlance-backup"_s,
              u"scheduled-20260130T090807Z.parlance-backup"_s, u"zzz.parlance-backup"_s})
            QVERIFY(backUp({file(name)}));
        QFile left(file(u"half.parlance.partial"_s));
        QVERIFY(left.open(QIODevice::WriteOnly));
        left.close();
        QFile foreign(file(u"half.partial"_s));
        QVERIFY(foreign.open(QIODevice::WriteOnly));
        foreign.close();
        const auto found = newest();
        QVERIFY(found && *found);
        QCOMPARE(toIsoString((*found)->createdAt), u"2026-01-31T09:08:07.000Z"_s);
        QVERIFY((*found)->bytes > 0);
        QVERIFY(!QFileInfo::exists(left.fileName()));
        QVERIFY(QFileInfo::exists(foreign.fileName()));
    }

    void aRestoredDatabaseIsTheOneOfTheBackup()
    {
        QVERIFY(backUp({file(u"a"_s)}));
        postMany(lobby, 20);
        m_store.reset();
        const auto backend = makeBackend();
        const auto restored = restoreDatabase(*backend, file(u"a"_s), at(1));
        QVERIFY2(restored, restored ? "" : qPrintable(restored.error().message()));
        QCOMPARE(restored->contents.messages, 100);
        QVERIFY(restored->replaced.contains(u".replaced-20270115T080001Z"));
        // It was killed here: the next start finishes it, once.
        QCOMPARE(finish(*backend), secret);
        QCOMPARE(finish(*backend), QByteArray());
        QCOMPARE(number(u"SELECT count(*) FROM sqlite_master WHERE name = 'parlance_backup'"_s), 0);
        reopen(withFacts());
        QCOMPARE(post(ann, lobby, u"x"_s)->message.seq, 101);
        m_store.reset();
        // What was replaced is whole.
        const auto back = restoreDatabase(*backend, restored->replaced, at(1));
        QVERIFY2(back, back ? "" : qPrintable(back.error().message()));
        QCOMPARE(back->contents.messages, 120);
        QVERIFY(back->replaced != restored->replaced);
        QCOMPARE(finish(*backend), QByteArray());
        reopen(withFacts());
        QCOMPARE(post(ann, lobby, u"x"_s)->message.seq, 121);
    }

    void aDatabaseInUseIsNotReplaced()
    {
        QVERIFY(backUp({file(u"a"_s)}));
        VERIFY_ERROR(restoreDatabase(*makeBackend(), file(u"a"_s), at(1)), ErrorCode::Conflict);
        VERIFY_ERROR(restoreDatabase(*makeBackend(), makeBackend()->place(), at(1)),
                     ErrorCode::ValidationFailed);
        QCOMPARE(post(ann, lobby, u"x"_s)->message.seq, 101);
        const auto parts = QDir(m_dir->path()).entryList({u"*.partial"_s, u"*.replaced-*"_s});
        QCOMPARE(parts, QStringList());
    }

    void whatIsNoBackupIsRefused()
    {
        QVERIFY(backUp({file(u"a"_s)}));
        const auto write = [&](const QString &name, const QByteArray &bytes) {
            QFile made(file(name));
            return made.open(QIODevice::WriteOnly) && made.write(bytes) == bytes.size();
        };
        QFile good(file(u"a"_s));
        QVERIFY(good.open(QIODevice::ReadOnly));
        const QByteArray bytes = good.readAll();
        QVERIFY(write(u"text"_s, "no database"));
        QVERIFY(write(u"empty"_s, ""));
        QVERIFY(write(u"half"_s, bytes.first(bytes.size() / 2)));
        QVERIFY(write(u"cut"_s, bytes.chopped(1)));
        QVERIFY(write(u"damaged"_s, bytes));
        damage(file(u"damaged"_s));
        QVERIFY(write(u"used"_s, bytes) && write(u"used-wal"_s, "x"));
        for (const auto &name : {u"text"_s, u"empty"_s, u"half"_s, u"cut"_s, u"damaged"_s,
                                 u"used"_s, u"missing"_s, u""_s}) {
            const auto held = inspect(file(name));
            QVERIFY2(!held && held.error().code == ErrorCode::ValidationFailed, qPrintable(name));
            QVERIFY2(held.error().detail.startsWith(m_dir->path()),
                     qPrintable(held.error().detail));
        }
        m_store.reset();
        for (const auto &name :
             {u"text"_s, u"half"_s, u"cut"_s, u"damaged"_s, u"used"_s, u"missing"_s})
            QVERIFY2(!restoreDatabase(*makeBackend(), file(name), at(1)), qPrintable(name));
        reopen(withFacts());
        QCOMPARE(post(ann, lobby, u"x"_s)->message.seq, 101);
    }

    void aBackupOfANewerReleaseIsRefused()
    {
        QVERIFY(backUp({file(u"a"_s)}));
        {
            QSqlDatabase db = makeBackend()->at(file(u"a"_s))->connection(u"newer"_s);
            QVERIFY(db.open());
            db.exec(u"INSERT INTO schema_migrations VALUES (9999, 'x', 1)"_s);
        }
        QSqlDatabase::removeDatabase(u"newer"_s);
        VERIFY_ERROR(inspect(file(u"a"_s)), ErrorCode::Conflict);
        m_store.reset();
        VERIFY_ERROR(restoreDatabase(*makeBackend(), file(u"a"_s), at(1)), ErrorCode::Conflict);
    }

    void findsDamage()
    {
        QVERIFY(check(false)->findings.isEmpty());
        QVERIFY(check(true)->findings.isEmpty());
        number(u"DELETE FROM users WHERE username = 'Ann'"_s);
        QVERIFY(check(false)->findings.isEmpty());
        const auto report = check(true);
        QCOMPARE(report->findings.size(), 1);
        QVERIFY2(report->findings.first().contains(u"refer to missing"),
                 qPrintable(report->findings.first()));
        m_store.reset();
        damage(makeBackend()->place());
        m_store = std::make_unique<SqlStore>(makeBackend(), options());
        if (m_store->open())
            QVERIFY(!check(false)->findings.isEmpty());
    }

    void countsRowsAndBytes()
    {
        const auto tables =
            await<QList<TableSize>>([&](auto done) { m_store->care().measureTables(done); });
        QVERIFY(tables && !tables->isEmpty());
        QMap<QString, TableSize> byName;
        for (const TableSize &each : *tables)
            byName.insert(each.name, each);
        QCOMPARE(byName[u"messages"_s].rows, 100);
        QCOMPARE(byName[u"users"_s].rows, 3);
        QCOMPARE(byName[u"memberships"_s].rows, 1);
        for (const TableSize &each : *tables)
            QVERIFY2(each.bytes >= each.indexBytes && each.bytes > 0, qPrintable(each.name));
        const auto sizes =
            await<StorageSizes>([&](auto done) { m_store->care().measureStorage(done); });
        QVERIFY(sizes->databaseBytes > 0 && sizes->freeBytes >= 0);
        QVERIFY(sizes->schema >= 12);
    }

    // Without rowids, rows are also in the inner pages of the tree.
    void countsRowsOfDeepTrees()
    {
        for (int i = 0; i < 600; ++i)
            QVERIFY(addUser(u"user %1"_s.arg(i)));
        const auto tables =
            await<QList<TableSize>>([&](auto done) { m_store->care().measureTables(done); });
        for (const TableSize &each : *tables) {
            if (each.name == u"users"_s)
                QCOMPARE(each.rows, 603);
        }
    }

    void timesStatements()
    {
        const auto timeOf = [&](const QString &name) {
            for (const StatementTime &each : m_store->care().statementTimes()) {
                if (each.name == name)
                    return each;
            }
            return StatementTime();
        };
        const auto inserts = timeOf(u"insert_message"_s);
        QCOMPARE(inserts.calls, 100);
        QVERIFY(inserts.total.count() > 0 && inserts.longest <= inserts.total);
        QVERIFY(inserts.total <= inserts.longest * 100);
        QVERIFY(timeOf(u"commit"_s).calls > 0);
        QCOMPARE(timeOf(u"list_users"_s).calls, 0);
        QVERIFY(await<QList<User>>([&](auto done) { m_store->accounts().listUsers(done); }));
        QCOMPARE(timeOf(u"list_users"_s).calls, 1);
        QVERIFY(m_store->care().load().lastCommitAt == at(m_now));
        QCOMPARE(m_store->care().load().writes, 0);
    }

    void stoppingEndsABackup()
    {
        int answered = 0;
        QStringList answers;
        for (const auto &name : {u"a"_s, u"b"_s, u"c"_s}) {
            m_store->care().backUp({file(name)}, [&](const Result<Backup> &made) {
                ++answered;
                answers.append(made ? u"ok"_s : errorName(made.error().code));
            });
        }
        m_store->stop();
        QCOMPARE(answered, 3);
        for (const QString &each : answers)
            QVERIFY2(each == u"ok" || each == u"shutting_down", qPrintable(each));
        QCOMPARE(files().size(), answers.count(u"ok"_s));
    }
};

PARLANCE_TEST(TestStoreCare)

} // namespace tst_storecare

#include "tst_storecare.moc"
