// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/socketiofixture.h"

using namespace parlance;
using namespace parlance::socketio;
using namespace parlance::test;

namespace {

/// A source that answers when the test says so, as one that asks a database does.
class SlowRecovery : public Recovery
{
public:
    void restore(Socket &, const std::optional<RecoveryRequest> &asked, Answer answer) override
    {
        request = asked;
        answers.push_back(std::move(answer));
    }
    void ended(const Socket &socket, bool recoverable) override
    {
        ends += socket.pid() + (recoverable ? " away" : " void");
    }

    std::optional<RecoveryRequest> request;
    std::vector<Answer> answers;
    Messages ends;
};

struct Fixture : SocketIoFixture
{
    explicit Fixture(Options options = {})
        : SocketIoFixture(options)
    {
        nsp().setRecovery(recovery);
    }
    ~Fixture() { endpoint.reset(); }

    static Restored known()
    {
        return {"sid", "pid", true, {}, {encodedForOne("2[\"missed\",1,\"o\"]")}, {}};
    }

    SlowRecovery recovery;
};

Frame push(int number)
{
    return encodeShared("2[\"push\"," + QByteArray::number(number) + ']');
}

} // namespace

class TestSocketIoRestore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsTheRequest_data()
    {
        QTest::addColumn<QByteArray>("auth");
        QTest::addColumn<QByteArray>("request");
        QTest::newRow("nothing") << QByteArray() << QByteArray("none");
        QTest::newRow("empty") << QByteArray("{}") << QByteArray("none");
        QTest::newRow("pid") << QByteArray("{\"pid\":\"p\"}") << QByteArray("p -");
        QTest::newRow("both") << QByteArray("{\"pid\":\"p\",\"offset\":\"o\"}")
                              << QByteArray("p o");
        QTest::newRow("offset alone") << QByteArray("{\"offset\":\"o\"}") << QByteArray("none");
        QTest::newRow("pid of another type")
            << QByteArray("{\"pid\":1,\"offset\":\"o\"}") << QByteArray("none");
        QTest::newRow("offset of another type")
            << QByteArray("{\"pid\":\"p\",\"offset\":null}") << QByteArray("p -");
        QTest::newRow("empty strings")
            << QByteArray("{\"pid\":\"\",\"offset\":\"\"}") << QByteArray(" ");
    }
    void readsTheRequest()
    {
        QFETCH(QByteArray, auth);
        Fixture f;
        f.session({'0' + auth});
        QCOMPARE(f.recovery.answers.size(), size_t(1));
        const auto &request = f.recovery.request;
        QTEST(request ? request->pid + ' ' + request->offset.value_or("-") : QByteArray("none"),
              "request");
    }

    void waitsForTheAnswer()
    {
        Fixture f;
        FakeSession *session = f.session({"0{\"pid\":\"pid\"}"});
        QVERIFY(session->greeting.isEmpty());
        QCOMPARE(f.log.size(), 1);
        f.last()->sendShared(push(1));
        f.last()->emitText("direct", 2);
        f.last()->emitText("volatile", 3, Delivery::Volatile);
        f.nsp().emitTo({}, {QStringLiteral("all"), {}, {}});
        QVERIFY(session->sent.isEmpty());
        f.recovery.answers[0](Fixture::known());
        QCOMPARE(session->sent,
                 (Messages{"0{\"sid\":\"sid\",\"pid\":\"pid\"}", "2[\"missed\",1,\"o\"]",
                           "2[\"push\",1]", "2[\"direct\",2]"}));
        QCOMPARE(f.log.last(), QByteArray("recovered"));
        QCOMPARE(f.last()->rooms(), QList<QString>{QStringLiteral("sid")});
        f.last()->sendShared(push(4));
        QCOMPARE(session->sent.last(), QByteArray("2[\"push\",4]"));
        // A second answer does not count.
        f.recovery.answers[0](Fixture::known());
        QCOMPARE(session->sent.size(), 5);
    }

    void heldPushesAreNotSentTwice()
    {
        Fixture f;
        FakeSession *session = f.session({"0"});
        for (int i = 1; i <= 3; ++i)
            f.last()->sendShared(push(i));
        Restored restored = Fixture::known();
        restored.isRepeat = [](const Frame &packet) { return packet.payload != push(3).payload; };
        f.recovery.answers[0](restored);
        QCOMPARE(session->sent.mid(2), Messages{"2[\"push\",3]"});
    }

    void newSocketsNeedNothing()
    {
        Fixture f;
        FakeSession *session = f.session({"0"});
        f.recovery.answers[0]({});
        QCOMPARE(session->sent.size(), 1);
        QVERIFY(!session->sent[0].contains("pid"));
        QCOMPARE(f.log.last(), QByteArray("new"));
        f.last()->emitText("m", QStringLiteral("a"));
        f.last()->emitText("v", QStringLiteral("a"), Delivery::Volatile);
        QCOMPARE(session->sent.mid(1), (Messages{"2[\"m\",\"a\"]", "2[\"v\",\"a\"]"}));
        // Without a pid there is nothing to void.
        session->receive("1");
        QVERIFY(f.recovery.ends.isEmpty());
    }

    void clientsWaitToo()
    {
        Fixture f;
        FakeSession *session = f.session({"0"});
        session->receive("2[\"a\"]");
        QCOMPARE(session->reasons, Messages{"parse error"});
        f.recovery.answers[0](Fixture::known());
        QVERIFY(session->sent.isEmpty());
        QTRY_COMPARE(f.log.last(), QByteArray("end parse error"));
    }

    void clientsMayLeaveMeanwhile_data()
    {
        QTest::addColumn<bool>("deleted");
        QTest::newRow("at once") << false;
        QTest::newRow("later") << true;
    }
    void clientsMayLeaveMeanwhile()
    {
        QFETCH(bool, deleted);
        Fixture f;
        FakeSession *session = f.session({"0"});
        f.last()->sendShared(push(1));
        session->lose();
        if (deleted)
            QTRY_VERIFY(!f.last());
        f.recovery.answers[0](Fixture::known());
        QVERIFY(session->sent.isEmpty());
        QCOMPARE(f.log.last(), QByteArray("end transport close"));
        QCOMPARE(f.nsp().socketCount(), 0);
        QVERIFY(f.recovery.ends.isEmpty());
    }

    void whatWaitsIsBounded()
    {
        Options options;
        options.maxHeldBytes = 100;
        Fixture f(options);
        FakeSession *session = f.session({"0"});
        for (int i = 0; i < 20; ++i)
            f.last()->sendShared(push(i));
        QCOMPARE(session->reasons, Messages{"transport error"});
        f.recovery.answers[0](Fixture::known());
        QVERIFY(session->sent.isEmpty());
    }

    void hearsOfTheEnd()
    {
        Fixture f;
        f.session({"0"});
        f.recovery.answers[0](Fixture::known());
        f.sessions.back()->lose();
        f.session({"0"});
        f.recovery.answers[1](Fixture::known());
        // At once: a pid must not be of use for a moment more.
        f.last()->leaveNamespace();
        QCOMPARE(f.recovery.ends, (Messages{"pid away", "pid void"}));
        QTRY_VERIFY(!f.last());
        QCOMPARE(f.recovery.ends.size(), 2);
    }
};

QTEST_GUILESS_MAIN(TestSocketIoRestore)
#include "tst_socketiorestore.moc"
