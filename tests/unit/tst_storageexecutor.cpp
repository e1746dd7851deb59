// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dbexecutor.h"
#include "storage/migrator.h"
#include "storage/sqlitebackend.h"
#include "support/testprogram.h"
#include "support/testsupport.h"

#include <QEventLoop>
#include <QTemporaryDir>

#include <semaphore>
#include <stdexcept>

namespace tst_storageexecutor {

using namespace parlance;
using namespace Qt::StringLiterals;

// Takes every refused statement for a failure of the disk.
class BrokenBackend final : public Backend
{
public:
    explicit BrokenBackend(std::unique_ptr<Backend> whole)
        : m_whole(std::move(whole))
    {
    }
    QString folder() const override { return m_whole->folder(); }
    QSqlDatabase connection(const QString &name) const override
    {
        return m_whole->connection(name);
    }
    Result<void> open(QSqlDatabase &connection, Role role) const override
    {
        return m_whole->open(connection, role);
    }
    Error toError(const QSqlError &) const override { return {ErrorCode::StorageFailed, {}, {}}; }
    QString place() const override { return m_whole->place(); }
    bool exists() const override { return m_whole->exists(); }
    std::unique_ptr<Backend> at(const QString &place) const override { return m_whole->at(place); }
    std::function<void()> interrupter(const QSqlDatabase &) const override { return {}; }
    qint64 externalVersion(Database &database) const override
    {
        if (failsFirst && looks == 0)
            database.execText(u"no statement"_s);
        ++looks;
        return 0;
    }
    void prepareMigrations(Database &) const override {}
    std::optional<QString> findBrokenReference(Database &) const override { return {}; }

    bool failsFirst = false;
    mutable std::atomic<int> looks = 0;

private:
    std::unique_ptr<Backend> m_whole;
};

// The executor with jobs of the test's own; what the store's jobs do is tested in contract/.
class TestStorageExecutor : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Backend> m_backend;
    std::unique_ptr<SqlCatalog> m_catalog;
    std::unique_ptr<DbExecutor> m_executor;
    std::atomic<int> m_forgotten = 0;
    std::binary_semaphore m_entered{0};
    std::binary_semaphore m_gate{0};
    /// The answers in their order: a name and "ok" or the error.
    QStringList m_answers;

    void start(ExecutorOptions options = {})
    {
        WriterHooks hooks;
        hooks.forget = [this] { ++m_forgotten; };
        hooks.externalChange = [] {};
        m_executor = std::make_unique<DbExecutor>(
            [this] { return std::make_unique<Database>(*m_backend, *m_catalog); }, hooks, options);
    }

    template <class Work>
    std::unique_ptr<Job> job(const QString &name, Work work,
                             Job::Guard guard = Job::Guard::Savepoint)
    {
        auto made = makeJob<void>(
            std::move(work), Callback<void>([this, name](auto result) {
                m_answers.append(name + u' ' + (result ? u"ok"_s : errorName(result.error().code)));
            }));
        made->guard = guard;
        return made;
    }
    template <class Work>
    void write(const QString &name, Work work, Job::Guard guard = Job::Guard::Savepoint)
    {
        m_executor->write(job(name, std::move(work), guard));
    }
    /// What is written from here until m_gate is released makes up one batch.
    void hold()
    {
        write(u"gate"_s, [this](Database &) {
            m_entered.release();
            m_gate.acquire();
            return Result<void>();
        });
        m_entered.acquire();
    }
    void writeUser(const QString &name, Job::Guard guard = Job::Guard::Savepoint)
    {
        write(
            name, [name](Database &db) { return insert(db, name); }, guard);
    }
    static Result<void> insert(Database &db, const QString &name)
    {
        db.exec("insert_user", {{"id", QByteArray(12 - name.size(), '-') + name.toLatin1()},
                                {"username", name},
                                {"username_key", name},
                                {"email", std::nullopt},
                                {"email_key", std::nullopt},
                                {"password_hash", name},
                                {"role", 0},
                                {"must_change_password", false},
                                {"now", qint64(0)},
                                {"display_name", std::nullopt},
                                {"phone", std::nullopt},
                                {"phone_key", std::nullopt},
                                {"state", 1}});
        return {};
    }
    QStringList stored()
    {
        Database database(*m_backend, *m_catalog);
        if (!database.open(Backend::Role::Reader))
            return {};
        QStringList list;
        Cursor row = database.query("list_users");
        while (row.next()) {
            row.skip();
            list.append(row.text());
        }
        return list;
    }

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_backend = makeSqliteBackend(m_dir->filePath(u"parlance.db"_s), Synchronous::Off);
        m_catalog = std::make_unique<SqlCatalog>(m_backend->folder());
        Database database(*m_backend, *m_catalog);
        QVERIFY(database.open(Backend::Role::Writer));
        QVERIFY(migrate(database, readMigrations(u":/sql/migrations/sqlite"_s), systemNow()));
        m_answers.clear();
        m_forgotten = 0;
        start();
    }
    void cleanup() { m_executor.reset(); }

    void anErrorLeavesNothingOfItsJob()
    {
        hold();
        writeUser(u"a"_s);
        write(u"domain"_s, [](Database &db) {
            (void)insert(db, u"half"_s);
            return Result<void>(ErrorCode::Conflict);
        });
        write(u"exception"_s, [](Database &db) -> Result<void> {
            (void)insert(db, u"half"_s);
            throw std::runtime_error("on purpose");
        });
        write(u"constraint"_s, [](Database &db) {
            (void)insert(db, u"half"_s);
            return insert(db, u"a"_s);
        });
        write(u"unknown"_s, [](Database &db) {
            (void)insert(db, u"half"_s);
            db.exec("no_such_statement");
            return Result<void>();
        });
        write(u"unbound"_s, [](Database &db) {
            db.exec("delete_session");
            return Result<void>();
        });
        writeUser(u"b"_s);
        m_gate.release();
        QTRY_COMPARE(m_answers.size(), 8);
        QCOMPARE(
            m_answers,
            QStringList({u"gate ok"_s, u"a ok"_s, u"domain conflict"_s,
                         u"exception internal_error"_s, u"constraint internal_error"_s,
                         u"unknown internal_error"_s, u"unbound internal_error"_s, u"b ok"_s}));
        QCOMPARE(stored(), QStringList({u"a"_s, u"b"_s}));
        QCOMPARE(m_forgotten, 4);
    }

    void anUnguardedFailureCostsItsCallerAlone()
    {
        hold();
        writeUser(u"a"_s, Job::Guard::None);
        write(
            u"exception"_s,
            [](Database &db) -> Result<void> {
                (void)insert(db, u"half"_s);
                throw std::runtime_error("on purpose");
            },
            Job::Guard::None);
        writeUser(u"a"_s, Job::Guard::None);
        writeUser(u"b"_s);
        write(
            u"constraint"_s,
            [](Database &db) {
                (void)insert(db, u"half"_s);
                return insert(db, u"b"_s);
            },
            Job::Guard::None);
        writeUser(u"c"_s, Job::Guard::None);
        m_gate.release();
        QTRY_COMPARE(m_answers.size(), 7);
        QCOMPARE(m_answers, QStringList({u"gate ok"_s, u"a ok"_s, u"exception internal_error"_s,
                                         u"a internal_error"_s, u"b ok"_s,
                                         u"constraint internal_error"_s, u"c ok"_s}));
        QCOMPARE(stored(), QStringList({u"a"_s, u"b"_s, u"c"_s}));
        QVERIFY(m_forgotten > 0);
        writeUser(u"d"_s, Job::Guard::None);
        QTRY_COMPARE(m_answers.last(), u"d ok"_s);
    }

    // Somebody else takes the name after the job has looked: it is answered as if before.
    void aJobThatCameSecondIsToldWhy()
    {
        bool hasLooked = false;
        hold();
        writeUser(u"a"_s, Job::Guard::None);
        write(
            u"late"_s,
            [&hasLooked](Database &db) -> Result<void> {
                if (std::exchange(hasLooked, true) &&
                    db.exists("find_user_by_name", {{"key", u"a"_s}}))
                    return ErrorCode::UsernameTaken;
                return insert(db, u"a"_s);
            },
            Job::Guard::None);
        m_gate.release();
        QTRY_COMPARE(m_answers.size(), 3);
        QCOMPARE(m_answers, QStringList({u"gate ok"_s, u"a ok"_s, u"late username_taken"_s}));
        QCOMPARE(stored(), QStringList({u"a"_s}));
    }

    // Only a batch with a refusal runs again.
    void aGoodBatchRunsOnce()
    {
        std::atomic<int> runs = 0;
        hold();
        for (const QString &name : {u"a"_s, u"b"_s}) {
            write(
                name,
                [&runs, name](Database &db) {
                    ++runs;
                    return insert(db, name);
                },
                Job::Guard::None);
        }
        m_gate.release();
        QTRY_COMPARE(m_answers.size(), 3);
        QCOMPARE(runs, 2);
        QCOMPARE(m_forgotten, 0);
    }

    // As with a full disk: nothing of the batch can be kept, and trying again is of no use.
    void aFailureOfTheDatabaseFailsTheBatch()
    {
        m_executor.reset();
        m_backend = std::make_unique<BrokenBackend>(std::move(m_backend));
        start();
        std::atomic<int> runs = 0;
        hold();
        writeUser(u"a"_s, Job::Guard::None);
        write(
            u"broken"_s,
            [&runs](Database &db) {
                ++runs;
                return insert(db, u"a"_s);
            },
            Job::Guard::None);
        writeUser(u"b"_s);
        m_gate.release();
        QTRY_COMPARE(m_answers.size(), 4);
        QCOMPARE(m_answers, QStringList({u"gate ok"_s, u"a storage_failed"_s,
                                         u"broken storage_failed"_s, u"b storage_failed"_s}));
        QCOMPARE(runs, 1);
        QVERIFY(stored().isEmpty());
        QVERIFY(m_forgotten > 0);
        writeUser(u"a"_s, Job::Guard::None);
        QTRY_COMPARE(m_answers.last(), u"a ok"_s);
        QCOMPARE(stored(), QStringList({u"a"_s}));
    }

    void aFailureBetweenBatchesCostsNoBatch()
    {
        auto broken = std::make_unique<BrokenBackend>(std::move(m_backend));
        broken->failsFirst = true;
        const auto &looks = broken->looks;
        m_backend = std::move(broken);
        start();
        QTRY_VERIFY(looks > 0);
        writeUser(u"a"_s);
        QTRY_COMPARE(m_answers, QStringList{u"a ok"_s});
    }

    void readersCannotWrite()
    {
        m_executor->read(job(u"write"_s, [](Database &db) { return insert(db, u"a"_s); }));
        m_executor->read(job(u"read"_s, [](Database &db) {
            return db.exists("list_users") ? Result<void>(ErrorCode::Conflict) : Result<void>();
        }));
        QTRY_COMPARE(m_answers.size(), 2);
        m_answers.sort();
        QCOMPARE(m_answers, QStringList({u"read ok"_s, u"write storage_failed"_s}));
    }

    void answersInOrderInsideNestedLoops()
    {
        hold();
        QEventLoop inner;
        auto nested =
            makeJob<void>([](Database &) { return Result<void>(); }, Callback<void>([&](auto) {
                              m_answers.append(u"nested"_s);
                              // The loop goes on with the event of the next batch.
                              writeUser(u"b"_s);
                              inner.exec();
                          }));
        m_executor->write(std::move(nested));
        writeUser(u"a"_s);
        auto last =
            makeJob<void>([](Database &) { return Result<void>(); }, Callback<void>([&](auto) {
                              m_answers.append(u"last"_s);
                              inner.quit();
                          }));
        m_executor->write(std::move(last));
        m_gate.release();
        QTRY_COMPARE(m_answers.size(), 5);
        QCOMPARE(m_answers,
                 QStringList({u"gate ok"_s, u"nested"_s, u"a ok"_s, u"last"_s, u"b ok"_s}));
    }

    void refusesWhenFullAndGoesOn()
    {
        m_executor.reset();
        start({2, 1000, 1});
        hold();
        writeUser(u"a"_s);
        writeUser(u"b"_s);
        QVERIFY(m_answers.isEmpty());
        QTRY_COMPARE(m_answers, QStringList({u"b overloaded"_s}));
        m_gate.release();
        QTRY_COMPARE(m_answers.size(), 3);
        writeUser(u"c"_s);
        QTRY_COMPARE(m_answers.last(), u"c ok"_s);
    }

    void finishesWhatIsQueuedWhenStopped()
    {
        hold();
        writeUser(u"a"_s);
        writeUser(u"b"_s);
        m_gate.release();
        m_executor->stop();
        QCOMPARE(m_answers, QStringList({u"gate ok"_s, u"a ok"_s, u"b ok"_s}));
        writeUser(u"c"_s);
        QCOMPARE(m_answers.size(), 3);
        m_executor.reset();
        QCOMPARE(m_answers.last(), u"c shutting_down"_s);
        QCOMPARE(stored(), QStringList({u"a"_s, u"b"_s}));
    }
};

PARLANCE_TEST(TestStorageExecutor)

} // namespace tst_storageexecutor

#include "tst_storageexecutor.moc"
