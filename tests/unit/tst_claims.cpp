// SPDX-License-Identifier: GPL-3.0-or-later
#include "calls/claims.h"
#include "contract/storesuite.h"
#include "dialectsetup.h"
#include "realtime/localbroker.h"
#include "support/testprogram.h"
#include "support/unusedstore.h"

#include <QRegularExpression>

namespace tst_claims {

using namespace parlance;
using namespace parlance::test;

const auto here = u"127.0.0.1"_s;
const auto elsewhere = u"127.0.0.2"_s;

ClientEvidence clientAt(const QString &address)
{
    return {{address, "origin", "agent", true}, nullptr, false, u"127.0.0.1:8080"_s};
}

// Always overloaded.
class BusyStore : public UnusedAccounts
{
public:
    void findUserByName(QString, Callback<User> done) override { done(ErrorCode::Overloaded); }
    void identify(UserId, QString, Callback<Identified> done) override
    {
        done(ErrorCode::Overloaded);
    }
};

// Claims of sessions by sockets without a token.
class TestClaims : public StoreSuite
{
    Q_OBJECT

private:
    struct Tested
    {
        LocalBroker broker;
        Sessions sessions;
        Registry registry{makeDialects(Config())};
        Claims claims;

        Tested(AccountStore &accountStore, SessionStore &sessionStore, const Clock &clock,
               OpenSockets mode)
            : sessions(sessionStore, accountStore, Tokens(QByteArray(32, 's')), broker, clock, {})
            , claims(sessions, registry, clock, {mode, false})
        {
        }
    };
    std::unique_ptr<Tested> m_tested;
    SessionId m_session;

    void allow(OpenSockets mode, AccountStore &store)
    {
        m_tested = std::make_unique<Tested>(
            store, m_store->sessions(), [this] { return at(m_now.load()); }, mode);
    }
    Result<Actor> claim(const QString &who, ClaimBy by, const QString &address,
                        const QString &dialect = u"phone"_s)
    {
        return claim(who, by, clientAt(address), dialect);
    }
    Result<Actor> claim(const QString &who, ClaimBy by, const ClientEvidence &client,
                        const QString &dialect = u"phone"_s)
    {
        return await<Actor>([&](auto done) {
            m_tested->claims.claim({by, {}}, m_tested->registry.indexOf(dialect), who, client,
                                   done);
        });
    }

private Q_SLOTS:
    void initTestCase_data() { backends(); }
    // Ann has logged in from `here`. Her alias is p-7.
    void init()
    {
        setUp();
        allow(OpenSockets::Loopback, m_store->accounts());
        number(u"update users set alias = 'p-7' where username = 'Ann'"_s);
        const auto session = await<Session>([&](auto done) {
            m_store->sessions().createSession({ann.id, passwordHash(ann.id),
                                               std::chrono::milliseconds(100), u"phone"_s,
                                               clientAt(here).fingerprint},
                                              done);
        });
        QVERIFY(session);
        m_session = session->id;
    }
    void cleanup()
    {
        m_store.reset();
        m_tested.reset();
    }

    void findsTheSession_data()
    {
        QTest::addColumn<bool>("byName");
        QTest::addColumn<QString>("who");
        QTest::newRow("the handle") << true << u"Ann"_s;
        QTest::newRow("in another case") << true << u"aNN"_s;
        QTest::newRow("the id") << false << u"(id)"_s;
        QTest::newRow("the id in capitals") << false << u"(ID)"_s;
        QTest::newRow("the alias") << false << u"p-7"_s;
    }
    void findsTheSession()
    {
        QFETCH(bool, byName);
        QFETCH(QString, who);
        who.replace(u"(id)"_s, ann.id.toString());
        who.replace(u"(ID)"_s, ann.id.toString().toUpper());
        const auto actor = claim(who, byName ? ClaimBy::Username : ClaimBy::Address, here);
        QVERIFY(actor);
        QCOMPARE(actor->userId, ann.id);
        QCOMPARE(actor->sessionId, m_session);
        QCOMPARE(actor->dialect, u"phone"_s);
        QCOMPARE(actor->alias, u"p-7"_s);
    }

    // The answer is the same for every reason.
    void allFailuresAreForbidden_data()
    {
        QTest::addColumn<bool>("byName");
        QTest::addColumn<QString>("who");
        QTest::addColumn<QString>("address");
        QTest::addColumn<int>("now");
        QTest::newRow("from elsewhere, by name") << true << u"Ann"_s << elsewhere << 0;
        QTest::newRow("from elsewhere, by alias") << false << u"p-7"_s << elsewhere << 0;
        QTest::newRow("from nowhere") << true << u"Ann"_s << QString() << 0;
        QTest::newRow("too late, by name") << true << u"Ann"_s << here << 100;
        QTest::newRow("too late, by alias") << false << u"p-7"_s << here << 100;
        QTest::newRow("nobody's name") << true << u"Nobody"_s << here << 0;
        QTest::newRow("nobody's alias") << false << u"p-8"_s << here << 0;
        QTest::newRow("nobody's id") << false << QString(24, u'a') << here << 0;
        QTest::newRow("no name") << true << QString() << here << 0;
        QTest::newRow("no address") << false << QString() << here << 0;
        QTest::newRow("a name of any length") << true << QString(100'000, u'a') << here << 0;
        QTest::newRow("the alias as a name") << true << u"p-7"_s << here << 0;
        QTest::newRow("the name as an address") << false << u"Ann"_s << here << 0;
        QTest::newRow("somebody who is logged out") << true << u"Bob"_s << here << 0;
        QTest::newRow("a room") << false << u"(room)"_s << here << 0;
    }
    void allFailuresAreForbidden()
    {
        QFETCH(bool, byName);
        QFETCH(QString, who);
        QFETCH(QString, address);
        QFETCH(int, now);
        m_now = now;
        who.replace(u"(room)"_s, addRoom(ann, u"Lobby"_s)->room.id.toString());
        const auto actor = claim(who, byName ? ClaimBy::Username : ClaimBy::Address, address);
        VERIFY_ERROR(actor, ErrorCode::Forbidden);
        QCOMPARE(actor.error().message(), errorText(ErrorCode::Forbidden));
    }

    void endsWithTheSession()
    {
        QVERIFY(claim(u"Ann"_s, ClaimBy::Username, here));
        QVERIFY(
            await<void>([&](auto done) { m_store->sessions().deleteSession(m_session, done); }));
        VERIFY_ERROR(claim(u"Ann"_s, ClaimBy::Username, here), ErrorCode::Forbidden);
    }

    // The error of a busy store reveals nothing about users.
    void aBusyStoreIsNoRefusal()
    {
        BusyStore store;
        allow(OpenSockets::Loopback, store);
        VERIFY_ERROR(claim(u"Ann"_s, ClaimBy::Username, here), ErrorCode::Overloaded);
        VERIFY_ERROR(claim(u"p-7"_s, ClaimBy::Address, here), ErrorCode::Overloaded);
        m_tested.reset();
    }

    void modesDecide_data()
    {
        QTest::addColumn<int>("mode");
        QTest::addColumn<bool>("isLoopback");
        QTest::addColumn<bool>("mayOpen");
        QTest::newRow("off") << int(OpenSockets::Off) << true << false;
        QTest::newRow("loopback") << int(OpenSockets::Loopback) << true << true;
        QTest::newRow("loopback, not here") << int(OpenSockets::Loopback) << false << false;
        QTest::newRow("on") << int(OpenSockets::On) << false << true;
    }
    void modesDecide()
    {
        QFETCH(int, mode);
        QFETCH(bool, isLoopback);
        QFETCH(bool, mayOpen);
        allow(OpenSockets(mode), m_store->accounts());
        ClientEvidence client = clientAt(here);
        client.fingerprint.isLoopback = isLoopback;
        client.notLoopback = isLoopback ? nullptr : "it is not";
        QCOMPARE(m_tested->claims.mayOpen(client, 0).has_value(), mayOpen);
        QCOMPARE(claim(u"Ann"_s, ClaimBy::Username, client).has_value(), mayOpen);
        // Dialects whose original backend required a token always require one.
        for (const QString &dialect : {u"direct"_s, u"chatroom"_s}) {
            const quint8 index = m_tested->registry.indexOf(dialect);
            QVERIFY(!m_tested->claims.mayOpen(client, index));
            QVERIFY(!claim(u"Ann"_s, ClaimBy::Username, client, dialect));
        }
    }

    void onlyTheDialectsOwnSessionsCount()
    {
        QVERIFY(claim(u"Ann"_s, ClaimBy::Username, here));
        VERIFY_ERROR(claim(u"Ann"_s, ClaimBy::Username, here, u"rooms"_s), ErrorCode::Forbidden);
    }

    void theLogNamesDifferencesOnceAMinute()
    {
        QTest::failOnWarning(QRegularExpression(u"127"_s));
        ClientEvidence other = clientAt(elsewhere);
        other.fingerprint.userAgent = "other";
        const auto line =
            QRegularExpression(u"another address, another User-Agent.*legacy.open_sockets"_s);
        QTest::ignoreMessage(QtWarningMsg, line);
        for (int i = 0; i < 3; ++i)
            VERIFY_ERROR(claim(u"Ann"_s, ClaimBy::Username, other), ErrorCode::Forbidden);
        m_now = 60'000;
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"no session"_s));
        VERIFY_ERROR(claim(u"Ann"_s, ClaimBy::Username, other), ErrorCode::Forbidden);
    }

    // A log-out over REST is claimed in the same way.
    void theLogNamesTheReasonOfARefusal()
    {
        ClientEvidence proxied = clientAt(here);
        proxied.fingerprint.isLoopback = false;
        proxied.notLoopback = "a proxy forwarded it";
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"act for.*a proxy forwarded it"_s));
        VERIFY_ERROR(claim(u"Ann"_s, ClaimBy::Username, proxied), ErrorCode::Forbidden);
    }

    void roomsAndClaimsAreLoggedSeparately()
    {
        ClientEvidence other = clientAt(here);
        other.fingerprint.origin = "other";
        QTest::ignoreMessage(QtWarningMsg,
                             QRegularExpression(u"may not hear a room: no session with"_s));
        const quint8 rooms = m_tested->registry.indexOf(u"rooms"_s);
        VERIFY_ERROR(
            await<Actor>([&](auto done) { m_tested->claims.findSession(rooms, other, done); }),
            ErrorCode::Forbidden);
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"may not act for its user"_s));
        VERIFY_ERROR(claim(u"Ann"_s, ClaimBy::Username, other, u"rooms"_s), ErrorCode::Forbidden);
    }
};

PARLANCE_TEST(TestClaims)

} // namespace tst_claims

#include "tst_claims.moc"
