// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/accounts.h"
#include "realtime/localbroker.h"
#include "support/testprogram.h"
#include "support/testsupport.h"
#include "support/unusedstore.h"

namespace tst_firstlogins {

using namespace parlance;
using namespace parlance::test;
using namespace Qt::StringLiterals;

/// An imported account with the password "correct".
class MovedAccount : public UnusedAccounts, public UnusedSessions
{
public:
    QString hash = u"$2b$04$CCCCCCCCCCCCCCCCCCCCC.i0wrChqWPA7KFnGhE1ldTkTB7vsLCGC"_s;
    int replaced = 0;

    void findCredentials(QString, Callback<Credentials> done) override
    {
        User user;
        user.id = UserId(randomId());
        done(Credentials{user, hash});
    }
    void replaceHash(UserId, QString verified, QString fresh, Callback<void> done) override
    {
        if (verified != hash)
            return done(ErrorCode::InvalidCredentials);
        ++replaced;
        hash = fresh;
        done({});
    }
    void createSession(NewSession session, Callback<Session> done) override
    {
        if (session.verifiedHash != hash)
            return done(ErrorCode::InvalidCredentials);
        done(Session{SessionId(randomId()), session.userId, {}, systemNow() + session.lifetime});
    }
};

class TestFirstLogins : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Both passwords are correct, so the log-in that replaces the hash second must not fail.
    void twoAtOnceBothSucceed()
    {
        MovedAccount store;
        Passwords passwords{{2, 64, 1, 8192}};
        LocalBroker broker;
        Sessions sessions(store, store, Tokens(QByteArray(32, 's')), broker, systemNow, {});
        Accounts accounts(store, sessions, passwords, broker, {});
        LogIn command;
        command.login = u"ann"_s;
        command.password = u"correct"_s;
        QStringList answers;
        for (int i = 0; i < 2; ++i)
            accounts.logIn(command, [&](const auto &loggedIn) {
                answers.append(loggedIn ? u"in"_s : errorName(loggedIn.error().code));
            });
        QTRY_COMPARE(answers.size(), 2);
        QCOMPARE(answers, (QStringList{u"in"_s, u"in"_s}));
        QCOMPARE(store.replaced, 1);
    }
};

PARLANCE_TEST(TestFirstLogins)

} // namespace tst_firstlogins

#include "tst_firstlogins.moc"
