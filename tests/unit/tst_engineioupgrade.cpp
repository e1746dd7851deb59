// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/engineiofixture.h"
#include "support/testprogram.h"
#include "support/websocketpeer.h"

#include <QElapsedTimer>

namespace tst_engineioupgrade {

using namespace parlance;
using namespace parlance::engineio;
using namespace parlance::test;
using namespace std::chrono_literals;

using Fixture = EngineIoFixture;

/// A session over polling that a WebSocket wants to take over.
struct Upgrading
{
    explicit Upgrading(const Options &options = {})
        : f(options)
        , sid(f.open())
    {
        connectPeer();
    }

    void connectPeer()
    {
        peer = std::make_unique<WebSocketPeer>(f.timers);
        f.server->handleUpgrade(f.webSocketRequest(sid), peer->takeConnection());
    }
    void probe()
    {
        peer->sendText("2probe");
        if (!QTest::qWaitFor([this] { return peer->messages == QByteArrayList{"3probe"}; }))
            qFatal("no answer to the probe");
        peer->messages.clear();
    }
    /// Posts more than one turn handles.
    PendingPtr postMany(int count)
    {
        QByteArrayList packets;
        for (int i = 0; i < count; ++i)
            packets += "4p" + QByteArray::number(i);
        return f.post(sid, packets.join('\x1e'));
    }
    static QByteArrayList posted(int count)
    {
        QByteArrayList messages;
        for (int i = 0; i < count; ++i)
            messages += 'p' + QByteArray::number(i);
        return messages;
    }

    Fixture f;
    QByteArray sid;
    std::unique_ptr<WebSocketPeer> peer;
};

/// A client that talks and subscription all the time and upgrades meanwhile, as the official one
/// does: it waits for its poll and its post to end before it sends "5".
class BusyClient
{
public:
    explicit BusyClient(Fixture &fixture)
        : f(fixture)
        , m_sid(f.open())
        , m_session(f.last())
        , m_peer(f.timers)
    {
        QObject::connect(m_session, &Session::textReceived, m_session,
                         [this](const QByteArray &message) { heard += message; });
        f.server->handleUpgrade(f.webSocketRequest(m_sid), m_peer.takeConnection());
        m_peer.sendText("2probe");
    }

    void step()
    {
        if (pushed < 12)
            m_session->sendText('s' + QByteArray::number(pushed++));
        takeFrames();
        if (m_upgraded) {
            if (said < 12)
                m_peer.sendText(nextMessage());
            return;
        }
        if (m_poll && m_poll->answered()) {
            takePayload();
            m_poll = nullptr;
        }
        if (m_probed && !m_poll) {
            m_peer.sendText("5");
            m_upgraded = true;
            return;
        }
        if (!m_poll)
            m_poll = f.poll(m_sid);
        if (said < 8 && f.post(m_sid, nextMessage())->body() != "ok")
            qFatal("a post failed");
    }

    bool isDone() const
    {
        return m_upgraded && pushed == 12 && got.size() >= 12 && said == 12 && heard.size() >= 12;
    }
    bool isRight() const
    {
        for (int i = 0; i < 12; ++i) {
            if (got.value(i) != "4s" + QByteArray::number(i) ||
                heard.value(i) != 'c' + QByteArray::number(i))
                return false;
        }
        return got.size() == 12 && heard.size() == 12 && m_session->transportName() == "websocket";
    }
    void close() { m_session->close(CloseReason::ParseError); }

private:
    QByteArray nextMessage() { return "4c" + QByteArray::number(said++); }
    void takePayload()
    {
        for (const QByteArray &packet : m_poll->body().split('\x1e')) {
            if (packet != "6")
                got += packet;
        }
    }
    void takeFrames()
    {
        for (const QByteArray &message : std::exchange(m_peer.messages, {})) {
            if (message == "3probe")
                m_probed = true;
            else
                got += message;
        }
    }

    Fixture &f;
    const QByteArray m_sid;
    Session *m_session;
    WebSocketPeer m_peer;
    PendingPtr m_poll;
    bool m_probed = false;
    bool m_upgraded = false;
    int pushed = 0;
    int said = 0;
    /// At the client's end, and at the server's.
    QByteArrayList got;
    QByteArrayList heard;
};

class TestEngineIoUpgrade : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// What was posted before comes before what the WebSocket brings, however long it takes.
    void postsComeFirst()
    {
        Upgrading u;
        u.f.echo = false;
        u.probe();
        const auto posted = u.postMany(5000);
        const auto hanging = u.f.poll(u.sid);
        QTRY_COMPARE(hanging->body(), QByteArray("6"));
        u.peer->sendText("5");
        u.peer->sendText("4w0");
        u.peer->sendBinary("w1");
        QTRY_COMPARE(posted->body(), QByteArray("ok"));
        QTRY_COMPARE(u.f.received.size(), 5002);
        QCOMPARE(u.f.received, Upgrading::posted(5000) + QByteArrayList({"w0", "<binary>w1"}));
        QCOMPARE(u.f.last()->transportName(), QByteArray("websocket"));
        u.f.last()->sendText("on");
        QTRY_COMPARE(u.peer->messages, QByteArrayList{"4on"});
    }

    void postsInTheMiddleAreHeard()
    {
        Upgrading u;
        u.f.echo = false;
        QCOMPARE(u.f.post(u.sid, "4opened")->body(), QByteArray("ok"));
        u.probe();
        QCOMPARE(u.f.post(u.sid, "4probed")->body(), QByteArray("ok"));
        u.peer->sendText("5");
        u.peer->sendText("4upgraded");
        QTRY_COMPARE(u.f.received, (QByteArrayList{"opened", "probed", "upgraded"}));
        QCOMPARE(u.f.post(u.sid, "4late")->status(), 400);
        QCOMPARE(u.f.received.size(), 3);
    }

    void whatIsHeldBackIsBounded_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<QByteArray>("message");
        QTest::newRow("packets") << 100 << QByteArray("4");
        QTest::newRow("bytes") << 3 << '4' + QByteArray(8000, 'x');
    }
    void whatIsHeldBackIsBounded()
    {
        QFETCH(int, count);
        QFETCH(QByteArray, message);
        Options options;
        options.maxPayload = 20000;
        Upgrading u(options);
        u.f.echo = false;
        u.probe();
        // Handled in more turns than it takes to read the frames, which are there when it begins.
        const auto posted = u.postMany(2500);
        u.peer->sendText("5");
        for (int i = 0; i < count; ++i)
            u.peer->sendText(message);
        u.peer->awaitArrival(WebSocketPeer::frameBytes(1) +
                             count * WebSocketPeer::frameBytes(message.size()));
        QTRY_COMPARE(u.f.closed, QByteArrayList{"transport error"});
        QCOMPARE(posted->status(), 400);
        QTRY_COMPARE(u.peer->closeCode, quint16(1000));
    }

    void clientMayLeaveWhileItsPostIsHandled()
    {
        Upgrading u;
        u.f.echo = false;
        u.probe();
        const auto posted = u.postMany(100000);
        u.peer->sendText("5");
        u.peer->leave();
        u.peer->awaitArrival(WebSocketPeer::frameBytes(1), true);
        QTRY_COMPARE(u.f.closed, QByteArrayList{"transport close"});
        QCOMPARE(posted->status(), 400);
        QCOMPARE(u.f.server->sessionCount(), 0);
    }

    void serverMayCloseWhileAPostIsHandled()
    {
        Upgrading u;
        u.f.echo = false;
        u.probe();
        const auto posted = u.postMany(5000);
        u.peer->sendText("5");
        u.f.last()->sendText("bye");
        u.f.last()->close(CloseReason::ForcedClose);
        QTRY_COMPARE(u.peer->closeCode, quint16(1000));
        QCOMPARE(u.peer->messages, QByteArrayList{"4bye"});
        QCOMPARE(posted->body(), QByteArray("ok"));
        QTRY_COMPARE(u.f.closed, QByteArrayList{"forced close"});
    }

    void hangingPollsEnd()
    {
        Upgrading u;
        u.probe();
        QCOMPARE(u.f.polled(u.sid), QByteArray("6"));
        const auto hanging = u.f.poll(u.sid);
        u.peer->sendText("5");
        u.f.last()->sendText("for the WebSocket");
        QTRY_VERIFY(hanging->answered());
        u.peer->sendText("4echo");
        QTRY_VERIFY(u.peer->messages.contains("4echo"));
        QByteArrayList all = u.peer->messages;
        if (hanging->body() != "6")
            all.prepend(hanging->body());
        QCOMPARE(all, (QByteArrayList{"4for the WebSocket", "4echo"}));
    }

    /// The WebSocket stays silent: polling goes on, at a measured pace.
    void pollsOfAStalledUpgradeTakeTheirTime()
    {
        Upgrading u;
        u.probe();
        QCOMPARE(u.f.polled(u.sid), QByteArray("6"));
        QElapsedTimer clock;
        clock.start();
        for (int i = 0; i < 3; ++i) {
            const auto pending = u.f.poll(u.sid);
            QTRY_COMPARE(pending->body(), QByteArray("6"));
        }
        QVERIFY2(clock.elapsed() >= 290, qPrintable(QString::number(clock.elapsed())));
        // QByteArrayList do not wait.
        u.f.last()->sendText("now");
        QCOMPARE(u.f.polled(u.sid), QByteArray("4now"));
    }

    void abandonedUpgradesLoseNothing_data()
    {
        QTest::addColumn<QByteArray>("last");
        QTest::newRow("times out") << QByteArray();
        QTest::newRow("breaks a rule") << QByteArray("4not yet");
        QTest::newRow("broken packet") << QByteArray("x");
        QTest::newRow("dies") << QByteArray("<dies>");
    }
    void abandonedUpgradesLoseNothing()
    {
        QFETCH(QByteArray, last);
        Options options;
        options.upgradeTimeout = last.isEmpty() ? 500ms : 60000ms;
        Upgrading u(options);
        u.f.echo = false;
        const auto hanging = u.f.poll(u.sid);
        u.probe();
        QCOMPARE(hanging->body(), QByteArray("6"));
        u.f.last()->sendText("queued");
        if (last == "<dies>")
            u.peer->drop();
        else if (!last.isEmpty())
            u.peer->sendText(last);
        u.f.post(u.sid, "4posted");
        // As soon as this one is given up another may come.
        QVERIFY(replaced(u));
        u.peer->messages.clear();
        QCOMPARE(u.f.received, QByteArrayList{"posted"});
        u.peer->sendText("5");
        QTRY_COMPARE(u.peer->messages, QByteArrayList{"4queued"});
    }

    void heartbeatsCrossTheUpgrade()
    {
        Upgrading u(pinging(50ms, 5000ms));
        const auto hanging = u.f.poll(u.sid);
        QTRY_COMPARE(hanging->body(), QByteArray("2"));
        u.probe();
        u.peer->sendText("5");
        u.peer->sendText("3");
        QTRY_COMPARE(u.peer->messages, QByteArrayList{"2"});
    }

    void tenThousandUnderTraffic()
    {
#ifdef __SANITIZE_ADDRESS__
        constexpr int rounds = 20;
#else
        constexpr int rounds = 200;
#endif
        Fixture f;
        f.echo = false;
        for (int round = 0; round < rounds; ++round) {
            std::vector<std::unique_ptr<BusyClient>> clients(50);
            for (auto &client : clients)
                client = std::make_unique<BusyClient>(f);
            const auto allDone = [&clients] {
                for (const auto &client : clients)
                    client->step();
                return std::all_of(clients.begin(), clients.end(),
                                   [](const auto &client) { return client->isDone(); });
            };
            QVERIFY(stepUntil(allDone));
            for (const auto &client : clients) {
                QVERIFY(client->isRight());
                client->close();
            }
            QTRY_COMPARE(f.closed.size(), (round + 1) * 50);
        }
    }

private:
    static bool stepUntil(const std::function<bool()> &done)
    {
        QElapsedTimer clock;
        clock.start();
        while (!done()) {
            QCoreApplication::processEvents();
            if (clock.elapsed() > 20000)
                return false;
        }
        return true;
    }

    /// Tries with a new WebSocket until one is not turned away.
    static bool replaced(Upgrading &u)
    {
        return QTest::qWaitFor([&u] {
            u.connectPeer();
            u.peer->sendText("2probe");
            return QTest::qWaitFor(
                       [&u] { return u.peer->closeCode != 0 || !u.peer->messages.isEmpty(); }) &&
                   u.peer->messages == QByteArrayList{"3probe"};
        });
    }
};

PARLANCE_TEST(TestEngineIoUpgrade)

} // namespace tst_engineioupgrade

#include "tst_engineioupgrade.moc"
