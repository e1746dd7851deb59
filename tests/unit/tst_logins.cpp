// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/accounts.h"
#include "app/bcrypt.h"
#include "domain/validation.h"
#include "realtime/localbroker.h"
#include "support/testprogram.h"
#include "support/testsupport.h"
#include "support/unusedstore.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace tst_logins {

using namespace parlance;
using namespace parlance::test;
using namespace Qt::StringLiterals;

const auto bcryptOfAbc = "$2a$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i";

/// One account, which may change between two calls.
class OneAccount : public UnusedAccounts, public UnusedSessions
{
public:
    OneAccount()
    {
        user.id = UserId(randomId());
        user.username = u"ann"_s;
    }
    void findCredentials(QString key, Callback<Credentials> done) override
    {
        found(key == u"ann"_s, std::move(done));
    }
    void findCredentialsByPhone(QString key, Callback<Credentials> done) override
    {
        found(key == u"+491"_s, std::move(done));
    }
    void replaceHash(UserId, QString verifiedHash, QString freshHash, Callback<void> done) override
    {
        ++replaced;
        if (replaceFails)
            return done(ErrorCode::StorageFailed);
        if (verifiedHash != hash)
            return done(ErrorCode::InvalidCredentials);
        hash = freshHash;
        done({});
    }
    void createSession(NewSession session, Callback<Session> done) override
    {
        if (session.verifiedHash != hash)
            return done(ErrorCode::InvalidCredentials);
        created = session;
        done(Session{SessionId(randomId()), user.id, systemNow(), systemNow() + session.lifetime});
    }
    void createUser(NewUser fresh, Callback<User> done) override
    {
        registered = fresh;
        hash = fresh.passwordHash;
        done(user);
    }
    void findUserByName(QString key, Callback<User> done) override
    {
        key == u"ann"_s ? done(user) : done(ErrorCode::UserNotFound);
    }
    void identify(UserId, QString address, Callback<Identified> done) override
    {
        const bool known = address == user.id.toString() || address == user.alias;
        done(known ? Identified{Identified::Kind::User, user.id.raw()} : Identified{});
    }
    void matchClient(UserId id, ClientQuery query, Callback<ClientMatch> done) override
    {
        ClientMatch match;
        if (loggedOut)
            return done(match);
        if (const auto change = std::exchange(meanwhile, nullptr))
            change();
        match.actor.emplace().userId = id;
        match.sameAddress = query.client.address == u"192.0.2.1"_s;
        match.sameOrigin = match.sameUserAgent = match.isLoopback = true;
        done(match);
    }

    User user;
    QString hash;
    std::optional<NewUser> registered;
    std::optional<NewSession> created;
    int replaced = 0;
    bool replaceFails = false;
    bool loggedOut = false;
    /// Runs while the answer of matchClient() is pending.
    std::function<void()> meanwhile;

private:
    void found(bool known, Callback<Credentials> done)
    {
        known ? done(Credentials{user, hash}) : done(ErrorCode::UserNotFound);
    }
};

QJsonObject claimsOf(const QString &token)
{
    const QByteArray payload = token.toLatin1().split('.').value(1);
    const auto decoded = QByteArray::fromBase64(payload, QByteArray::Base64UrlEncoding);
    return QJsonDocument::fromJson(decoded).object();
}

class TestLogins : public QObject
{
    Q_OBJECT

private:
    Passwords m_passwords{{1, 64, 1, 8192}};
    std::unique_ptr<OneAccount> m_store;
    std::unique_ptr<LocalBroker> m_broker;
    std::unique_ptr<Sessions> m_sessions;
    std::unique_ptr<Accounts> m_accounts;

    Result<LoggedIn> logIn(const LogIn &command)
    {
        return await<LoggedIn>([&](auto done) { m_accounts->logIn(command, done); });
    }
    Result<LoggedIn> enrol(const RegisterAccount &command)
    {
        return await<LoggedIn>([&](auto done) { m_accounts->registerAccount(command, done); });
    }
    static QString codeOf(const Result<LoggedIn> &result)
    {
        return result ? u"ok"_s : errorName(result.error().code);
    }

private Q_SLOTS:
    void init()
    {
        m_store = std::make_unique<OneAccount>();
        m_broker = std::make_unique<LocalBroker>();
        m_sessions = std::make_unique<Sessions>(*m_store, *m_store, Tokens(QByteArray(32, 's')),
                                                *m_broker, systemNow, Sessions::Options());
        m_accounts =
            std::make_unique<Accounts>(*m_store, *m_sessions, m_passwords, *m_broker, Limits());
    }

    void bcrypt_data()
    {
        QTest::addColumn<QByteArray>("hash");
        QTest::addColumn<QByteArray>("password");
        QTest::addColumn<bool>("right");
        const QByteArray long72 = "$2b$04$abcdefghijklmnopqrstuubzadhGtS2zEF.gu0yd0opP6cVzb.e0i";
        const auto row = [](const char *name, const QByteArray &hash, const QByteArray &password,
                            bool right) { QTest::newRow(name) << hash << password << right; };
        row("nothing", "$2a$06$DCq7YPn5Rq63x1Lad4cll.TV4S6ytwfsfvkgY8jIucDrjc8deX1s.", "", true);
        row("2a", bcryptOfAbc, "abc", true);
        row("2y", "$2y$04$abcdefghijklmnopqrstuuyvPXIbu7xe6/CED2DzX8z6Si09MlzlW", "pw", true);
        row("UTF-8", "$2b$04$abcdefghijklmnopqrstuuZ0DWBJEBNhDw6eSWW81U9YzCI8TQyBO",
            "geheim\xc3\xa4", true);
        row("wrong", bcryptOfAbc, "abd", false);
        row("72 bytes", long72, QByteArray(72, 'x'), true);
        // As in the original backends.
        row("more than count", long72, QByteArray(100, 'x'), true);
        row("less", long72, QByteArray(71, 'x'), false);
        row("a NUL behind it", bcryptOfAbc, QByteArray("abc\0d", 5), false);
        row("no hash", "", "abc", false);
        row("cut off", QByteArray(bcryptOfAbc).left(59), "abc", false);
        row("another kind", "$1$abcdefgh$" + QByteArray(48, 'x'), "abc", false);
        row("cost too high to bear", "$2b$17$" + QByteArray(bcryptOfAbc).mid(7), "abc", false);
        row("cost out of range", "$2b$99$" + QByteArray(53, 'x'), "abc", false);
        row("salt out of its alphabet", "$2b$04$" + QByteArray(53, '!'), "abc", false);
    }
    void bcrypt()
    {
        QFETCH(QByteArray, hash);
        QFETCH(QByteArray, password);
        QTEST(bcryptMatches(hash, password), "right");
    }

    void aMovedPasswordIsStoredAnew()
    {
        m_store->hash = QString::fromLatin1(bcryptOfAbc);
        QCOMPARE(codeOf(logIn({u"ann"_s, u"wrong"_s})), u"invalid_credentials"_s);
        QCOMPARE(m_store->replaced, 0);
        QCOMPARE(codeOf(logIn({u"ann"_s, u"abc"_s})), u"ok"_s);
        QVERIFY(m_store->hash.startsWith(u"$argon2id$"));
        QCOMPARE(codeOf(logIn({u"ann"_s, u"abc"_s})), u"ok"_s);
        QCOMPARE(codeOf(logIn({u"ann"_s, u"wrong"_s})), u"invalid_credentials"_s);
        QCOMPARE(m_store->replaced, 1);
    }

    void whereThatFailsTheOldOneWillDo()
    {
        m_store->hash = QString::fromLatin1(bcryptOfAbc);
        m_store->replaceFails = true;
        QCOMPARE(codeOf(logIn({u"ann"_s, u"abc"_s})), u"ok"_s);
        QCOMPARE(m_store->hash, QString::fromLatin1(bcryptOfAbc));
    }

    void aChangeOfThePasswordMeanwhileWins()
    {
        m_store->hash = QString::fromLatin1(bcryptOfAbc);
        const auto late = await<LoggedIn>([&](auto done) {
            m_accounts->logIn({u"ann"_s, u"abc"_s}, done);
            m_store->hash = u"another"_s;
        });
        QCOMPARE(codeOf(late), u"invalid_credentials"_s);
        QCOMPARE(m_store->hash, u"another"_s);
    }

    void someAreToldThatNobodyIsThere()
    {
        m_store->hash = *m_passwords.hashNow(u"long enough"_s);
        LogIn command{u"bob"_s, u"long enough"_s};
        QCOMPARE(codeOf(logIn(command)), u"invalid_credentials"_s);
        command.revealUnknownUser = true;
        QCOMPARE(codeOf(logIn(command)), u"user_not_found"_s);
        command.login = u"ANN"_s;
        QCOMPARE(codeOf(logIn(command)), u"ok"_s);
        command = {u"+49 (1)"_s, u"long enough"_s, LogIn::By::PhoneNumber, true};
        QCOMPARE(codeOf(logIn(command)), u"ok"_s);
        command.login = u"ann"_s;
        QCOMPARE(codeOf(logIn(command)), u"user_not_found"_s);
    }

    void passwordsMayBeShortInDialects_data()
    {
        QTest::addColumn<QString>("dialect");
        QTest::addColumn<QString>("password");
        QTest::addColumn<QString>("answer");
        QTest::newRow("native") << QString() << u"1234567"_s << u"validation_failed"_s;
        QTest::newRow("native, long enough") << QString() << u"12345678"_s << u"ok"_s;
        QTest::newRow("a dialect") << u"rooms"_s << u"123456"_s << u"ok"_s;
        QTest::newRow("a dialect, too short") << u"rooms"_s << u"12345"_s << u"validation_failed"_s;
    }
    void passwordsMayBeShortInDialects()
    {
        QFETCH(QString, dialect);
        QFETCH(QString, password);
        RegisterAccount command{u"ann"_s, {}, password};
        command.style.dialect = dialect;
        QTEST(codeOf(enrol(command)), "answer");
    }

    void registeringBringsThePhoneNumber()
    {
        RegisterAccount command{u"ann"_s, {}, u"12345678"_s, u" +49 (30) 1 "_s, true};
        command.style = {u"phone"_s, true, true, {.address = u"192.0.2.1"_s}};
        QVERIFY(enrol(command)->session.userId == m_store->user.id);
        QCOMPARE(*m_store->registered->phoneNumber, u"+49 (30) 1"_s);
        QCOMPARE(m_store->registered->phoneKey, u"+49301"_s);
        QVERIFY(m_store->registered->allowDuplicateName);
        QCOMPARE(m_store->created->dialect, u"phone"_s);
        QCOMPARE(m_store->created->client.address, u"192.0.2.1"_s);
        command.phoneNumber = u" "_s;
        QCOMPARE(codeOf(enrol(command)), u"validation_failed"_s);
    }

    void registeringNeedNotLogIn()
    {
        RegisterAccount command{u"ann"_s, {}, u"12345678"_s};
        command.skipSession = true;
        const auto done = enrol(command);
        QVERIFY(done && done->token.isEmpty() && !m_store->created);
    }

    void tokensTellWhatTheirClientsRead_data()
    {
        QTest::addColumn<bool>("showsDisplayName");
        QTest::addColumn<bool>("isByPhone");
        QTest::addColumn<QString>("alias");
        QTest::addColumn<QString>("username");
        QTest::addColumn<bool>("hasAlias");
        QTest::newRow("native") << false << false << u"user-1"_s << u"ann"_s << false;
        QTest::newRow("display name") << true << false << u"user-1"_s << u"Ann"_s << false;
        QTest::newRow("phone") << true << true << u"user-1"_s << u"Ann"_s << true;
        QTest::newRow("phone, not moved") << true << true << QString() << u"Ann"_s << false;
    }
    void tokensTellWhatTheirClientsRead()
    {
        QFETCH(bool, showsDisplayName);
        QFETCH(bool, isByPhone);
        QFETCH(QString, alias);
        QFETCH(QString, username);
        QFETCH(bool, hasAlias);
        m_store->user.displayName = u"Ann"_s;
        m_store->user.phoneNumber = u"+49 1"_s;
        m_store->user.alias = alias;
        const Session session{SessionId(randomId()), m_store->user.id, systemNow(),
                              systemNow() + std::chrono::hours(1)};
        const QString token =
            Tokens(QByteArray(32, 's'))
                .issue(m_store->user, session, {{}, showsDisplayName, isByPhone, {}});
        const QJsonObject claims = claimsOf(token);
        const QString id = m_store->user.id.toString();
        QCOMPARE(claims[u"sub"_s].toString(), id);
        QCOMPARE(claims[u"jti"_s].toString(), session.id.toString());
        for (const QString &name : {u"id"_s, u"userId"_s, u"profileId"_s})
            QCOMPARE(claims[name].toString(), hasAlias ? alias : id);
        QCOMPARE(claims[u"username"_s].toString(), username);
        QCOMPARE(claims.contains(u"phoneNumber"_s), isByPhone);
        QVERIFY(claims[u"iat"_s].isDouble() && claims[u"exp"_s].isDouble());
    }

    void clientsWithoutATokenMatchTheirSessions_data()
    {
        QTest::addColumn<QString>("who");
        QTest::addColumn<bool>("byName");
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("granted");
        QTest::newRow("by name") << u"Ann"_s << true << u"192.0.2.1"_s << true;
        QTest::newRow("by alias") << u"user-1"_s << false << u"192.0.2.1"_s << true;
        QTest::newRow("nobody's name") << u"Bob"_s << true << u"192.0.2.1"_s << false;
        QTest::newRow("no name") << QString() << true << u"192.0.2.1"_s << false;
        QTest::newRow("a name for an id") << u"ann"_s << false << u"192.0.2.1"_s << false;
        QTest::newRow("from elsewhere") << u"Ann"_s << true << u"192.0.2.2"_s << false;
    }
    void clientsWithoutATokenMatchTheirSessions()
    {
        QFETCH(QString, who);
        QFETCH(bool, byName);
        QFETCH(QString, address);
        QFETCH(bool, granted);
        m_store->user.alias = u"user-1"_s;
        const ClientQuery query{u"phone"_s, {.address = address}, true, {}};
        const auto claimed = await<ClientMatch>([&](auto done) {
            m_sessions->claim(who, byName ? ClaimBy::Username : ClaimBy::Address, query, done);
        });
        QVERIFY(claimed);
        QCOMPARE(claimed->isWhole(), granted);
    }

    // Otherwise the socket would outlive the session: SessionsEnded was published before the socket
    // had a user.
    void aSessionThatEndsMeanwhileCannotBeClaimed()
    {
        m_store->meanwhile = [this] {
            m_store->loggedOut = true;
            m_broker->publish(SessionsEnded{m_store->user.id, {}, {}, SessionEndReason::LoggedOut});
        };
        const ClientQuery query{u"phone"_s, {.address = u"192.0.2.1"_s}, true, {}};
        const auto claimed = await<ClientMatch>(
            [&](auto done) { m_sessions->claim(u"ann"_s, ClaimBy::Username, query, done); });
        QVERIFY(claimed && !claimed->isWhole());
    }
};

PARLANCE_TEST(TestLogins)

} // namespace tst_logins

#include "tst_logins.moc"
