// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testprogram.h"
#include "support/testsupport.h"
#include "support/websocketframes.h"
#include "websocket/compressor.h"
#include "websocket/extensions.h"

#include <QRandomGenerator>

namespace tst_websocketdeflate {

using namespace parlance;
using namespace parlance::test;
using namespace parlance::websocket;

constexpr qsizetype limit = 100'000;
/// RFC 7692 section 7.2.3.1.
const QByteArray hello = QByteArray::fromHex("f248cdc9c90700");

QByteArray compressed(const QByteArray &payload, int opcode = 1, bool fin = true)
{
    return frame(payload, {.opcode = opcode, .fin = fin, .rsv = 4});
}

QByteArray deflated(QByteArrayView message, int windowBits)
{
    return Deflater().deflate(message, windowBits);
}

void row(const char *name, const QByteArray &input, const QByteArray &expected)
{
    QTest::newRow(name) << input << expected;
}

void goodRows()
{
    row("7.2.3.1 one block", compressed(hello), "T:Hello;");
    row("7.2.3.1 binary", compressed(hello, 2), "B:Hello;");
    row("7.2.3.1 two fragments", compressed(hello.first(3), 1, false) + frame(hello.mid(3), 0),
        "T:Hello;");
    row("7.2.3.1 fragments, the last one empty", compressed(hello, 1, false) + frame("", 0),
        "T:Hello;");
    row("7.2.3.1 a ping between fragments",
        compressed(hello.first(3), 1, false) + frame("p", 9) + frame(hello.mid(3), 0),
        "ping:p;T:Hello;");
    row("7.2.3.2 the same message again, afresh", compressed(hello) + compressed(hello),
        "T:Hello;T:Hello;");
    row("7.2.3.3 a stored block", compressed(QByteArray::fromHex("000500faff48656c6c6f00")),
        "T:Hello;");
    row("7.2.3.4 a final block", compressed(QByteArray::fromHex("f348cdc9c9070000")), "T:Hello;");
    row("7.2.3.5 two blocks",
        compressed(QByteArray::fromHex("f248050000"
                                       "00ffffcac9c90700")),
        "T:Hello;");
    row("7.2.3.6 an empty message", compressed(QByteArray(1, '\0')), "T:;");
    row("6 plain messages among them", frame("plain") + compressed(hello) + frame("plain", 2),
        "T:plain;T:Hello;B:plain;");
    row("6 plain fragments", frame("a", 1, false) + frame("b", 0), "T:ab;");
    row("large", compressed(deflated(QByteArray(limit, 'x'), 15)), "T:100000;");
    row("UTF-8 in it", compressed(QByteArray::fromHex("000300fcffe282ac00")), "T:\xe2\x82\xac;");
}

void wrongRows()
{
    row("6 RSV1 on a continuation",
        compressed(hello.first(3), 1, false) + compressed(hello.mid(3), 0), "error 1002;");
    row("6 RSV1 on the continuation of a plain message", frame("a", 1, false) + compressed("b", 0),
        "error 1002;");
    row("6 RSV1 on a ping", compressed("", 9), "error 1002;");
    row("6 RSV1 on a pong", compressed("", 10), "error 1002;");
    row("6 RSV1 on a close", compressed("", 8), "error 1002;");
    row("6 RSV1 on an unknown opcode", compressed("", 3), "error 1002;");
    row("6 RSV1 and RSV2", frame(hello, {.rsv = 6}), "error 1002;");
    row("6 RSV1 and RSV3", frame(hello, {.rsv = 5}), "error 1002;");
    row("6 RSV2 alone", frame("a", {.rsv = 2}), "error 1002;");
    row("7.2.2 no data at all", compressed(""), "error 1007;");
    row("7.2.2 an unknown kind of block", compressed("\xff\xff"), "error 1007;");
    row("7.2.2 text that is not compressed", compressed("Hello"), "error 1007;");
    row("7.2.2 cut within a block", compressed(hello.first(4)), "error 1007;");
    row("7.2.2 cut within a stored block", compressed(QByteArray::fromHex("000a00f5ff48656c"), 2),
        "error 1007;");
    row("7.2.2 the cut-off tail is there", compressed(hello + "\xff"), "error 1007;");
    row("7.2.2 garbage behind a final block",
        compressed(QByteArray::fromHex("f348cdc9c90700") + "garbage"), "error 1007;");
    row("7.2.2 a final block and nothing", compressed(QByteArray::fromHex("f348cdc9c907")),
        "error 1007;");
    row("7.2.2 a stored block's length is wrong",
        compressed(QByteArray::fromHex("000500ffff48656c6c6f00")), "error 1007;");
    row("7.2.3.2 refers to the message before",
        compressed(hello) + compressed(QByteArray::fromHex("f200110000")), "T:Hello;error 1007;");
    row("8.1 not UTF-8 once it is inflated", compressed(QByteArray::fromHex("000100feffff00")),
        "error 1007;");
    row("8.1 a character is cut at the end", compressed(QByteArray::fromHex("000100feffc300")),
        "error 1007;");
    row("9 one above the limit", compressed(deflated(QByteArray(limit + 1, 'x'), 15)),
        "error 1009;");
    row("9 above the limit over fragments",
        compressed(deflated(QByteArray(2000, 'x'), 15) + QByteArray::fromHex("0000ffff"), 2,
                   false) +
            frame(deflated(QByteArray(limit, 'x'), 15), 0),
        "error 1009;");
    row("9 above the limit while compressed", frame("", {.rsv = 4, .length = 2 * limit}),
        "error 1009;");
    row("nothing is read after an error", compressed("\xff\xff") + frame("a"), "error 1007;");
}

QByteArray seenIn(const QByteArray &input, qsizetype step)
{
    return decoded(input, step, limit, DeflateParameters());
}

/// permessage-deflate; a row is named by its rule of RFC 7692, or of RFC 6455 for section 8 and 9.
class TestWebSocketDeflate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void decodes_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QByteArray>("expected");
        goodRows();
        wrongRows();
    }

    void decodes()
    {
        QFETCH(QByteArray, input);
        QFETCH(QByteArray, expected);
        QCOMPARE(seenIn(input, input.size()), expected);
        for (qsizetype step = 1; step<input.size(); step += input.size()> 300 ? 97 : 1)
            QCOMPARE(seenIn(input, step), expected);
    }

    void isRefusedWhereNotAgreedOn()
    {
        QCOMPARE(decoded(compressed(hello), 1, limit), QByteArray("error 1002;"));
    }

    /// Those that agreed on less too; how the bytes are split has no say in it.
    void anyWindowIsRead()
    {
        QByteArray text(16'000, Qt::Uninitialized);
        QRandomGenerator random(1);
        for (char &c : text)
            c = char('a' + random.bounded(26));
        text += text;
        const QByteArray input = compressed(deflated(text, 15));
        for (const qsizetype step : {qsizetype(1), qsizetype(997), input.size()})
            QCOMPARE(seenIn(input, step), QByteArray("T:32000;"));
    }

    /// A thousand times as much comes out as goes in: it ends where the limit is.
    void bombEndsAtTheLimit()
    {
        const QByteArray bomb = compressed(deflated(QByteArray(50'000'000, 'x'), 15), 2);
        Decoder decoder(limit, DeflateParameters());
        qsizetype at = 0;
        Incoming incoming;
        while (at < bomb.size() && incoming.kind == Incoming::Kind::Nothing) {
            QByteArrayView byte = QByteArrayView(bomb).sliced(at++, 1);
            incoming = decoder.next(byte);
        }
        QCOMPARE(described(incoming), QByteArray("error 1009;"));
        QVERIFY2(at < bomb.size() / 100, qPrintable(QString::number(at)));
    }

    /// Blocks without anything in them cost a client less than they cost us.
    void emptyBlocksAreBounded()
    {
        const QByteArray nothing = QByteArray::fromHex("000000ffff").repeated(2 * limit / 5);
        QByteArray input = compressed(nothing.first(1000), 2, false);
        for (qsizetype from = 1000; from < nothing.size(); from += 1000)
            input += frame(nothing.mid(from, 1000), 0, false);
        QCOMPARE(seenIn(input, 997), QByteArray("error 1009;"));
    }

    void compresses_data()
    {
        QTest::addColumn<int>("bits");
        for (int bits = 9; bits <= 15; ++bits)
            QTest::newRow(qPrintable(QString::number(bits))) << bits;
    }

    void compresses()
    {
        QFETCH(int, bits);
        Deflater deflater;
        for (const int size : {1024, 5000, 65536, 99'999}) {
            QByteArray message;
            while (message.size() < size)
                message +=
                    "{\"n\":" + QByteArray::number(message.size()) + ",\"text\":\"\xe2\x82\xac\"}";
            const QByteArray out = deflater.deflate(message, bits);
            QVERIFY(!out.isNull() && out.size() < message.size() / 2);
            QVERIFY(!out.endsWith(QByteArray::fromHex("0000ffff")));
            const QByteArray input = compressed(out);
            Decoder decoder(2 * limit, DeflateParameters());
            QByteArrayView bytes(input);
            QCOMPARE(decoder.next(bytes).payload, message);
            // The same every time: nothing of the last message is left.
            QCOMPARE(deflater.deflate(message, bits), out);
        }
    }

    void whatDoesNotShrinkStays()
    {
        QByteArray noise(5000, Qt::Uninitialized);
        QRandomGenerator random(2);
        for (char &c : noise)
            c = char(random.bounded(256));
        Deflater deflater;
        QVERIFY(deflater.deflate(noise, 15).isNull());
        // The next one is not disturbed by what was left unfinished.
        QVERIFY(!deflater.deflate(QByteArray(5000, 'x'), 15).isNull());
        QVERIFY(deflater.deflate(QByteArray(5000, 'x'), 8).isNull());
    }

    /// One frame to many costs one compression, but its text is gone when the turn is over.
    void compressesOnceForOneTurn()
    {
        Compressor compressor;
        const QByteArray plain = encodeFrame(Opcode::Text, QByteArray(3000, 'x'));
        const QByteArray first = compressor.frame(plain, 15);
        QVERIFY(first.size() < plain.size());
        QCOMPARE(compressor.frame(plain, 15).constData(), first.constData());
        QVERIFY(compressor.frame(plain, 9).constData() != first.constData());
        // Two are held: here and there.
        const QByteArray last = compressor.frame(plain, 15);
        QVERIFY(!last.isDetached());
        bool later = false;
        QMetaObject::invokeMethod(
            this, [&later] { later = true; }, Qt::QueuedConnection);
        QTRY_VERIFY(later);
        QVERIFY(last.isDetached());
        QVERIFY(plain.isDetached());
        QCOMPARE(compressor.frame(plain, 15), first);
    }

    void negotiates_data()
    {
        QTest::addColumn<QByteArray>("offers");
        // What follows the two parameters that are always there; null: declined.
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<int>("server");
        const auto taken = [](const char *offers, const QByteArray &more = "", int server = 15) {
            QTest::newRow(offers) << QByteArray(offers) << more << server;
        };
        const auto declined = [](const char *offers) {
            QTest::newRow(offers) << QByteArray(offers) << QByteArray() << 0;
        };
        taken("permessage-deflate");
        taken("permessage-deflate; client_max_window_bits");
        taken("permessage-deflate;client_max_window_bits=8", "; client_max_window_bits=8");
        taken("permessage-deflate; client_max_window_bits=\"10\"", "; client_max_window_bits=10");
        taken("permessage-deflate; server_max_window_bits=9", "; server_max_window_bits=9", 9);
        taken("permessage-deflate; server_no_context_takeover; client_no_context_takeover");
        taken("permessage-deflate; server_max_window_bits=12; client_max_window_bits=13",
              "; server_max_window_bits=12; client_max_window_bits=13", 12);
        taken("x-webkit-deflate-frame, permessage-deflate");
        taken("a; b=c; d=\"e\",\tpermessage-deflate ; client_max_window_bits");
        taken("permessage-deflate; server_max_window_bits=8, permessage-deflate");
        taken("permessage-deflate; unknown, permessage-deflate; server_max_window_bits=10",
              "; server_max_window_bits=10", 10);
        taken(", permessage-deflate,");
        declined("");
        declined("permessage-bzip2");
        declined("Permessage-Deflate");
        declined("permessage-deflate; unknown");
        declined("permessage-deflate; unknown=1");
        declined("permessage-deflate; server_max_window_bits");
        declined("permessage-deflate; server_max_window_bits=8");
        declined("permessage-deflate; server_max_window_bits=7");
        declined("permessage-deflate; server_max_window_bits=16");
        declined("permessage-deflate; server_max_window_bits=010");
        declined("permessage-deflate; server_max_window_bits=+9");
        declined("permessage-deflate; server_max_window_bits=ten");
        declined("permessage-deflate; client_max_window_bits=7");
        declined("permessage-deflate; client_max_window_bits=16");
        declined("permessage-deflate; server_no_context_takeover=1");
        declined("permessage-deflate; client_no_context_takeover=true");
        declined("permessage-deflate; client_max_window_bits; client_max_window_bits");
        declined("permessage-deflate; server_no_context_takeover; server_no_context_takeover");
    }

    void negotiates()
    {
        QFETCH(QByteArray, offers);
        QFETCH(QByteArray, answer);
        QFETCH(int, server);
        const ExtensionAnswer found = negotiateExtensions(offers);
        QVERIFY(!found.malformed);
        if (answer.isNull()) {
            QVERIFY(!found.deflate);
            QVERIFY(found.field.isEmpty());
            return;
        }
        QVERIFY(found.deflate);
        QCOMPARE(found.deflate->serverWindowBits, server);
        QCOMPARE(found.field, "permessage-deflate; server_no_context_takeover; "
                              "client_no_context_takeover" +
                                  answer);
    }

    void malformedOffers_data()
    {
        QTest::addColumn<QByteArray>("offers");
        for (const char *offers :
             {"permessage-deflate;", "permessage-deflate; =1", "permessage-deflate; a=", ";",
              "permessage-deflate; a=\"", "permessage-deflate; a=\"\"",
              "permessage-deflate; a=\"b c\"", "permessage-deflate a", "permessage-deflate; a=b c",
              "(comment)", "a=b"})
            QTest::newRow(offers) << QByteArray(offers);
    }

    void malformedOffers()
    {
        QFETCH(QByteArray, offers);
        QVERIFY(negotiateExtensions(offers).malformed);
        QVERIFY(negotiateExtensions("permessage-deflate, " + offers).malformed);
    }
};

PARLANCE_TEST(TestWebSocketDeflate)

} // namespace tst_websocketdeflate

#include "tst_websocketdeflate.moc"
