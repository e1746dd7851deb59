// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/storesuite.h"
#include "support/testprogram.h"

namespace tst_storeclients {

using namespace parlance;
using namespace parlance::test;

const ClientFingerprint browser{u"127.0.0.1"_s, "origin", "agent", true};

// The clients of sessions.
class TestStoreClients : public StoreSuite
{
    Q_OBJECT

private:
    std::optional<Session> open(const UserRef &user, const QString &dialect,
                                const ClientFingerprint &client, Timestamp end)
    {
        const NewSession session{user.id, passwordHash(user.id), end - at(m_now), dialect, client};
        const auto opened =
            await<Session>([&](auto done) { m_store->sessions().createSession(session, done); });
        return opened ? std::optional(*opened) : std::nullopt;
    }
    ClientMatch match(const ClientFingerprint &client, qint64 now = 10, bool onlyLoopback = true,
                      const QString &dialect = u"rooms"_s)
    {
        const ClientQuery query{dialect, client, onlyLoopback, at(now)};
        return *await<ClientMatch>(
            [&](auto done) { m_store->sessions().matchClient(ann.id, query, done); });
    }
    Result<Actor> anybody(const ClientFingerprint &client, qint64 now = 10,
                          bool onlyLoopback = true)
    {
        const ClientQuery query{u"rooms"_s, client, onlyLoopback, at(now)};
        return await<Actor>([&](auto done) { m_store->sessions().findActorOfClient(query, done); });
    }
    static ClientFingerprint with(std::function<void(ClientFingerprint &)> change)
    {
        ClientFingerprint client = browser;
        change(client);
        return client;
    }

private Q_SLOTS:
    void initTestCase_data() { backends(); }
    void init() { setUp(); }
    void cleanup() { m_store.reset(); }

    void aClientMatchesItsSession()
    {
        const auto session = open(ann, u"rooms"_s, browser, at(100));
        QVERIFY(session);
        const ClientMatch whole = match(browser);
        QVERIFY(whole.isWhole());
        QCOMPARE(whole.actor->sessionId, session->id);
        QCOMPARE(whole.actor->dialect, u"rooms"_s);
        QCOMPARE(anybody(browser)->sessionId, session->id);
        // It has expired.
        QVERIFY(!match(browser, 100).actor);
        VERIFY_ERROR(anybody(browser, 100), ErrorCode::SessionEnded);
        // Sessions of other dialects are ignored.
        QVERIFY(!match(browser, 10, true, u"phone"_s).actor);
    }

    void whatDiffersIsTold()
    {
        QVERIFY(open(ann, u"rooms"_s, browser, at(100)));
        const auto address = with([](auto &client) { client.address = u"127.0.0.2"_s; });
        const auto origin = with([](auto &client) { client.origin = "other"; });
        const auto agent = with([](auto &client) { client.userAgent = "other"; });
        const auto none = with([](auto &client) { client.origin.clear(); });
        QVERIFY(!match(address).sameAddress && match(address).sameOrigin);
        QVERIFY(!match(origin).sameOrigin && match(origin).sameAddress);
        QVERIFY(!match(agent).sameUserAgent && match(agent).sameOrigin);
        QVERIFY(!match(none).sameOrigin);
        for (const ClientFingerprint &client : {address, origin, agent, none}) {
            QVERIFY(!match(client).isWhole());
            VERIFY_ERROR(anybody(client), ErrorCode::SessionEnded);
        }
    }

    void whereNoOriginIsKnownNothingMatches()
    {
        const auto none = with([](auto &client) { client.origin.clear(); });
        const auto nowhere = with([](auto &client) { client.address.clear(); });
        QVERIFY(open(ann, u"rooms"_s, none, at(100)));
        QVERIFY(open(ann, u"rooms"_s, nowhere, at(100)));
        QVERIFY(!match(none).isWhole());
        QVERIFY(!match(nowhere).isWhole());
        VERIFY_ERROR(anybody(none), ErrorCode::SessionEnded);
        VERIFY_ERROR(anybody(nowhere), ErrorCode::SessionEnded);
    }

    void anAgentThatIsNotComparedFitsAny()
    {
        const auto any = with([](auto &client) { client.userAgent.clear(); });
        QVERIFY(open(ann, u"rooms"_s, any, at(100)));
        QVERIFY(match(browser).isWhole());
        QVERIFY(match(any).isWhole());
        QVERIFY(anybody(browser));
    }

    void loopbackIsAskedOfTheSessionToo()
    {
        const auto remote = with([](auto &client) { client.isLoopback = false; });
        QVERIFY(open(ann, u"rooms"_s, remote, at(100)));
        QVERIFY(!match(browser).isWhole() && !match(browser).isLoopback);
        QVERIFY(match(browser, 10, false).isWhole());
        VERIFY_ERROR(anybody(browser), ErrorCode::SessionEnded);
        QVERIFY(anybody(browser, 10, false));
    }

    void theBestOfSeveralIsFound()
    {
        const auto other = with([](auto &client) { client.userAgent = "other"; });
        const auto fitting = open(ann, u"rooms"_s, browser, at(100));
        m_now = 1;
        QVERIFY(open(ann, u"rooms"_s, other, at(100)));
        QCOMPARE(match(browser).actor->sessionId, fitting->id);
        // Of several sessions, the one that expires last.
        const auto longest = open(bob, u"rooms"_s, browser, at(200));
        QCOMPARE(anybody(browser)->sessionId, longest->id);
        QVERIFY(
            await<void>([&](auto done) { m_store->sessions().deleteSession(longest->id, done); }));
        QCOMPARE(anybody(browser)->sessionId, fitting->id);
    }

    void theLastRoomIsKeptWithTheSession()
    {
        const auto session = open(ann, u"chatroom"_s, browser, at(100));
        const auto last = [&] {
            return *await<LastRoom>(
                [&](auto done) { m_store->sessions().findLastRoom(session->id, done); });
        };
        const auto keep = [&](const LastRoom &room) {
            return await<void>(
                [&](auto done) { m_store->sessions().setLastRoom(session->id, room, done); });
        };
        QCOMPARE(last(), LastRoom());
        const LastRoom one{RoomId(randomId()), false, 3};
        const LastRoom several{{}, true, 0};
        for (const LastRoom &room : {one, several, LastRoom()}) {
            QVERIFY(keep(room));
            QCOMPARE(last(), room);
        }
        // The session does not exist.
        QVERIFY(
            await<void>([&](auto done) { m_store->sessions().deleteSession(session->id, done); }));
        QVERIFY(keep(one));
        QCOMPARE(last(), LastRoom());
    }
};

PARLANCE_TEST(TestStoreClients)

} // namespace tst_storeclients

#include "tst_storeclients.moc"
