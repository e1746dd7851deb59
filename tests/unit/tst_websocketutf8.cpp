// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testprogram.h"
#include "support/testsupport.h"
#include "support/websocketframes.h"
#include "websocket/utf8.h"

#include <QUtf8StringView>

namespace tst_websocketutf8 {

using namespace parlance;
using namespace parlance::test;
using websocket::Utf8Validator;

constexpr qsizetype limit = 100'000;

/// `valid`: how many of its bytes are no mistake yet.
void row(const char *name, const QByteArray &text, qsizetype valid)
{
    QTest::newRow(name) << text << valid;
}

void good(const char *name, const QByteArray &text)
{
    row(name, text, text.size());
}

void goodRows()
{
    good("nothing", "");
    good("ascii", "Hello world!");
    good("a word", "\xce\xba\xe1\xbd\xb9\xcf\x83\xce\xbc\xce\xb5");
    good("a byte order mark is kept", "\xef\xbb\xbf"
                                      "a");
    good("NUL", QByteArray("a\0b", 3));
    good("first of 1 byte U+0000", QByteArray(1, '\0'));
    good("last of 1 byte U+007F", "\x7f");
    good("first of 2 bytes U+0080", "\xc2\x80");
    good("last of 2 bytes U+07FF", "\xdf\xbf");
    good("first of 3 bytes U+0800", "\xe0\xa0\x80");
    good("last before surrogates U+D7FF", "\xed\x9f\xbf");
    good("first behind surrogates U+E000", "\xee\x80\x80");
    good("replacement U+FFFD", "\xef\xbf\xbd");
    good("noncharacter U+FFFE", "\xef\xbf\xbe");
    good("noncharacter U+FFFF", "\xef\xbf\xbf");
    good("noncharacter U+FDD0", "\xef\xb7\x90");
    good("first of 4 bytes U+10000", "\xf0\x90\x80\x80");
    good("noncharacter U+1FFFE", "\xf0\x9f\xbf\xbe");
    good("last of all U+10FFFF", "\xf4\x8f\xbf\xbf");
    good("each length side by side", "a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80z");
    good("characters across blocks of eight", "1234567\xc3\xa9"
                                              "1234\xe2\x82\xac"
                                              "67890123");
}

void wrongRows()
{
    row("lone continuation 80", "\x80", 0);
    row("lone continuation bf", "\xbf", 0);
    row("continuation behind a whole character", "\xc3\xa9\x80", 2);
    row("continuations in a row", "\x80\xbf\x80\xbf", 0);
    row("lead c2 and a space", "\xc2 ", 1);
    row("lead e1 and a space", "\xe1 ", 1);
    row("lead f1 and a space", "\xf1 ", 1);
    row("lead behind a lead", "\xc3\xc3", 1);
    row("two of three bytes, then ascii",
        "\xe2\x82"
        "a",
        2);
    row("three of four bytes, then ascii",
        "\xf0\x9f\x98"
        "a",
        3);
    row("overlong slash in 2", "\xc0\xaf", 0);
    row("overlong c1", "\xc1\xbf", 0);
    row("overlong slash in 3", "\xe0\x80\xaf", 1);
    row("overlong slash in 4", "\xf0\x80\x80\xaf", 1);
    row("overlong slash in 5", "\xf8\x80\x80\x80\xaf", 0);
    row("overlong slash in 6", "\xfc\x80\x80\x80\x80\xaf", 0);
    row("highest overlong in 3", "\xe0\x9f\xbf", 1);
    row("highest overlong in 4", "\xf0\x8f\xbf\xbf", 1);
    row("overlong NUL", "\xc0\x80", 0);
    row("first surrogate U+D800", "\xed\xa0\x80", 1);
    row("last high surrogate U+DBFF", "\xed\xaf\xbf", 1);
    row("first low surrogate U+DC00", "\xed\xb0\x80", 1);
    row("last surrogate U+DFFF", "\xed\xbf\xbf", 1);
    row("a pair of surrogates", "\xed\xa0\x80\xed\xb0\x80", 1);
    row("above U+10FFFF", "\xf4\x90\x80\x80", 1);
    row("lead f5", "\xf5\x80\x80\x80", 0);
    row("first of 5 bytes", "\xf8\x88\x80\x80\x80", 0);
    row("first of 6 bytes", "\xfc\x84\x80\x80\x80\x80", 0);
    row("fe", "\xfe", 0);
    row("ff", "\xff", 0);
    row("behind blocks of ascii", "0123456789abcdef\xff", 16);
    row("at the end of a block", "0123456\xff", 7);
    row("a word, then a surrogate",
        "\xce\xba\xe1\xbd\xb9\xcf\x83\xce\xbc\xce\xb5\xed\xa0\x80"
        "edited",
        12);
    row("a word, then above U+10FFFF",
        "\xce\xba\xe1\xbd\xb9\xcf\x83\xce\xbc\xce\xb5\xf4\x90\x80\x80"
        "edited",
        12);
}

QByteArray encoded(uint code)
{
    const auto more = [code](int shift) { return char(0x80 | ((code >> shift) & 0x3f)); };
    if (code < 0x80)
        return QByteArray(1, char(code));
    if (code < 0x800)
        return QByteArray{} + char(0xc0 | (code >> 6)) + more(0);
    if (code < 0x10000)
        return QByteArray{} + char(0xe0 | (code >> 12)) + more(6) + more(0);
    return QByteArray{} + char(0xf0 | (code >> 18)) + more(12) + more(6) + more(0);
}

bool isValid(QByteArrayView bytes)
{
    Utf8Validator validator;
    return validator.feed(bytes) && validator.isComplete();
}

/// RFC 6455 section 8.1 and RFC 3629: text is UTF-8, across fragments, and is refused at the first
/// byte that nothing can make right.
class TestWebSocketUtf8 : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sequences_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qsizetype>("valid");
        goodRows();
        wrongRows();
    }

    void sequences()
    {
        QFETCH(QByteArray, text);
        QFETCH(qsizetype, valid);
        const QByteArray expected =
            valid == text.size() ? described("T:", text) : QByteArray("error 1007;");
        const QByteArray whole = frame(text);
        for (qsizetype step = 1; step <= whole.size(); ++step)
            QCOMPARE(decoded(whole, step, limit), expected);
        // Cut into two fragments at each place, and into one a byte, with pings between them.
        for (qsizetype cut = 0; cut <= text.size(); ++cut) {
            const QByteArray two = frame(text.first(cut), 1, false) + frame(text.mid(cut), 0);
            QCOMPARE(decoded(two, two.size(), limit), expected);
            QCOMPARE(decoded(two, 1, limit), expected);
        }
        QByteArray each = frame("", 1, false);
        for (const char byte : text)
            each += frame("", 9) + frame(QByteArray(1, byte), 0, false);
        QCOMPARE(decoded(each + frame("", 0), each.size(), limit).replace("ping:;", ""), expected);
        // Binary messages may hold anything.
        QCOMPARE(decoded(frame(text, 2), 1, limit), described("B:", text));
    }

    void failsAtTheFirstWrongByte_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qsizetype>("valid");
        wrongRows();
    }

    void failsAtTheFirstWrongByte()
    {
        QFETCH(QByteArray, text);
        QFETCH(qsizetype, valid);
        // Of a frame that says it is longer, so that its end has no say in it.
        const auto begun = [&](qsizetype size) {
            const QByteArray bytes = frame(text + "and more");
            return bytes.first(6 + size);
        };
        QCOMPARE(decoded(begun(valid), 1, limit), QByteArray());
        QCOMPARE(decoded(begun(valid + 1), 1, limit), QByteArray("error 1007;"));
        const QByteArray fragment = frame(text.first(valid + 1), 1, false);
        QCOMPARE(decoded(fragment, fragment.size(), limit), QByteArray("error 1007;"));
    }

    void characterIsCutAtTheEnd_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text : {"\xc2", "\xdf", "\xe0\xa0", "\xe1", "\xe2\x82", "\xed\x9f",
                                 "\xef\xbf", "\xf0\x90", "\xf0\x9f\x98", "\xf4\x8f\xbf", "abc\xc3"})
            QTest::newRow(QByteArray(text).toHex().constData()) << QByteArray(text);
    }

    void characterIsCutAtTheEnd()
    {
        QFETCH(QByteArray, text);
        QCOMPARE(decoded(frame(text), 1, limit), QByteArray("error 1007;"));
        QCOMPARE(decoded(frame(text, 1, false) + frame("", 0), 1, limit),
                 QByteArray("error 1007;"));
        // In a fragment it is not the end, and the next message begins afresh.
        QCOMPARE(decoded(frame(text, 1, false), 1, limit), QByteArray());
        QCOMPARE(decoded(frame(text, 2) + frame("b"), 1, limit), "B:" + text + ";T:b;");
    }

    void everyCodePoint()
    {
        for (uint code = 0; code <= 0x110000; ++code) {
            const bool expected = code < 0x110000 && (code < 0xd800 || code > 0xdfff);
            if (isValid(encoded(code)) != expected)
                QFAIL(qPrintable(QStringLiteral("U+%1").arg(code, 4, 16)));
        }
    }

    /// All pairs of bytes, followed by bytes at the bounds that the tables of UTF-8 have.
    void everyPairOfBytes()
    {
        constexpr char bounds[] = {'\x00', '\x7f', '\x80', '\x8f', '\x90',
                                   '\x9f', '\xa0', '\xbf', '\xc0'};
        char bytes[4];
        for (int pair = 0; pair < 0x10000; ++pair) {
            bytes[0] = char(pair >> 8);
            bytes[1] = char(pair);
            for (const char third : bounds) {
                bytes[2] = third;
                for (const char fourth : {'\x7f', '\x80', '\xbf', '\xc0'}) {
                    bytes[3] = fourth;
                    const QByteArrayView view(bytes, 4);
                    if (isValid(view) != QUtf8StringView(view).isValidUtf8())
                        QFAIL(view.toByteArray().toHex().constData());
                }
            }
        }
    }
};

PARLANCE_TEST(TestWebSocketUtf8)

} // namespace tst_websocketutf8

#include "tst_websocketutf8.moc"
