// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/gatewayfixture.h"
#include "support/testprogram.h"

namespace tst_socketgateway {

using namespace parlance;
using namespace parlance::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

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
        QVERIFY(f.services.presence.isOnline(f.actor.userId));
        QCOMPARE(f.hub.connectionCount(), 1);
        f.gateway.close(&connection);
        f.gateway.close(&connection);
        QVERIFY(!f.services.presence.isOnline(f.actor.userId));
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
        QCOMPARE((*f.opened)->actor->sessionId, f.actor.sessionId);
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
        QVERIFY(!f.services.presence.isOnline(f.actor.userId));
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
        QVERIFY(!f.services.presence.isOnline(f.actor.userId));
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
        const auto kind = [](const Event &event) {
            return QByteArray::number(qsizetype(event.index()));
        };
        QCOMPARE(connection.received,
                 (QByteArrayList{kind(SessionExpiring{}), kind(SessionsEnded{})}));
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
        send(f.gateway, &connection, u"room.list"_s, {}, answer);
        QCOMPARE(code, u"password_change_required"_s);
        send(f.gateway, &connection, u"account.get"_s, {}, answer);
        QCOMPARE(code, u"internal_error"_s);
        f.broker.publish(SessionsEnded{
            f.actor.userId, {}, f.actor.sessionId, SessionEndReason::PasswordChanged});
        QVERIFY(!connection.disconnected);
        send(f.gateway, &connection, u"room.list"_s, {}, answer);
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
        send(f.gateway, &connection, event, args, [&](const QJsonValue &ack, bool failed) {
            QVERIFY(failed);
            code = codeOf(ack);
        });
        QTEST(code, "code");
        f.gateway.close(&connection);
    }

    void callsOfOneConnectionKeepTheirOrder()
    {
        MissedFixture f;
        OrderStore &store = f.store;
        Room room;
        room.id = RoomId(randomId());
        const QJsonObject args{{u"roomId"_s, room.id.toString()}};
        QByteArray answered;
        const auto call = [&](const char *event, char sign) {
            send(f.gateway, &f.connection, QString::fromLatin1(event), {args},
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
        const MembershipChange joined{room, f.f.actor.user(), {}, true};
        store.joins[0](joined);
        QCOMPARE(store.asked, "jj");
        store.joins[1](joined);
        QCOMPARE(store.asked, "jjl");
        QCOMPARE(answered, "jju");
        store.lists[0](MessagePage());
        QCOMPARE(store.asked, "jjlj");
        store.joins[2](joined);
        QCOMPARE(answered, "jjulj");
        f.gateway.close(&f.connection);
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

    // Others have their turn in between, but not the calls of the same connection.
    void muchThatWasMissedTakesSeveralTurns_data()
    {
        QTest::addColumn<bool>("closed");
        QTest::newRow("answered") << false;
        QTest::newRow("closed meanwhile") << true;
    }
    void muchThatWasMissedTakesSeveralTurns()
    {
        QFETCH(bool, closed);
        MissedFixture f;
        f.gateway.missed(&f.connection, 0, f.note());
        const QJsonObject args{{u"roomId"_s, RoomId(randomId()).toString()}};
        send(f.gateway, &f.connection, u"room.join"_s, {args}, [](const auto &, bool) {});
        MissedChanges changes{{}, 1000};
        for (int i = 1; i <= 1000; ++i) {
            Message message;
            message.position = i;
            changes.messages.append({message, true});
        }
        f.store.missed[0](changes);
        QVERIFY(!f.answered);
        QCOMPARE(f.store.asked, "m");
        QCoreApplication::processEvents();
        if (closed) {
            f.gateway.close(&f.connection);
            QCoreApplication::sendPostedEvents();
            QCoreApplication::processEvents();
            QVERIFY(!f.answered);
            return;
        }
        QTRY_VERIFY(f.answered);
        QCOMPARE((*f.answered)->frames.size(), size_t(1000));
        for (size_t i = 0; i < 1000; ++i)
            QCOMPARE((*f.answered)->frames[i].position, qint64(i + 1));
        QCOMPARE(f.store.asked, "mj");
        f.gateway.close(&f.connection);
    }

    void whatWasMissedIsReadBehindEarlierWrites()
    {
        MissedFixture f;
        const QJsonObject args{{u"roomId"_s, RoomId(randomId()).toString()}};
        send(f.gateway, &f.connection, u"room.join"_s, {args}, [](const auto &, bool) {});
        f.gateway.missed(&f.connection, 0, f.note());
        send(f.gateway, &f.connection, u"room.join"_s, {args}, [](const auto &, bool) {});
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
        // It takes nothing of the allowance for calls.
        for (int i = 0; i < 10 * RateLimits().events.count; ++i) {
            f.gateway.missed(&f.connection, 0, f.note());
            f.store.missed.back()(ErrorCode::StorageFailed);
            QCOMPARE(f.answered->error().code, ErrorCode::StorageFailed);
        }
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
        // A call waits for its turn then, unless it is the protocol's own.
        QString code;
        f.gateway.call(&connection, u"account.get"_s, {},
                       [&](const QJsonValue &ack, bool) { code = codeOf(ack); });
        QCOMPARE(code, u"internal_error"_s);
        code.clear();
        send(f.gateway, &connection, u"account.get"_s, {},
             [&](const QJsonValue &ack, bool) { code = codeOf(ack); });
        QCOMPARE(code, QString());
        QTRY_COMPARE(code, u"internal_error"_s);
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
        AllServices services(store, f.tokens, broker, f.passwords);
        Hub hub(broker, encode);
        TestGateway gateway(services.all, f.registry, f.admission, f.claims, hub, broker, f.timers,
                            systemNow, {});
        TestConnection connection;
        gateway.open(&connection, {f.token(), {}}, [](const auto &) {});
        store.actors.back()(f.actor);
        store.rooms.back()(std::vector<RoomId>{});
        bool answered = false;
        send(gateway, &connection, u"account.get"_s, {},
             [&](const QJsonValue &, bool) { answered = true; });
        gateway.close(&connection);
        store.pending(User());
        QVERIFY(!answered);
    }
};

PARLANCE_TEST(TestSocketGateway)

} // namespace tst_socketgateway

#include "tst_socketgateway.moc"
