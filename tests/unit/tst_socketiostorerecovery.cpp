// SPDX-License-Identifier: GPL-3.0-or-later
#include "connections/appendpoint.h"
#include "connections/appsocket.h"
#include "connections/storerecovery.h"
#include "support/socketiofakes.h"
#include "support/testprogram.h"

#include <QPointer>

namespace tst_socketiostorerecovery {

using namespace parlance;
using namespace parlance::socketio;
using namespace parlance::test;
using namespace Qt::StringLiterals;

constexpr auto secret = "0123456789abcdef0123456789abcdef";

/// Lets everybody in as `opened`, and answers what was missed when the test says so.
class StoreGateway : public Gateway
{
public:
    void open(Connection *connection, const SocketCredentials &, Callback<Opened> done) override
    {
        connections += connection;
        done(opened);
    }
    QString refusalText(const Error &error, quint8) const override { return error.message(); }
    QString refusalHint(const Error &, quint8) const override { return {}; }
    void receive(Connection *, qsizetype, ReadCall) override {}
    void call(Connection *, const QString &, const QJsonArray &, CallAnswer) override {}
    Result<void> admit(Connection *) override { return {}; }
    void missed(Connection *, qint64 position, Callback<MissedFrames> done) override
    {
        since += position;
        answer = std::move(done);
    }
    void close(Connection *connection) override { connections.removeOne(connection); }

    Opened opened;
    QList<Connection *> connections;
    QList<qint64> since;
    Callback<MissedFrames> answer;
};

struct Welcome
{
    QByteArray sid;
    QByteArray pid;
};

Frame push(qint64 position, const char *text = "x")
{
    Frame frame =
        encodeShared("2[\"" + QByteArray(text) + "\",\"" + QByteArray::number(position) + "\"]");
    frame.position = position;
    return frame;
}

struct Fixture
{
    explicit Fixture(const QByteArray &key = secret)
    {
        gateway.opened.recoverable = true;
        gateway.opened.actor.emplace().sessionId = SessionId(randomId());
        gateway.opened.position = 100;
        Options options;
        options.recoverySecret = key;
        options.maxMissedBytes = 500;
        app = std::make_unique<AppEndpoint>(gateway, timers, options);
    }
    ~Fixture() { app.reset(); }

    FakeSession *session(const QByteArray &auth = {})
    {
        sessions.push_back(std::make_unique<FakeSession>());
        app->endpoint().attach(sessions.back().get());
        sessions.back()->receive('0' + auth);
        return sessions.back().get();
    }
    /// Shows what a client has got at its first CONNECT.
    FakeSession *back(const Welcome &welcome, const QByteArray &offset = {})
    {
        QJsonObject auth{{u"pid"_s, QString::fromLatin1(welcome.pid)}};
        if (!offset.isNull())
            auth.insert(u"offset"_s, QString::fromLatin1(offset));
        return session(QJsonDocument(auth).toJson(QJsonDocument::Compact));
    }
    Namespace &nsp() const { return *app->endpoint().find("/"); }

    TimerQueue timers;
    StoreGateway gateway;
    std::vector<std::unique_ptr<FakeSession>> sessions;
    std::unique_ptr<AppEndpoint> app;
};

Welcome welcomeOf(const FakeSession *session)
{
    const auto object = QJsonDocument::fromJson(session->sent.value(0).mid(1)).object();
    return {object[u"sid"_s].toString().toLatin1(), object[u"pid"_s].toString().toLatin1()};
}

/// Behind CONNECT's answer.
QByteArrayList pushesOf(const FakeSession *session)
{
    return session->sent.mid(1);
}

class TestSocketIoStoreRecovery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pidsSayWhatTheyStandFor()
    {
        const PidCodec codec(secret);
        const PidContent content{SessionId(randomId()), 1'234'567'890'123, "a-sid"};
        const QByteArray pid = codec.encode(content);
        QCOMPARE(codec.encode(content), pid);
        const auto read = PidCodec(secret).decode(pid);
        QVERIFY(read);
        QCOMPARE(read->session, content.session);
        QCOMPARE(read->position, content.position);
        QCOMPARE(read->sid, content.sid);
        for (const char c : pid)
            QVERIFY(QByteArray("+/=\"\\").indexOf(c) < 0);
    }

    void otherPidsAreNone()
    {
        const PidCodec codec(secret);
        const QByteArray pid = codec.encode({SessionId(randomId()), 7, "a-sid"});
        QVERIFY(codec.decode(pid));
        QVERIFY(!PidCodec("another secret, of the same length").decode(pid));
        for (qsizetype i = 0; i < pid.size(); ++i) {
            QByteArray changed = pid;
            changed[i] = changed[i] == 'A' ? 'Q' : 'A';
            QVERIFY2(!codec.decode(changed), changed.constData());
            QVERIFY(!codec.decode(pid.left(i)));
            QVERIFY(!codec.decode(pid.mid(i + 1)));
        }
        for (const QByteArray &end : {QByteArray("A"), QByteArray("AAAA"), QByteArray(1, '\0'),
                                      QByteArray("="), QByteArray(100'000, 'A')})
            QVERIFY(!codec.decode(pid + end));
        QVERIFY(!codec.decode(QByteArray(100'000, 'A')));
        QVERIFY(!codec.decode("\xff\xfe"));
    }

    void readsOffsets_data()
    {
        QTest::addColumn<QByteArray>("offset");
        QTest::addColumn<qint64>("position");
        const auto row = [](const char *offset, qint64 position) {
            QTest::newRow(offset) << QByteArray(offset) << position;
        };
        row("0", 0);
        row("42", 42);
        row("9223372036854775807", std::numeric_limits<qint64>::max());
        for (const char *none : {"", "9223372036854775808", "-1", "+1", " 1", "1 ", "1.0", "1e3",
                                 "0x1", "1\n", "x", "99999999999999999999999999"})
            row(none, -1);
        QTest::newRow("null byte") << QByteArray("1\0", 2) << qint64(-1);
    }
    void readsOffsets()
    {
        QFETCH(QByteArray, offset);
        QTEST(positionOfOffset(offset).value_or(-1), "position");
    }

    void remembersSomeVoidSids()
    {
        VoidSids sids(2);
        for (const char *sid : {"a", "b", "b", "b"})
            sids.add(sid);
        QVERIFY(sids.contains("a") && sids.contains("b") && !sids.contains("c"));
        sids.add("c");
        QVERIFY(!sids.contains("a") && sids.contains("b") && sids.contains("c"));
    }

    void connectCarriesAPid()
    {
        Fixture f;
        const auto *session = f.session();
        const Welcome welcome = welcomeOf(session);
        const auto content = PidCodec(secret).decode(welcome.pid);
        QVERIFY(content);
        QCOMPARE(content->sid, welcome.sid);
        QCOMPARE(content->session, f.gateway.opened.actor->sessionId);
        QCOMPARE(content->position, 100);
        QVERIFY(f.gateway.since.isEmpty());
        QCOMPARE(f.gateway.connections.first()->wire(), PushFormat::Wire::SocketIoOffsets);
    }

    void thereIsNoneWhereItIsOff_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QByteArray>("target");
        QTest::newRow("switched off") << QByteArray() << QByteArray("/socket.io/?EIO=4");
        QTest::newRow("Engine.IO 3") << QByteArray(secret) << QByteArray("/socket.io/?EIO=3");
    }
    void thereIsNoneWhereItIsOff()
    {
        QFETCH(QByteArray, key);
        QFETCH(QByteArray, target);
        Fixture f(key);
        FakeSession session;
        QVERIFY(http::parseTarget(target, session.request));
        session.protocol = target.endsWith('3') ? 3 : 4;
        f.app->endpoint().attach(&session);
        session.receive("0");
        QCOMPARE(f.gateway.connections.size(), 1);
        QCOMPARE(f.gateway.connections.first()->wire(), PushFormat::Wire::SocketIo);
        QVERIFY(welcomeOf(&session).pid.isEmpty());
        session.lose();
    }

    // Behind which position to look is the client's last offset, or else that of its beginning.
    void asksBehindWhatIsKnown()
    {
        Fixture f;
        const Welcome welcome = welcomeOf(f.session());
        f.gateway.opened.position = 200;
        f.back(welcome);
        f.back(welcome, "150");
        f.back(welcome, "0");
        QCOMPARE(f.gateway.since, (QList<qint64>{100, 150, 0}));
    }

    void bringsWhatWasMissed()
    {
        Fixture f;
        const Welcome welcome = welcomeOf(f.session());
        auto *session = f.back(welcome, "100");
        QVERIFY(session->sent.isEmpty());
        Connection *connection = f.gateway.connections.last();
        // The store has seen up to 105; of that 104 and 105 come through the hub as well, one of
        // them late.
        connection->send(push(104));
        Frame unstored = push(0, "typing");
        connection->send(unstored);
        connection->send(push(106));
        f.gateway.answer(MissedFrames{{push(102), push(104), push(105)}, 105});
        connection->send(push(105));
        connection->send(unstored);
        connection->send(push(107));
        QCOMPARE(welcomeOf(session).sid, welcome.sid);
        QCOMPARE(welcomeOf(session).pid, welcome.pid);
        QCOMPARE(pushesOf(session),
                 (QByteArrayList{push(102).payload, push(104).payload, push(105).payload,
                                 unstored.payload, push(106).payload, unstored.payload,
                                 push(107).payload}));
    }

    void comesBackAgainAndAgain()
    {
        Fixture f;
        auto *session = f.session();
        const Welcome welcome = welcomeOf(session);
        for (int i = 0; i < 10; ++i) {
            session->lose();
            f.gateway.opened.position += 10;
            session = f.back(welcome);
            f.gateway.answer(MissedFrames{{}, f.gateway.opened.position});
            QCOMPARE(welcomeOf(session).sid, welcome.sid);
            QCOMPARE(welcomeOf(session).pid, welcome.pid);
            QVERIFY(f.nsp().find(QString::fromLatin1(welcome.sid))->isRecovered());
        }
        QCOMPARE(f.gateway.since, QList<qint64>(10, 100));
    }

    void whatCannotBeToldMakesANewSocket_data()
    {
        QTest::addColumn<Result<MissedFrames>>("answer");
        QTest::newRow("unknown position") << Result<MissedFrames>(ErrorCode::ReloadRequired);
        QTest::newRow("rate limit") << Result<MissedFrames>(ErrorCode::RateLimited);
        QTest::newRow("storage") << Result<MissedFrames>(ErrorCode::StorageFailed);
        const Frame big = push(101, QByteArray(600, 'x').constData());
        QTest::newRow("too many bytes") << Result<MissedFrames>(MissedFrames{{big}, 110});
    }
    void whatCannotBeToldMakesANewSocket()
    {
        QFETCH(Result<MissedFrames>, answer);
        Fixture f;
        auto *old = f.session();
        const Welcome welcome = welcomeOf(old);
        f.gateway.opened.position = 105;
        auto *session = f.back(welcome);
        f.gateway.connections.last()->send(push(106));
        f.gateway.answer(answer);
        f.gateway.connections.last()->send(push(107));
        const Welcome now = welcomeOf(session);
        QVERIFY(now.sid != welcome.sid);
        QCOMPARE(PidCodec(secret).decode(now.pid)->position, 105);
        QCOMPARE(pushesOf(session), (QByteArrayList{push(106).payload, push(107).payload}));
        // Nobody took the old one over.
        QVERIFY(old->open);
        QCOMPARE(f.nsp().socketCount(), 2);
    }

    void unknownRequestsAskForNothing_data()
    {
        QTest::addColumn<QByteArray>("auth");
        const QByteArray other = PidCodec("x").encode({SessionId(), 1, "sid"});
        const QByteArray foreign = PidCodec(secret).encode({SessionId(randomId()), 1, "sid"});
        QTest::newRow("no pid") << QByteArray("{\"offset\":\"1\"}");
        QTest::newRow("not ours") << QByteArray("{\"pid\":\"" + other + "\"}");
        QTest::newRow("of another session") << QByteArray("{\"pid\":\"" + foreign + "\"}");
        QTest::newRow("number") << QByteArray("{\"pid\":1}");
    }
    void unknownRequestsAskForNothing()
    {
        QFETCH(QByteArray, auth);
        Fixture f;
        QVERIFY(!welcomeOf(f.session(auth)).pid.isEmpty());
        QVERIFY(f.gateway.since.isEmpty());
    }

    void anOffsetThatIsNoneAsksForNothing()
    {
        Fixture f;
        const Welcome welcome = welcomeOf(f.session());
        for (const char *offset : {"", "x", "-1"})
            QVERIFY(welcomeOf(f.back(welcome, offset)).sid != welcome.sid);
        QVERIFY(f.gateway.since.isEmpty());
    }

    void disconnectVoidsThePid_data()
    {
        QTest::addColumn<bool>("byClient");
        QTest::newRow("client") << true;
        QTest::newRow("server") << false;
    }
    void disconnectVoidsThePid()
    {
        QFETCH(bool, byClient);
        Fixture f;
        auto *session = f.session();
        const Welcome welcome = welcomeOf(session);
        if (byClient)
            session->receive("1");
        else
            f.gateway.connections.first()->disconnect(DisconnectReason::SessionEnded);
        const Welcome now = welcomeOf(f.back(welcome));
        QVERIFY(now.sid != welcome.sid);
        QVERIFY(now.pid != welcome.pid);
        QVERIFY(f.gateway.since.isEmpty());
    }

    void aDisconnectCountsWhileTheStoreIsAsked()
    {
        Fixture f;
        auto *old = f.session();
        const Welcome welcome = welcomeOf(old);
        auto *session = f.back(welcome);
        old->receive("1");
        f.gateway.answer(MissedFrames{{push(101)}, 101});
        QVERIFY(welcomeOf(session).sid != welcome.sid);
        QVERIFY(pushesOf(session).isEmpty());
    }

    // The server may not have noticed that the old connection is gone.
    void takesOverFromTheDead()
    {
        Fixture f;
        auto *old = f.session();
        const Welcome welcome = welcomeOf(old);
        Connection *oldConnection = f.gateway.connections.first();
        auto *session = f.back(welcome);
        QVERIFY(old->open);
        f.gateway.answer(MissedFrames{{push(101)}, 101});
        QVERIFY(!old->open);
        QVERIFY(!f.gateway.connections.contains(oldConnection));
        QCOMPARE(f.nsp().socketCount(), 1);
        QCOMPARE(pushesOf(session), QByteArrayList{push(101).payload});
        // No DISCONNECT, so that the pid is good for another time.
        QCOMPARE(old->sent.size(), 1);
        session->lose();
        auto *again = f.back(welcome);
        f.gateway.answer(MissedFrames{{}, 101});
        QCOMPARE(welcomeOf(again).sid, welcome.sid);
    }
};

PARLANCE_TEST(TestSocketIoStoreRecovery)

} // namespace tst_socketiostorerecovery

#include "tst_socketiostorerecovery.moc"
