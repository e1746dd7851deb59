// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/presence.h"
#include "realtime/hub.h"
#include "realtime/localbroker.h"
#include "support/testprogram.h"
#include "support/unusedstore.h"

#include <QElapsedTimer>
#include <QTest>

namespace tst_realtime {

using namespace parlance;
using namespace parlance::test;
using namespace Qt::StringLiterals;

RoomId roomId(int n)
{
    return RoomId::fromHex(u"%1"_s.arg(n, 24, 16, QChar(u'0'))).value_or(RoomId());
}
UserId userId(int n)
{
    return UserId::fromHex(u"%1"_s.arg(n, 24, 16, QChar(u'0'))).value_or(UserId());
}
UserRef userRef(int n)
{
    return {userId(n), u"user%1"_s.arg(n)};
}
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
Room room(int n)
{
    Room room;
    room.id = roomId(n);
    return room;
}

std::shared_ptr<Listening> listeningIn(quint8 dialect)
{
    auto listening = std::make_shared<Listening>();
    listening->dialect = dialect;
    return listening;
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
    void whenDelivered(std::function<void()>) override {}
    void disconnect(DisconnectReason reason) override { disconnected = reason; }

    QByteArrayList received;
    std::optional<DisconnectReason> disconnected;
    std::function<void()> onSend;

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

class RoomsStore : public UnusedAccounts, public UnusedMemberships
{
public:
    void roomIdsOf(UserId, Callback<std::vector<RoomId>> done) override
    {
        ++asked;
        answers.push_back(std::move(done));
    }
    void setLastSeen(UserId, Timestamp, Callback<void> done) override
    {
        ++lastSeen;
        done({});
    }
    int asked = 0;
    int lastSeen = 0;
    std::vector<Callback<std::vector<RoomId>>> answers;
};

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
        Listening listening;
        QVERIFY(listening.enter(roomId(1), u"Hall"_s));
        QCOMPARE(listening.roomNamed(u"hALL"_s), roomId(1));
        // Renamed meanwhile, and another made of its name.
        QVERIFY(listening.enter(roomId(2), u"hall"_s));
        QCOMPARE(listening.roomNamed(u"Hall"_s), roomId(2));
        QVERIFY(!listening.enter(roomId(1), u"Old hall"_s));
        QCOMPARE(listening.roomNamed(u"Hall"_s), roomId(2));
        QCOMPARE(listening.roomNamed(u"old hall"_s), roomId(1));
        listening.currentRoom = roomId(1);
        listening.leave(roomId(1));
        QVERIFY(listening.roomNamed(u"old hall"_s).isNull());
        QVERIFY(listening.currentRoom.isNull());
        QCOMPARE(listening.rooms.size(), 1);
        QCOMPARE(listening.roomsByKey.size(), 1);
    }

    void presenceCountsAUserOnce()
    {
        LocalBroker broker;
        RoomsStore store;
        Presence presence(store, store, broker, systemNow);
        QList<bool> announced;
        broker.subscribe(Broker::Stage::AfterDelivery, [&](const Event &event) {
            if (const auto *change = std::get_if<PresenceChanged>(&event))
                announced.append(change->online);
        });
        int ready = 0;
        const auto count = [&](const Result<std::vector<RoomId>> &rooms) {
            ready += rooms && rooms->size() == 1;
        };
        presence.connect(userRef(1), count);
        presence.connect(userRef(1), count);
        QCOMPARE(store.asked, 1);
        QVERIFY(!presence.isOnline(userId(1)));
        store.answers[0](std::vector<RoomId>{roomId(1)});
        QCOMPARE(ready, 2);
        presence.connect(userRef(1), count);
        QCOMPARE(store.asked, 1);
        QCOMPARE(presence.onlineCount(roomId(1)), 1);
        QCOMPARE(announced, QList<bool>{true});
        presence.disconnect(userId(1));
        presence.disconnect(userId(1));
        QVERIFY(presence.isOnline(userId(1)));
        presence.disconnect(userId(1));
        QVERIFY(!presence.isOnline(userId(1)));
        QCOMPARE(presence.onlineCount(roomId(1)), 0);
        QCOMPARE(announced, (QList<bool>{true, false}));
        QCOMPARE(store.lastSeen, 1);
    }

    void onlineListsAreToldNowAndThen()
    {
        LocalBroker broker;
        RoomsStore store;
        Presence presence(store, store, broker, systemNow);
        int told = 0;
        int toldOther = 0;
        broker.subscribe(Broker::Stage::AfterDelivery, [&](const Event &event) {
            if (const auto *online = std::get_if<RoomOnlineChanged>(&event))
                ++(online->roomId == roomId(1) ? told : toldOther);
        });
        const auto watch = presence.watch(roomId(1));
        const auto watchOther = presence.watch(roomId(2));
        QElapsedTimer pause;
        pause.start();
        presence.announceOnline(roomId(1));
        QTRY_COMPARE(told, 1);
        // A change in every turn of a pause is told once, at its end.
        while (told == 1 && !pause.hasExpired(5000)) {
            presence.announceOnline(roomId(1));
            if (toldOther == 0)
                presence.announceOnline(roomId(2));
            QCoreApplication::processEvents();
            // That is no reason for another room to wait.
            QVERIFY(toldOther == 1 || !pause.hasExpired(200));
        }
        QCOMPARE(told, 2);
        QVERIFY(pause.elapsed() >= 200);
    }

    void whatHappensWhileRoomsLoadWins()
    {
        LocalBroker broker;
        RoomsStore store;
        Presence presence(store, store, broker, systemNow);
        std::vector<RoomId> got;
        presence.connect(userRef(1),
                         [&](const Result<std::vector<RoomId>> &rooms) { got = *rooms; });
        // The answer is older than these: room 1 was left, 2 joined, 3 joined and left, 4 deleted.
        broker.publish(MemberLeft{roomId(1), userRef(1)});
        broker.publish(MemberJoined{room(2), userRef(1), RoomRole::Member});
        broker.publish(MemberJoined{room(3), userRef(1), RoomRole::Member});
        broker.publish(MemberLeft{roomId(3), userRef(1)});
        broker.publish(RoomDeleted{roomId(4)});
        store.answers[0](std::vector<RoomId>{roomId(1), roomId(4), roomId(5)});
        std::sort(got.begin(), got.end());
        QCOMPARE(got, (std::vector<RoomId>{roomId(2), roomId(5)}));
    }

    void aFailedLoadCountsNothing()
    {
        LocalBroker broker;
        RoomsStore store;
        Presence presence(store, store, broker, systemNow);
        int failed = 0;
        const auto count = [&](const auto &rooms) { failed += !rooms; };
        presence.connect(userRef(1), count);
        store.answers[0](ErrorCode::Overloaded);
        QCOMPARE(failed, 1);
        QVERIFY(!presence.isOnline(userId(1)));
        presence.connect(userRef(1), count);
        QCOMPARE(store.asked, 2);
    }
};

PARLANCE_TEST(TestRealtime)

} // namespace tst_realtime

#include "tst_realtime.moc"
