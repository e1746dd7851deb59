// SPDX-License-Identifier: GPL-3.0-or-later
#include "socketio/packet.h"
#include "support/appendpointfixture.h"
#include "support/testprogram.h"

#include <QPointer>

namespace tst_socketioclient {

using namespace parlance;
using namespace parlance::socketio;
using namespace parlance::test;

using Fixture = AppEndpointFixture;

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
};

PARLANCE_TEST(TestSocketIoClient)

} // namespace tst_socketioclient

#include "tst_socketioclient.moc"
