// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/adminsuite.h"
#include "storage/migrator.h"
#include "support/testprogram.h"

namespace tst_storestates {

using namespace parlance;
using namespace parlance::test;

// The states of accounts, and who can log in.
class TestStoreStates : public AdminSuite
{
    Q_OBJECT

private:
    Result<void> setPassword(UserId user, const QString &hash)
    {
        return await<void>([&](auto done) {
            m_store->accounts().updatePassword({user, hash, false, {}, {}}, done);
        });
    }
    /// A database of schema version 4 with two users, one of which has no password.
    Result<void> makeVersion4()
    {
        const auto backend = makeBackend();
        const SqlCatalog catalog(backend->folder());
        Database database(*backend, catalog);
        if (auto opened = database.open(Backend::Role::Writer); !opened)
            return opened;
        auto first = readMigrations(u":/sql/migrations/"_s + backend->folder()).mid(0, 4);
        const QString user =
            u"INSERT INTO users (id, username, username_key, password_hash, role, "
            "must_change_password, created_at) VALUES (x'%1', '%2', '%2', '%3', 1, 0, 1000)"_s;
        first.last().statements.append({user.arg(QString(24, u'1'), u"old"_s, u"hash of old"_s),
                                        user.arg(QString(24, u'2'), u"bare"_s, QString())});
        return migrate(database, first, at(0));
    }

private Q_SLOTS:
    void initTestCase_data() { backends(); }
    void init() { setUp(); }
    void cleanup() { m_store.reset(); }

    void onlyWhoMayLogsIn_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<qint64>("until");
        QTest::addColumn<QString>("stored");
        QTest::addColumn<QString>("outcome");
        const auto row = [](AccountState state, qint64 until, const QString &stored,
                            const QString &outcome) {
            QTest::addRow("%s %lld", qPrintable(stateName(state)), until)
                << int(state) << until << stored << outcome;
        };
        const QString closed = errorName(ErrorCode::AccountClosed);
        const QString suspended = errorName(ErrorCode::AccountSuspended);
        const auto until = [](qint64 second) {
            return u"suspended|%1|why"_s.arg(toIsoString(at(second)));
        };
        row(AccountState::Pending, -1, u"pending||why"_s, errorName(ErrorCode::AccountPending));
        row(AccountState::Active, -1, u"active||"_s, u"ok"_s);
        row(AccountState::Active, 20, u"active||"_s, u"ok"_s);
        row(AccountState::Locked, 20, u"locked||why"_s, errorName(ErrorCode::InvalidCredentials));
        row(AccountState::Suspended, -1, u"suspended||why"_s, suspended);
        row(AccountState::Suspended, 11, until(11), suspended);
        row(AccountState::Suspended, 10, until(10), u"ok"_s);
        row(AccountState::Deactivated, 20, u"deactivated||why"_s, closed);
        row(AccountState::Erased, -1, u"erased||why"_s, closed);
    }
    void onlyWhoMayLogsIn()
    {
        QFETCH(int, state);
        QFETCH(qint64, until);
        QFETCH(QString, stored);
        QFETCH(QString, outcome);
        QVERIFY(addSession(bob.id, at(50)));
        AccountStatus status{AccountState(state), {}, u"why"_s};
        if (until >= 0)
            status.until = at(until);
        const auto changed = changeState(local(), u"bob"_s, status);
        QVERIFY(changed);
        QCOMPARE(text(changed->status), stored);
        QCOMPARE(text(details(u"bob"_s)->status), stored);
        const bool keeps = AccountState(state) == AccountState::Active;
        QCOMPARE(changed->sessions, keeps ? 0 : 1);
        QCOMPARE(details(u"bob"_s)->sessions, keeps ? 1 : 0);
        m_now = 10;
        const auto session = addSession(bob.id, at(50));
        QCOMPARE(session ? u"ok"_s : errorName(session.error().code), outcome);
        // Whoever does not know the password learns nothing of the state.
        VERIFY_ERROR(addSession(bob.id, u"wrong"_s, at(50)), ErrorCode::InvalidCredentials);
        QVERIFY(addSession(ann.id, at(50)));
    }

    void aSuspensionTellsItsReasonAndEnds()
    {
        const auto session = addSession(bob.id, at(50));
        QVERIFY(changeState(local(), u"bob"_s, {AccountState::Suspended, at(20), u"Spam"_s}));
        VERIFY_ERROR(actor(session->id), ErrorCode::SessionEnded);
        m_now = 19;
        const auto refused = addSession(bob.id, at(50));
        VERIFY_ERROR(refused, ErrorCode::AccountSuspended);
        QVERIFY(refused.error().message().contains(toIsoString(at(20))));
        QVERIFY(refused.error().message().contains(u"Spam"));
        m_now = 20;
        QVERIFY(addSession(bob.id, at(50)));
        QVERIFY(changeState(local(), u"bob"_s, {AccountState::Active, at(90), u"over"_s}));
        QCOMPARE(text(details(u"bob"_s)->status), u"active||"_s);
        // The suspension had ended before.
        QCOMPARE(lastEntry(), u"Bob {\"state\":\"active\"} {\"state\":\"active\"} ok"_s);
    }

    void aNewPasswordUnlocks_data()
    {
        QTest::addColumn<bool>("byAdministrator");
        QTest::addColumn<int>("state");
        QTest::addColumn<QString>("after");
        for (const bool reset : {false, true}) {
            const auto row = [reset](AccountState state, const QString &after) {
                QTest::addRow("%s %s", reset ? "reset" : "set", qPrintable(stateName(state)))
                    << reset << int(state) << after;
            };
            row(AccountState::Locked, u"active||"_s);
            // A password opens no account that was closed for another reason.
            row(AccountState::Suspended, u"suspended||why"_s);
            row(AccountState::Pending, u"pending||why"_s);
            row(AccountState::Deactivated, u"deactivated||why"_s);
            row(AccountState::Active, u"active||"_s);
        }
    }
    void aNewPasswordUnlocks()
    {
        QFETCH(bool, byAdministrator);
        QFETCH(int, state);
        QFETCH(QString, after);
        QVERIFY(changeState(local(), u"bob"_s, {AccountState(state), {}, u"why"_s}));
        const QString before = text(details(u"bob"_s)->status);
        if (byAdministrator) {
            QCOMPARE(text(reset(dry(local()), u"bob"_s)->status), after);
            QCOMPARE(text(details(u"bob"_s)->status), before);
            QCOMPARE(text(reset(local(), u"bob"_s)->status), after);
            if (AccountState(state) == AccountState::Locked)
                QCOMPARE(lastEntry(),
                         u"Bob {\"reason\":\"why\",\"sessions\":0,\"state\":\"locked\"} "
                         "{\"sessions\":0,\"state\":\"active\"} ok"_s);
        } else {
            QVERIFY(setPassword(bob.id, u"new"_s));
        }
        QCOMPARE(text(details(u"bob"_s)->status), after);
        const auto session = addSession(bob.id, at(50));
        QCOMPARE(bool(session), after == u"active||");
    }

    // Whoever has no password must get one first.
    void anAccountWithoutPasswordStaysLocked()
    {
        QCOMPARE(run(u"UPDATE users SET password_hash = '' WHERE username_key = 'bob'"_s),
                 QString());
        QVERIFY(changeState(local(), u"bob"_s, {AccountState::Suspended}));
        for (const AdminAction &action : {dry(local()), local()}) {
            const auto changed = changeState(action, u"bob"_s, {AccountState::Active});
            QCOMPARE(text(changed->status), u"locked||"_s);
        }
        QCOMPARE(text(details(u"bob"_s)->status), u"locked||"_s);
        VERIFY_ERROR(addSession(bob.id, QString(), at(50)), ErrorCode::InvalidCredentials);
        QVERIFY(reset(local(), u"bob"_s));
        QVERIFY(addSession(bob.id, at(50)));
    }

    void anOlderDatabaseIsUpgraded()
    {
        m_store.reset();
        m_dir = std::make_unique<QTemporaryDir>();
        const auto made = makeVersion4();
        QVERIFY2(made, made ? "" : qPrintable(made.error().detail));
        reopen(options());
        QCOMPARE(text(details(u"old"_s)->status), u"active||"_s);
        QCOMPARE(text(details(u"bare"_s)->status), u"locked||"_s);
        const UserId old = details(u"old"_s)->user.id;
        const UserId bare = details(u"bare"_s)->user.id;
        QVERIFY(addSession(old, at(50)));
        VERIFY_ERROR(addSession(bare, at(50)), ErrorCode::InvalidCredentials);
        // Both are administrators, but only one can log in.
        VERIFY_ERROR(changeRole(local(), u"old"_s, ServerRole::User), ErrorCode::Conflict);
        QVERIFY(audit()->entries.isEmpty());
        QVERIFY(setPassword(bare, u"new"_s));
        QVERIFY(addSession(bare, at(50)));
        QVERIFY(changeRole(local(), u"old"_s, ServerRole::User));
    }
};

PARLANCE_TEST(TestStoreStates)

} // namespace tst_storestates

#include "tst_storestates.moc"
