// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/payloadtext.h"
#include "support/testprogram.h"
#include "support/testsupport.h"

#include <QRandomGenerator>

namespace tst_engineiocodec3 {

using namespace parlance;
using namespace parlance::engineio;
using namespace parlance::test;

QByteArray describe(const QByteArray &body, bool binary)
{
    return describePayload(codec3(), body, binary);
}

/// Bytes as hexadecimal digits, with spaces to read them by.
QByteArray hex(const char *digits)
{
    return QByteArray::fromHex(digits);
}

OutgoingPacket message(const QByteArray &data, bool binary = false)
{
    return {{PacketType::Message, binary, data}, {}};
}

const QByteArray broken = "broken";

/// "Encoding" in the protocol's document, revision 3.
class TestEngineIoCodec3 : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsText_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("packets");
        const auto row = [](const char *name, const QByteArray &body, const QByteArray &packets) {
            QTest::newRow(name) << body << packets;
        };
        row("one", "6:4hello", "4hello");
        row("several", "6:4hello6:4world1:2", "4hello|4world|2");
        row("every type", "1:01:11:21:31:41:51:6", "0|1|2|3|4|5|6");
        row("ping with data", "6:2probe", "2probe");
        row("two bytes are one character", "3:4äö1:2", "4äö|2");
        row("three bytes are one character", "6:4hello2:4€", "4hello|4€");
        row("four bytes are two", "3:4😀1:2", "4😀|2");
        row("a colon inside", "4:4a:b", "4a:b");
        row("base64", "10:b4AQIDBA==", "4\x01\x02\x03\x04/b");
        row("text and base64", "6:4hello10:b4AQIDBA==", "4hello|4\x01\x02\x03\x04/b");
        row("empty base64", "2:b4", "4/b");
        row("twelve", "12:4hello world", "4hello world");
    }
    void readsText()
    {
        QFETCH(QByteArray, body);
        QTEST(describe(body, false), "packets");
    }

    void refusesText_data()
    {
        QTest::addColumn<QByteArray>("body");
        const auto row = [](const char *name, const QByteArray &body) {
            QTest::newRow(name) << body;
        };
        row("empty", "");
        row("no length", "4hello");
        row("nothing before the colon", ":4hello");
        row("no colon", "6");
        row("nothing behind the colon", "6:");
        row("too short", "6:4hell");
        row("bytes instead of characters", "4:4€");
        row("something behind", "6:4hello4");
        row("broken length behind", "6:4hellox:4");
        row("zero", "0:");
        row("zero before another", "0:6:4hello");
        row("leading zero", "06:4hello");
        row("sign", "+6:4hello");
        row("negative", "-6:4hello");
        row("space", " 6:4hello");
        row("exponent", "6e0:4hello");
        row("fraction", "6.0:4hello");
        row("hexadecimal", "0x6:4hello");
        row("nine digits", "999999999:4hello");
        row("ten digits", "1000000000:4hello");
        row("beyond 32 bits", "4294967302:4hello");
        row("beyond 64 bits", "18446744073709551622:4hello");
        row("only digits", QByteArray(1000, '1'));
        row("unknown type", "3:abc");
        row("type 7", "1:7");
        row("half a pair", "2:4😀");
        row("half a pair at the end", "2:4\xf0\x9f");
        row("not UTF-8", "2:4\xff");
        row("overlong UTF-8", "2:4\xc0\x80");
        row("lone surrogate", "2:4\xed\xa0\x80");
        row("cut character", "2:4\xe2\x82");
        row("base64 without type", "1:b");
        row("base64 of a ping", "10:b2AQIDBA==");
        row("base64 without padding", "8:b4AQIDBA");
        row("base64: alphabet", "10:b4AQ*DBA==");
        row("revision 4", "4hello\x1e"
                          "4world");
        row("NUL", QByteArray(1, '\0'));
        row("binary", hex("00 06 ff 34 68 65 6c 6c 6f"));
    }
    void refusesText()
    {
        QFETCH(QByteArray, body);
        QCOMPARE(describe(body, false), broken);
    }

    void readsBytes_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("packets");
        const auto row = [](const char *name, const char *digits, const QByteArray &packets) {
            QTest::newRow(name) << hex(digits) << packets;
        };
        row("text", "00 06 ff 34 68 65 6c 6c 6f", "4hello");
        row("binary", "01 05 ff 04 01 02 03 04", "4\x01\x02\x03\x04/b");
        row("both", "00 04 ff 34 e2 82 ac 01 05 ff 04 01 02 03 04", "4€|4\x01\x02\x03\x04/b");
        row("empty binary", "01 01 ff 04", "4/b");
        row("ping", "00 01 ff 32", "2");
        row("base64 as text", "00 01 00 ff 62 34 41 51 49 44 42 41 3d 3d", "4\x01\x02\x03\x04/b");
        row("two digits", "00 01 00 ff 34 30 31 32 33 34 35 36 37 38", "4012345678");
        row("255 inside", "01 03 ff 04 ff ff", "4\xff\xff/b");

        row("empty", "", broken);
        row("only the mark", "00", broken);
        row("only mark and length", "00 06", broken);
        row("nothing behind the length", "00 06 ff", broken);
        row("too short", "00 06 ff 34 68 65 6c 6c", broken);
        row("something behind", "00 01 ff 32 00", broken);
        row("no length", "00 ff 34", broken);
        row("zero", "00 00 ff", broken);
        row("leading zero", "00 00 01 ff 32", broken);
        row("digit above 9", "00 0a ff 34 30 31 32 33 34 35 36 37 38", broken);
        row("digit as text", "00 31 ff 32", broken);
        row("unknown mark", "02 01 ff 32", broken);
        row("mark as text", "30 01 ff 32", broken);
        row("ten digits", "00 01 00 00 00 00 00 00 00 00 00 ff 32", broken);
        row("nine digits", "00 01 00 00 00 00 00 00 00 00 ff 32", broken);
        row("digits without end", "00 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01", broken);
        row("text of unknown type", "00 01 ff 37", broken);
        row("text that is not UTF-8", "00 02 ff 34 ff", broken);
        row("binary ping", "01 02 ff 02 01", broken);
        row("binary type as a digit", "01 02 ff 34 01", broken);
        row("binary of type 7", "01 02 ff 07 01", broken);
        row("text payload", "36 3a 34 68 65 6c 6c 6f", broken);
    }
    void readsBytes()
    {
        QFETCH(QByteArray, body);
        QTEST(describe(body, true), "packets");
    }

    void readsFrames_data()
    {
        QTest::addColumn<QByteArray>("frame");
        QTest::addColumn<bool>("binary");
        QTest::addColumn<QByteArray>("packet");
        QTest::newRow("text") << QByteArray("4hello") << false << QByteArray("4hello");
        QTest::newRow("probe") << QByteArray("2probe") << false << QByteArray("2probe");
        QTest::newRow("base64") << QByteArray("b4AQIDBA==") << false
                                << QByteArray("4\x01\x02\x03\x04/b");
        QTest::newRow("binary") << hex("04 01 02") << true << QByteArray("4\x01\x02/b");
        QTest::newRow("empty binary") << hex("04") << true << QByteArray("4/b");
        QTest::newRow("no text") << QByteArray() << false << broken;
        QTest::newRow("unknown type") << QByteArray("abc") << false << broken;
        QTest::newRow("base64 without type") << QByteArray("bAQIDBA==") << false << broken;
        QTest::newRow("nothing") << QByteArray() << true << broken;
        QTest::newRow("binary ping") << hex("02 01") << true << broken;
        QTest::newRow("binary type as a digit") << QByteArray("4hello") << true << broken;
    }
    void readsFrames()
    {
        QFETCH(QByteArray, frame);
        QFETCH(bool, binary);
        const auto packet = binary ? codec3().decodeBinary(frame) : codec3().decodeText(frame);
        const QByteArray line =
            packet ? char(packet->type) + packet->data + (packet->binary ? "/b" : "") : broken;
        QTEST(line, "packet");
    }

    void writesFrames_data()
    {
        QTest::addColumn<bool>("binary");
        QTest::addColumn<bool>("base64");
        QTest::addColumn<QByteArray>("frame");
        QTest::newRow("text") << false << false << hex("81 03 34 68 69");
        QTest::newRow("text, base64") << false << true << hex("81 03 34 68 69");
        QTest::newRow("binary") << true << false << hex("82 03 04 68 69");
        QTest::newRow("binary, base64") << true << true << hex("81 06") + "b4aGk=";
    }
    void writesFrames()
    {
        QFETCH(bool, binary);
        QFETCH(bool, base64);
        QTEST(codec3().encodeFrame(message("hi", binary).packet, base64), "frame");
    }

    void writesPayloads()
    {
        const Codec &codec = codec3();
        const std::vector<OutgoingPacket> text{message("hello"), message("€😀")};
        QCOMPARE(codec.encodePayload(text, false).body, QByteArray("6:4hello4:4€😀"));
        QVERIFY(!codec.encodePayload(text, false).binary);

        const std::vector<OutgoingPacket> mixed{message("€"), message("\x01\x02\x03\x04", true)};
        const Payload bytes = codec.encodePayload(mixed, false);
        QCOMPARE(bytes.body, hex("00 04 ff 34 e2 82 ac 01 05 ff 04 01 02 03 04"));
        QVERIFY(bytes.binary);
        const Payload base64 = codec.encodePayload(mixed, true);
        QCOMPARE(base64.body, QByteArray("2:4€10:b4AQIDBA=="));
        QVERIFY(!base64.binary);

        const std::vector<OutgoingPacket> longer{message(QByteArray(119, 'x'), true)};
        QCOMPARE(codec.encodePayload(longer, false).body.first(6), hex("01 01 02 00 ff 04"));
    }

    void readsWhatItWrites()
    {
        QRandomGenerator random(3);
        for (int i = 0; i < 300; ++i) {
            std::vector<OutgoingPacket> packets;
            QByteArrayList lines;
            for (int n = random.bounded(1, 6); n > 0; --n) {
                const QByteArray data =
                    QStringLiteral("aä€😀").repeated(random.bounded(60)).toUtf8();
                const bool binary = random.bounded(2) == 1;
                packets.push_back(message(data, binary));
                lines += '4' + data + (binary ? "/b" : "");
            }
            for (const bool base64 : {false, true}) {
                const Payload payload = codec3().encodePayload(packets, base64);
                QCOMPARE(describe(payload.body, payload.binary), lines.join('|'));
                qsizetype atMost = 0;
                for (const OutgoingPacket &packet : packets)
                    atMost += codec3().payloadSize(packet.packet);
                QVERIFY(payload.body.size() <= atMost);
            }
        }
    }

    void survivesGarbage()
    {
        QRandomGenerator random(1);
        static constexpr char alphabet[] =
            "0123456789:::b4444AQ=z\xc3\xa9\xf0\x9f\x98\x80\xff\x00\x01\x02\x03";
        int sound = 0;
        for (int i = 0; i < 100000; ++i) {
            QByteArray body(random.bounded(1, 12), Qt::Uninitialized);
            for (char &c : body)
                c = alphabet[random.bounded(int(sizeof alphabet) - 1)];
            for (const bool binary : {false, true})
                sound += describe(body, binary) != broken;
        }
        QVERIFY(sound > 0);
    }
};

PARLANCE_TEST(TestEngineIoCodec3)

} // namespace tst_engineiocodec3

#include "tst_engineiocodec3.moc"
