// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/socketiofixture.h"
#include "support/testprogram.h"
#include "websocket/frame.h"

namespace tst_socketionamespace {

using namespace parlance;
using namespace parlance::socketio;
using namespace parlance::test;

ServerEvent eventOf(const char *name, const QJsonArray &args = {},
                    const std::vector<QByteArray> &attachments = {})
{
    return {QString::fromLatin1(name), args, attachments};
}

QList<QString> names(const QByteArray &words)
{
    return QString::fromLatin1(words).split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

class TestSocketIoNamespace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Rooms --------------------------------------------------------------------------------------

    void socketsKnowTheirRooms()
    {
        SocketIoFixture f;
        f.session();
        TestSocket *socket = f.last();
        QCOMPARE(socket->rooms(), QList<QString>{socket->id()});
        for (const char *room : {"c", "a", "b", "a"})
            socket->join(QString::fromLatin1(room));
        socket->join(socket->id());
        socket->leave(QStringLiteral("c"));
        socket->leave(QStringLiteral("never"));
        socket->leave(socket->id());
        QCOMPARE(socket->rooms(), names(socket->sid() + " a b"));
    }

    void reachesTheAudience_data()
    {
        QTest::addColumn<QByteArray>("rooms");
        QTest::addColumn<QByteArray>("except");
        QTest::addColumn<QByteArray>("reached");
        const auto row = [](const char *name, const char *rooms, const char *except,
                            const char *reached) {
            QTest::newRow(name) << QByteArray(rooms) << QByteArray(except) << QByteArray(reached);
        };
        // Of four clients the first is in a, the second in a and b, the third in b.
        row("all", "", "", "1234");
        row("room", "a", "", "12");
        row("rooms, once each", "a b a", "", "123");
        row("room except room", "a", "b", "1");
        row("all except room", "", "a", "34");
        row("all except rooms", "", "a b", "4");
        row("own room", "sid4", "", "4");
        row("room except me", "a", "sid1", "2");
        row("all except me", "", "sid1", "234");
        row("nobody's room", "c", "", "");
        row("except nobody", "a", "c", "12");
    }
    void reachesTheAudience()
    {
        QFETCH(QByteArray, rooms);
        QFETCH(QByteArray, except);
        QFETCH(QByteArray, reached);
        SocketIoFixture f;
        for (const char *words : {"a", "a b", "b", ""}) {
            f.session({"0", "0/x,"});
            TestSocket *socket = f.sockets[f.sockets.size() - 2];
            for (const QString &room : names(words))
                socket->join(room);
            // Rooms of another namespace are others.
            f.last()->join(QStringLiteral("c"));
        }
        for (int i = 0; i < 4; ++i) {
            const QByteArray number = "sid" + QByteArray::number(i + 1);
            rooms.replace(number, f.sockets[2 * i]->sid());
            except.replace(number, f.sockets[2 * i]->sid());
        }
        f.nsp().emitTo({names(rooms), names(except)}, eventOf("m", {1}));
        QByteArray heard;
        for (int i = 0; i < 4; ++i) {
            heard += QByteArray(f.sessions[size_t(i)]->sent.size(), char('1' + i));
            for (const QByteArray &message : f.sessions[size_t(i)]->sent)
                QCOMPARE(message, QByteArray("2[\"m\",1]"));
        }
        QCOMPARE(heard, reached);
    }

    void roomsForgetWhoLeft_data()
    {
        QTest::addColumn<QByteArray>("how");
        for (const char *how : {"leave", "DISCONNECT", "1", "lose"})
            QTest::newRow(how) << QByteArray(how);
    }
    void roomsForgetWhoLeft()
    {
        QFETCH(QByteArray, how);
        SocketIoFixture f;
        FakeSession *session = f.session();
        f.last()->join(QStringLiteral("a"));
        if (how == "leave")
            f.last()->leave(QStringLiteral("a"));
        else if (how == "DISCONNECT")
            f.last()->leaveNamespace();
        else if (how == "lose")
            session->lose();
        else
            session->receive(how);
        session->sent.clear();
        f.nsp().emitTo({{QStringLiteral("a")}, {}}, eventOf("m"));
        QVERIFY(session->sent.isEmpty());
        QCOMPARE(f.nsp().socketCount(), how == "leave" ? 1 : 0);
    }

    void encodesOnceForMany()
    {
        SocketIoFixture f;
        FakeSession *one = f.session();
        FakeSession *two = f.session();
        const QJsonObject place{{QStringLiteral("_placeholder"), true}, {QStringLiteral("num"), 0}};
        f.nsp().emitTo({}, eventOf("m", {place}, {"bytes"}));
        QCOMPARE(one->sent,
                 (QByteArrayList{"51-[\"m\",{\"_placeholder\":true,\"num\":0}]", "<binary>bytes"}));
        QCOMPARE(two->sent, one->sent);
        QVERIFY(!one->sharedFrame.isEmpty());
        QCOMPARE(static_cast<const void *>(one->sharedFrame.constData()),
                 static_cast<const void *>(two->sharedFrame.constData()));
        QCOMPARE(one->sharedBinaryFrame,
                 websocket::encodeFrame(websocket::Opcode::Binary, "bytes"));
        QCOMPARE(static_cast<const void *>(one->sharedBinaryFrame.constData()),
                 static_cast<const void *>(two->sharedBinaryFrame.constData()));
    }

    void namesOfEvents_data()
    {
        QTest::addColumn<QJsonValue>("name");
        QTest::addColumn<QByteArrayList>("sent");
        QTest::newRow("text") << QJsonValue(QStringLiteral("a")) << QByteArrayList{"2[\"a\"]"};
        QTest::newRow("empty") << QJsonValue(QString()) << QByteArrayList{"2[\"\"]"};
        QTest::newRow("number") << QJsonValue(7) << QByteArrayList{"2[7]"};
        QTest::newRow("fraction") << QJsonValue(0.5) << QByteArrayList{"2[0.5]"};
        QTest::newRow("null") << QJsonValue() << QByteArrayList{};
        QTest::newRow("array") << QJsonValue(QJsonArray()) << QByteArrayList{};
        for (const char *reserved : {"connect", "connect_error", "disconnect", "disconnecting",
                                     "newListener", "removeListener"})
            QTest::newRow(reserved)
                << QJsonValue(QString::fromLatin1(reserved)) << QByteArrayList{};
    }
    void namesOfEvents()
    {
        QFETCH(QJsonValue, name);
        QFETCH(QByteArrayList, sent);
        SocketIoFixture f;
        FakeSession *session = f.session();
        f.nsp().emitTo({}, {name, {}, {}});
        f.last()->sendEvent({name, {}, {}});
        QCOMPARE(session->sent, sent + sent);
    }

    // Volatile -----------------------------------------------------------------------------------

    void volatileEventsDoNotWait()
    {
        SocketIoFixture f;
        FakeSession *ready = f.session();
        FakeSession *busy = f.session();
        busy->writable = false;
        f.nsp().emitTo({}, eventOf("v"), Delivery::Volatile);
        f.last()->emitText("w", 1, Delivery::Volatile);
        busy->writable = true;
        f.last()->emitText("w", 2, Delivery::Volatile);
        f.nsp().emitTo({}, eventOf("m"));
        QCOMPARE(ready->sent, (QByteArrayList{"2[\"v\"]", "2[\"m\"]"}));
        QCOMPARE(busy->sent, (QByteArrayList{"2[\"w\",2]", "2[\"m\"]"}));
    }

    // The end ------------------------------------------------------------------------------------

    void disconnectsTheClient()
    {
        SocketIoFixture f;
        FakeSession *session = f.session({"0", "0/x,"});
        f.log.clear();
        f.last()->disconnectClient();
        QCOMPARE(session->sent, (QByteArrayList{"1", "1/x,"}));
        QCOMPARE(session->reasons, QByteArrayList{"forced close"});
        QVERIFY2(f.log.isEmpty(), "never inside the call");
        f.nsp().emitTo({}, eventOf("m"));
        QTRY_COMPARE(f.log, (QByteArrayList{"end server namespace disconnect",
                                            "end server namespace disconnect"}));
        QCOMPARE(session->sent.size(), 2);
        QTRY_VERIFY(!f.last());
    }

    void leavesTheNamespace()
    {
        SocketIoFixture f;
        FakeSession *session = f.session({"0", "0/x,"});
        f.log.clear();
        f.last()->leaveNamespace();
        QCOMPARE(session->sent, QByteArrayList{"1/x,"});
        QTRY_COMPARE(f.log, QByteArrayList{"end server namespace disconnect"});
        QVERIFY(session->open);
        session->receive("2[\"a\"]");
        QCOMPARE(f.log.last(), QByteArray("event a []"));
        session->receive("0/x,");
        QCOMPARE(f.log.last(), QByteArray("new"));
    }

    void endsInTheReferencesWords_data()
    {
        using engineio::CloseReason;
        QTest::addColumn<int>("reason");
        QTest::addColumn<QByteArray>("words");
        const auto row = [](CloseReason reason, const char *words) {
            QTest::newRow(words) << int(reason) << QByteArray(words);
        };
        row(CloseReason::TransportClose, "transport close");
        row(CloseReason::TransportError, "transport error");
        row(CloseReason::PingTimeout, "ping timeout");
        row(CloseReason::ParseError, "parse error");
        row(CloseReason::ForcedClose, "forced close");
        row(CloseReason::ServerShutdown, "server shutting down");
    }
    void endsInTheReferencesWords()
    {
        QFETCH(int, reason);
        QFETCH(QByteArray, words);
        SocketIoFixture f;
        f.session()->lose(engineio::CloseReason(reason));
        QCOMPARE(f.log.last(), "end " + words);
    }

    void whatWeClosedForCounts_data()
    {
        using engineio::CloseReason;
        QTest::addColumn<int>("reason");
        QTest::addColumn<QByteArray>("words");
        QTest::newRow("forced") << int(CloseReason::ForcedClose)
                                << QByteArray("forced server close");
        QTest::newRow("shutdown") << int(CloseReason::ServerShutdown)
                                  << QByteArray("server shutting down");
    }
    void whatWeClosedForCounts()
    {
        QFETCH(int, reason);
        QFETCH(QByteArray, words);
        SocketIoFixture f;
        FakeSession *session = f.session();
        session->lingers = true;
        f.last()->closeSession(engineio::CloseReason(reason));
        session->lose();
        QCOMPARE(f.log.last(), "end " + words);
        QVERIFY(session->sent.isEmpty());
    }

    // JSON ---------------------------------------------------------------------------------------

    void valuesComeBackAsTheyWent_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QByteArray>("back");
        const auto row = [](const char *name, const QByteArray &json, const QByteArray &back = {}) {
            QTest::newRow(name) << json << (back.isEmpty() ? json : back);
        };
        row("greatest safe integer", "[9007199254740991,-9007199254740991]");
        row("2^53", "[9007199254740992,-9007199254740992]");
        row("doubles", "[0.1,-0.5,1.7976931348623157e+308,5e-324,0.30000000000000004]");
        row("beyond 64 bits", "[123456789012345680000]", "[123456789012345680000]");
        row("exponents", "[1e3,1E-2]", "[1000,0.01]");
        row("null and booleans", "[null,true,false]");
        row("empty containers", "[[],{},[[]],[{}],{\"a\":[]},{\"a\":{}},\"\"]");
        row("names of JavaScript", "[{\"\":0,\"__proto__\":{\"a\":1},\"constructor\":null}]");
        row("unicode", "[\"\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80\",{\"\xc3\xa4\":1}]");
        row("escapes", "[\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001e\\u2028\"]",
            "[\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001e\xe2\x80\xa8\"]");
        row("escaped unicode", "[\"\\u00e4\\ud83d\\ude00\"]", "[\"\xc3\xa4\xf0\x9f\x98\x80\"]");
        row("half a surrogate pair", "[\"\\ud800\",\"a\\udc00b\"]");
        row("not a character", "[\"\xef\xbf\xbf\xef\xb7\x90\"]");
        row("byte order mark", "[\"\xef\xbb\xbf\",\"\xef\xbb\xbfx\",{\"\xef\xbb\xbf\":1}]");
        row("deep", QByteArray(1000, '[') + QByteArray(1000, ']'));
        row("deep objects",
            '[' + QByteArray("{\"a\":").repeated(1000) + '1' + QByteArray(1000, '}') + ']');
        row("placeholder in plain JSON", "[{\"_placeholder\":true,\"num\":5}]");
        row("white space", " [ 1 , { \"a\" : 2 } ] ", "[1,{\"a\":2}]");
    }
    void valuesComeBackAsTheyWent()
    {
        QFETCH(QByteArray, json);
        QFETCH(QByteArray, back);
        SocketIoFixture f;
        FakeSession *session = f.session();
        session->receive("2[\"m\"," + json + ']');
        QVERIFY(session->open);
        QCOMPARE(f.log.last(), "event m [" + back + ']');
        // As an argument, in an ack, and in the CONNECT's payload.
        const auto packet = decodePacket("2[\"m\"," + json + ']', 10);
        QVERIFY(packet);
        QJsonArray args = packet->array;
        args.removeFirst();
        f.last()->sendEvent({QStringLiteral("m"), args, {}});
        f.last()->acknowledge(1, args);
        QCOMPARE(session->sent, (QByteArrayList{"2[\"m\"," + back + ']', "31[" + back + ']'}));
        session->receive("0/x,{\"a\":" + json + '}');
        QCOMPARE(f.log.at(f.log.size() - 2), "connect /x {\"a\":" + back + '}');
    }
};

PARLANCE_TEST(TestSocketIoNamespace)

} // namespace tst_socketionamespace

#include "tst_socketionamespace.moc"
