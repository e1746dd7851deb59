// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/dialectfixture.h"
#include "support/testprogram.h"

#include <QJsonDocument>

namespace tst_dialectsockets {

using namespace parlance;
using namespace parlance::test;

// The argument of a received event.
QJsonObject heard(const QByteArray &payload)
{
    return QJsonDocument::fromJson(payload.mid(1)).array().at(1).toObject();
}

QJsonObject joining(const QString &room)
{
    return {{u"username"_s, u"alice"_s}, {u"room"_s, room}};
}

class TestDialectSockets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // The message arrives before joinRoom is answered.
    void joinAndSendBackToBack()
    {
        DialectFixture t;
        TestConnection socket;
        t.connect(socket, u"named-rooms"_s);
        t.call(socket, u"joinRoom"_s, joining(u"hall"_s));
        t.call(
            socket, u"sendMessage"_s,
            QJsonObject{{u"text"_s, u"hi"_s}, {u"username"_s, u"alice"_s}, {u"room"_s, u"HALL"_s}});
        QCOMPARE(t.store.asked, QByteArray("e"));
        t.store.answerAll();
        QCOMPARE(t.store.asked, QByteArray("ejp"));
        QCOMPARE(t.acks.size(), 2);
        QCOMPARE(t.acks[1][u"text"_s].toString(), u"hi"_s);
        QCOMPARE(socket.received.size(), 2);
        QCOMPARE(heard(socket.received[0]),
                 (QJsonObject{{u"user"_s, QJsonObject{{u"username"_s, u"admin"_s}}},
                              {u"text"_s, u"alice has joined!"_s}}));
        // The room has the name that this socket used to join.
        QCOMPARE(heard(socket.received[1])[u"room"_s].toString(), u"hall"_s);
    }

    void aMemberSendsFromAnySocket_data()
    {
        QTest::addColumn<QString>("dialect");
        QTest::addColumn<bool>("isMember");
        for (const QString &dialect : {u"named-rooms"_s, u"rooms"_s}) {
            QTest::addRow("a member of %s", qPrintable(dialect)) << dialect << true;
            QTest::addRow("a stranger to %s", qPrintable(dialect)) << dialect << false;
        }
    }
    // The store checks the membership. The socket receives the room from its first message on.
    void aMemberSendsFromAnySocket()
    {
        QFETCH(const QString, dialect);
        QFETCH(const bool, isMember);
        DialectFixture t;
        TestConnection socket;
        t.store.isMember = isMember;
        t.connect(socket, dialect);
        const bool byName = dialect == u"named-rooms"_s;
        const QString id = t.store.room.id.toString();
        t.call(socket, u"sendMessage"_s,
               byName ? QJsonObject{{u"text"_s, u"hi"_s}, {u"room"_s, u"hall"_s}}
                      : QJsonObject{{u"content"_s, u"hi"_s}, {u"room"_s, id}});
        QVERIFY(t.acks.isEmpty());
        t.store.answerAll();
        QCOMPARE(t.acks.size(), 1);
        QCOMPARE(t.acks.first()[u"code"_s].toString(), isMember ? QString() : u"not_member"_s);
        // A refusal contains the text of the refused message.
        QCOMPARE(t.acks.first()[byName ? u"text"_s : u"content"_s].toString(),
                 isMember || byName ? u"hi"_s : QString());
    }

    // The last room of its session is looked up. Messages whose room is known must not overtake.
    void aReconnectedClientKeepsItsOrder()
    {
        DialectFixture t;
        TestConnection socket;
        t.connect(socket, u"chatroom"_s);
        const auto say = [&](const QString &text) {
            t.call(socket, u"sendMessage"_s, QJsonObject{{u"message"_s, text}});
        };
        say(u"1"_s);
        t.store.answerNext();
        say(u"2"_s);
        QCOMPARE(t.store.asked, QByteArray("lpl"));
        // The first message is stored, and its room becomes the current one.
        t.store.answerNext();
        say(u"3"_s);
        t.store.answerAll();
        QCOMPARE(t.store.said, u"123"_s);
        QCOMPARE(t.acks.size(), 3);
    }

    void nobodyActsForAnother_data()
    {
        QTest::addColumn<QString>("dialect");
        QTest::addColumn<QString>("event");
        QTest::addColumn<QJsonValue>("argument");
        const QString other(24, u'a');
        const auto row = [](const QString &dialect, const QString &event, const QJsonValue &arg) {
            QTest::addRow("%s %s", qPrintable(dialect), qPrintable(event))
                << dialect << event << arg;
        };
        const QString any(24, u'b');
        row(u"named-rooms"_s, u"joinRoom"_s,
            QJsonObject{{u"username"_s, u"bob"_s}, {u"room"_s, u"r"_s}});
        row(u"named-rooms"_s, u"sendMessage"_s,
            QJsonObject{{u"username"_s, u"bob"_s}, {u"room"_s, u"r"_s}, {u"text"_s, u"x"_s}});
        row(u"direct"_s, u"join"_s, other);
        row(u"direct"_s, u"message"_s, QJsonObject{{u"event"_s, u"join"_s}, {u"data"_s, u"bob"_s}});
        row(u"direct"_s, u"chat message"_s,
            QJsonObject{{u"sender"_s, other}, {u"receiver"_s, any}, {u"content"_s, u"x"_s}});
        row(u"rooms"_s, u"sendMessage"_s,
            QJsonObject{{u"sender"_s, other}, {u"room"_s, any}, {u"content"_s, u"x"_s}});
        row(u"phone"_s, u"register"_s, other);
        row(u"phone"_s, u"register"_s, QString());
        row(u"phone"_s, u"sendMessage"_s,
            QJsonObject{{u"senderId"_s, other}, {u"receiverId"_s, any}, {u"content"_s, u"x"_s}});
    }
    void nobodyActsForAnother()
    {
        QFETCH(QString, dialect);
        QFETCH(QString, event);
        QFETCH(QJsonValue, argument);
        DialectFixture t;
        TestConnection socket;
        t.connect(socket, dialect);
        t.call(socket, event, argument);
        t.store.answerAll();
        // At most, the store was asked whether it is a room.
        QVERIFY(t.store.asked.isEmpty() || t.store.asked == "f");
        QCOMPARE(t.acks.size(), 1);
        QVERIFY(t.acks.first()[u"error"_s].isString());
        t.broker.publish(MessagePosted{t.toUser(1), {}, true});
        QVERIFY(socket.received.isEmpty());
    }

    void onlyMembersReceiveARoom()
    {
        DialectFixture t;
        TestConnection socket;
        t.connect(socket, u"direct"_s);
        t.call(socket, u"join"_s, t.store.room.id.toString());
        t.store.answerAll();
        QCOMPARE(t.acks.first()[u"code"_s].toString(), u"forbidden"_s);
    }

    void theFirstEventSettlesTheDialect()
    {
        DialectFixture t;
        TestConnection socket;
        t.connect(socket, u"phone"_s);
        t.call(socket, u"joinRoom"_s, joining(u"hall"_s));
        t.store.answerAll();
        QCOMPARE(socket.received.size(), 1);
        // The dialect of its token is no longer available. The native API always is.
        t.call(socket, u"register"_s, t.f.actor.userId.toString());
        QCOMPARE(t.acks.last()[u"code"_s].toString(), u"unknown_operation"_s);
        t.call(socket, u"session.prolong"_s, QJsonObject());
        QCOMPARE(codeOf(t.acks.last()), u"validation_failed"_s);
    }

    void membersAreAnnouncedWhenTheyJoinAndLeave()
    {
        DialectFixture t;
        t.store.isNew = false;
        TestConnection first;
        TestConnection second;
        TestConnection witness;
        for (TestConnection *each : {&witness, &first, &second}) {
            t.connect(*each, u"named-rooms"_s);
            t.call(*each, u"joinRoom"_s, joining(u"hall"_s));
            t.store.answerAll();
        }
        QCOMPARE(witness.received.size(), 3);
        t.close(first);
        QCOMPARE(witness.received.size(), 3);
        t.close(witness);
        QCOMPARE(second.received.size(), 1);
        int left = 0;
        t.broker.subscribe(Broker::Stage::AfterDelivery, [&](const Event &event) {
            left += event.index() == Event(MemberExited()).index();
        });
        t.close(second);
        QCOMPARE(left, 1);
    }

    void aFreshTokenProlongs()
    {
        DialectFixture t;
        TestConnection socket;
        // More than a second, because a token contains whole seconds.
        t.f.actor.expiresAt = systemNow() + 1100ms;
        t.connect(socket, u"rooms"_s);
        QTRY_COMPARE(socket.received.size(), 1);
        QVERIFY(socket.received.first().startsWith("2[\"session.expiring\""));
        const SessionId old = t.f.actor.sessionId;
        t.f.actor.sessionId = SessionId(randomId());
        t.f.actor.expiresAt = systemNow() + 1h;
        t.call(socket, u"session.prolong"_s, QJsonObject{{u"token"_s, t.f.token()}});
        t.store.actors.back()(t.f.actor);
        QVERIFY(t.acks.last()[u"ok"_s][u"expiresAt"_s].isString());
        // It ends with the new session, no longer with the old one.
        t.broker.publish(SessionsEnded{t.f.actor.userId, {old}, {}, {}});
        QVERIFY(!socket.disconnected);
        t.broker.publish(SessionsEnded{t.f.actor.userId, {t.f.actor.sessionId}, {}, {}});
        QVERIFY(socket.disconnected);
    }

    void aProlongedSocketEndsWithTheNewToken()
    {
        DialectFixture t;
        TestConnection socket;
        t.f.actor.expiresAt = systemNow() + 1h;
        t.connect(socket, u"rooms"_s);
        t.f.actor.sessionId = SessionId(randomId());
        t.f.actor.expiresAt = systemNow() + 1100ms;
        t.call(socket, u"session.prolong"_s, QJsonObject{{u"token"_s, t.f.token()}});
        t.store.actors.back()(t.f.actor);
        QTRY_VERIFY(socket.disconnected);
        QCOMPARE(*socket.disconnected, DisconnectReason::SessionEnded);
        QVERIFY(socket.received.first().startsWith("2[\"session.expiring\""));
    }

    void aTokenOfAnotherUserDoesNotProlong()
    {
        DialectFixture t;
        TestConnection socket;
        t.connect(socket, u"rooms"_s);
        Actor other = t.f.actor;
        other.userId = UserId(randomId());
        other.sessionId = t.f.actor.sessionId = SessionId(randomId());
        t.call(socket, u"session.prolong"_s, QJsonObject{{u"token"_s, t.f.token()}});
        t.store.actors.back()(other);
        QCOMPARE(codeOf(t.acks.last()), u"forbidden"_s);
    }

    void undeliveredMessagesAreMarkedWhenConfirmed()
    {
        DialectFixture t;
        for (int i = 1; i <= 100; ++i)
            t.store.undelivered.append(t.toUser(i));
        TestConnection device;
        t.connect(device, u"phone"_s);
        t.call(device, u"register"_s, t.f.actor.userId.toString());
        t.store.answerAll();
        QCOMPARE(t.acks.size(), 1);
        // One step only, until the client has confirmed its last message.
        QCOMPARE(device.received.size(), 64);
        QVERIFY(t.store.delivered.isEmpty());
        // Not sent yet: it is one of the undelivered messages.
        t.store.undelivered.append(t.toUser(101));
        t.broker.publish(MessagePosted{t.store.undelivered.last(), {}, true});
        QCOMPARE(device.received.size(), 64);
        device.waiting.front()();
        QCOMPARE(t.store.delivered, (QList<std::pair<qint64, qint64>>{{1, 64}}));
        t.store.answerAll();
        QCOMPARE(device.received.size(), 101);
        for (int i = 0; i < 101; ++i)
            QCOMPARE(heard(device.received[i])[u"content"_s].toString(), QString::number(i + 1));
        // From now on messages are sent at once. Another `register` sends nothing.
        t.broker.publish(MessagePosted{t.toUser(102), {}, true});
        t.call(device, u"register"_s, t.f.actor.userId.toString());
        t.store.answerAll();
        QCOMPARE(device.received.size(), 102);
    }

    void theDeviceThatRegisteredLastDecides()
    {
        DialectFixture t;
        TestConnection first;
        TestConnection second;
        for (TestConnection *device : {&first, &second}) {
            t.connect(*device, u"phone"_s);
            t.call(*device, u"register"_s, t.f.actor.userId.toString());
            t.store.answerAll();
        }
        t.broker.publish(MessagePosted{t.toUser(7), {}, true});
        QCOMPARE(first.received.size(), 1);
        QCOMPARE(second.received.size(), 1);
        first.waiting.front()();
        QVERIFY(t.store.delivered.isEmpty());
        second.waiting.front()();
        QCOMPARE(t.store.delivered, (QList<std::pair<qint64, qint64>>{{7, 7}}));
        // After it has closed, the confirmations of the other device count again.
        t.close(second);
        t.broker.publish(MessagePosted{t.toUser(8), {}, true});
        first.waiting.back()();
        QCOMPARE(t.store.delivered.last(), (std::pair<qint64, qint64>{8, 8}));
    }

    void aDeviceMayCloseMeanwhile()
    {
        DialectFixture t;
        t.store.undelivered.append(t.toUser(1));
        TestConnection device;
        t.connect(device, u"phone"_s);
        t.call(device, u"register"_s, t.f.actor.userId.toString());
        t.close(device);
        t.store.answerAll();
        QVERIFY(device.received.isEmpty());
        QVERIFY(t.acks.isEmpty());
        QCOMPARE(t.store.undelivered.size(), 1);
    }

    // The author does not receive their own messages.
    void directMessagesAreForTheRecipient()
    {
        for (const QString &dialect : {u"direct"_s, u"phone"_s}) {
            DialectFixture t;
            TestConnection socket;
            t.connect(socket, dialect);
            const QString self = t.f.actor.userId.toString();
            t.call(socket, dialect == u"direct"_s ? u"join"_s : u"register"_s, self);
            t.store.answerAll();
            Message own = t.toUser(1);
            std::swap(own.author, *own.recipient);
            own.roomId = t.store.room.id;
            t.broker.publish(MessagePosted{own, {}, true});
            Message received = t.toUser(2);
            received.roomId = t.store.room.id;
            t.broker.publish(MessagePosted{received, {}, true});
            QCOMPARE(socket.received.size(), 1);
            QCOMPARE(heard(socket.received.first())[u"content"_s].toString(), u"2"_s);
        }
    }
};

PARLANCE_TEST(TestDialectSockets)

} // namespace tst_dialectsockets

#include "tst_dialectsockets.moc"
