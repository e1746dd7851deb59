// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialectsetup.h"
#include "support/gatewayfixture.h"
#include "support/testprogram.h"

namespace tst_opensockets {

using namespace parlance;
using namespace parlance::test;

/// Ann and Bob, logged in from every client. Joins are answered on request.
class TwoUsers : public SlowStore
{
public:
    QHash<QString, Actor> users;

    void findUserByName(QString key, Callback<User> done) override
    {
        if (!users.contains(key))
            return done(ErrorCode::UserNotFound);
        User user;
        user.id = users[key].userId;
        done(user);
    }
    void matchClient(UserId id, ClientQuery, Callback<ClientMatch> done) override
    {
        ClientMatch match{{}, true, true, true, true};
        for (const Actor &actor : std::as_const(users)) {
            if (actor.userId == id)
                match.actor = actor;
        }
        done(match);
    }
    void findActorOfClient(ClientQuery, Callback<Actor> done) override
    {
        done(witness ? Result<Actor>(*witness) : ErrorCode::SessionEnded);
    }
    void ensureRoom(UserRef by, QString, QString, Callback<RoomView> done) override
    {
        asked.append(by.username);
        done(ErrorCode::Conflict);
    }
    void identify(UserId, QString who, Callback<Identified> done) override
    {
        const auto user = UserId::fromHex(who);
        done(Identified{Identified::Kind::User, user.value_or(UserId()).raw()});
    }
    void findRoom(UserId viewer, RoomId id, Callback<RoomView> done) override
    {
        RoomView view;
        if (banned.contains(viewer))
            return done(ErrorCode::BannedFromRoom);
        view.room.kind = kind;
        view.room.id = id;
        if (asking)
            std::exchange(asking, {})();
        view.room.name = u"Hall"_s;
        done(view);
    }
    void joinRoom(UserRef, RoomId, Callback<MembershipChange> done) override
    {
        joins.push_back(std::move(done));
    }
    QStringList asked;
    /// From every room.
    QSet<UserId> banned;
    RoomKind kind = RoomKind::Public;
    /// Called once, between a look at the room and its answer.
    std::function<void()> asking;
    /// The session found for a client that has no user (Witnesses).
    std::optional<Actor> witness;
    std::vector<Callback<MembershipChange>> joins;
};

struct Open
{
    TwoUsers store;
    LocalBroker broker;
    Fixture f;
    Registry registry{makeDialects(Config())};
    AllServices services{store, f.tokens, broker, f.passwords};
    Hub hub{broker, encode};
    Claims claims{services.sessions, registry, systemNow, {OpenSockets::On, false}};
    TestGateway gateway{services.all, registry, f.admission, claims, hub,
                        broker,       f.timers, systemNow,   {}};
    TestConnection connection;
    QStringList acks;

    Open()
    {
        for (const QString &name : {u"ann"_s, u"bob"_s})
            store.users.insert(name, {UserId(randomId()),
                                      name,
                                      SessionId(randomId()),
                                      ServerRole::User,
                                      systemNow() + 1h,
                                      false,
                                      {},
                                      {}});
        store.witness = store.users[u"bob"_s];
    }
    ~Open() { gateway.close(&connection); }
    QString open(const QString &dialect = {})
    {
        QString opened;
        const SocketCredentials shown{{}, u"192.0.2.1"_s, registry.indexOf(dialect), true, {}};
        gateway.open(&connection, shown, [&](const auto &result) {
            opened = result ? u"open"_s : errorName(result.error().code);
        });
        return opened;
    }
    void join(const QString &name)
    {
        send(gateway, &connection, u"joinRoom"_s,
             {QJsonObject{{u"room"_s, u"Hall"_s}, {u"username"_s, name}}},
             [this](const QJsonValue &ack, bool) { acks.append(ack[u"code"_s].toString()); });
    }
    // In the dialect whose joinRoom names no user.
    void listen(RoomId room)
    {
        send(gateway, &connection, u"joinRoom"_s, {room.toString()},
             [this](const QJsonValue &ack, bool) { acks.append(ack[u"code"_s].toString()); });
    }
    void claim(const Actor &actor)
    {
        send(gateway, &connection, u"sendMessage"_s,
             {QJsonObject{{u"sender"_s, actor.userId.toString()},
                          {u"room"_s, RoomId(randomId()).toString()},
                          {u"content"_s, u"x"_s}}},
             [](const QJsonValue &, bool) {});
    }
    qsizetype heardOf(RoomId room)
    {
        Message message;
        message.roomId = room;
        const qsizetype before = connection.received.size();
        broker.publish(MessagePosted{message, {}});
        return connection.received.size() - before;
    }
    void giveRooms()
    {
        for (const auto &done : std::exchange(store.rooms, {}))
            done(std::vector<RoomId>{});
    }
};

class TestOpenSockets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aClaimBindsForGood()
    {
        Open o;
        QCOMPARE(o.open(), u"open"_s);
        o.join(u"ann"_s);
        o.join(u"bob"_s);
        o.join(u"Ann"_s);
        QVERIFY(o.store.asked.isEmpty());
        o.giveRooms();
        QCOMPARE(o.store.asked, (QStringList{u"ann"_s, u"ann"_s}));
        QCOMPARE(o.acks, (QStringList{u"conflict"_s, u"forbidden"_s, u"conflict"_s}));
        QVERIFY(o.services.presence.isOnline(o.store.users[u"ann"_s].userId));
        QVERIFY(!o.services.presence.isOnline(o.store.users[u"bob"_s].userId));
    }

    void whoMustChangeThePasswordClaimsNothing()
    {
        Open o;
        o.open();
        o.store.users[u"ann"_s].mustChangePassword = true;
        o.join(u"ann"_s);
        QVERIFY(o.store.rooms.empty());
        QCOMPARE(o.acks, QStringList{errorName(ErrorCode::PasswordChangeRequired)});
        o.join(u"bob"_s);
        o.giveRooms();
        QCOMPARE(o.store.asked, QStringList{u"bob"_s});
    }

    void whatAClaimingSocketHearsIsKept_data()
    {
        QTest::addColumn<bool>("mayJoin");
        QTest::newRow("its user may join") << true;
        QTest::newRow("its user may not") << false;
    }

    void whatAClaimingSocketHearsIsKept()
    {
        QFETCH(const bool, mayJoin);
        Open o;
        const RoomId room{randomId()};
        const Actor ann = o.store.users[u"ann"_s];
        o.open(u"rooms"_s);
        o.listen(room);
        QCOMPARE(o.heardOf(room), 1);
        o.claim(ann);
        o.giveRooms();
        QCOMPARE(o.store.joins.size(), size_t(1));
        QCOMPARE(o.heardOf(room), 1);
        o.store.joins[0](mayJoin ? Result<MembershipChange>(MembershipChange())
                                 : ErrorCode::Forbidden);
        QCOMPARE(o.heardOf(room), mayJoin ? 1 : 0);
    }

    void aSocketOfNobodyHearsAsLongAsItsClientHasASession()
    {
        Open o;
        const RoomId room{randomId()};
        const Actor ann = o.store.users[u"ann"_s];
        const Actor bob = *o.store.witness;
        o.store.witness.reset();
        o.open(u"rooms"_s);
        o.listen(room);
        QCOMPARE(o.acks, QStringList{u"forbidden"_s});
        QCOMPARE(o.heardOf(room), 0);
        o.store.witness = bob;
        o.listen(room);
        QCOMPARE(o.heardOf(room), 1);
        QCOMPARE(o.gateway.sessions().back().sessionId, bob.sessionId);
        // Another session of the client replaces it.
        o.store.witness = ann;
        o.broker.publish(SessionsEnded{bob.userId, {bob.sessionId}, {}, {}});
        QCOMPARE(o.heardOf(room), 1);
        o.store.witness.reset();
        o.broker.publish(SessionsEnded{bob.userId, {bob.sessionId}, {}, {}});
        QCOMPARE(o.heardOf(room), 1);
        o.broker.publish(SessionsEnded{ann.userId, {ann.sessionId}, {}, {}});
        QCOMPARE(o.heardOf(room), 0);
    }

    void itHearsNoPrivateRoom()
    {
        Open o;
        const RoomId room{randomId()};
        o.store.kind = RoomKind::Private;
        o.open(u"rooms"_s);
        o.listen(room);
        QCOMPARE(o.acks, QStringList{u"room_not_found"_s});
        QCOMPARE(o.heardOf(room), 0);
    }

    void aBanOfTheUserOfItsClientEndsIt_data()
    {
        QTest::addColumn<bool>("isMember");
        QTest::newRow("a member") << true;
        QTest::newRow("no member") << false;
    }
    void aBanOfTheUserOfItsClientEndsIt()
    {
        QFETCH(const bool, isMember);
        Open o;
        const RoomId room{randomId()};
        const RoomId other{randomId()};
        const Actor bob = *o.store.witness;
        o.open(u"rooms"_s);
        o.listen(room);
        o.listen(other);
        QCOMPARE(o.heardOf(room), 1);
        o.store.banned.insert(bob.userId);
        const Moderated ban{Measure::Banned, room, {}, {}, Announced{.user = bob.user()}};
        o.broker.publish(isMember ? Event(MemberLeft{room, bob.user()}) : Event(ban));
        QCOMPARE(o.heardOf(room), 0);
        QCOMPARE(o.heardOf(other), 1);
        o.listen(room);
        QCOMPARE(o.acks.last(), u"banned_from_room"_s);
        QCOMPARE(o.heardOf(room), 0);
    }

    void anotherSessionOfItsClientIsOfABannedUser()
    {
        for (const bool hasEnded : {true, false}) {
            Open o;
            const RoomId room{randomId()};
            const Actor bob = *o.store.witness;
            o.open(u"rooms"_s);
            o.listen(room);
            QCOMPARE(o.heardOf(room), 1);
            o.store.witness = o.store.users[u"ann"_s];
            o.store.banned.insert(o.store.witness->userId);
            if (hasEnded)
                o.broker.publish(SessionsEnded{bob.userId, {bob.sessionId}, {}, {}});
            else
                o.listen(RoomId(randomId()));
            QCOMPARE(o.heardOf(room), 0);
        }
    }

    void anAnswerFromBeforeTheBanIsOutOfDate()
    {
        Open o;
        const RoomId room{randomId()};
        const Actor bob = *o.store.witness;
        o.open(u"rooms"_s);
        o.store.asking = [&] {
            o.store.banned.insert(bob.userId);
            o.broker.publish(MemberLeft{room, bob.user(), LeaveReason::Banned, {}});
        };
        o.listen(room);
        QCOMPARE(o.acks, QStringList{u"banned_from_room"_s});
        QCOMPARE(o.heardOf(room), 0);
    }

    void itSaysNothingNative()
    {
        Open o;
        o.open();
        QString code;
        const auto answer = [&](const QJsonValue &ack, bool) {
            code = ack[u"code"_s].toString() + codeOf(ack);
        };
        send(o.gateway, &o.connection, u"account.get"_s, {}, answer);
        QCOMPARE(code, u"unknown_operation"_s);
        o.join(u"ann"_s);
        o.giveRooms();
        send(o.gateway, &o.connection, u"account.get"_s, {}, answer);
        QCOMPARE(code, u"unknown_operation"_s);
    }

    void whatItSentIsCarriedOutAfterItLeft()
    {
        Open o;
        o.open();
        o.join(u"ann"_s);
        o.gateway.close(&o.connection);
        o.giveRooms();
        QCOMPARE(o.store.asked, QStringList{u"ann"_s});
        QVERIFY(!o.services.presence.isOnline(o.store.users[u"ann"_s].userId));
    }

    void whoWasRemovedExitsNoMore()
    {
        Open o;
        int exits = 0;
        o.broker.subscribe(Broker::Stage::AfterDelivery, [&](const Event &event) {
            exits += std::holds_alternative<MemberExited>(event);
        });
        const RoomId removedFrom{randomId()};
        const RoomId kept{randomId()};
        const Actor ann = o.store.users[u"ann"_s];
        o.open(u"rooms"_s);
        o.listen(removedFrom);
        o.listen(kept);
        o.claim(ann);
        o.giveRooms();
        for (const auto &done : std::exchange(o.store.joins, {}))
            done(MembershipChange());
        o.broker.publish(MemberLeft{removedFrom, {ann.userId, {}, {}}});
        QCOMPARE(o.heardOf(removedFrom), 0);
        QCOMPARE(o.heardOf(kept), 1);
        o.gateway.close(&o.connection);
        QCOMPARE(exits, 1);
    }

    void aRefusedClaimBindsToNobody()
    {
        Open o;
        o.open();
        o.join(u"nobody"_s);
        o.join({});
        QCOMPARE(o.acks, (QStringList{u"forbidden"_s, u"forbidden"_s}));
        o.join(u"bob"_s);
        o.giveRooms();
        QCOMPARE(o.store.asked, QStringList{u"bob"_s});
    }

    void aSessionThatEndsMeanwhileIsNoEndOfClaims()
    {
        Open o;
        o.open();
        o.join(u"ann"_s);
        Actor &ann = o.store.users[u"ann"_s];
        o.broker.publish(SessionsEnded{ann.userId, {ann.sessionId}, {}, {}});
        o.giveRooms();
        QCOMPARE(o.acks, QStringList{u"session_ended"_s});
        QVERIFY(!o.services.presence.isOnline(ann.userId));
        // Ann has logged in again.
        ann.sessionId = SessionId(randomId());
        o.join(u"ann"_s);
        o.giveRooms();
        QCOMPARE(o.acks.last(), u"conflict"_s);
        QCOMPARE(o.store.asked, QStringList{u"ann"_s});
    }

    void onlyDialectsThatAllowItOpenWithoutAToken()
    {
        for (const Dialect &dialect : makeDialects(Config())) {
            Open o;
            const bool may = dialect.mayOpenWithoutToken || dialect.name == u"native";
            QCOMPARE(o.open(dialect.name), may ? u"open"_s : u"authentication_required"_s);
        }
    }
};

PARLANCE_TEST(TestOpenSockets)

} // namespace tst_opensockets

#include "tst_opensockets.moc"
