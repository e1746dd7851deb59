// SPDX-License-Identifier: GPL-3.0-or-later
#include "connections/plainsession.h"
#include "support/socketiofakes.h"
#include "support/testprogram.h"
#include "support/websocketpeer.h"

#include <QPointer>

namespace tst_plainsession {

using namespace parlance;
using namespace parlance::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// A session of /ws whose client is `peer`.
struct Fixture
{
    explicit Fixture(PlainSession::Options options = {})
    {
        auto taken = peer.takeConnection();
        connection = taken.get();
        session = new PlainSession(gateway, timers, {}, std::move(taken), options, &parent);
        // It says goodbye even if it never had a token to show.
        gateway.last = session;
    }

    /// Sends the message and notes its delivery.
    void send(const QByteArray &message)
    {
        session->send({{}, websocket::encodeFrame(websocket::Opcode::Text, message), 0});
        await(message);
    }
    void sendMany(int count, const QByteArray &frame)
    {
        for (int i = 0; i < count; ++i)
            peer.sendText(frame);
    }
    void await(const QByteArray &name)
    {
        const auto known = delivered;
        session->whenDelivered([this, name] { delivered += name; });
        QVERIFY2(delivered == known, "inside the call");
    }
    /// Comes back when the server has handled all that was said before.
    void sync()
    {
        peer.sendText("{}");
        const qsizetype before = peer.messages.size();
        if (!QTest::qWaitFor([&] { return peer.messages.size() > before; }))
            qFatal("no answer");
        peer.messages.removeLast();
    }

    QByteArrayList delivered;
    TimerQueue timers;
    FakeGateway gateway;
    WebSocketPeer peer{timers};
    QObject parent;
    websocket::Connection *connection = nullptr;
    QPointer<PlainSession> session;
};

const QByteArray authenticate = R"({"event":"session.authenticate","data":{"token":"t"}})";

QByteArray call(int id, const QString &event, int length)
{
    const QJsonObject data{{u"text"_s, QString(length, u'a')}};
    return QJsonDocument(QJsonObject{{u"id"_s, id}, {u"event"_s, event}, {u"data"_s, data}})
        .toJson();
}

class TestPlainSession : public QObject
{
    Q_OBJECT

private:
    // As many of the frame are answered with an error; the next one ends the connection.
    static void takesOnly(int count, const QByteArray &frame, int closeCode, Fixture &f)
    {
        f.sendMany(count, frame);
        QTRY_COMPARE(f.peer.messages.size(), count);
        QCOMPARE(f.peer.closeCode, 0);
        f.sendMany(30, frame);
        QTRY_COMPARE(f.peer.closeCode, closeCode);
        QCOMPARE(f.peer.messages.size(), count + 1);
    }

private Q_SLOTS:
    void deadClientsGo()
    {
        PlainSession::Options options;
        options.pingInterval = 10ms;
        options.pingTimeout = 30ms;
        Fixture f(options);
        f.peer.pongs = false;
        f.peer.sendText(authenticate);
        QTRY_VERIFY(!f.session);
        QCOMPARE(f.gateway.log.last(), QByteArray("close"));
    }

    void refusedSessionsGo_data()
    {
        QTest::addColumn<ErrorCode>("error");
        QTest::addColumn<int>("closeCode");
        QTest::addColumn<bool>("isLate");
        for (const bool isLate : {false, true}) {
            const char *when = isLate ? "after a while: %s" : "at once: %s";
            QTest::addRow(when, "for good") << ErrorCode::InvalidToken << 1008 << isLate;
            QTest::addRow(when, "for now") << ErrorCode::RateLimited << 1013 << isLate;
        }
    }
    void refusedSessionsGo()
    {
        QFETCH(ErrorCode, error);
        QFETCH(int, closeCode);
        QFETCH(bool, isLate);
        Fixture f;
        f.gateway.defer = isLate;
        f.gateway.error = Error{error, {}, {}};
        f.peer.sendText(authenticate);
        if (isLate) {
            QTRY_VERIFY(f.gateway.pendingOpen);
            f.gateway.pendingOpen(f.gateway.answer());
        }
        QTRY_COMPARE(f.peer.closeCode, closeCode);
        QTRY_VERIFY(!f.session);
        QCOMPARE(f.gateway.log.last(), QByteArray("close"));
    }

    // One of any length, or several that are short together.
    void callsWaitForTheToken_data()
    {
        QTest::addColumn<int>("firstLength");
        QTest::newRow("after a short one") << 10;
        QTest::newRow("after a long one") << 50'000;
    }
    void callsWaitForTheToken()
    {
        QFETCH(int, firstLength);
        PlainSession::Options options;
        options.maxHeldBytes = 1'000;
        Fixture f(options);
        f.gateway.defer = true;
        f.peer.sendText(authenticate);
        QTRY_VERIFY(f.gateway.pendingOpen);
        f.peer.sendText(call(1, u"first"_s, firstLength));
        f.peer.sendText(call(2, u"second"_s, 2'000));
        // What does not wait is told to come again, not to authenticate.
        QTRY_COMPARE(f.peer.messages.size(), 1);
        const QJsonObject refused = QJsonDocument::fromJson(f.peer.messages.first()).object();
        QCOMPARE(refused[u"id"].toInt(), 2);
        QCOMPARE(refused[u"error"][u"code"].toString(), QStringLiteral("overloaded"));
        f.gateway.pendingOpen(f.gateway.answer());
        QVERIFY(f.gateway.log.last().startsWith("call first "));
    }

    void errorsBeforeTheSessionAreBounded_data()
    {
        QTest::addColumn<QByteArray>("frame");
        QTest::newRow("unauthenticated") << QByteArray(R"({"event":"message.list"})");
        QTest::newRow("not JSON") << QByteArray("garbage");
        QTest::newRow("no event") << QByteArray("{}");
        QTest::newRow("no token") << QByteArray(R"({"event":"session.authenticate"})");
    }
    void errorsBeforeTheSessionAreBounded()
    {
        QFETCH(QByteArray, frame);
        Fixture f;
        takesOnly(19, frame, 1008, f);
    }

    void brokenFramesAreBounded_data()
    {
        QTest::addColumn<QByteArray>("frame");
        QTest::newRow("not JSON") << QByteArray("garbage");
        QTest::newRow("second session") << authenticate;
    }
    void brokenFramesAreBounded()
    {
        QFETCH(QByteArray, frame);
        Fixture f;
        f.sendMany(19, "garbage");
        f.peer.sendText(authenticate);
        QTRY_COMPARE(f.gateway.log.value(1), QByteArray("call account.get []"));
        QTRY_COMPARE(f.peer.messages.size(), 19);
        f.peer.messages.clear();
        takesOnly(99, frame, 1007, f);
    }

    // Delivery -----------------------------------------------------------------------------------

    void pongBehindTheMessageConfirms()
    {
        Fixture f;
        f.peer.pongs = false;
        f.send("a");
        f.send("b");
        f.await("c");
        QTRY_COMPARE(f.peer.payloads.size(), 2);
        QCOMPARE(f.peer.messages, (QByteArrayList{"a", "b"}));
        f.sync();
        QCOMPARE(f.delivered, QByteArrayList{});
        f.peer.sendPong(f.peer.payloads.at(0));
        QTRY_COMPARE(f.delivered, QByteArrayList{"a"});
        f.peer.sendPong(f.peer.payloads.at(0));
        f.sync();
        QCOMPARE(f.delivered, QByteArrayList{"a"});
        f.peer.sendPong(f.peer.payloads.at(1));
        QTRY_COMPARE(f.delivered, (QByteArrayList{"a", "b", "c"}));
    }

    /// A client may answer the latest ping alone (RFC 6455 section 5.5.3).
    void pongAnswersForEarlierPings()
    {
        Fixture f;
        f.peer.pongs = false;
        for (qsizetype round = 1; round <= 10; ++round) {
            f.send("a");
            f.send("b");
            QTRY_COMPARE(f.peer.payloads.size(), 2 * round);
            f.peer.sendPong(f.peer.payloads.last());
            QTRY_COMPARE(f.delivered.size(), 2 * round);
        }
    }

    void answersToOurRepliesCountToo()
    {
        Fixture f;
        f.send("a");
        QTRY_COMPARE(f.delivered, QByteArrayList{"a"});
        f.sync();
        f.await("reply");
        QTRY_COMPARE(f.delivered, (QByteArrayList{"a", "reply"}));
        QCOMPARE(f.peer.payloads.size(), 2);
        // Nothing was sent since.
        f.await("known");
        QTRY_COMPARE(f.delivered.size(), 3);
        QCOMPARE(f.peer.payloads.size(), 2);
    }

    void otherPongsConfirmNothing()
    {
        PlainSession::Options options;
        options.pingInterval = 10ms;
        Fixture f(options);
        f.peer.pongs = false;
        f.send("a");
        QTRY_VERIFY(f.peer.payloads.contains("1"));
        for (const char *payload : {"", "1", "2", "a", "0"})
            f.peer.sendPong(payload);
        f.sync();
        QCOMPARE(f.delivered, QByteArrayList{});
        f.peer.sendPong(f.peer.payloads.first());
        QTRY_COMPARE(f.delivered, QByteArrayList{"a"});
    }

    void burstsTakeFewPings()
    {
        Fixture f;
        constexpr qsizetype count = 100;
        for (qsizetype i = 0; i < count; ++i)
            f.send(QByteArray::number(i));
        QTRY_COMPARE(f.delivered.size(), count);
        QCOMPARE(f.delivered, f.peer.messages);
        QCOMPARE(f.peer.payloads.size(), 5);
    }

    void connectionsEndDropsIt_data()
    {
        QTest::addColumn<QByteArray>("end");
        for (const char *end : {"left", "lost", "ended", "shut down", "destroyed"})
            QTest::newRow(end) << QByteArray(end);
    }
    void connectionsEndDropsIt()
    {
        QFETCH(QByteArray, end);
        Fixture f;
        f.peer.pongs = false;
        f.send("a");
        auto held = std::make_shared<int>();
        const std::weak_ptr<int> alive = held;
        f.session->whenDelivered([held = std::move(held)] {});
        QTRY_COMPARE(f.peer.payloads.size(), 1);
        if (end == "left")
            f.peer.sendClose(1000);
        else if (end == "lost")
            f.peer.drop();
        else if (end == "destroyed")
            qDeleteAll(f.parent.children());
        else
            f.session->disconnect(end == "ended" ? DisconnectReason::SessionEnded
                                                 : DisconnectReason::ServerShutdown);
        if (f.session)
            f.await("too late");
        f.peer.sendPong(f.peer.payloads.first());
        f.peer.sendClose(1000);
        QTRY_VERIFY(!f.session);
        QVERIFY(alive.expired());
        QCOMPARE(f.delivered, QByteArrayList{});
    }

    void connectionsEndDropsWhatIsKnownToo()
    {
        Fixture f;
        f.await("nothing");
        f.connection->close(1000);
        auto held = std::make_shared<int>();
        const std::weak_ptr<int> alive = held;
        f.session->whenDelivered([held = std::move(held)] {});
        QVERIFY(alive.expired());
        f.peer.sendClose(1000);
        QTRY_VERIFY(!f.session);
        QCOMPARE(f.delivered, QByteArrayList{});
    }

    void receiversMayDisconnectInside()
    {
        Fixture f;
        f.session->send({{}, websocket::encodeFrame(websocket::Opcode::Text, "a"), 0});
        f.session->whenDelivered([&f] { f.session->disconnect(DisconnectReason::SessionEnded); });
        f.await("a");
        QTRY_COMPARE(f.peer.closeCode, quint16(1008));
        f.peer.sendClose(1008);
        QTRY_VERIFY(!f.session);
        QCOMPARE(f.delivered, QByteArrayList{});
    }

    void waitingIsBounded()
    {
        Fixture f;
        f.peer.pongs = false;
        f.send("a");
        for (size_t i = 1; i < DeliveryTracker::maxWaiting; ++i)
            f.session->whenDelivered([] {});
        f.sync();
        f.session->whenDelivered([] {});
        QTRY_VERIFY(!f.session);
        QCOMPARE(f.delivered, QByteArrayList{});
    }

    void deadClientsGoByDefault()
    {
        const PlainSession::Options options;
        QCOMPARE(options.pingInterval, 25s);
        QCOMPARE(options.pingTimeout, 20s);
    }
};

PARLANCE_TEST(TestPlainSession)

} // namespace tst_plainsession

#include "tst_plainsession.moc"
