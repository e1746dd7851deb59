// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testprogram.h"
#include "support/testsupport.h"
#include "support/websocketframes.h"

namespace tst_websocketdecoder {

using namespace parlance;
using namespace parlance::test;
using namespace parlance::websocket;

constexpr qsizetype limit = 200'000;
constexpr int dataOpcodes[] = {1, 2};
constexpr int controlOpcodes[] = {8, 9, 10};

void row(const QByteArray &name, const QByteArray &input, const QByteArray &expected)
{
    QTest::newRow(name.constData()) << input << expected;
}

QByteArray name(const char *rule, qint64 number)
{
    return rule + QByteArray::number(number);
}

QByteArray opcodeName(const char *rule, int opcode)
{
    static const QMap<int, QByteArray> names{{0, "continuation"}, {1, "text"}, {2, "binary"},
                                             {8, "close"},        {9, "ping"}, {10, "pong"}};
    return QByteArray(rule) + names.value(opcode, QByteArray::number(opcode));
}

/// Every size at which the length changes its form.
void lengthRows()
{
    for (const int size : {0, 1, 124, 125, 126, 127, 128, 65534, 65535, 65536, 65537}) {
        const QByteArray payload(size, 'a');
        row(name("5.2 text of ", size), frame(payload, 1), described("T:", payload));
        row(name("5.2 binary of ", size), frame(payload, 2), described("B:", payload));
    }
    for (const int size : {0, 2, 125}) {
        row(name("5.2 16 bits are not the shortest for ", size),
            frame(QByteArray(size, 'a'), {.lengthBits = 16}), "error 1002;");
    }
    for (const int size : {0, 125, 126, 65535}) {
        row(name("5.2 64 bits are not the shortest for ", size),
            frame(QByteArray(size, 'a'), {.lengthBits = 64}), "error 1002;");
    }
    row("5.2 the top bit of 64", frame("", {.length = quint64(1) << 63}), "error 1002;");
    row("5.2 all 64 bits", frame("", {.length = ~quint64(0)}), "error 1002;");
}

void headerRows()
{
    row("5.1 unmasked text", frame("hi", {.masked = false}), "error 1002;");
    row("5.1 unmasked, known at its second byte", frame("", {.masked = false}), "error 1002;");
    row("5.1 unmasked ping", frame("", {.opcode = 9, .masked = false}), "error 1002;");
    row("5.1 unmasked after masked", frame("a") + frame("b", {.masked = false}), "T:a;error 1002;");
    for (int rsv = 1; rsv <= 7; ++rsv) {
        for (const int opcode : {1, 2, 8, 9, 10}) {
            const QByteArray title =
                opcodeName("5.2 reserved bits ", opcode) + " " + QByteArray::number(rsv);
            row(title, frame("a") + frame("", {.opcode = opcode, .rsv = rsv}) + frame("b"),
                "T:a;error 1002;");
        }
        row(name("5.2 reserved bits continuation ", rsv),
            frame("a", 1, false) + frame("b", {.opcode = 0, .rsv = rsv}), "error 1002;");
    }
    for (const int opcode : {3, 4, 5, 6, 7, 11, 12, 13, 14, 15}) {
        row(name("5.2 reserved opcode ", opcode), frame("a") + frame("b", opcode) + frame("p", 9),
            "T:a;error 1002;");
        row(name("5.2 reserved opcode, empty ", opcode), frame("", opcode), "error 1002;");
    }
    row("5.2 reserved opcode within a message", frame("a", 1, false) + frame("b", 3),
        "error 1002;");
    row("5.2 nothing is read after an error", frame("x", 0) + frame("a") + closing(1000),
        "error 1002;");
    row("5.3 the mask runs on across lengths that are not of four",
        frame("abcde") + frame("fghijklmnopq"), "T:abcde;T:fghijklmnopq;");
}

void fragmentRows()
{
    for (const int opcode : dataOpcodes) {
        const QByteArray shown = opcode == 1 ? "T:" : "B:";
        const auto first = [&](const QByteArray &payload) { return frame(payload, opcode, false); };
        row(opcodeName("5.4 two fragments of ", opcode), first("hel") + frame("lo", 0),
            shown + "hello;");
        row(opcodeName("5.4 empty fragments of ", opcode),
            first("") + frame("", 0, false) + frame("", 0), shown + ';');
        row(opcodeName("5.4 only the middle has bytes, ", opcode),
            first("") + frame("mid", 0, false) + frame("", 0), shown + "mid;");
        row(opcodeName("5.4 one byte a fragment of ", opcode),
            first("a") + frame("b", 0, false) + frame("c", 0, false) + frame("d", 0),
            shown + "abcd;");
        row(opcodeName("5.4 two messages one after another of ", opcode),
            first("a") + frame("b", 0) + first("c") + frame("d", 0), shown + "ab;" + shown + "cd;");
        row(opcodeName("5.4 text within a message of ", opcode), first("a") + frame("b", 1),
            "error 1002;");
        row(opcodeName("5.4 binary within a message of ", opcode), first("a") + frame("b", 2),
            "error 1002;");
        row(opcodeName("5.4 a second start within a message of ", opcode),
            first("a") + first("b") + frame("c", 0), "error 1002;");
        row(opcodeName("5.4 the end never comes of ", opcode), first("a") + frame("b", 0, false),
            "");
    }
    row("5.4 continuation without a start", frame("x", 0), "error 1002;");
    row("5.4 continuation without a start, not final", frame("x", 0, false) + frame("a"),
        "error 1002;");
    row("5.4 continuation without a start, empty", frame("", 0), "error 1002;");
    row("5.4 continuation behind the end", frame("a", 1, false) + frame("b", 0) + frame("c", 0),
        "T:ab;error 1002;");
    row("5.4 continuation behind a whole message", frame("a") + frame("b", 0, false),
        "T:a;error 1002;");
    row("5.4 continuation behind a ping only", frame("p", 9) + frame("x", 0), "ping:p;error 1002;");
}

void controlRows()
{
    for (const int opcode : {9, 10}) {
        const QByteArray shown = opcode == 9 ? "ping:" : "pong:";
        row(opcodeName("5.5 empty ", opcode), frame("", opcode), shown + ';');
        row(opcodeName("5.5 text in a ", opcode), frame("hello", opcode), shown + "hello;");
        row(opcodeName("5.5 any bytes in a ", opcode),
            frame(QByteArray("\x00\xff\xfe\xfd", 4), opcode),
            shown + QByteArray("\x00\xff\xfe\xfd;", 5));
        row(opcodeName("5.5 125 bytes in a ", opcode), frame(QByteArray(125, 'a'), opcode),
            shown + "125;");
        row(opcodeName("5.5 ten in a row, ", opcode), frame("x", opcode).repeated(10),
            QByteArray(shown + "x;").repeated(10));
        row(opcodeName("5.4 between fragments: ", opcode),
            frame("he", 1, false) + frame("p", opcode) + frame("l", 0, false) + frame("q", opcode) +
                frame("lo", 0),
            shown + "p;" + shown + "q;T:hello;");
    }
    for (const int opcode : controlOpcodes) {
        row(opcodeName("5.5 126 bytes in a ", opcode), frame(QByteArray(126, 'a'), opcode),
            "error 1002;");
        row(opcodeName("5.5 65536 bytes in a ", opcode), frame(QByteArray(65536, 'a'), opcode),
            "error 1002;");
        row(opcodeName("5.5 fragmented ", opcode), frame("", opcode, false) + frame("", 0),
            "error 1002;");
        row(opcodeName("5.5 fragmented within a message: ", opcode),
            frame("a", 1, false) + frame("", opcode, false) + frame("b", 0), "error 1002;");
    }
    row("5.5.3 pong that nobody asked for, then a ping", frame("a", 10) + frame("b", 9),
        "pong:a;ping:b;");
}

void closeRows()
{
    row("5.5.1 no payload", frame("", 8), "close 1005:;");
    row("5.5.1 one byte", frame("x", 8), "error 1002;");
    row("5.5.1 a code", closing(1000), "close 1000:;");
    row("5.5.1 a code and a reason", closing(1000, "bye"), "close 1000:bye;");
    row("5.5.1 the longest reason", closing(1000, QByteArray(123, 'a')), "close 1000:123;");
    row("5.5.1 a reason of 124 bytes", closing(1000, QByteArray(124, 'a')), "error 1002;");
    row("5.5.1 close within a message", frame("a", 1, false) + closing(1000), "close 1000:;");
    for (const int code : {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014,
                           3000, 3001, 3999, 4000, 4998, 4999})
        row(name("7.4 code ", code), closing(code), "close " + QByteArray::number(code) + ":;");
    for (const int code :
         {0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 1999, 2000, 2999, 5000, 32768, 65535})
        row(name("7.4 no code for a frame: ", code), closing(code), "error 1002;");
    row("7.1.6 reason in UTF-8", closing(1000, "\xc3\xa9\xf0\x9f\x98\x80"),
        "close 1000:\xc3\xa9\xf0\x9f\x98\x80;");
    row("7.1.6 reason not UTF-8", closing(1000, "\xff"), "error 1007;");
    row("7.1.6 reason cut within a character", closing(1000, "a\xc3"), "error 1007;");
    row("7.1.6 a surrogate in the reason", closing(1000, "\xed\xa0\x80"), "error 1007;");
    row("7.1.6 a wrong code counts before a wrong reason", closing(999, "\xff"), "error 1002;");
}

void limitRows()
{
    const QByteArray full(limit, 'a');
    for (const int opcode : dataOpcodes) {
        const QByteArray shown = opcode == 1 ? "T:" : "B:";
        row(opcodeName("9 at the limit, ", opcode), frame(full, opcode), shown + "200000;");
        row(opcodeName("9 one above the limit, ", opcode), frame(full + 'a', opcode),
            "error 1009;");
        row(opcodeName("9 fragments up to the limit, ", opcode),
            frame(full.first(limit - 1), opcode, false) + frame("a", 0), shown + "200000;");
        row(opcodeName("9 fragments above the limit, ", opcode),
            frame(full, opcode, false) + frame("b", 0), "error 1009;");
        row(opcodeName("9 many tiny fragments, ", opcode),
            frame("a", opcode, false) + frame("a", 0, false).repeated(2998) + frame("a", 0),
            shown + "3000;");
        row(opcodeName("9 many small messages, ", opcode), frame("abc", opcode).repeated(1000),
            QByteArray(shown + "abc;").repeated(1000));
    }
    row("9 refused before it is sent: 200001", frame("", {.length = limit + 1}), "error 1009;");
    row("9 refused before it is sent: 1 GB", frame("", {.length = 1 << 30}), "error 1009;");
    row("9 refused before it is sent: 2^63 - 1", frame("", {.length = (quint64(1) << 63) - 1}),
        "error 1009;");
    row("9 the sum does not overflow",
        frame("a", 2, false) + frame("", {.opcode = 0, .length = (quint64(1) << 63) - 1}),
        "error 1009;");
    row("9 the limit is each message's own", frame(full) + frame(full), "T:200000;T:200000;");
    row("9 pings do not count",
        frame(full, 2, false) + frame(QByteArray(125, 'p'), 9) + frame("", 0),
        "ping:125;B:200000;");
}

/// RFC 6455 sections 5 and 7 as a client's bytes may keep or break them; text is
/// tst_websocketutf8's. A row is named by its rule, "9" being the limits of section 10.4.
class TestWebSocketDecoder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void decodes_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QByteArray>("expected");
        lengthRows();
        headerRows();
        fragmentRows();
        controlRows();
        closeRows();
        limitRows();
    }

    void decodes()
    {
        QFETCH(QByteArray, input);
        QFETCH(QByteArray, expected);
        QCOMPARE(decoded(input, input.size(), limit), expected);
        // Every step for short inputs, some for long ones.
        const bool isShort = input.size() <= 300;
        for (qsizetype step = 1; step < input.size(); step += isShort ? 1 : 4999)
            QCOMPARE(decoded(input, step, limit), expected);
        QCOMPARE(decoded(input, 997, limit), expected);
    }

    /// What is wrong is refused as soon as it is known, not when the frame is complete.
    void refusesEarly_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<int>("bytes");
        const auto early = [](const char *title, const QByteArray &input, int bytes) {
            QTest::newRow(title) << input << bytes;
        };
        const QByteArray large = frame(QByteArray(70'000, 'a'), {.rsv = 4});
        early("5.1 unmasked", frame("hello", {.masked = false}), 2);
        early("5.2 reserved bits", large, 2);
        early("5.2 reserved opcode", frame("hello", 3), 2);
        early("5.4 continuation without a start", frame("hello", 0), 2);
        early("5.4 a start within a message", frame("a", 1, false) + frame("hello", 1), 9);
        early("5.5 fragmented control", frame("hello", 9, false), 2);
        early("5.5 126 bytes in a ping", frame(QByteArray(126, 'a'), 9), 2);
        early("5.2 length not the shortest", frame("hello", {.lengthBits = 16}), 8);
        early("9 above the limit", frame(QByteArray(limit + 1, 'a')), 14);
    }

    void refusesEarly()
    {
        QFETCH(QByteArray, input);
        QFETCH(int, bytes);
        QCOMPARE(decoded(input.first(bytes - 1), 1, limit), QByteArray());
        QVERIFY(decoded(input.first(bytes), 1, limit).startsWith("error "));
    }

    void encodes_data()
    {
        QTest::addColumn<int>("size");
        QTest::addColumn<QByteArray>("header");
        QTest::newRow("5.2 0") << 0 << QByteArray("\x81\x00", 2);
        QTest::newRow("5.2 125") << 125 << QByteArray("\x81\x7d");
        QTest::newRow("5.2 126") << 126 << QByteArray("\x81\x7e\x00\x7e", 4);
        QTest::newRow("5.2 65535") << 65535 << QByteArray("\x81\x7e\xff\xff");
        QTest::newRow("5.2 65536")
            << 65536 << QByteArray("\x81\x7f\x00\x00\x00\x00\x00\x01\x00\x00", 10);
    }

    void encodes()
    {
        QFETCH(int, size);
        QFETCH(QByteArray, header);
        const QByteArray payload(size, 'a');
        QCOMPARE(encodeFrame(Opcode::Text, payload), header + payload);
        header[0] = '\x82';
        QCOMPARE(encodeFrame(Opcode::Binary, payload), header + payload);
    }

    void closeReasonIsCutBetweenCharacters()
    {
        const QByteArray reason = QByteArray(122, 'a') + "\xc3\xa9";
        QCOMPARE(closePayload(1000, reason).size(), 124);
        QCOMPARE(closePayload(1000, QByteArray(200, 'a')).size(), 125);
        QCOMPARE(closePayload(1001, "x"), QByteArray("\x03\xe9x"));
    }
};

PARLANCE_TEST(TestWebSocketDecoder)

} // namespace tst_websocketdecoder

#include "tst_websocketdecoder.moc"
