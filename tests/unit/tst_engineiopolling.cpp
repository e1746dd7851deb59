// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/engineiofixture.h"
#include "support/testprogram.h"

namespace tst_engineiopolling {

using namespace parlance;
using namespace parlance::engineio;
using namespace parlance::test;
using namespace std::chrono_literals;

using Fixture = EngineIoFixture;
using http::Method;

class TestEngineIoPolling : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void echoes_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("text") << QByteArray("4hello");
        QTest::newRow("several") << QByteArray("4test1\x1e"
                                               "4test2\x1e"
                                               "4test3");
        QTest::newRow("binary") << QByteArray("4hello\x1e"
                                              "bAQIDBA==");
        QTest::newRow("UTF-8") << QByteArray("4utf 8 string €");
    }
    void echoes()
    {
        QFETCH(QByteArray, body);
        Fixture f;
        const QByteArray sid = f.open();
        const auto posted = f.post(sid, body);
        QCOMPARE(posted->status(), 200);
        QCOMPARE(posted->body(), QByteArray("ok"));
        QCOMPARE(posted->response->headers.value("Content-Type"), QByteArray("text/html"));
        QCOMPARE(f.poll(sid)->body(), body);
    }

    void longPayloadsLeaveTurnsToOthers()
    {
        Fixture f;
        f.echo = false;
        const QByteArray sid = f.open();
        QByteArrayList expected;
        for (int i = 0; i < 500; ++i)
            expected += QByteArray::number(i);
        const auto posted = f.post(sid, '4' + expected.join("\x1e"
                                                            "4"));
        QCOMPARE(f.received.size(), 64);
        QVERIFY2(!posted->answered(), "or the client would send on");
        QTRY_VERIFY(posted->answered());
        QCOMPARE(posted->body(), QByteArray("ok"));
        QCOMPARE(f.received, expected);
        QCOMPARE(f.post(sid, "4next")->body(), QByteArray("ok"));
    }

    /// As many packets as a body can hold.
    void largePayloadsAreReadInPieces_data()
    {
        QTest::addColumn<QByteArray>("end");
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("received");
        QTest::newRow("sound") << QByteArray("4b") << 200 << 200001;
        QTest::newRow("broken at its end") << QByteArray("x") << 400 << 0;
        QTest::newRow("not UTF-8 at its end") << QByteArray("4\xff") << 400 << 0;
    }
    void largePayloadsAreReadInPieces()
    {
        QFETCH(QByteArray, end);
        Fixture f;
        f.echo = false;
        const QByteArray sid = f.open();
        const auto posted = f.post(sid, QByteArray("4a\x1e").repeated(200000) + end);
        QVERIFY(!posted->answered());
        QVERIFY2(f.received.isEmpty(), "not before all of it is known to be sound");
        qsizetype most = 0;
        while (!posted->answered()) {
            const qsizetype before = f.received.size();
            QCoreApplication::sendPostedEvents();
            most = std::max(most, f.received.size() - before);
        }
        QTEST(posted->status(), "status");
        QTEST(int(f.received.size()), "received");
        QVERIFY(most <= 64);
    }

    void largePacketsTakeATurnEach()
    {
        Fixture f;
        f.echo = false;
        const QByteArray sid = f.open();
        const QByteArray packet = '4' + QByteArray(100000, 'x') + '\x1e';
        const auto posted = f.post(sid, packet.repeated(3) + "4b");
        QList<qsizetype> received;
        while (!posted->answered()) {
            QCoreApplication::sendPostedEvents();
            received += f.received.size();
        }
        QCOMPARE(received, (QList<qsizetype>{0, 0, 1, 2, 3, 4}));
    }

    void sessionMayEndWhileABodyIsRead()
    {
        Fixture f;
        const QByteArray sid = f.open();
        const auto posted = f.post(sid, QByteArray("4a\x1e").repeated(200000) + "4a");
        f.server->shutDown();
        QCOMPARE(posted->status(), 400);
        QTRY_COMPARE(f.closed, QList<QByteArray>{"server shutting down"});
        QVERIFY(f.received.isEmpty());
    }

    void closingDropsTheRestOfAPayload_data() { closingRows(); }
    void closingDropsTheRestOfAPayload()
    {
        QFETCH(CloseReason, reason);
        Fixture f;
        f.echo = false;
        const QByteArray sid = f.open();
        const auto posted = f.post(sid, QByteArrayList(200, "4a").join('\x1e'));
        f.last()->close(reason);
        QTRY_VERIFY(posted->answered());
        QTEST(posted->status(), "status");
        QCOMPARE(f.received.size(), 64);
    }

    void postsDoNotOverlap()
    {
        Fixture f;
        f.echo = false;
        const QByteArray sid = f.open();
        const auto posted = f.post(sid, QByteArrayList(200, "4a").join('\x1e'));
        QCOMPARE(f.post(sid, "4b")->status(), 400);
        QCOMPARE(posted->status(), 400);
        QCOMPARE(f.received.size(), 64);
        QTRY_COMPARE(f.closed, QList<QByteArray>{"transport error"});
    }

    void pollsHangAndTakeAllOfOneTurn()
    {
        Fixture f;
        const QByteArray sid = f.open();
        const auto pending = f.poll(sid);
        QVERIFY(!pending->answered());
        f.last()->sendText("a");
        f.last()->sendShared("b", "unused frame");
        f.last()->sendBinary("c");
        QTRY_COMPARE(pending->body(), QByteArray("4a\x1e"
                                                 "4b\x1e"
                                                 "bYw=="));
        QVERIFY(!f.poll(sid)->answered());
    }

    void payloadsAreCapped()
    {
        Options options;
        options.maxPayload = 10;
        Fixture f(options);
        const QByteArray sid = f.open();
        for (const char *text : {"aaa", "bbb", "ccc"})
            f.last()->sendText(text);
        QCOMPARE(f.poll(sid)->body(), QByteArray("4aaa\x1e"
                                                 "4bbb"));
        QCOMPARE(f.poll(sid)->body(), QByteArray("4ccc"));
    }

    void bodiesAreCapped()
    {
        Options options;
        options.maxPayload = 9;
        Fixture f(options);
        const QByteArray sid = f.open();
        QCOMPARE(f.post(sid, "4too long!")->status(), 413);
        QCOMPARE(f.post(sid, "4it fits!")->status(), 200);
        QCOMPARE(f.received, QList<QByteArray>{"it fits!"});
    }

    void invalidPacketsEndTheSession_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("reason");
        QTest::newRow("unknown type") << QByteArray("abc") << QByteArray("parse error");
        QTest::newRow("empty") << QByteArray() << QByteArray("parse error");
        QTest::newRow("behind a good one") << QByteArray("4a\x1e") << QByteArray("parse error");
        QTest::newRow("ping") << QByteArray("2") << QByteArray("transport error");
        QTest::newRow("open") << QByteArray("0") << QByteArray("transport error");
        QTest::newRow("upgrade") << QByteArray("5") << QByteArray("transport error");
    }
    void invalidPacketsEndTheSession()
    {
        QFETCH(QByteArray, body);
        Fixture f;
        const QByteArray sid = f.open();
        const auto hanging = f.poll(sid);
        QCOMPARE(f.post(sid, body)->status(), 400);
        QCOMPARE(hanging->body(), QByteArray("1"));
        QCOMPARE(f.poll(sid)->status(), 400);
        QVERIFY(f.received.isEmpty());
        QTRY_COMPARE(f.closed.size(), 1);
        QTEST(f.closed.first(), "reason");
    }

    void binaryBodiesEndTheSession()
    {
        Fixture f;
        const QByteArray sid = f.open();
        auto request = Fixture::makeRequest(Method::Post, f.pollingQuery(sid), "4a");
        request.headers.add("Content-Type", "application/octet-stream");
        QCOMPARE(f.send(request)->status(), 400);
        QCOMPARE(f.poll(sid)->status(), 400);
    }

    void twoPollsEndTheSession()
    {
        Fixture f;
        const QByteArray sid = f.open();
        const auto first = f.poll(sid);
        const auto second = f.poll(sid);
        QCOMPARE(first->status(), 200);
        QCOMPARE(first->body(), QByteArray("1"));
        QCOMPARE(second->status(), 400);
        QCOMPARE(f.poll(sid)->status(), 400);
    }

    void heartbeats()
    {
        Fixture f(pinging(30ms, 5000ms));
        const QByteArray sid = f.open();
        for (int i = 0; i < 3; ++i) {
            const auto pending = f.poll(sid);
            QTRY_COMPARE(pending->body(), QByteArray("2"));
            QCOMPARE(f.post(sid, "3")->status(), 200);
        }
    }

    void slowReadersEnd()
    {
        Options options;
        options.maxBufferedBytes = 1000;
        Fixture f(options);
        const QByteArray sid = f.open();
        for (int i = 0; i < 11; ++i)
            f.last()->sendText(QByteArray(100, 'x'));
        QVERIFY(!f.last()->isOpen());
        QVERIFY(f.closed.isEmpty());
        QTRY_COMPARE(f.closed, QList<QByteArray>{"transport error"});
        QCOMPARE(f.poll(sid)->status(), 400);
    }

    void whoWaitsIsNotSlow()
    {
        Options options;
        options.maxBufferedBytes = 1000;
        Fixture f(options);
        const QByteArray sid = f.open();
        const auto hanging = f.poll(sid);
        for (int i = 0; i < 11; ++i)
            f.last()->sendText(QByteArray(100, 'x'));
        QVERIFY(f.last()->isOpen());
        // What came after that answer waits for the next poll.
        QCOMPARE(hanging->body().count('x') + f.poll(sid)->body().count('x'), 1100);
    }

    void emptyMessagesFillTheBufferToo()
    {
        Options options;
        options.maxBufferedBytes = 1000;
        Fixture f(options);
        f.open();
        for (int i = 0; i < 1000 && f.last()->isOpen(); ++i)
            f.last()->sendText({});
        QVERIFY(!f.last()->isOpen());
    }
};

PARLANCE_TEST(TestEngineIoPolling)

} // namespace tst_engineiopolling

#include "tst_engineiopolling.moc"
