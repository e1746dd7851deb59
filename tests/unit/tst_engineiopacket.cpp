// SPDX-License-Identifier: GPL-3.0-or-later
#include "engineio/sid.h"
#include "support/payloadtext.h"
#include "support/testprogram.h"
#include "support/testsupport.h"

#include <QRandomGenerator>
#include <QSet>

namespace tst_engineiopacket {

using namespace parlance;
using namespace parlance::engineio;
using namespace parlance::test;

class TestEngineIoPacket : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void decodesPayloads_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("packets");
        QTest::newRow("text") << QByteArray("4hello") << QByteArray("4hello");
        QTest::newRow("no data") << QByteArray("3") << QByteArray("3");
        QTest::newRow("several") << QByteArray("4a\x1e"
                                               "2\x1e"
                                               "4b")
                                 << QByteArray("4a|2|4b");
        QTest::newRow("binary") << QByteArray("4hello\x1e"
                                              "bAQIDBA==")
                                << QByteArray("4hello|4\x01\x02\x03\x04/b");
        QTest::newRow("empty binary") << QByteArray("b") << QByteArray("4/b");
        QTest::newRow("UTF-8") << QByteArray("4€") << QByteArray("4€");
        QTest::newRow("every type") << QByteArray("0\x1e"
                                                  "1\x1e"
                                                  "2\x1e"
                                                  "3\x1e"
                                                  "4\x1e"
                                                  "5\x1e"
                                                  "6")
                                    << QByteArray("0|1|2|3|4|5|6");
        const QByteArray broken("broken");
        QTest::newRow("empty") << QByteArray() << broken;
        QTest::newRow("unknown type") << QByteArray("abc") << broken;
        QTest::newRow("type 7") << QByteArray("7") << broken;
        QTest::newRow("separator at the end") << QByteArray("4a\x1e") << broken;
        QTest::newRow("separator in front") << QByteArray("\x1e"
                                                          "4a")
                                            << broken;
        QTest::newRow("one of them broken") << QByteArray("4a\x1ex\x1e"
                                                          "4b")
                                            << broken;
        QTest::newRow("base64: alphabet") << QByteArray("bAQ*DBA==") << broken;
        QTest::newRow("base64: URL alphabet") << QByteArray("b-_-_") << broken;
        QTest::newRow("base64: length") << QByteArray("bAQIDB") << broken;
        QTest::newRow("base64: padding") << QByteArray("bAQIDBA=") << broken;
        QTest::newRow("base64: padding inside") << QByteArray("bAQ==AQID") << broken;
        QTest::newRow("base64: only padding") << QByteArray("b====") << broken;
        QTest::newRow("base64: space") << QByteArray("bAQID BA=") << broken;
        QTest::newRow("not UTF-8") << QByteArray("4\xff") << broken;
        QTest::newRow("overlong UTF-8") << QByteArray("4\xc0\x80") << broken;
        QTest::newRow("surrogate in UTF-8") << QByteArray("4\xed\xa0\x80") << broken;
        QTest::newRow("NUL") << QByteArray(1, '\0') << broken;
    }
    void decodesPayloads()
    {
        QFETCH(QByteArray, body);
        QTEST(describePayload(codec4(), body), "packets");
    }

    void survivesGarbage()
    {
        QRandomGenerator random(1);
        static constexpr char alphabet[] = "0123456bAQ=z\xc3\xa9\x1e";
        for (int i = 0; i < 20000; ++i) {
            QByteArray body(random.bounded(1, 40), Qt::Uninitialized);
            for (char &c : body)
                c = alphabet[random.bounded(int(sizeof alphabet) - 1)];
            const QByteArray packets = describePayload(codec4(), body);
            if (packets != "broken")
                QCOMPARE(packets.count('|'), body.count('\x1e'));
        }
    }

    void longBodiesAreReadInPieces()
    {
        PayloadReader reader(codec4(), QByteArray("4a\x1e").repeated(100) + "4b", false);
        int pieces = 0;
        for (; reader.state() == PayloadReader::State::Checking; ++pieces)
            reader.check(30);
        QCOMPARE(pieces, 11);
        QCOMPARE(reader.bytesLeft(), 302);
        QCOMPARE(reader.next().data, QByteArray("a"));
        QCOMPARE(reader.bytesLeft(), 299);
        for (int i = 1; i < 100; ++i)
            QCOMPARE(reader.next().data, QByteArray("a"));
        QVERIFY(!reader.atEnd());
        QCOMPARE(reader.next().data, QByteArray("b"));
        QVERIFY(reader.atEnd());
        QCOMPARE(reader.bytesLeft(), 0);
    }

    void writesFrames_data()
    {
        QTest::addColumn<bool>("binary");
        QTest::addColumn<bool>("base64");
        QTest::addColumn<QByteArray>("frame");
        QTest::newRow("text") << false << false
                              << QByteArray("\x81\x03"
                                            "4hi");
        QTest::newRow("text, base64") << false << true
                                      << QByteArray("\x81\x03"
                                                    "4hi");
        QTest::newRow("binary") << true << false
                                << QByteArray("\x82\x02"
                                              "hi");
        QTest::newRow("binary, base64") << true << true
                                        << QByteArray("\x81\x05"
                                                      "baGk=");
    }
    void writesFrames()
    {
        QFETCH(bool, binary);
        QFETCH(bool, base64);
        QTEST(codec4().encodeFrame({PacketType::Message, binary, "hi"}, base64), "frame");
    }

    void writesPayloads()
    {
        const std::vector<OutgoingPacket> packets{
            {{PacketType::Message, false, "hi"}, {}},
            {{PacketType::Message, true, "\x01\x02\x03\x04"}, {}},
            {{PacketType::Ping, false, {}}, {}}};
        const Payload payload = codec4().encodePayload(packets, false);
        QCOMPARE(payload.body, QByteArray("4hi\x1e"
                                          "bAQIDBA==\x1e"
                                          "2"));
        QVERIFY(!payload.binary);
    }

    void payloadsKeepWithinTheirSize()
    {
        const Codec &codec = codec4();
        const auto take = [&codec](PacketQueue &queue) {
            return codec.encodePayload(queue.takePayload(codec, 10), false).body;
        };
        PacketQueue queue;
        for (const char *text : {"aaa", "bbb", "ccc"})
            queue.push({{PacketType::Message, false, text}, {}});
        QCOMPARE(take(queue), QByteArray("4aaa\x1e"
                                         "4bbb"));
        QCOMPARE(take(queue), QByteArray("4ccc"));
        QVERIFY(queue.isEmpty());
        QCOMPARE(queue.bytes(), 0);
        QVERIFY(queue.takePayload(codec, 10).empty());
        queue.push({{PacketType::Message, false, "too long for it"}, {}});
        queue.push({{PacketType::Message, true, "bin"}, {}});
        QCOMPARE(take(queue), QByteArray("4too long for it"));
        QCOMPARE(take(queue), QByteArray("bYmlu"));
        QCOMPARE(queue.bytes(), 0);
    }

    void sidsAreLongAndDiffer()
    {
        QSet<QByteArray> sids;
        for (int i = 0; i < 1000; ++i) {
            const QByteArray sid = newSid();
            QCOMPARE(sid.size(), 24);
            for (const char c : sid)
                QVERIFY(QChar::fromLatin1(c).isLetterOrNumber() || c == '-' || c == '_');
            sids.insert(sid);
        }
        QCOMPARE(sids.size(), 1000);
    }
};

PARLANCE_TEST(TestEngineIoPacket)

} // namespace tst_engineiopacket

#include "tst_engineiopacket.moc"
