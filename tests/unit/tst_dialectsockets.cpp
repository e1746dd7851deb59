// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/dialecthall.h"
#include "support/testprogram.h"

#include <QJsonDocument>

namespace tst_dialectsockets {

using namespace parlance;
using namespace parlance::test;

// What the first event that was heard says, without its name.
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
    // Joining is not answered yet when the message comes.
    void joinAndSendBackToBack()
    {
        Hall hall;
        TestConnection socket;
        hall.connect(socket, u"named-rooms"_s);
        hall.call(socket, u"joinRoom"_s, joining(u"hall"_s));
        hall.call(
            socket, u"sendMessage"_s,
            QJsonObject{{u"text"_s, u"hi"_s}, {u"username"_s, u"alice"_s}, {u"room"_s, u"HALL"_s}});
        QCOMPARE(hall.store.asked, QByteArray("e"));
        hall.store.answerAll();
        QCOMPARE(hall.store.asked, QByteArray("ejp"));
        QCOMPARE(hall.acks.size(), 2);
        QCOMPARE(hall.acks[1][u"text"_s].toString(), u"hi"_s);
        QCOMPARE(socket.received.size(), 2);
        QCOMPARE(heard(socket.received[0]),
                 (QJsonObject{{u"user"_s, QJsonObject{{u"username"_s, u"admin"_s}}},
                              {u"text"_s, u"alice has joined!"_s}}));
        // The room is called as this socket called it when it joined.
        QCOMPARE(heard(socket.received[1])[u"room"_s].toString(), u"hall"_s);
    }

    void aMemberSpeaksFromAnySocket_data()
    {
        QTest::addColumn<QString>("dialect");
        QTest::addColumn<bool>("isMember");
        for (const QString &dialect : {u"named-rooms"_s, u"rooms"_s}) {
            QTest::addRow("a member of %s", qPrintable(dialect)) << dialect << true;
            QTest::addRow("a stranger to %s", qPrintable(dialect)) << dialect << false;
        }
    }
    // The store knows who is a member; the socket wantsEvent the room from its first message on.
    void aMemberSpeaksFromAnySocket()
    {
        QFETCH(const QString, dialect);
        QFETCH(const bool, isMember);
        Hall hall;
        TestConnection socket;
        hall.store.isMember = isMember;
        hall.connect(socket, dialect);
        const bool byName = dialect == u"named-rooms"_s;
        const QString id = hall.store.room.id.toString();
        hall.call(socket, u"sendMessage"_s,
                  byName ? QJsonObject{{u"text"_s, u"hi"_s}, {u"room"_s, u"hall"_s}}
                         : QJsonObject{{u"content"_s, u"hi"_s}, {u"room"_s, id}});
        QVERIFY(hall.acks.isEmpty());
        hall.store.answerAll();
        QCOMPARE(hall.acks.size(), 1);
        QCOMPARE(hall.acks.first()[u"code"_s].toString(), isMember ? QString() : u"not_member"_s);
        // A refusal names what it was about.
        QCOMPARE(hall.acks.first()[byName ? u"text"_s : u"content"_s].toString(),
                 isMember || byName ? u"hi"_s : QString());
    }

    // Where its session was last is looked up; what is known by then must not overtake.
    void aClientThatComesBackKeepsItsOrder()
    {
        Hall hall;
        TestConnection socket;
        hall.connect(socket, u"chatroom"_s);
        const auto say = [&](const QString &text) {
            hall.call(socket, u"sendMessage"_s, QJsonObject{{u"message"_s, text}});
        };
        say(u"1"_s);
        hall.store.answerNext();
        say(u"2"_s);
        QCOMPARE(hall.store.asked, QByteArray("lpl"));
        // The first one is stored, and its room the current one from here on.
        hall.store.answerNext();
        say(u"3"_s);
        hall.store.answerAll();
        QCOMPARE(hall.store.said, u"123"_s);
        QCOMPARE(hall.acks.size(), 3);
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
        Hall hall;
        TestConnection socket;
        hall.connect(socket, dialect);
        hall.call(socket, event, argument);
        hall.store.answerAll();
        // To look whether it is a room is all that it may have asked.
        QVERIFY(hall.store.asked.isEmpty() || hall.store.asked == "f");
        QCOMPARE(hall.acks.size(), 1);
        QVERIFY(hall.acks.first()[u"error"_s].isString());
        hall.broker.publish(MessagePosted{hall.toUser(1), {}, true});
        QVERIFY(socket.received.isEmpty());
    }

    void onlyMembersListenToARoom()
    {
        Hall hall;
        TestConnection socket;
        hall.connect(socket, u"direct"_s);
        hall.call(socket, u"join"_s, hall.store.room.id.toString());
        hall.store.answerAll();
        QCOMPARE(hall.acks.first()[u"code"_s].toString(), u"forbidden"_s);
    }

    void theFirstEventSettlesTheDialect()
    {
        Hall hall;
        TestConnection socket;
        hall.connect(socket, u"phone"_s);
        hall.call(socket, u"joinRoom"_s, joining(u"hall"_s));
        hall.store.answerAll();
        QCOMPARE(socket.received.size(), 1);
        // What would have been its dialect is no more, the native API always is.
        hall.call(socket, u"register"_s, hall.f.actor.userId.toString());
        QCOMPARE(hall.acks.last()[u"code"_s].toString(), u"unknown_operation"_s);
        hall.call(socket, u"session.prolong"_s, QJsonObject());
        QCOMPARE(codeOf(hall.acks.last()), u"validation_failed"_s);
    }

    void membersAreAnnouncedAsTheyComeAndGo()
    {
        Hall hall;
        hall.store.isNew = false;
        TestConnection first;
        TestConnection second;
        TestConnection witness;
        for (TestConnection *each : {&witness, &first, &second}) {
            hall.connect(*each, u"named-rooms"_s);
            hall.call(*each, u"joinRoom"_s, joining(u"hall"_s));
            hall.store.answerAll();
        }
        QCOMPARE(witness.received.size(), 3);
        hall.close(first);
        QCOMPARE(witness.received.size(), 3);
        hall.close(witness);
        QCOMPARE(second.received.size(), 1);
        int left = 0;
        hall.broker.subscribe(Broker::Stage::AfterDelivery, [&](const Event &event) {
            left += event.index() == Event(MemberExited()).index();
        });
        hall.close(second);
        QCOMPARE(left, 1);
    }

    void aFreshTokenProlongs()
    {
        Hall hall;
        TestConnection socket;
        // More than a second: a token tells whole ones.
        hall.f.actor.expiresAt = systemNow() + 1100ms;
        hall.connect(socket, u"rooms"_s);
        QTRY_COMPARE(socket.received.size(), 1);
        QVERIFY(socket.received.first().startsWith("2[\"session.expiring\""));
        const SessionId old = hall.f.actor.sessionId;
        hall.f.actor.sessionId = SessionId(randomId());
        hall.f.actor.expiresAt = systemNow() + 1h;
        hall.call(socket, u"session.prolong"_s, QJsonObject{{u"token"_s, hall.f.token()}});
        hall.store.actors.back()(hall.f.actor);
        QVERIFY(hall.acks.last()[u"ok"_s][u"expiresAt"_s].isString());
        // It no longer ends with the old session, but with the new one.
        hall.broker.publish(SessionsEnded{hall.f.actor.userId, {old}, {}, {}});
        QVERIFY(!socket.disconnected);
        hall.broker.publish(SessionsEnded{hall.f.actor.userId, {hall.f.actor.sessionId}, {}, {}});
        QVERIFY(socket.disconnected);
    }

    void whatWasProlongedEndsWithTheFreshToken()
    {
        Hall hall;
        TestConnection socket;
        hall.f.actor.expiresAt = systemNow() + 1h;
        hall.connect(socket, u"rooms"_s);
        hall.f.actor.sessionId = SessionId(randomId());
        hall.f.actor.expiresAt = systemNow() + 1100ms;
        hall.call(socket, u"session.prolong"_s, QJsonObject{{u"token"_s, hall.f.token()}});
        hall.store.actors.back()(hall.f.actor);
        QTRY_VERIFY(socket.disconnected);
        QCOMPARE(*socket.disconnected, DisconnectReason::SessionEnded);
        QVERIFY(socket.received.first().startsWith("2[\"session.expiring\""));
    }

    void anothersTokenDoesNot()
    {
        Hall hall;
        TestConnection socket;
        hall.connect(socket, u"rooms"_s);
        Actor other = hall.f.actor;
        other.userId = UserId(randomId());
        other.sessionId = hall.f.actor.sessionId = SessionId(randomId());
        hall.call(socket, u"session.prolong"_s, QJsonObject{{u"token"_s, hall.f.token()}});
        hall.store.actors.back()(other);
        QCOMPARE(codeOf(hall.acks.last()), u"forbidden"_s);
    }

    void whatWaitsIsDeliveredWhenTheClientSaysSo()
    {
        Hall hall;
        for (int i = 1; i <= 100; ++i)
            hall.store.undelivered.append(hall.toUser(i));
        TestConnection device;
        hall.connect(device, u"phone"_s);
        hall.call(device, u"register"_s, hall.f.actor.userId.toString());
        hall.store.answerAll();
        QCOMPARE(hall.acks.size(), 1);
        // No more than a step before the client has the last.
        QCOMPARE(device.received.size(), 64);
        QVERIFY(hall.store.delivered.isEmpty());
        // Not sent now: it is among what waits.
        hall.store.undelivered.append(hall.toUser(101));
        hall.broker.publish(MessagePosted{hall.store.undelivered.last(), {}, true});
        QCOMPARE(device.received.size(), 64);
        device.waiting.front()();
        QCOMPARE(hall.store.delivered, (QList<std::pair<qint64, qint64>>{{1, 64}}));
        hall.store.answerAll();
        QCOMPARE(device.received.size(), 101);
        for (int i = 0; i < 101; ++i)
            QCOMPARE(heard(device.received[i])[u"content"_s].toString(), QString::number(i + 1));
        // From here on at once, and a second time nothing.
        hall.broker.publish(MessagePosted{hall.toUser(102), {}, true});
        hall.call(device, u"register"_s, hall.f.actor.userId.toString());
        hall.store.answerAll();
        QCOMPARE(device.received.size(), 102);
    }

    void theDeviceThatRegisteredLastDecides()
    {
        Hall hall;
        TestConnection first;
        TestConnection second;
        for (TestConnection *device : {&first, &second}) {
            hall.connect(*device, u"phone"_s);
            hall.call(*device, u"register"_s, hall.f.actor.userId.toString());
            hall.store.answerAll();
        }
        hall.broker.publish(MessagePosted{hall.toUser(7), {}, true});
        QCOMPARE(first.received.size(), 1);
        QCOMPARE(second.received.size(), 1);
        first.waiting.front()();
        QVERIFY(hall.store.delivered.isEmpty());
        second.waiting.front()();
        QCOMPARE(hall.store.delivered, (QList<std::pair<qint64, qint64>>{{7, 7}}));
        // Without it, the other one's word counts again.
        hall.close(second);
        hall.broker.publish(MessagePosted{hall.toUser(8), {}, true});
        first.waiting.back()();
        QCOMPARE(hall.store.delivered.last(), (std::pair<qint64, qint64>{8, 8}));
    }

    void aDeviceMayLeaveInTheMiddle()
    {
        Hall hall;
        hall.store.undelivered.append(hall.toUser(1));
        TestConnection device;
        hall.connect(device, u"phone"_s);
        hall.call(device, u"register"_s, hall.f.actor.userId.toString());
        hall.close(device);
        hall.store.answerAll();
        QVERIFY(device.received.isEmpty());
        QVERIFY(hall.acks.isEmpty());
        QCOMPARE(hall.store.undelivered.size(), 1);
    }

    // Its own words come back to nobody who said them.
    void directMessagesAreForTheRecipient()
    {
        for (const QString &dialect : {u"direct"_s, u"phone"_s}) {
            Hall hall;
            TestConnection socket;
            hall.connect(socket, dialect);
            const QString self = hall.f.actor.userId.toString();
            hall.call(socket, dialect == u"direct"_s ? u"join"_s : u"register"_s, self);
            hall.store.answerAll();
            Message own = hall.toUser(1);
            std::swap(own.author, *own.recipient);
            own.roomId = hall.store.room.id;
            hall.broker.publish(MessagePosted{own, {}, true});
            Message received = hall.toUser(2);
            received.roomId = hall.store.room.id;
            hall.broker.publish(MessagePosted{received, {}, true});
            QCOMPARE(socket.received.size(), 1);
            QCOMPARE(heard(socket.received.first())[u"content"_s].toString(), u"2"_s);
        }
    }
};

PARLANCE_TEST(TestDialectSockets)

} // namespace tst_dialectsockets

#include "tst_dialectsockets.moc"
