// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backups.h"
#include "storage/backupdirectory.h"
#include "storage/sqlauditstore.h"
#include "support/testprogram.h"
#include "support/unusedstore.h"

#include <QTemporaryDir>
#include <QTest>

namespace tst_backups {

using namespace parlance;
using namespace parlance::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Answers when it is told to.
class FakeCare final : public CareStore
{
public:
    void backUp(BackupTarget target, Callback<Backup> done) override
    {
        targets.append(target);
        m_done = std::move(done);
    }
    void inspectBackup(QString path, Callback<BackupContents> done) override
    {
        inspected.append(path);
        done(BackupContents());
    }
    void findNewestBackup(QString, QString prefix,
                          Callback<std::optional<BackupFile>> done) override
    {
        QCOMPARE(prefix, backups::scheduledPrefix());
        done(newest);
    }
    void checkIntegrity(bool, Callback<IntegrityReport>) override {}
    void measureTables(Callback<QList<TableSize>>) override {}
    void measureStorage(Callback<StorageSizes>) override {}
    QList<StatementTime> statementTimes() const override { return {}; }
    StorageLoad load() const override { return {}; }

    bool isWaiting() const { return bool(m_done); }
    void succeed() { answer(Backup{targets.last().path, 4096, 5ms}); }
    void fail() { answer(Error::of(ErrorCode::StorageFailed, u"the disk is full"_s)); }

    QList<BackupTarget> targets;
    QStringList inspected;
    std::optional<BackupFile> newest;

private:
    void answer(const Result<Backup> &made)
    {
        auto done = std::exchange(m_done, {});
        done(made);
    }

    Callback<Backup> m_done;
};

class FakeAudit final : public Unused<SqlAuditStore>
{
public:
    void appendAudit(AuditEntry entry, Callback<void> done) override
    {
        entries.append(entry);
        done({});
    }
    QList<AuditEntry> entries;
};

// When backups are made, where, and what is said of them.
class TestBackups : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<FakeCare> m_care;
    std::unique_ptr<FakeAudit> m_audit;
    std::unique_ptr<Backups> m_backups;
    Timestamp m_now = fromEpochMs(1'800'000'000'000);

    void make(std::chrono::seconds interval)
    {
        BackupOptions options{.directory = m_dir->path() + u"/backups"_s,
                              .makesDirectory = true,
                              .interval = interval,
                              .keep = 3,
                              .dataDirectory = m_dir->path()};
        m_backups = std::make_unique<Backups>(*m_care, *m_audit, options, [this] { return m_now; });
    }
    void found(std::chrono::seconds ago)
    {
        m_care->newest = BackupFile{u"/b/scheduled-x.parlance-backup"_s, m_now - ago, 7};
    }
    QString backUp(const QString &name, bool mayBePath = false, bool dryRun = false)
    {
        AdminAction action{.actor = u"ann"_s, .command = u"storage.backup"_s, .dryRun = dryRun};
        QString answer = u"waits"_s;
        m_answers.append(answer);
        const auto index = m_answers.size() - 1;
        m_backups->backUp(action, {name, mayBePath}, [this, index](const Result<Backup> &made) {
            m_answers[index] = made ? made->path : errorName(made.error().code);
        });
        return m_answers[index];
    }
    QStringList m_answers;

private Q_SLOTS:
    void init()
    {
        m_answers.clear();
        m_dir = std::make_unique<QTemporaryDir>();
        m_care = std::make_unique<FakeCare>();
        m_audit = std::make_unique<FakeAudit>();
    }
    void cleanup() { m_backups.reset(); }

    void noneAreScheduledByDefault()
    {
        make(0s);
        found(100h);
        m_backups->start();
        QVERIFY(!m_care->isWaiting());
        QVERIFY(!m_backups->state().next);
        QCOMPARE(m_backups->state().last->bytes, 7);
    }

    void theFirstIsDueAtOnce()
    {
        make(1h);
        m_backups->start();
        QVERIFY(m_care->isWaiting());
        QVERIFY(m_backups->state().isRunning);
        const BackupTarget &target = m_care->targets.last();
        QCOMPARE(target.path,
                 m_dir->path() + u"/backups/scheduled-20270115T080000Z.parlance-backup"_s);
        QCOMPARE(target.keepPrefix, backups::scheduledPrefix());
        QCOMPARE(target.keep, 3);
        QVERIFY(target.makesDirectory && !target.replaces);
        m_care->succeed();
        QVERIFY(!m_backups->state().isRunning);
        QVERIFY(m_backups->state().next == m_now + 1h);
        QVERIFY(m_audit->entries.isEmpty());
    }

    // A restart neither delays nor repeats one.
    void theNextIsDueAfterTheNewest()
    {
        make(1h);
        found(30min);
        m_backups->start();
        QVERIFY(!m_care->isWaiting());
        QVERIFY(m_backups->state().next == m_now + 30min);
        make(1h);
        found(61min);
        m_backups->start();
        QVERIFY(m_care->isWaiting());
    }

    void aNewestFromTheFutureCountsNot()
    {
        make(1h);
        found(-100h);
        m_backups->start();
        QVERIFY(m_care->isWaiting());
        m_care->succeed();
        QVERIFY(m_backups->state().next == m_now + 1h);
    }

    void afterAFailureItIsTriedAgain()
    {
        make(24h);
        m_backups->start();
        m_care->fail();
        const BackupState failed = m_backups->state();
        QCOMPARE(failed.error, u"the disk is full"_s);
        QVERIFY(failed.failedAt == m_now && !failed.last);
        QVERIFY(failed.next == m_now + 10min);
        m_now += 5min;
        QCOMPARE(backUp(u"by hand"_s), u"waits"_s);
        m_care->succeed();
        QVERIFY(m_backups->state().error.isEmpty() && !m_backups->state().failedAt);
    }

    void oneAtATime()
    {
        make(1h);
        m_backups->start();
        QCOMPARE(backUp(u"a"_s), u"conflict"_s);
        m_care->succeed();
        QCOMPARE(backUp(u"a"_s), u"waits"_s);
        QCOMPARE(backUp(u"b"_s), u"conflict"_s);
        m_care->succeed();
        QCOMPARE(m_answers[1], m_dir->path() + u"/backups/a"_s);
        QCOMPARE(m_care->targets.size(), 2);
        QVERIFY(m_care->targets.last().keepPrefix.isEmpty());
    }

    void isLogged()
    {
        make(0s);
        QCOMPARE(backUp(u"a"_s), u"waits"_s);
        m_care->succeed();
        QCOMPARE(m_audit->entries.size(), 1);
        QCOMPARE(m_audit->entries.first().target, u"a"_s);
        QCOMPARE(m_audit->entries.first().outcome, u"ok"_s);
        QCOMPARE(m_audit->entries.first().after.value(u"bytes"_s).toInt(), 4096);
    }

    void aDryRunMakesNone()
    {
        make(0s);
        QCOMPARE(backUp(u"a"_s, false, true), u"waits"_s);
        QVERIFY(m_care->targets.last().dryRun);
        QCOMPARE(m_care->targets.last().apartFrom, m_dir->path());
        m_care->succeed();
        QCOMPARE(m_answers.last(), m_dir->path() + u"/backups/a"_s);
        QVERIFY(m_audit->entries.isEmpty());
        QVERIFY(!m_backups->state().last);
    }

    void namesAndPaths_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("mayBePath");
        QTest::addColumn<bool>("isRight");
        for (const auto &name :
             {u"../x"_s, u".."_s, u"."_s, u".x"_s, u"a/b"_s, u"a\\b"_s, u"x.partial"_s,
              u"scheduled-x"_s, u"before-schema-x"_s, QString(201, u'x'), QString(101, u'ä')}) {
            QTest::addRow("%s", qPrintable(name.left(20))) << name << false << false;
            QTest::addRow("%s locally", qPrintable(name.left(20))) << name << true << false;
        }
        for (const auto &name : {u"x"_s, u"x y"_s, u"x..y"_s, QString(200, u'x'), u""_s}) {
            QTest::addRow("right: %s", qPrintable(name.left(20))) << name << false << true;
            QTest::addRow("right: %s locally", qPrintable(name.left(20))) << name << true << true;
        }
        QTest::newRow("a path") << u"/tmp/x"_s << false << false;
        QTest::newRow("a path locally") << u"/tmp/x"_s << true << true;
        QTest::newRow("a path of a directory") << u"/tmp/x/"_s << true << false;
        QTest::newRow("a reserved path") << u"/tmp/scheduled-x"_s << true << false;
        QTest::newRow("a partial path") << u"/tmp/x.partial"_s << true << false;
    }
    void namesAndPaths()
    {
        QFETCH(QString, name);
        QFETCH(bool, mayBePath);
        QFETCH(bool, isRight);
        make(0s);
        QCOMPARE(backUp(name, mayBePath), isRight ? u"waits"_s : u"validation_failed"_s);
        QCOMPARE(m_care->isWaiting(), isRight);
    }

    // What an existing backup may be called includes the scheduled ones.
    void inspects()
    {
        make(0s);
        int answered = 0;
        const auto count = [&](const Result<BackupContents> &held) { answered += held ? 1 : 0; };
        m_backups->inspect({u"scheduled-x"_s, false}, count);
        m_backups->inspect({u"/tmp/x"_s, true}, count);
        QCOMPARE(answered, 2);
        m_backups->inspect({u"/tmp/x"_s, false}, count);
        m_backups->inspect({u"../x"_s, true}, count);
        QCOMPARE(answered, 2);
        QCOMPARE(m_care->inspected,
                 (QStringList{m_dir->path() + u"/backups/scheduled-x"_s, u"/tmp/x"_s}));
    }
};

PARLANCE_TEST(TestBackups)

} // namespace tst_backups

#include "tst_backups.moc"
