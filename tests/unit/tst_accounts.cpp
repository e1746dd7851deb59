// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/accounts.h"
#include "realtime/localbroker.h"
#include "support/testsupport.h"
#include "support/unusedstore.h"

using namespace parlance;
using namespace parlance::test;
using namespace Qt::StringLiterals;

namespace {

const UserId annId = UserId::fromHex(u"aaaaaaaaaaaaaaaaaaaaaaaa"_s).value_or(UserId());

/// One account, whose password may change between two calls.
class OneAccount : public UnusedStore
{
public:
    QString hash;
    int sessions = 0;

    void findCredentials(QString, Callback<Credentials> done) override { found(done); }
    void findCredentialsById(UserId, Callback<Credentials> done) override { found(done); }
    void createSession(UserId userId, QString verifiedHash, Timestamp expiresAt,
                       Callback<Session> done) override
    {
        if (verifiedHash != hash) {
            done(ErrorCode::InvalidCredentials);
            return;
        }
        ++sessions;
        done(Session{{}, userId, {}, expiresAt});
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
    void found(const Callback<Credentials> &done)
    {
        User user;
        user.id = annId;
        done(Credentials{user, hash});
    }
};

} // namespace

class TestAccounts : public QObject
{
    Q_OBJECT

private:
    Passwords m_passwords{{1, 64, 1, 8192}};

    /// The broker goes after what subscribed to it.
    struct Tested
    {
        LocalBroker broker;
        Accounts accounts;

        Tested(Store &store, Passwords &passwords)
            : accounts(store, passwords, Tokens(QByteArray(32, 's')), broker, systemNow, {})
        {
        }
    };

private Q_SLOTS:
    // The password changes after it was read and before the session is stored.
    void aLogInLosesAgainstAChangeOfThePassword()
    {
        OneAccount store;
        Tested tested(store, m_passwords);
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
        Tested tested(store, m_passwords);
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
};

QTEST_GUILESS_MAIN(TestAccounts)
#include "tst_accounts.moc"
