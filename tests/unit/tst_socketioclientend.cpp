// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/appendpointfixture.h"
#include "support/testprogram.h"

#include <QPointer>

namespace tst_socketioclientend {

using namespace parlance;
using namespace parlance::socketio;
using namespace parlance::test;
using namespace std::chrono_literals;

using Fixture = AppEndpointFixture;

/// How a client's session or transport ends.
class TestSocketIoClientEnd : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Official clients do not reconnect after a CONNECT_ERROR.
    void whatPassesEndsTheTransportOnly_data()
    {
        QTest::addColumn<int>("code");
        for (const ErrorCode code :
             {ErrorCode::RateLimited, ErrorCode::Overloaded, ErrorCode::StorageFailed,
              ErrorCode::ShuttingDown, ErrorCode::Internal})
            QTest::addRow("%s", qPrintable(errorName(code))) << int(code);
    }
    void whatPassesEndsTheTransportOnly()
    {
        QFETCH(int, code);
        Fixture f;
        f.gateway.error = Error{ErrorCode(code), {}, {}};
        f.attach();
        f.session.receive("0");
        QVERIFY(f.session.sent.isEmpty());
        QCOMPARE(f.session.reasons, QByteArrayList{"transport error"});
    }

    void brokenRulesClose_data()
    {
        QTest::addColumn<bool>("connected");
        QTest::addColumn<QByteArrayList>("messages");
        const auto row = [](const char *name, bool connected, const QByteArrayList &messages) {
            QTest::newRow(name) << connected << messages;
        };
        row("broken packet first", false, {"abc"});
        row("event first", false, {"2[\"a\"]"});
        row("disconnect first", false, {"1"});
        row("ack first", false, {"31[]"});
        row("binary first", false, {"<binary>a"});
        row("broken packet", true, {"2{}"});
        row("broken ack id", true, {"2abc[\"a\"]"});
        row("reserved name", true, {"2[\"disconnect\"]"});
        row("duplicate connect", true, {"0"});
        row("connect error", true, {"4{\"message\":\"a\"}"});
        row("event elsewhere", true, {"2/x,[\"a\"]"});
        row("disconnect elsewhere", true, {"1/x,"});
        row("binary elsewhere", true, {"51-/x,[\"a\"]"});
        row("ack elsewhere", true, {"3/x,1[]"});
        row("binary without header", true, {"<binary>a"});
        row("binary too many", true, {"50-[\"a\"]", "<binary>a"});
        row("text while attachments are due", true, {"52-[\"a\"]", "<binary>a", "2[\"a\"]"});
        row("deep JSON", true,
            {"2[\"a\"," + QByteArray(20000, '[') + QByteArray(20000, ']') + ']'});
        row("after disconnect", true, {"1", "2[\"a\"]"});
    }
    void brokenRulesClose()
    {
        QFETCH(bool, connected);
        QFETCH(QByteArrayList, messages);
        Fixture f;
        if (connected)
            f.connected();
        else
            f.attach();
        for (const QByteArray &message : messages) {
            QVERIFY(f.session.open);
            if (message.startsWith("<binary>"))
                f.session.receiveBinary(message.mid(8));
            else
                f.session.receive(message);
        }
        QVERIFY(!f.session.open);
        QCOMPARE(f.session.reasons, QByteArrayList{"parse error"});
        QTRY_COMPARE(f.gateway.log.count("close"), connected ? 1 : 0);
        for (const QByteArray &message : f.session.sent)
            QVERIFY2(!message.startsWith('4'), "no CONNECT_ERROR");
    }

    void clientDisconnects()
    {
        Fixture f;
        f.connected();
        f.session.receive("1");
        QCOMPARE(f.gateway.log, QByteArrayList{"close"});
        QVERIFY(f.session.open);
        QVERIFY(f.session.sent.isEmpty());
        f.session.receive("0");
        QCOMPARE(f.gateway.log, (QByteArrayList{"close", "open "}));
        f.session.lose();
        QCOMPARE(f.gateway.log.count("close"), 2);
    }

    void serverDisconnects_data()
    {
        QTest::addColumn<int>("reason");
        QTest::addColumn<QByteArrayList>("sent");
        QTest::addColumn<QByteArray>("closeReason");
        QTest::newRow("session ended") << int(DisconnectReason::SessionEnded) << QByteArrayList{"1"}
                                       << QByteArray("forced close");
        QTest::newRow("shutdown") << int(DisconnectReason::ServerShutdown) << QByteArrayList{}
                                  << QByteArray("server shutting down");
    }
    void serverDisconnects()
    {
        QFETCH(int, reason);
        QFETCH(QByteArray, closeReason);
        Fixture f;
        f.session.lingers = true;
        f.connected();
        f.session.receive("21[\"a\"]");
        f.gateway.log.clear();
        const QPointer<QObject> client(dynamic_cast<QObject *>(f.gateway.last));
        f.gateway.last->disconnect(DisconnectReason(reason));
        QTEST(f.session.sent, "sent");
        QCOMPARE(f.session.reasons, QByteArrayList{closeReason});
        QVERIFY2(f.gateway.log.isEmpty(), "never inside the call");
        f.gateway.last->disconnect(DisconnectReason(reason));
        f.gateway.last->send(encodeShared("2[\"late\"]"));
        QTRY_COMPARE(f.gateway.log, QByteArrayList{"close"});
        QTRY_VERIFY(!client);
        f.gateway.answers[0](QJsonObject(), false);
        QTEST(f.session.sent, "sent");
    }

    void guessingEndsTheSession_data()
    {
        QTest::addColumn<bool>("connected");
        QTest::addColumn<QByteArray>("guess");
        QTest::newRow("namespaces") << true << QByteArray("0/x,");
        QTest::newRow("namespaces, not connected") << false << QByteArray("0/x,");
        QTest::newRow("tokens") << false << QByteArray("0{\"token\":\"bad\"}");
    }
    void guessingEndsTheSession()
    {
        QFETCH(bool, connected);
        QFETCH(QByteArray, guess);
        Fixture f;
        if (connected)
            f.connected();
        else
            f.attach();
        f.gateway.error = Error{ErrorCode::InvalidToken, {}, {}};
        for (int i = 0; i < 10; ++i) {
            f.session.receive(guess);
            QVERIFY(f.session.sent.last().startsWith('4'));
        }
        QVERIFY(f.session.open);
        QCOMPARE(f.session.sent.size(), 10);
        f.session.receive(guess);
        QCOMPARE(f.session.reasons, QByteArrayList{"parse error"});
        QCOMPARE(f.session.sent.size(), 10);
    }

    void sessionsWithoutNamespaceAreClosed()
    {
        Options options;
        options.connectTimeout = 20ms;
        Fixture f(options);
        f.gateway.error = Error{ErrorCode::InvalidToken, {}, {}};
        f.attach();
        f.session.receive("0");
        QTRY_COMPARE(f.session.reasons, QByteArrayList{"forced close"});
        // A socket that has left counts too.
        Fixture left(options);
        left.connected();
        left.session.receive("1");
        QTRY_COMPARE(left.session.reasons, QByteArrayList{"forced close"});
    }

    void connectedClientsStay()
    {
        Options options;
        options.connectTimeout = 20ms;
        Fixture f(options);
        f.connected();
        bool later = false;
        Deadline deadline(f.timers);
        deadline.start(40ms, [&later] { later = true; });
        QTRY_VERIFY(later);
        QVERIFY(f.session.open);
    }

    void endpointsMayGoFirst()
    {
        Fixture f;
        f.connected();
        f.session.receive("21[\"a\"]");
        f.app.reset();
        QCOMPARE(f.gateway.log.last(), QByteArray("close"));
        f.gateway.answers[0](QJsonObject(), false);
        f.session.receive("2[\"a\"]");
        QVERIFY(f.session.sent.isEmpty());
    }
};

PARLANCE_TEST(TestSocketIoClientEnd)

} // namespace tst_socketioclientend

#include "tst_socketioclientend.moc"
