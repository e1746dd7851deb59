// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/recoveryfixture.h"
#include "support/testprogram.h"

#include <QRandomGenerator>

#include <array>

namespace tst_socketiorecoverybounds {

using namespace parlance;
using namespace parlance::socketio;
using namespace parlance::test;
using namespace std::chrono_literals;

/// Clients that come and go at random, in rooms at random, beside a model of who ought to get what.
class Crowd
{
public:
    explicit Crowd(LogRecoveryOptions options)
        : m_server(options)
    {
        for (Client &client : m_clients)
            m_server.connect(client);
    }

    void step(int number)
    {
        Client &client = m_clients[size_t(m_random.bounded(int(m_clients.size())))];
        const int dice = m_random.bounded(6);
        if (dice == 0)
            come(client);
        else if (dice == 1)
            m_random.bounded(4) ? go(client) : comeAndGo(client);
        else if (dice == 2)
            emitToAudience(number);
        else if (TestSocket *socket = m_server.socketOf(client))
            use(dice, number, client, socket);
    }

    /// How often a client came back to everything, and to nothing.
    int recoveries = 0;
    int losses = 0;

private:
    struct Client : RecoveringClient
    {
        QSet<QString> rooms;
        QByteArrayList expected;
        /// Its connection is dead, whether the server knows it or not.
        bool deaf = false;
    };

    void come(Client &client)
    {
        m_server.connect(client);
        takeStock(client);
        client.deaf = false;
        // All that came was read.
        QCOMPARE(client.events, client.expected);
        ++(client.recovered ? recoveries : losses);
    }

    /// A client that was not recovered begins anew, and knows it.
    void takeStock(Client &client)
    {
        if (client.recovered)
            return;
        client.events.clear();
        client.expected.clear();
        client.rooms.clear();
    }

    /// Gone again before all that was missed is there, or even CONNECT's answer.
    void comeAndGo(Client &client)
    {
        const int count = m_random.bounded(4);
        m_server.connect(client, count);
        if (count > 0)
            takeStock(client);
        client.deaf = true;
    }

    /// With some of what was on the way; the server notices, perhaps, and perhaps later.
    void go(Client &client)
    {
        if (!client.deaf)
            client.read(m_random.bounded(4));
        client.deaf = true;
        if (m_server.socketOf(client) && m_random.bounded(2))
            client.session->lose();
    }

    void use(int dice, int number, Client &client, TestSocket *socket)
    {
        const QString room = m_rooms.at(m_random.bounded(3));
        if (dice == 3) {
            socket->join(room);
            client.rooms.insert(room);
        } else if (dice == 4) {
            socket->leave(room);
            client.rooms.remove(room);
        } else {
            socket->emitText("m", number);
            client.expected += QByteArray::number(number);
        }
    }

    void emitToAudience(int number)
    {
        const Audience audience{someRooms(2), someRooms(4)};
        m_server.emitTo(audience, number);
        for (Client &client : m_clients) {
            const auto isIn = [&client](const QString &room) {
                return client.rooms.contains(room);
            };
            const auto &[rooms, except] = audience;
            if ((rooms.isEmpty() || std::any_of(rooms.begin(), rooms.end(), isIn)) &&
                std::none_of(except.begin(), except.end(), isIn))
                client.expected += QByteArray::number(number);
        }
    }

    QList<QString> someRooms(int odds)
    {
        QList<QString> some;
        for (const QString &room : m_rooms) {
            if (m_random.bounded(odds) == 0)
                some.append(room);
        }
        return some;
    }

    const QList<QString> m_rooms{text("a"), text("b"), text("c")};
    QRandomGenerator m_random{5};
    RecoveryFixture m_server;
    std::array<Client, 6> m_clients;
};

class TestSocketIoRecoveryBounds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsLostAndNothingTwice_data()
    {
        QTest::addColumn<LogRecoveryOptions>("options");
        QTest::addColumn<bool>("roomy");
        QTest::newRow("roomy") << LogRecoveryOptions() << true;
        LogRecoveryOptions tight;
        tight.maxBytes = 20'000;
        QTest::newRow("few events") << tight << false;
        tight = {};
        tight.maxAbsent = 2;
        QTest::newRow("few sessions") << tight << false;
    }
    void nothingIsLostAndNothingTwice()
    {
        QFETCH(LogRecoveryOptions, options);
        QFETCH(bool, roomy);
        Crowd crowd(options);
        for (int number = 1; number <= 5000 && !QTest::currentTestFailed(); ++number)
            crowd.step(number);
        QVERIFY(crowd.recoveries > 100);
        QCOMPARE(crowd.losses > 0, !roomy);
    }

    void theOldestGoFirst()
    {
        LogRecoveryOptions options;
        options.maxBytes = 100'000;
        RecoveryFixture f(options);
        RecoveringClient early;
        RecoveringClient late;
        f.connect(early);
        f.connect(late);
        early.session->lose();
        const QString bulk(10'000, QLatin1Char('a'));
        for (int i = 0; i < 15; ++i)
            f.emitTo({}, bulk);
        late.read();
        late.session->lose();
        f.emitTo({}, 1);
        QVERIFY(f.recovery.bytes() <= options.maxBytes);
        QVERIFY(f.recovery.bytes() > options.maxBytes / 2);
        late.events.clear();
        f.connect(late);
        QVERIFY(late.recovered);
        QCOMPARE(late.events, QByteArrayList{"1"});
        f.connect(early);
        QVERIFY(!early.recovered);
        QVERIFY(early.events.isEmpty());
    }

    /// What others make the log forget is no loss of those whom it was not for.
    void quietClientsAreNotForgotten_data()
    {
        QTest::addColumn<bool>("onTheWay");
        QTest::newRow("missed while away") << false;
        QTest::newRow("lost on the way") << true;
    }
    void quietClientsAreNotForgotten()
    {
        QFETCH(bool, onTheWay);
        LogRecoveryOptions options;
        options.maxBytes = 100'000;
        RecoveryFixture f(options);
        RecoveringClient client;
        f.connect(client);
        f.last()->emitText("m", 1);
        client.read();
        const QString bulk(10'000, QLatin1Char('a'));
        for (int i = 0; i < 15; ++i)
            f.emitTo({{text("busy")}, {}}, bulk);
        if (onTheWay)
            f.last()->emitText("m", 2);
        client.session->sent.clear();
        client.session->lose();
        if (!onTheWay)
            f.emitTo({}, 2);
        f.connect(client);
        QVERIFY(client.recovered);
        QCOMPARE(client.events, (QByteArrayList{"1", "2"}));
    }

    void tooMuchMissedMakesANewSocket_data()
    {
        QTest::addColumn<int>("maxBytes");
        QTest::addColumn<int>("maxEvents");
        QTest::addColumn<int>("size");
        QTest::addColumn<int>("count");
        QTest::addColumn<bool>("recovered");
        QTest::newRow("one big") << 1000 << 100 << 1000 << 1 << false;
        QTest::newRow("many small") << 1000 << 100 << 1 << 10 << false;
        QTest::newRow("few small") << 1000 << 100 << 1 << 3 << true;
        QTest::newRow("so many") << 10'000 << 10 << 1 << 10 << true;
        QTest::newRow("one too many") << 10'000 << 10 << 1 << 11 << false;
    }
    void tooMuchMissedMakesANewSocket()
    {
        QFETCH(int, maxBytes);
        QFETCH(int, maxEvents);
        QFETCH(int, size);
        QFETCH(int, count);
        QFETCH(bool, recovered);
        LogRecoveryOptions options;
        options.maxMissedBytes = maxBytes;
        options.maxMissedEvents = maxEvents;
        RecoveryFixture f(options);
        RecoveringClient client;
        f.connect(client);
        client.session->lose();
        for (int i = 0; i < count; ++i)
            f.emitTo({}, QString(size, QLatin1Char('a')));
        f.connect(client);
        QCOMPARE(client.recovered, recovered);
        QCOMPARE(client.events.size(), recovered ? count : 0);
    }

    void manyRoomsMakeNoRepeats()
    {
        RecoveryFixture f;
        RecoveringClient client;
        f.connect(client);
        const QList<QString> rooms{text("a"), text("b"), text("c")};
        for (const QString &room : rooms)
            f.last()->join(room);
        client.session->lose();
        for (int i = 0; i < 3; ++i)
            f.emitTo({rooms, {}}, i);
        f.connect(client);
        QCOMPARE(client.events, (QByteArrayList{"0", "1", "2"}));
    }

    void sessionsAreForgotten()
    {
        LogRecoveryOptions options;
        options.maxAbsence = 20ms;
        RecoveryFixture f(options);
        RecoveringClient client;
        f.connect(client);
        f.emitTo({}, 1);
        client.session->lose();
        QCOMPARE(f.recovery.absentCount(), 1);
        QVERIFY(f.recovery.bytes() > 0);
        QTRY_COMPARE(f.recovery.absentCount(), 0);
        // Nobody can ask for them any more.
        QCOMPARE(f.recovery.bytes(), 0);
        f.connect(client);
        QVERIFY(!client.recovered);
    }

    void sessionsAreCounted()
    {
        LogRecoveryOptions options;
        options.maxAbsent = 2;
        RecoveryFixture f(options);
        RecoveringClient clients[3];
        for (RecoveringClient &client : clients)
            f.connect(client);
        for (RecoveringClient &client : clients)
            client.session->lose();
        QCOMPARE(f.recovery.absentCount(), 2);
        for (RecoveringClient &client : clients)
            f.connect(client);
        QVERIFY(!clients[0].recovered && clients[1].recovered && clients[2].recovered);
    }

    void roomsOfTheAbsentAreBounded()
    {
        LogRecoveryOptions options;
        options.maxBytes = 100'000;
        RecoveryFixture f(options);
        for (int i = 0; i < 10; ++i) {
            RecoveringClient client;
            f.connect(client);
            for (int room = 0; room < 100; ++room)
                f.last()->join(QString::number(room));
            client.session->lose();
            QVERIFY(f.recovery.bytes() <= options.maxBytes);
        }
        QVERIFY(f.recovery.absentCount() > 0);
    }

    void comingAndGoingCostsNothing()
    {
        RecoveryFixture f;
        RecoveringClient client;
        f.connect(client);
        for (int i = 0; i < 1000; ++i) {
            const QString room = QString::number(i);
            f.last()->join(room);
            f.emitTo({{room}, {}}, i);
            f.last()->leave(room);
        }
        QVERIFY(f.last()->trail().formerRooms().size() <= 64);
        // All of it was sent; but what came of that can only be said for the last rooms.
        client.read(990);
        client.session->lose();
        client.events.clear();
        f.connect(client);
        QVERIFY(client.recovered);
        QCOMPARE(client.events.size(), 10);
        QCOMPARE(client.events.first(), QByteArray("990"));
        client.session->lose();
        client.offset = client.offset.left(9) + '5';
        f.connect(client);
        QVERIFY(!client.recovered);
    }
};

PARLANCE_TEST(TestSocketIoRecoveryBounds)

} // namespace tst_socketiorecoverybounds

#include "tst_socketiorecoverybounds.moc"
