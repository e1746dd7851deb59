// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/accounts.h"
#include "realtime/localbroker.h"
#include "support/testprogram.h"
#include "support/testsupport.h"
#include "support/unusedstore.h"

namespace tst_accounts {

using namespace parlance;
using namespace parlance::test;
using namespace Qt::StringLiterals;

const UserId annId = UserId::fromHex(u"aaaaaaaaaaaaaaaaaaaaaaaa"_s).value_or(UserId());

/// One account, whose password may change between two calls.
class OneAccount : public UnusedAccounts, public UnusedSessions
{
public:
    QString hash;
    int sessions = 0;

    void findCredentials(QString, Callback<Credentials> done) override { found(std::move(done)); }
    void findCredentialsById(UserId, Callback<Credentials> done) override
    {
        found(std::move(done));
    }
    void createSession(NewSession session, Callback<Session> done) override
    {
        if (session.verifiedHash != hash) {
            done(ErrorCode::InvalidCredentials);
            return;
        }
        ++sessions;
        done(Session{{}, session.userId, {}, systemNow() + session.lifetime});
    }
    void updatePassword(PasswordUpdate update, Callback<void> done) override
    {
        if (update.verifiedHash != hash) {
            done(ErrorCode::InvalidCredentials);
            return;
        }
        hash = update.passwordHash;
        done({});
    }

private:
    void found(Callback<Credentials> done)
    {
        User user;
        user.id = annId;
        done(Credentials{user, hash});
    }
};

/// Its sessions have all ended. It answers later, and refuses every third call at first.
class BusyStore : public UnusedAccounts, public UnusedSessions
{
public:
    int waiting = 0;
    int mostWaiting = 0;
    int calls = 0;
    int refused = 0;

    void findActor(SessionId, Callback<Actor> done) override
    {
        mostWaiting = std::max(mostWaiting, ++waiting);
        const bool refuse = ++calls % 3 == 0 && refused < 50;
        refused += refuse ? 1 : 0;
        QTimer::singleShot(0, [this, refuse, done = std::move(done)] {
            --waiting;
            done(refuse ? ErrorCode::Overloaded : ErrorCode::SessionEnded);
        });
    }
};

class TestAccounts : public QObject
{
    Q_OBJECT

private:
    Passwords m_passwords{{1, 64, 1, 8192}};

    /// The broker goes after what subscribed to it.
    struct Tested
    {
        LocalBroker broker;
        Sessions sessions;
        Accounts accounts;

        Tested(AccountStore &accountStore, SessionStore &sessionStore, Passwords &passwords)
            : sessions(sessionStore, accountStore, Tokens(QByteArray(32, 's')), broker, systemNow,
                       {})
            , accounts(accountStore, sessions, passwords, broker, {})
        {
        }
    };

private Q_SLOTS:
    // Whatever tries again and again with the token of a session that is over costs one look-up.
    void aSessionThatIsOverIsLookedUpOnce()
    {
        BusyStore store;
        store.refused = 50;
        Tested tested(store, store, m_passwords);
        User user;
        user.id = annId;
        const auto tokenOf = [&](const SessionId &session) {
            return Tokens(QByteArray(32, 's'))
                .issue(user, {session, annId, systemNow(), systemNow() + std::chrono::hours(1)});
        };
        const QString token = tokenOf(SessionId(randomId()));
        const auto refused = [&](const QString &shown) {
            const auto actor =
                await<Actor>([&](auto done) { tested.sessions.authenticate(shown, done); });
            return !actor && actor.error().code == ErrorCode::SessionEnded;
        };
        for (int i = 0; i < 10; ++i)
            QVERIFY(refused(token));
        QCOMPARE(store.calls, 1);
        QVERIFY(refused(tokenOf(SessionId(randomId()))));
        QCOMPARE(store.calls, 2);
        // Another process has written: everything is looked at anew.
        tested.sessions.recheck({});
        QVERIFY(refused(token));
        QCOMPARE(store.calls, 3);
    }

    // The password changes after it was read and before the session is stored.
    void aLogInLosesAgainstAChangeOfThePassword()
    {
        OneAccount store;
        Tested tested(store, store, m_passwords);
        store.hash = *m_passwords.hashNow(u"old password"_s);
        const auto logIn = [&](const QString &password, const QString &meanwhile) {
            return await<LoggedIn>([&](auto done) {
                tested.accounts.logIn({u"ann"_s, password}, done);
                store.hash = meanwhile;
            });
        };
        QVERIFY(logIn(u"old password"_s, store.hash));
        const auto late = logIn(u"old password"_s, *m_passwords.hashNow(u"new password"_s));
        QVERIFY(!late);
        QCOMPARE(late.error().code, ErrorCode::InvalidCredentials);
        QCOMPARE(store.sessions, 1);
        QVERIFY(logIn(u"new password"_s, store.hash));
    }

    void oneOfTwoChangesOfThePasswordWins()
    {
        OneAccount store;
        Tested tested(store, store, m_passwords);
        store.hash = *m_passwords.hashNow(u"old password"_s);
        int changed = 0;
        int refused = 0;
        for (const QString &fresh : {u"new password 1"_s, u"new password 2"_s}) {
            tested.accounts.changePassword(
                {annId, {}, {}, {}, {}, false}, {u"old password"_s, fresh},
                [&](const Result<void> &result) { result ? ++changed : ++refused; });
        }
        QTRY_COMPARE(changed + refused, 2);
        QCOMPARE(changed, 1);
    }

    // However many sockets there are and however busy the store is.
    void endsEverySessionThatIsGone()
    {
        BusyStore store;
        Tested tested(store, store, m_passwords);
        QHash<SessionId, int> ended;
        tested.broker.subscribe(Broker::Stage::AfterDelivery, [&](const Event &event) {
            for (const SessionId &session : std::get<SessionsEnded>(event).sessions)
                ++ended[session];
        });
        std::vector<Actor> connected;
        for (int i = 0; i < 1000; ++i) {
            const SessionId session(randomId());
            connected.insert(connected.end(), 2, {annId, {}, session, {}, {}, false});
        }
        tested.sessions.recheck(connected);
        QTRY_COMPARE(ended.size(), 1000);
        QCOMPARE(ended.values().count(1), 1000);
        QCOMPARE(store.refused, 50);
        QVERIFY(store.calls <= 1050);
        QVERIFY(store.mostWaiting <= 100);
    }
};

PARLANCE_TEST(TestAccounts)

} // namespace tst_accounts

#include "tst_accounts.moc"
