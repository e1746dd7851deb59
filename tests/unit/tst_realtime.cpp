// SPDX-License-Identifier: GPL-3.0-or-later
#include "realtime/hub.h"
#include "realtime/localbroker.h"
#include "support/numbered.h"
#include "support/testprogram.h"

#include <QTest>

namespace tst_realtime {

using namespace parlance;
using namespace parlance::test;
using namespace Qt::StringLiterals;

Actor actor(int user, int session = 0)
{
    return {userId(user),
            u"user%1"_s.arg(user),
            SessionId::fromHex(u"%1"_s.arg(session ? session : user, 24, 16, QChar(u'0')))
                .value_or(SessionId()),
            ServerRole::User,
            {},
            false};
}
MessagePosted posted(int room, const QString &text)
{
    MessagePosted event;
    event.message.roomId = roomId(room);
    event.message.text = text;
    return event;
}
std::shared_ptr<Subscription> listeningIn(quint8 dialect)
{
    auto subscription = std::make_shared<Subscription>();
    subscription->dialect = dialect;
    return subscription;
}

class TestConnection : public parlance::Connection
{
public:
    explicit TestConnection(PushFormat::Wire wire = PushFormat::Wire::SocketIo)
        : m_wire(wire)
    {
    }
    PushFormat::Wire wire() const override { return m_wire; }
    void send(const Frame &frame) override
    {
        received.append(frame.payload);
        if (onSend)
            onSend();
    }
    void whenDelivered(Task) override {}
    void disconnect(DisconnectReason reason) override { disconnected = reason; }
    ConnectionFacts facts() const override { return {}; }

    QByteArrayList received;
    std::optional<DisconnectReason> disconnected;
    Task onSend;

private:
    PushFormat::Wire m_wire;
};

// Shows the kind of event, and the text of a message; the second dialect shows messages only.
Frame encode(const Event &event, const PushFormat &format)
{
    if (const auto *message = std::get_if<MessagePosted>(&event))
        return {message->message.text.toUtf8(), {}};
    if (format.dialect == 1)
        return {};
    return {QByteArray::number(qsizetype(event.index())), {}};
}

class TestRealtime : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void brokerKeepsOneOrder()
    {
        LocalBroker broker;
        QStringList first;
        QStringList second;
        const auto textOf = [](const Event &event) {
            return std::get<MessagePosted>(event).message.text;
        };
        broker.subscribe(Broker::Stage::AfterDelivery, [&](const Event &event) {
            first.append(textOf(event));
            if (textOf(event) == u"a"_s)
                broker.publish(posted(1, u"b"_s));
        });
        broker.subscribe(Broker::Stage::AfterDelivery,
                         [&](const Event &event) { second.append(textOf(event)); });
        broker.publish(posted(1, u"a"_s));
        QCOMPARE(first, (QStringList{u"a"_s, u"b"_s}));
        QCOMPARE(second, first);
    }

    // After a restart all clients of a room ask for the same.
    void remembersWhatWasMissed()
    {
        LocalBroker broker;
        int encoded = 0;
        Hub hub(broker, [&](const Event &, const PushFormat &) {
            ++encoded;
            return Frame{QByteArray(100'000, 'x'), {}, 0};
        });
        Message message;
        message.position = 1;
        const PushFormat other{1, PushFormat::Wire::WebSocketJson};
        for (int i = 0; i < 3; ++i) {
            hub.encode(MessagePosted{message, {}}, {});
            hub.encode(MessageEdited{message}, {});
            hub.encode(MessageEdited{message}, other);
        }
        QCOMPARE(encoded, 3);
        // What is not stored is not told apart by its position.
        message.position = 0;
        for (int i = 0; i < 3; ++i)
            hub.encode(MessageEdited{message}, {});
        QCOMPARE(encoded, 6);
        // Bounded: 4 MiB.
        for (int round = 0; round < 2; ++round) {
            for (int i = 2; i < 52; ++i) {
                message.position = i;
                hub.encode(MessageEdited{message}, {});
            }
        }
        QCOMPARE(encoded, 106);
    }

    void encodesOncePerFormat()
    {
        LocalBroker broker;
        int encoded = 0;
        Hub hub(broker, [&](const Event &event, const PushFormat &format) {
            ++encoded;
            return encode(event, format);
        });
        TestConnection a;
        TestConnection b;
        TestConnection other(PushFormat::Wire::WebSocketJson);
        hub.attach(&a, actor(1), {roomId(1)});
        hub.attach(&b, actor(2), {roomId(1)});
        hub.attach(&other, actor(3), {roomId(1)}, listeningIn(1));
        broker.publish(posted(1, u"hello"_s));
        QCOMPARE(encoded, 2);
        QCOMPARE(a.received, QByteArrayList{"hello"});
        QCOMPARE(a.received.first().constData(), b.received.first().constData());
        // A dialect that does not show an event sends nothing.
        broker.publish(RoomUpdated{room(1)});
        QCOMPARE(a.received.size(), 2);
        QCOMPARE(other.received.size(), 1);
    }

    void knowsThePositionOfTheLastChange()
    {
        LocalBroker broker;
        Hub hub(broker, encode);
        QCOMPARE(hub.position(), 0);
        hub.startAt(7);
        QCOMPARE(hub.position(), 7);
        MessagePosted message = posted(1, u"a"_s);
        message.message.position = 8;
        // Already so while it is delivered: who attaches then does not hear it any more.
        TestConnection member;
        hub.attach(&member, actor(1), {roomId(1)});
        qint64 seen = 0;
        member.onSend = [&] { seen = hub.position(); };
        broker.publish(message);
        QCOMPARE(seen, 8);
        broker.publish(RoomUpdated{room(1)});
        QCOMPARE(hub.position(), 8);
        MessageEdited edited{message.message};
        edited.message.position = 12;
        broker.publish(edited);
        MessageDeleted deleted{message.message};
        deleted.message.position = 13;
        broker.publish(deleted);
        QCOMPARE(hub.position(), 13);
    }

    void membershipMovesSubscriptions()
    {
        LocalBroker broker;
        Hub hub(broker, encode);
        TestConnection member;
        TestConnection second;
        TestConnection stranger;
        hub.attach(&member, actor(1), {roomId(1)});
        hub.attach(&second, actor(1, 11), {roomId(1)});
        hub.attach(&stranger, actor(2), {});
        broker.publish(posted(1, u"before"_s));
        QVERIFY(stranger.received.isEmpty());
        broker.publish(MemberJoined{room(1), userRef(2), RoomRole::Member});
        broker.publish(posted(1, u"during"_s));
        QCOMPARE(stranger.received.last(), "during");
        broker.publish(MemberLeft{roomId(1), userRef(2)});
        const auto heard = stranger.received.size();
        broker.publish(posted(1, u"after"_s));
        QCOMPARE(stranger.received.size(), heard);
        QCOMPARE(second.received.last(), "after");
        broker.publish(RoomDeleted{roomId(1)});
        const auto last = member.received.size();
        broker.publish(posted(1, u"to nobody"_s));
        QCOMPARE(member.received.size(), last);
    }

    // The author of what a client shows may have left the room.
    void everybodyLearnsOfAnErasedUser()
    {
        LocalBroker broker;
        Hub hub(broker, encode);
        TestConnection member;
        TestConnection stranger;
        TestConnection otherDialect;
        hub.attach(&member, actor(1), {roomId(1)});
        hub.attach(&stranger, actor(2), {});
        hub.attach(&otherDialect, actor(1), {roomId(1)}, listeningIn(1));
        const UserErased event{{userId(9), {}}, true};
        broker.publish(event);
        const QByteArrayList once{QByteArray::number(qsizetype(Event(event).index()))};
        QCOMPARE(member.received, once);
        QCOMPARE(stranger.received, once);
        QVERIFY(otherDialect.received.isEmpty());
    }

    void endsTheSessionsThatAreMeant()
    {
        LocalBroker broker;
        Hub hub(broker, encode);
        TestConnection one;
        TestConnection two;
        TestConnection other;
        hub.attach(&one, actor(1, 11), {});
        hub.attach(&two, actor(1, 12), {});
        hub.attach(&other, actor(2, 13), {});
        broker.publish(SessionsEnded{userId(1), {actor(1, 11).sessionId}, {}, {}});
        QCOMPARE(one.disconnected, DisconnectReason::SessionEnded);
        QCOMPARE(one.received.size(), 1);
        QVERIFY(!two.disconnected);
        one.disconnected.reset();
        broker.publish(SessionsEnded{userId(1), {}, actor(1, 11).sessionId, {}});
        QVERIFY(!one.disconnected);
        QCOMPARE(two.disconnected, DisconnectReason::SessionEnded);
        QVERIFY(!other.disconnected);
    }

    void connectionsMayEndWhileBeingSentTo()
    {
        LocalBroker broker;
        Hub hub(broker, encode);
        TestConnection first;
        auto second = std::make_unique<TestConnection>();
        TestConnection third;
        hub.attach(&first, actor(1), {roomId(1)});
        hub.attach(second.get(), actor(2), {roomId(1)});
        hub.attach(&third, actor(3), {roomId(1)});
        first.onSend = [&] {
            hub.detach(&first);
            hub.detach(second.get());
            second.reset();
        };
        broker.publish(posted(1, u"x"_s));
        QCOMPARE(third.received.size(), 1);
        broker.publish(posted(1, u"y"_s));
        QCOMPARE(first.received.size(), 1);
        QCOMPARE(third.received.size(), 2);
        QCOMPARE(hub.connectionCount(), 1);
    }

    void roomsAreKnownByTheNamesThatTheClientWrites()
    {
        Subscription subscription;
        QVERIFY(subscription.enter(roomId(1), u"Hall"_s));
        QCOMPARE(subscription.roomNamed(u"hALL"_s), roomId(1));
        // Renamed meanwhile, and another made of its name.
        QVERIFY(subscription.enter(roomId(2), u"hall"_s));
        QCOMPARE(subscription.roomNamed(u"Hall"_s), roomId(2));
        QVERIFY(!subscription.enter(roomId(1), u"Old hall"_s));
        QCOMPARE(subscription.roomNamed(u"Hall"_s), roomId(2));
        QCOMPARE(subscription.roomNamed(u"old hall"_s), roomId(1));
        subscription.currentRoom = roomId(1);
        subscription.leave(roomId(1));
        QVERIFY(subscription.roomNamed(u"old hall"_s).isNull());
        QVERIFY(subscription.currentRoom.isNull());
        QCOMPARE(subscription.rooms.size(), 1);
        QCOMPARE(subscription.roomsByKey.size(), 1);
    }
};

PARLANCE_TEST(TestRealtime)

} // namespace tst_realtime

#include "tst_realtime.moc"
