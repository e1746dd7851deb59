// SPDX-License-Identifier: GPL-3.0-or-later
#include "socketio/packet.h"
#include "support/testprogram.h"
#include "support/testsupport.h"

#include <QJsonDocument>
#include <QRandomGenerator>

namespace tst_socketiopacket {

using namespace parlance;
using namespace parlance::socketio;

/// A packet as one line: type, attachments, namespace, ack id, payload.
QByteArray describe(const Result<Packet> &packet)
{
    if (!packet)
        return "broken";
    QByteArray line(1, char(packet->type));
    line += ' ' + QByteArray::number(packet->attachments) + ' ' + packet->nsp + ' ';
    line += packet->ackId ? QByteArray::number(*packet->ackId) : "-";
    const bool array = !packet->array.isEmpty() || packet->type == PacketType::Ack;
    const auto document = array ? QJsonDocument(packet->array) : QJsonDocument(packet->object);
    return line + ' ' + document.toJson(QJsonDocument::Compact);
}

QByteArray nested(int depth)
{
    return QByteArray(depth, '[') + QByteArray(depth, ']');
}

void refusedRow(const char *name, const QByteArray &message)
{
    QTest::newRow(name) << message;
}

void refusedAttachments()
{
    refusedRow("binary without count", "5-[\"a\"]");
    refusedRow("binary without dash", "51[\"a\"]");
    refusedRow("binary with sign", "5+1-[\"a\"]");
    refusedRow("too many attachments", "511-[\"a\"]");
    refusedRow("huge attachments", "599999999999999999999-[\"a\"]");
    refusedRow("negative attachments", "5-1-[\"a\"]");
    refusedRow("binary ack without id", "61-[\"a\"]");
    refusedRow("placeholder out of range", "51-[\"a\",{\"_placeholder\":true,\"num\":1}]");
    refusedRow("placeholder below range", "51-[\"a\",{\"_placeholder\":true,\"num\":-1}]");
    refusedRow("placeholder with a fraction", "51-[\"a\",{\"_placeholder\":true,\"num\":0.5}]");
    refusedRow("placeholder that is no number", "51-[\"a\",{\"_placeholder\":true,\"num\":\"0\"}]");
    refusedRow("placeholder without number", "51-[\"a\",{\"b\":[{\"_placeholder\":true}]}]");
    refusedRow("reserved name in a binary event", "50-[\"connect\"]");
}

class TestSocketIoPacket : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void decodes_data()
    {
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<QByteArray>("packet");
        const auto row = [](const char *name, const QByteArray &message, const QByteArray &packet) {
            QTest::newRow(name) << message << packet;
        };
        row("connect", "0", "0 0 / - {}");
        row("connect with payload", "0{\"token\":\"a\"}", "0 0 / - {\"token\":\"a\"}");
        row("connect elsewhere", "0/x,", "0 0 /x - {}");
        row("connect elsewhere, no comma", "0/x", "0 0 /x - {}");
        row("connect elsewhere with payload", "0/x,{\"a\":1}", "0 0 /x - {\"a\":1}");
        row("namespace with query", "0/x?a=b&c=%2C,{}", "0 0 /x?a=b&c=%2C - {}");
        row("main namespace spelt out", "2/,[\"a\"]", "2 0 / - [\"a\"]");
        row("main namespace with query", "0/?token=1", "0 0 /?token=1 - {}");
        const QByteArray longest = '/' + QByteArray(MaxNamespaceBytes - 1, 'x');
        row("longest namespace", '0' + longest, "0 0 " + longest + " - {}");
        row("disconnect", "1", "1 0 / - {}");
        row("disconnect elsewhere", "1/x,", "1 0 /x - {}");
        row("event", "2[\"a\",1,{\"b\":[true]}]", "2 0 / - [\"a\",1,{\"b\":[true]}]");
        row("event with ack", "212[\"a\"]", "2 0 / 12 [\"a\"]");
        row("event elsewhere with ack", "2/x,0[\"a\"]", "2 0 /x 0 [\"a\"]");
        row("event named by a number", "2[7]", "2 0 / - [7]");
        row("placeholder in a plain event", "2[\"a\",{\"_placeholder\":true,\"num\":9}]",
            "2 0 / - [\"a\",{\"_placeholder\":true,\"num\":9}]");
        row("greatest ack id", "29007199254740991[\"a\"]", "2 0 / 9007199254740991 [\"a\"]");
        row("ack", "313[\"bar\"]", "3 0 / 13 [\"bar\"]");
        row("empty ack", "313[]", "3 0 / 13 []");
        row("connect error", "4{\"message\":\"no\"}", "4 0 / - {\"message\":\"no\"}");
        row("binary event", "51-[\"a\",{\"_placeholder\":true,\"num\":0}]",
            "5 1 / - [\"a\",{\"_placeholder\":true,\"num\":0}]");
        row("binary event elsewhere with ack", "52-/x,3[\"a\"]", "5 2 /x 3 [\"a\"]");
        row("binary event without attachments", "50-[\"a\"]", "5 0 / - [\"a\"]");
        row("binary ack", "61-15[\"a\",{\"_placeholder\":true,\"num\":0}]",
            "6 1 / 15 [\"a\",{\"_placeholder\":true,\"num\":0}]");
        row("no placeholder after all", "51-[\"a\",{\"_placeholder\":false,\"num\":7}]",
            "5 1 / - [\"a\",{\"_placeholder\":false,\"num\":7}]");
        row("most attachments", "510-[\"a\"]", "5 10 / - [\"a\"]");
    }
    void decodes()
    {
        QFETCH(QByteArray, message);
        QTEST(describe(decodePacket(message, 10)), "packet");
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("message");
        const auto row = refusedRow;
        row("empty", "");
        row("unknown type", "abc");
        row("type 7", "7[\"a\"]");
        row("connect with array", "0[]");
        row("connect with string", "0\"a\"");
        row("connect with ack id", "01{}");
        row("disconnect with payload", "1{}");
        row("disconnect with ack id", "11");
        row("event without payload", "2");
        row("event with object", "2{}");
        row("empty event", "2[]");
        row("event named by null", "2[null]");
        row("event named by an object", "2[{}]");
        row("event with broken JSON", "2[\"a\"");
        row("event with something behind", "2[\"a\"]x");
        row("event with two arrays", "2[\"a\"][\"b\"]");
        row("broken ack id", "2abc[\"a\"]");
        row("negative ack id", "2-1[\"a\"]");
        row("fractional ack id", "21.5[\"a\"]");
        row("ack id beyond JavaScript", "29007199254740992[\"a\"]");
        row("huge ack id", "2" + QByteArray(1000, '9') + "[\"a\"]");
        row("ack without id", "3[]");
        row("ack without payload", "313");
        row("ack with object", "313{}");
        row("control character in namespace", "0/x\x1e"
                                              "4evil");
        row("namespace too long", "0/" + QByteArray(MaxNamespaceBytes, 'x') + ",{}");
        row("query too long", "0/x?" + QByteArray("a=b&").repeated(MaxNamespaceBytes / 4));
        for (const char *name : {"connect", "connect_error", "disconnect", "disconnecting",
                                 "newListener", "removeListener"})
            row(name, "2[\"" + QByteArray(name) + "\"]");
        row("nested 20,000 deep", "2[\"a\"," + nested(20000) + "]");
        row("nested 20,000 deep, connect", "0{\"a\":" + nested(20000) + "}");
        row("nested 20,000 deep, unfinished", "2" + QByteArray(20000, '['));
        row("nested objects", "2[\"a\"," + QByteArray("{\"a\":").repeated(20000));
        refusedAttachments();
    }
    void refuses()
    {
        QFETCH(QByteArray, message);
        QCOMPARE(describe(decodePacket(message, 10)), QByteArray("broken"));
    }

    void survivesGarbage()
    {
        QRandomGenerator random(2);
        static constexpr char alphabet[] = "0123456-/,[]{}\":ax?_\\u";
        for (int i = 0; i < 50000; ++i) {
            QByteArray message(random.bounded(1, 30), Qt::Uninitialized);
            for (char &c : message)
                c = alphabet[random.bounded(int(sizeof alphabet) - 1)];
            const auto packet = decodePacket(message, 10);
            if (packet)
                QVERIFY(packet->attachments <= 10);
        }
    }

    void encodes()
    {
        QCOMPARE(encodeConnect("/", "abc"), QByteArray("0{\"sid\":\"abc\"}"));
        QCOMPARE(encodeConnect("/x", "abc"), QByteArray("0/x,{\"sid\":\"abc\"}"));
        QCOMPARE(encodeConnectError("/x", QStringLiteral("Invalid namespace")),
                 QByteArray("4/x,{\"message\":\"Invalid namespace\"}"));
        QCOMPARE(encodeConnectError("/", QStringLiteral("a\"b"),
                                    {{QStringLiteral("code"), QStringLiteral("E")}}),
                 QByteArray("4{\"message\":\"a\\\"b\",\"data\":{\"code\":\"E\"}}"));
        QCOMPARE(encodeDisconnect("/"), QByteArray("1"));
        QCOMPARE(encodeDisconnect("/x"), QByteArray("1/x,"));
        const QJsonArray array{QStringLiteral("a"), 1};
        QCOMPARE(encodeEvent("/", array), QByteArray("2[\"a\",1]"));
        QCOMPARE(encodeEvent("/x", array, 2), QByteArray("52-/x,[\"a\",1]"));
        QCOMPARE(encodeAck("/", 12, array), QByteArray("312[\"a\",1]"));
        QCOMPARE(encodeAck("/x", MaxAckId, {}, 1), QByteArray("61-/x,9007199254740991[]"));
        QCOMPARE(encodeEvent(QStringLiteral("a"), QJsonObject{{QStringLiteral("b"), 1}}),
                 QByteArray("2[\"a\",{\"b\":1}]"));
        QCOMPARE(encodeEvent(QStringLiteral("a"), QJsonValue(QJsonValue::Undefined)),
                 QByteArray("2[\"a\"]"));
        const Frame frame = encodeShared("2[\"a\"]");
        QCOMPARE(frame.payload, QByteArray("2[\"a\"]"));
        QCOMPARE(frame.webSocketFrame, QByteArray("\x81\x07"
                                                  "42[\"a\"]"));
    }

    /// Half a surrogate pair is allowed in JSON, but not on the wire.
    void loneSurrogatesStayUtf8()
    {
        const auto packet = decodePacket("2[\"a\",\"\\ud800\"]", 10);
        QVERIFY(packet);
        const QByteArray encoded = encodeEvent("/", packet->array);
        QVERIFY2(encoded.isValidUtf8(), encoded.toHex().constData());
    }

    void separatorsAreEscaped()
    {
        const QByteArray encoded = encodeEvent("/", {QStringLiteral("a"), QStringLiteral("\x1e")});
        QVERIFY(!encoded.contains('\x1e'));
    }
};

PARLANCE_TEST(TestSocketIoPacket)

} // namespace tst_socketiopacket

#include "tst_socketiopacket.moc"
