// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testsupport.h"
#include "websocket/decoder.h"

#include <QtEndian>

using namespace parlance;
using namespace parlance::websocket;

namespace {

constexpr qsizetype limit = 200'000;

struct FrameOptions
{
    int opcode = 1;
    bool fin = true;
    int rsv = 0;
    bool masked = true;
    /// 0: the shortest; else 7, 16 or 64 bits.
    int lengthBits = 0;
    /// Instead of the payload's own.
    std::optional<quint64> length = {};
};

QByteArray lengthField(quint64 length, int bits, int mask)
{
    char bytes[9];
    if (bits == 7)
        return QByteArray(1, char(mask | int(length)));
    bytes[0] = char(mask | (bits == 16 ? 126 : 127));
    if (bits == 16)
        qToBigEndian(quint16(length), bytes + 1);
    else
        qToBigEndian(length, bytes + 1);
    return QByteArray(bytes, bits == 16 ? 3 : 9);
}

/// RFC 6455 section 5.2, right or wrong as wanted.
QByteArray frame(const QByteArray &payload, const FrameOptions &options = {})
{
    const quint64 length = options.length.value_or(quint64(payload.size()));
    const int bits = options.lengthBits ? options.lengthBits
                     : length < 126     ? 7
                     : length <= 0xffff ? 16
                                        : 64;
    QByteArray bytes;
    bytes += char((options.fin ? 0x80 : 0) | (options.rsv << 4) | options.opcode);
    bytes += lengthField(length, bits, options.masked ? 0x80 : 0);
    if (!options.masked)
        return bytes + payload;
    const QByteArray key("\x37\xfa\x21\x3d", 4);
    bytes += key;
    for (qsizetype i = 0; i < payload.size(); ++i)
        bytes += char(payload.at(i) ^ key.at(i & 3));
    return bytes;
}

QByteArray frame(const QByteArray &payload, int opcode, bool fin = true)
{
    FrameOptions options;
    options.opcode = opcode;
    options.fin = fin;
    return frame(payload, options);
}

QByteArray closing(quint16 code, const QByteArray &reason = {})
{
    return frame(closePayload(code, reason), 8);
}

QByteArray describe(const Incoming &incoming)
{
    const QByteArray payload = incoming.payload.size() > 40
                                   ? QByteArray::number(incoming.payload.size())
                                   : incoming.payload;
    switch (incoming.kind) {
    case Incoming::Kind::Nothing:
        return {};
    case Incoming::Kind::Text:
        return "T:" + payload + ';';
    case Incoming::Kind::Binary:
        return "B:" + payload + ';';
    case Incoming::Kind::Ping:
        return "ping:" + payload + ';';
    case Incoming::Kind::Pong:
        return "pong:" + payload + ';';
    case Incoming::Kind::Close:
        return "close " + QByteArray::number(incoming.code) + ':' + payload + ';';
    case Incoming::Kind::Error:
        return "error " + QByteArray::number(incoming.code) + ';';
    }
    return {};
}

QByteArray decode(const QByteArray &input, qsizetype step)
{
    Decoder decoder(limit);
    QByteArray seen;
    for (qsizetype from = 0; from < input.size(); from += step) {
        const QByteArray piece = input.mid(from, step);
        QByteArrayView bytes(piece);
        for (;;) {
            const Incoming incoming = decoder.next(bytes);
            if (incoming.kind == Incoming::Kind::Nothing)
                break;
            seen += describe(incoming);
        }
    }
    return seen;
}

void row(const char *name, const QByteArray &input, const QByteArray &expected)
{
    QTest::newRow(name) << input << expected;
}

void messageRows()
{
    row("text", frame("hi"), "T:hi;");
    row("two at once", frame("a") + frame("b"), "T:a;T:b;");
    row("empty text", frame(""), "T:;");
    row("binary", frame(QByteArray("\0\xff", 2), 2), QByteArray("B:\0\xff;", 5));
    row("125", frame(QByteArray(125, 'a')), "T:125;");
    row("126", frame(QByteArray(126, 'a')), "T:126;");
    row("65535", frame(QByteArray(65535, 'a')), "T:65535;");
    row("65536", frame(QByteArray(65536, 'a')), "T:65536;");
    row("at the limit", frame(QByteArray(limit, 'a')), "T:200000;");
    row("above the limit", frame("", {.length = limit + 1}), "error 1009;");
    row("1 GB", frame("", {.length = 1 << 30}), "error 1009;");
    row("fragments", frame("he", 1, false) + frame("l", 0, false) + frame("lo", 0), "T:hello;");
    row("empty fragments", frame("", 1, false) + frame("", 0, false) + frame("", 0), "T:;");
    row("binary fragments", frame("a", 2, false) + frame("b", 0), "B:ab;");
    row("ping between", frame("he", 1, false) + frame("p", 9) + frame("llo", 0), "ping:p;T:hello;");
    row("fragments above the limit", frame(QByteArray(limit, 'a'), 2, false) + frame("b", 0),
        "error 1009;");
    row("continuation without start", frame("x", 0), "error 1002;");
    row("text within a message", frame("a", 1, false) + frame("b"), "error 1002;");
    row("binary within a message", frame("a", 1, false) + frame("b", 2), "error 1002;");
    row("continuation behind the end", frame("a") + frame("b", 0), "T:a;error 1002;");
    row("nothing after an error", frame("x", 0) + frame("a"), "error 1002;");
}

void frameRows()
{
    row("unmasked", frame("hi", {.masked = false}), "error 1002;");
    row("unmasked, two bytes", frame("", {.masked = false}), "error 1002;");
    row("rsv1", frame("a", {.rsv = 4}), "error 1002;");
    row("rsv2", frame("a", {.rsv = 2}), "error 1002;");
    row("rsv3", frame("a", {.rsv = 1}), "error 1002;");
    for (const int opcode : {3, 4, 5, 6, 7, 11, 12, 13, 14, 15})
        row(qPrintable(QStringLiteral("opcode %1").arg(opcode)), frame("a", opcode), "error 1002;");
    row("16 bits for 2", frame("hi", {.lengthBits = 16}), "error 1002;");
    row("16 bits for 125", frame(QByteArray(125, 'a'), {.lengthBits = 16}), "error 1002;");
    row("64 bits for 126", frame(QByteArray(126, 'a'), {.lengthBits = 64}), "error 1002;");
    row("64 bits for 65535", frame(QByteArray(65535, 'a'), {.lengthBits = 64}), "error 1002;");
    row("top bit of 64", frame("", {.length = quint64(1) << 63}), "error 1002;");
    row("ping", frame("yo", 9), "ping:yo;");
    row("empty ping", frame("", 9), "ping:;");
    row("longest ping", frame(QByteArray(125, 'a'), 9), "ping:125;");
    row("ping of 126", frame(QByteArray(126, 'a'), 9), "error 1002;");
    row("ping in fragments", frame("a", 9, false), "error 1002;");
    row("close in fragments", frame("", 8, false), "error 1002;");
    row("pong", frame("y", 10), "pong:y;");
}

void utf8Rows()
{
    row("bom kept",
        frame("\xef\xbb\xbf"
              "a"),
        "T:\xef\xbb\xbf"
        "a;");
    row("nul and emoji", frame(QByteArray("a\0\xf0\x9f\x98\x80", 6)),
        QByteArray("T:a\0\xf0\x9f\x98\x80;", 9));
    row("U+FFFF", frame("\xef\xbf\xbf"), "T:\xef\xbf\xbf;");
    row("U+10FFFF", frame("\xf4\x8f\xbf\xbf"), "T:\xf4\x8f\xbf\xbf;");
    row("above U+10FFFF", frame("\xf4\x90\x80\x80"), "error 1007;");
    row("f5", frame("\xf5\x80\x80\x80"), "error 1007;");
    row("ff", frame("\xff\xfe"), "error 1007;");
    row("lone continuation", frame("\x80"), "error 1007;");
    row("overlong 2", frame("\xc0\xaf"), "error 1007;");
    row("overlong c1", frame("\xc1\xbf"), "error 1007;");
    row("overlong 3", frame("\xe0\x9f\xbf"), "error 1007;");
    row("overlong 4", frame("\xf0\x8f\xbf\xbf"), "error 1007;");
    row("surrogate", frame("\xed\xa0\x80"), "error 1007;");
    row("below surrogates", frame("\xed\x9f\xbf"), "T:\xed\x9f\xbf;");
    row("cut", frame("\xe2\x82"), "error 1007;");
    row("cut then ascii",
        frame("\xe2\x82"
              "a"),
        "error 1007;");
    row("split over fragments", frame("\xc3", 1, false) + frame("\xa9", 0), "T:\xc3\xa9;");
    row("split over a ping", frame("\xe2\x82", 1, false) + frame("\xff", 9) + frame("\xac", 0),
        "ping:\xff;T:\xe2\x82\xac;");
    row("cut at the end of fragments", frame("a", 1, false) + frame("\xc3", 0), "error 1007;");
    row("wrong before the end", frame("\xff", 1, false), "error 1007;");
    row("behind ascii blocks", frame("0123456789abcdef\xff"), "error 1007;");
    row("valid after an unfinished one", frame("\xc3\xa9") + frame("b"), "T:\xc3\xa9;T:b;");
    row("binary need not be utf-8", frame("\xff", 2), "B:\xff;");
}

void closeRows()
{
    row("close", closing(1000, "bye"), "close 1000:bye;");
    row("close without code", frame("", 8), "close 1005:;");
    row("close of one byte", frame("x", 8), "error 1002;");
    for (const int code : {1000, 1001, 1002, 1003, 1007, 1011, 1012, 1014, 3000, 4999}) {
        row(qPrintable(QStringLiteral("close %1").arg(code)), closing(quint16(code)),
            "close " + QByteArray::number(code) + ":;");
    }
    for (const int code : {0, 999, 1004, 1005, 1006, 1015, 1016, 2000, 2999, 5000, 65535})
        row(qPrintable(QStringLiteral("close %1").arg(code)), closing(quint16(code)),
            "error 1002;");
    row("reason not utf-8", closing(1000, "\xff"), "error 1007;");
    row("reason cut", frame(QByteArray("\x03\xe8\xc3", 3), 8), "error 1007;");
    row("close within a message", frame("a", 1, false) + closing(1000), "close 1000:;");
}

} // namespace

class TestWebSocketDecoder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void decodes_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QByteArray>("expected");
        messageRows();
        frameRows();
        utf8Rows();
        closeRows();
    }

    void decodes()
    {
        QFETCH(QByteArray, input);
        QFETCH(QByteArray, expected);
        QCOMPARE(decode(input, input.size()), expected);
        // Every step for short inputs, some for long ones.
        for (qsizetype step = 1; step<input.size(); step += input.size()> 300 ? 4999 : 1)
            QCOMPARE(decode(input, step), expected);
    }

    void encodes()
    {
        QCOMPARE(encodeFrame(Opcode::Text, "hi"), QByteArray("\x81\x02hi"));
        QCOMPARE(encodeFrame(Opcode::Binary, QByteArray(126, 'a')).first(4),
                 QByteArray("\x82\x7e\x00\x7e", 4));
        QCOMPARE(encodeFrame(Opcode::Text, QByteArray(65536, 'a')).first(10),
                 QByteArray("\x81\x7f\x00\x00\x00\x00\x00\x01\x00\x00", 10));
    }

    void closeReasonIsCutBetweenCharacters()
    {
        const QByteArray reason = QByteArray(122, 'a') + "\xc3\xa9";
        QCOMPARE(closePayload(1000, reason).size(), 124);
        QCOMPARE(closePayload(1000, QByteArray(200, 'a')).size(), 125);
        QCOMPARE(closePayload(1001, "x"), QByteArray("\x03\xe9x"));
    }
};

QTEST_GUILESS_MAIN(TestWebSocketDecoder)
#include "tst_websocketdecoder.moc"
