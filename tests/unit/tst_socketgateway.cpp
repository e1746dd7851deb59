// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialects/native.h"
#include "dialects/socketgateway.h"
#include "realtime/localbroker.h"
#include "support/unusedstore.h"

#include <QTest>

using namespace parlance;
using namespace parlance::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

class TestConnection : public parlance::Connection
{
public:
    PushFormat format() const override { return {}; }
    void send(const Frame &frame) override { received.append(frame.payload); }
    void disconnect(DisconnectReason reason) override { disconnected = reason; }

    QByteArrayList received;
    std::optional<DisconnectReason> disconnected;
};

// Answers when the test says so.
class SlowStore : public UnusedStore
{
public:
    void findActor(SessionId, Callback<Actor> done) override { actors.push_back(std::move(done)); }
    void roomIdsOf(UserId, Callback<std::vector<RoomId>> done) override
    {
        rooms.push_back(std::move(done));
    }
    void setLastSeen(UserId, Timestamp, Callback<void> done) override { done({}); }

    std::vector<Callback<Actor>> actors;
    std::vector<Callback<std::vector<RoomId>>> rooms;
};

// Notes in which order it is asked.
class OrderStore : public SlowStore
{
public:
    void joinRoom(UserRef, RoomId, Callback<MembershipChange> done) override
    {
        asked += 'j';
        joins.push_back(std::move(done));
    }
    void listMessages(UserId, ListMessages, Callback<MessagePage> done) override
    {
        asked += 'l';
        lists.push_back(std::move(done));
    }
    void listMissed(UserId id, qint64 position, Callback<MissedChanges> done) override
    {
        asked += 'm';
        user = id;
        since = position;
        missed.push_back(std::move(done));
    }
    QByteArray asked;
    UserId user;
    qint64 since = -1;
    std::vector<Callback<MissedChanges>> missed;
    std::vector<Callback<MembershipChange>> joins;
    std::vector<Callback<MessagePage>> lists;
};

Frame encode(const Event &event, PushFormat)
{
    return {QByteArray::number(qsizetype(event.index())), {}, positionOf(event)};
}

constexpr auto secretText = "0123456789abcdef0123456789abcdef";

struct Fixture
{
    SlowStore store;
    LocalBroker broker;
    Passwords passwords{{}};
    RateLimiter limiter{systemNow};
    Admission admission{limiter, {}};
    Registry registry{{nativeDialect()}};
    TimerQueue timers;
    Tokens tokens{secretText};
    Accounts accounts{store, passwords, tokens, broker, systemNow, {}};
    Rooms rooms{store, broker, {}};
    Messages messages{store, broker, {}};
    Presence presence{store, broker, systemNow};
    Services services{accounts, rooms, messages, presence};
    Hub hub{broker, encode};
    SocketGateway gateway{services, registry, admission, hub, broker, timers, systemNow};

    Actor actor{UserId(randomId()), u"alice"_s,       SessionId(randomId()),
                ServerRole::User,   systemNow() + 1h, false};
    std::optional<Result<Opened>> opened;

    QString token()
    {
        User user;
        user.id = actor.userId;
        user.username = actor.username;
        return tokens.issue(user, {actor.sessionId, actor.userId, systemNow(), actor.expiresAt});
    }
    void open(TestConnection &connection)
    {
        gateway.open(&connection, {token(), u"192.0.2.1"_s},
                     [this](const Result<Opened> &result) { opened = result; });
    }
    void finishOpening()
    {
        store.actors.back()(actor);
        store.rooms.back()(std::vector<RoomId>{});
    }
};

// An open connection on an OrderStore.
struct MissedFixture
{
    explicit MissedFixture(bool mustChangePassword = false)
    {
        f.actor.mustChangePassword = mustChangePassword;
        gateway.open(&connection, {f.token(), {}}, [](const auto &) {});
        store.actors.back()(f.actor);
        store.rooms.back()(std::vector<RoomId>{});
    }
    Callback<MissedFrames> note()
    {
        return [this](const Result<MissedFrames> &result) { answered.emplace(result); };
    }

    OrderStore store;
    LocalBroker broker;
    Fixture f;
    Accounts accounts{store, f.passwords, f.tokens, broker, systemNow, {}};
    Presence presence{store, broker, systemNow};
    Rooms rooms{store, broker, {}};
    Messages messages{store, broker, {}};
    Hub hub{broker, encode};
    SocketGateway gateway{{accounts, rooms, messages, presence},
                          f.registry,
                          f.admission,
                          hub,
                          broker,
                          f.timers,
                          systemNow};
    TestConnection connection;
    std::optional<Result<MissedFrames>> answered;
};

QString codeOf(const QJsonValue &ack)
{
    return ack[u"error"_s][u"code"_s].toString();
}

} // namespace

class TestSocketGateway : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refusesWithoutAToken()
    {
        Fixture f;
        TestConnection connection;
        f.gateway.open(&connection, {{}, {}}, [&](const auto &result) { f.opened = result; });
        QCOMPARE(f.opened->error().code, ErrorCode::AuthenticationRequired);
        f.gateway.close(&connection);
    }

    void opensAndCloses()
    {
        Fixture f;
        TestConnection connection;
        f.open(connection);
        QVERIFY(!f.opened);
        f.finishOpening();
        QVERIFY(*f.opened);
        QVERIFY(f.presence.isOnline(f.actor.userId));
        QCOMPARE(f.hub.connectionCount(), 1);
        f.gateway.close(&connection);
        f.gateway.close(&connection);
        QVERIFY(!f.presence.isOnline(f.actor.userId));
        QCOMPARE(f.hub.connectionCount(), 0);
    }

    void opensAtThePositionOfTheHub()
    {
        Fixture f;
        TestConnection connection;
        f.hub.startAt(41);
        f.open(connection);
        Message message;
        message.position = 42;
        f.broker.publish(MessagePosted{message, {}});
        f.finishOpening();
        QCOMPARE((*f.opened)->position, 42);
        QCOMPARE((*f.opened)->actor.sessionId, f.actor.sessionId);
        f.gateway.close(&connection);
    }

    void aConnectionThatClosesWhileOpeningLeavesNothing()
    {
        Fixture f;
        TestConnection connection;
        f.open(connection);
        f.store.actors.back()(f.actor);
        f.gateway.close(&connection);
        f.store.rooms.back()(std::vector<RoomId>{});
        QVERIFY(!f.opened);
        QVERIFY(!f.presence.isOnline(f.actor.userId));
        QCOMPARE(f.hub.connectionCount(), 0);
    }

    void aSessionThatEndsWhileOpeningIsRefused()
    {
        Fixture f;
        TestConnection connection;
        f.open(connection);
        f.store.actors.back()(f.actor);
        f.broker.publish(SessionsEnded{f.actor.userId, {f.actor.sessionId}, {}, {}});
        f.store.rooms.back()(std::vector<RoomId>{});
        QCOMPARE(f.opened->error().code, ErrorCode::SessionEnded);
        QVERIFY(!f.presence.isOnline(f.actor.userId));
        f.gateway.close(&connection);
    }

    void anAnswerOlderThanALogOutIsAskedForAgain()
    {
        Fixture f;
        TestConnection connection;
        f.open(connection);
        f.broker.publish(SessionsEnded{f.actor.userId, {f.actor.sessionId}, {}, {}});
        f.store.actors.front()(f.actor);
        QCOMPARE(f.store.actors.size(), 2u);
        f.store.actors.back()(ErrorCode::SessionEnded);
        QCOMPARE(f.opened->error().code, ErrorCode::SessionEnded);
        f.gateway.close(&connection);
    }

    void anExpiredSessionIsToldAndEnded()
    {
        Fixture f;
        TestConnection connection;
        f.actor.expiresAt = systemNow() + 1100ms;
        f.open(connection);
        f.finishOpening();
        QTRY_VERIFY(connection.disconnected);
        QCOMPARE(*connection.disconnected, DisconnectReason::SessionEnded);
        QCOMPARE(connection.received.size(), 1);
        f.gateway.close(&connection);
    }

    void aOneTimePasswordOpensOnlyTheWayToAnother()
    {
        Fixture f;
        TestConnection connection;
        f.actor.mustChangePassword = true;
        f.open(connection);
        f.finishOpening();
        QString code;
        const auto answer = [&](const QJsonValue &ack, bool) { code = codeOf(ack); };
        f.gateway.call(&connection, u"room.list"_s, {}, answer);
        QCOMPARE(code, u"password_change_required"_s);
        f.gateway.call(&connection, u"account.get"_s, {}, answer);
        QCOMPARE(code, u"internal_error"_s);
        f.broker.publish(SessionsEnded{
            f.actor.userId, {}, f.actor.sessionId, SessionEndReason::PasswordChanged});
        QVERIFY(!connection.disconnected);
        f.gateway.call(&connection, u"room.list"_s, {}, answer);
        QCOMPARE(code, u"internal_error"_s);
        f.gateway.close(&connection);
    }

    void refusesCalls_data()
    {
        QTest::addColumn<QString>("event");
        QTest::addColumn<QJsonArray>("args");
        QTest::addColumn<QString>("code");
        const QJsonObject none;
        QTest::newRow("unknown") << u"room.explode"_s << QJsonArray{none} << u"unknown_operation"_s;
        QTest::newRow("REST only")
            << u"session.create"_s << QJsonArray{none} << u"unknown_operation"_s;
        QTest::newRow("string for an object")
            << u"room.get"_s << QJsonArray{u"x"_s} << u"validation_failed"_s;
        QTest::newRow("null for an object")
            << u"room.get"_s << QJsonArray{QJsonValue()} << u"validation_failed"_s;
        QTest::newRow("no argument") << u"room.get"_s << QJsonArray() << u"validation_failed"_s;
    }
    void refusesCalls()
    {
        QFETCH(QString, event);
        QFETCH(QJsonArray, args);
        Fixture f;
        TestConnection connection;
        f.open(connection);
        f.finishOpening();
        QString code;
        f.gateway.call(&connection, event, args, [&](const QJsonValue &ack, bool failed) {
            QVERIFY(failed);
            code = codeOf(ack);
        });
        QTEST(code, "code");
        f.gateway.close(&connection);
    }

    void callsOfOneConnectionKeepTheirOrder()
    {
        OrderStore store;
        LocalBroker broker;
        Fixture f;
        Accounts accounts(store, f.passwords, f.tokens, broker, systemNow, {});
        Presence presence(store, broker, systemNow);
        Rooms rooms(store, broker, {});
        Messages messages(store, broker, {});
        Hub hub(broker, encode);
        SocketGateway gateway({accounts, rooms, messages, presence}, f.registry, f.admission, hub,
                              broker, f.timers, systemNow);
        TestConnection connection;
        gateway.open(&connection, {f.token(), {}}, [](const auto &) {});
        store.actors.back()(f.actor);
        store.rooms.back()(std::vector<RoomId>{});
        Room room;
        room.id = RoomId(randomId());
        const QJsonObject args{{u"roomId"_s, room.id.toString()}};
        QByteArray answered;
        const auto call = [&](const char *event, char sign) {
            gateway.call(
                &connection, QString::fromLatin1(event), {args},
                [&, sign](const QJsonValue &, bool failed) { answered += failed ? '!' : sign; });
        };
        // Writes follow one another at once; reads, from memory too, wait for them, and a
        // write behind those waits in its turn.
        call("room.join", 'j');
        call("room.join", 'j');
        call("user.online", 'u');
        call("message.list", 'l');
        call("room.join", 'j');
        QCOMPARE(store.asked, "jj");
        const MembershipChange joined{room, {f.actor.userId, f.actor.username}, {}, true};
        store.joins[0](joined);
        QCOMPARE(store.asked, "jj");
        store.joins[1](joined);
        QCOMPARE(store.asked, "jjl");
        QCOMPARE(answered, "jju");
        store.lists[0](MessagePage());
        QCOMPARE(store.asked, "jjlj");
        store.joins[2](joined);
        QCOMPARE(answered, "jjulj");
        gateway.close(&connection);
    }

    void answersWhatWasMissed()
    {
        MissedFixture f;
        f.gateway.missed(&f.connection, 41, f.note());
        QCOMPARE(f.store.since, 41);
        QCOMPARE(f.store.user, f.f.actor.userId);
        Message posted;
        posted.position = 42;
        Message edited = posted;
        edited.position = 43;
        Message deleted = posted;
        deleted.position = 44;
        deleted.deletedAt = systemNow();
        Message unseen = deleted;
        unseen.position = 45;
        f.store.missed.back()(
            MissedChanges{{{posted, true}, {edited, false}, {deleted, false}, {unseen, true}}, 50});
        QVERIFY(*f.answered);
        QCOMPARE((*f.answered)->until, 50);
        QByteArray kinds;
        QList<qint64> positions;
        for (const Frame &frame : (*f.answered)->frames) {
            kinds += frame.payload;
            positions.append(frame.position);
        }
        QCOMPARE(kinds, "0122");
        QCOMPARE(positions, (QList<qint64>{42, 43, 44, 45}));
        f.gateway.close(&f.connection);
    }

    void whatWasMissedIsReadBehindEarlierWrites()
    {
        MissedFixture f;
        const QJsonObject args{{u"roomId"_s, RoomId(randomId()).toString()}};
        f.gateway.call(&f.connection, u"room.join"_s, {args}, [](const auto &, bool) {});
        f.gateway.missed(&f.connection, 0, f.note());
        f.gateway.call(&f.connection, u"room.join"_s, {args}, [](const auto &, bool) {});
        QCOMPARE(f.store.asked, "j");
        f.store.joins[0](ErrorCode::RoomNotFound);
        QCOMPARE(f.store.asked, "jm");
        f.store.missed[0](MissedChanges());
        QCOMPARE(f.store.asked, "jmj");
        QVERIFY(f.answered && *f.answered);
        f.gateway.close(&f.connection);
    }

    void whatWasMissedIsDroppedWithTheConnection()
    {
        MissedFixture f;
        f.gateway.missed(&f.connection, 0, f.note());
        f.gateway.close(&f.connection);
        f.store.missed[0](MissedChanges());
        QVERIFY(!f.answered);
        f.gateway.missed(&f.connection, 0, f.note());
        QVERIFY(!f.answered);
        QCOMPARE(f.store.asked, "m");
    }

    void whatWasMissedIsRefusedAsCallsAre()
    {
        MissedFixture f;
        f.gateway.missed(&f.connection, 0, f.note());
        f.store.missed[0](ErrorCode::ReloadRequired);
        QCOMPARE(f.answered->error().code, ErrorCode::ReloadRequired);
        int allowed = 0;
        for (f.answered.reset(); !f.answered && allowed < 10'000; ++allowed)
            f.gateway.missed(&f.connection, 0, f.note());
        QVERIFY(allowed >= RateLimits().events.count - 1);
        QVERIFY(f.answered);
        QCOMPARE(f.answered->error().code, ErrorCode::RateLimited);
        f.gateway.close(&f.connection);

        MissedFixture locked(true);
        locked.gateway.missed(&locked.connection, 0, locked.note());
        QCOMPARE(locked.answered->error().code, ErrorCode::PasswordChangeRequired);
        QCOMPARE(locked.store.asked, "");
        locked.gateway.close(&locked.connection);
    }

    void whatIsNoCallCountsAsOne()
    {
        Fixture f;
        TestConnection connection;
        QVERIFY(f.gateway.admit(&connection));
        f.open(connection);
        f.finishOpening();
        int allowed = 0;
        while (allowed < 10'000 && f.gateway.admit(&connection))
            ++allowed;
        QVERIFY(allowed >= RateLimits().events.count - 1 && allowed < 10'000);
        QString code;
        f.gateway.call(&connection, u"account.get"_s, {},
                       [&](const QJsonValue &ack, bool) { code = codeOf(ack); });
        QCOMPARE(code, u"rate_limited"_s);
        f.gateway.close(&connection);
    }

    void answersAfterTheCloseAreDropped()
    {
        class PingStore : public SlowStore
        {
        public:
            void findUser(UserId, Callback<User> done) override { pending = std::move(done); }
            Callback<User> pending;
        };
        PingStore store;
        LocalBroker broker;
        Fixture f;
        Accounts accounts(store, f.passwords, f.tokens, broker, systemNow, {});
        Presence presence(store, broker, systemNow);
        Services services{accounts, f.rooms, f.messages, presence};
        Hub hub(broker, encode);
        SocketGateway gateway(services, f.registry, f.admission, hub, broker, f.timers, systemNow);
        TestConnection connection;
        gateway.open(&connection, {f.token(), {}}, [](const auto &) {});
        store.actors.back()(f.actor);
        store.rooms.back()(std::vector<RoomId>{});
        bool answered = false;
        gateway.call(&connection, u"account.get"_s, {},
                     [&](const QJsonValue &, bool) { answered = true; });
        gateway.close(&connection);
        store.pending(User());
        QVERIFY(!answered);
    }
};

QTEST_GUILESS_MAIN(TestSocketGateway)
#include "tst_socketgateway.moc"
