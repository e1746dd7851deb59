// SPDX-License-Identifier: GPL-3.0-or-later
#include "connections/appendpoint.h"
#include "socketio/packet.h"
#include "support/socketiofakes.h"
#include "support/testprogram.h"

#include <QPointer>

namespace tst_socketioclient {

using namespace parlance;
using namespace parlance::socketio;
using namespace parlance::test;
using namespace std::chrono_literals;

struct Fixture
{
    explicit Fixture(Options options = {})
        : app(std::make_unique<AppEndpoint>(gateway, timers, options))
    {
    }

    void attach() { app->endpoint().attach(&session); }
    void connected()
    {
        attach();
        session.receive("0");
        QCOMPARE(session.sent.size(), 1);
        session.sent.clear();
        gateway.log.clear();
    }

    TimerQueue timers;
    FakeSession session;
    FakeGateway gateway;
    std::unique_ptr<AppEndpoint> app;
};

class TestSocketIoClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void connects()
    {
        Fixture f;
        f.session.request.remoteAddress = QStringLiteral("192.0.2.1");
        f.attach();
        f.session.receive("0{\"token\":\"secret\"}");
        QCOMPARE(f.gateway.log, QByteArrayList{"open secret"});
        QCOMPARE(f.gateway.address, QStringLiteral("192.0.2.1"));
        QCOMPARE(f.session.sent.size(), 1);
        QCOMPARE(f.session.sent.first().left(9), QByteArray("0{\"sid\":\""));
        const auto object = QJsonDocument::fromJson(f.session.sent.first().mid(1)).object();
        QCOMPARE(object.keys(), QStringList{QStringLiteral("sid")});
        QVERIFY(object.value(QLatin1String("sid")).toString().size() >= 20);
        QCOMPARE(f.gateway.last->wire(), PushFormat::Wire::SocketIo);
    }

    void findsTheToken_data()
    {
        QTest::addColumn<QByteArray>("connect");
        QTest::addColumn<QByteArray>("authorization");
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<bool>("inQuery");
        QTest::addColumn<QByteArray>("token");
        const auto row = [](const char *name, const char *connect, const char *authorization,
                            const char *header, bool inQuery, const char *token) {
            QTest::newRow(name) << QByteArray(connect) << QByteArray(authorization)
                                << QByteArray(header) << inQuery << QByteArray(token);
        };
        row("auth first", "0{\"token\":\"a\"}", "Bearer b", "c", true, "a");
        row("then Authorization", "0", "Bearer b", "c", true, "b");
        row("scheme's case", "0", "bearer b", "c", true, "b");
        row("empty auth", "0{\"token\":\"\"}", "Bearer b", "c", true, "b");
        row("auth of another type", "0{\"token\":7}", "Bearer b", "c", true, "b");
        row("then access_token", "0", "", "c", true, "c");
        row("another scheme", "0", "Basic b", "c", true, "c");
        row("then the query", "0", "", "", true, "q");
        row("if allowed", "0", "", "", false, "");
    }
    void findsTheToken()
    {
        QFETCH(QByteArray, connect);
        QFETCH(QByteArray, authorization);
        QFETCH(QByteArray, header);
        QFETCH(bool, inQuery);
        QFETCH(QByteArray, token);
        Options options;
        options.tokenInQuery = inQuery;
        Fixture f(options);
        QVERIFY(http::parseTarget("/socket.io/?EIO=4&token=q", f.session.request));
        if (!authorization.isEmpty())
            f.session.request.headers.add("Authorization", authorization);
        if (!header.isEmpty())
            f.session.request.headers.add("access_token", header);
        f.attach();
        f.session.receive(connect);
        QCOMPARE(f.gateway.log, QByteArrayList{"open " + token});
    }

    void refuses_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("detail");
        QTest::addColumn<QByteArray>("packet");
        QTest::newRow("no token")
            << int(ErrorCode::AuthenticationRequired) << QStringLiteral("ignored")
            << QByteArray(
                   "4{\"message\":\"Authentication required\",\"data\":{\"code\":\"E_AUTH\"}}");
        QTest::newRow("bad token")
            << int(ErrorCode::InvalidToken) << QString()
            << QByteArray("4{\"message\":\"The token is not valid\",\"data\":{\"code\":"
                          "\"invalid_token\"}}");
        QTest::newRow("detail") << int(ErrorCode::SessionEnded) << QStringLiteral("gone")
                                << QByteArray("4{\"message\":\"gone\",\"data\":{\"code\":"
                                              "\"session_ended\"}}");
    }

    void tellsWhatToDo()
    {
        Fixture f;
        f.gateway.error = Error{ErrorCode::AuthenticationRequired, {}, {}};
        f.gateway.hint = QStringLiteral("send it");
        f.attach();
        f.session.receive("0");
        QCOMPARE(f.session.sent,
                 QByteArrayList{"4{\"message\":\"Authentication required\",\"data\":{\"code\":"
                                "\"E_AUTH\",\"hint\":\"send it\"}}"});
    }

    // Official clients never come back after a CONNECT_ERROR.
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

    void refuses()
    {
        QFETCH(int, code);
        QFETCH(QString, detail);
        QFETCH(QByteArray, packet);
        Fixture f;
        f.gateway.error = Error{ErrorCode(code), detail, {}};
        f.attach();
        f.session.receive("0");
        QCOMPARE(f.session.sent, QByteArrayList{packet});
        QCOMPARE(f.gateway.log, (QByteArrayList{"open ", "close"}));
        QVERIFY(f.session.open);
        // The client may try again with another token.
        f.gateway.error.reset();
        f.session.receive("0{\"token\":\"a\"}");
        QCOMPARE(f.session.sent.last().left(9), QByteArray("0{\"sid\":\""));
        QCOMPARE(f.gateway.log.last(), QByteArray("open a"));
    }

    void otherNamespacesAreInvalid()
    {
        Fixture f;
        f.attach();
        f.session.receive("0/random");
        f.session.receive("0/x?a=b,{\"token\":\"a\"}");
        // A query is part of the name.
        f.session.receive("0/?a=b,");
        QCOMPARE(f.session.sent, (QByteArrayList{"4/random,{\"message\":\"Invalid namespace\"}",
                                                 "4/x?a=b,{\"message\":\"Invalid namespace\"}",
                                                 "4/?a=b,{\"message\":\"Invalid namespace\"}"}));
        QVERIFY(f.session.open);
        QVERIFY(f.gateway.log.isEmpty());
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

    void callsAndAnswers()
    {
        Fixture f;
        f.connected();
        f.session.receive("212[\"message.post\",{\"text\":\"a\"},2]");
        f.session.receive("2[\"room.list\"]");
        f.session.receive("20[7]");
        QCOMPARE(f.gateway.log, (QByteArrayList{"call message.post [{\"text\":\"a\"},2]",
                                                "call room.list []", "call 7 []"}));
        const QJsonObject ok{{QStringLiteral("ok"), 1}};
        const QJsonObject failure{
            {QStringLiteral("error"), QJsonObject{{QStringLiteral("code"), QStringLiteral("x")}}}};
        f.gateway.answers[2](failure, true);
        f.gateway.answers[1](ok, false);
        f.gateway.answers[0](ok, false);
        QCOMPARE(f.session.sent,
                 (QByteArrayList{"30[{\"error\":{\"code\":\"x\"}}]", "312[{\"ok\":1}]"}));
        f.session.receive("2[\"room.list\"]");
        f.gateway.answers[3](failure, true);
        QCOMPARE(f.session.sent.last(),
                 QByteArray("2[\"error\",{\"error\":{\"code\":\"x\"},\"event\":\"room.list\"}]"));
    }

    void unexpectedAcksAreIgnored()
    {
        Fixture f;
        f.connected();
        f.session.receive("35[]");
        f.session.receive("61-5[{\"_placeholder\":true,\"num\":0}]");
        f.session.receiveBinary("a");
        QVERIFY(f.session.open);
        QVERIFY(f.session.sent.isEmpty());
    }

    void binaryArgumentsAreRefused()
    {
        Fixture f;
        f.connected();
        f.session.receive("51-3[\"a\",{\"_placeholder\":true,\"num\":0}]");
        QVERIFY(f.session.sent.isEmpty());
        f.session.receiveBinary("x");
        f.session.receive("51-[\"b\",{\"_placeholder\":true,\"num\":0}]");
        f.session.receiveBinary("x");
        QCOMPARE(
            f.session.sent,
            (QByteArrayList{"33[{\"error\":{\"code\":\"validation_failed\",\"message\":\"binary "
                            "arguments are not supported\"}}]",
                            "2[\"error\",{\"error\":{\"code\":\"validation_failed\",\"message\":"
                            "\"binary arguments are not supported\"},\"event\":\"b\"}]"}));
        // They count all the same.
        QCOMPARE(f.gateway.log, (QByteArrayList{"admit", "admit"}));
        QVERIFY(f.session.open);
        f.session.receive("2[\"c\"]");
        QCOMPARE(f.gateway.log.last(), QByteArray("call c []"));
        f.gateway.admitted = Error{ErrorCode::RateLimited, {}, std::chrono::seconds(3)};
        f.session.receive("51-4[\"a\",{\"_placeholder\":true,\"num\":0}]");
        f.session.receiveBinary("x");
        QVERIFY(f.session.sent.last().startsWith("34[{\"error\":{\"code\":\"rate_limited\""));
        QVERIFY(f.session.sent.last().contains("\"retryAfter\":3"));
    }

    void binaryArgumentsAreNotKept()
    {
        Fixture f;
        f.connected();
        f.session.receive("52-3[\"a\"]");
        QByteArray data(1000, 'x');
        f.session.receiveBinary(data);
        QVERIFY2(data.isDetached(), "nobody else has it");
        f.session.receiveBinary(data);
        QVERIFY(f.session.sent.last().contains("validation_failed"));
    }

    void pushes()
    {
        Fixture f;
        f.connected();
        const Frame frame = encodeShared(encodeEvent(QStringLiteral("a"), 1));
        f.gateway.last->send(frame);
        f.gateway.last->send({});
        QCOMPARE(f.session.sent, QByteArrayList{"2[\"a\",1]"});
        QCOMPARE(f.session.sharedFrame, frame.webSocketFrame);
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

    void nothingButOneConnectWhileOpening_data()
    {
        QTest::addColumn<QByteArray>("message");
        QTest::newRow("event") << QByteArray("2[\"a\"]");
        QTest::newRow("connect") << QByteArray("0");
        QTest::newRow("disconnect") << QByteArray("1");
    }
    void nothingButOneConnectWhileOpening()
    {
        QFETCH(QByteArray, message);
        Fixture f;
        f.gateway.defer = true;
        f.attach();
        f.session.receive("0");
        f.session.receive(message);
        QCOMPARE(f.session.reasons, QByteArrayList{"parse error"});
        QTRY_COMPARE(f.gateway.log, (QByteArrayList{"open ", "close"}));
    }

    void opensAfterAll_data()
    {
        QTest::addColumn<bool>("refused");
        QTest::newRow("accepted") << false;
        QTest::newRow("refused") << true;
    }
    /// The gateway answers when the client has gone; at once, and after the objects are deleted.
    void opensAfterAll()
    {
        QFETCH(bool, refused);
        for (const bool deleted : {false, true}) {
            Fixture f;
            f.gateway.defer = true;
            if (refused)
                f.gateway.error = Error{ErrorCode::InvalidToken, {}, {}};
            f.attach();
            f.session.receive("0");
            const QPointer<QObject> client(dynamic_cast<QObject *>(f.gateway.last));
            f.session.lose();
            if (deleted)
                QTRY_VERIFY(!client);
            f.gateway.pendingOpen(f.gateway.answer());
            QVERIFY(f.session.sent.isEmpty());
            QCOMPARE(f.gateway.log, (QByteArrayList{"open ", "close"}));
        }
    }

    void opensLater()
    {
        Fixture f;
        f.gateway.defer = true;
        f.attach();
        f.session.receive("0");
        QVERIFY(f.session.sent.isEmpty());
        f.gateway.pendingOpen(Opened());
        QCOMPARE(f.session.sent.size(), 1);
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
        // One that has left counts as well.
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

PARLANCE_TEST(TestSocketIoClient)

} // namespace tst_socketioclient

#include "tst_socketioclient.moc"
