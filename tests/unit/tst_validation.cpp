// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/validation.h"
#include "support/testprogram.h"

#include <QTest>

namespace tst_validation {

using namespace parlance;
using namespace Qt::StringLiterals;

class TestValidation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void usernames_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("expected");
        QTest::newRow("plain") << u"alice"_s << u"alice"_s;
        QTest::newRow("trimmed") << u"  alice "_s << u"alice"_s;
        QTest::newRow("one inner space") << u"Alice B"_s << u"Alice B"_s;
        QTest::newRow("composed") << u"Ame\u0301lie"_s << u"Am\u00e9lie"_s;
        QTest::newRow("other script") << u"中文"_s << u"中文"_s;
        QTest::newRow("emoji") << u"\U0001F600"_s << u"\U0001F600"_s;
        QTest::newRow("joined emoji")
            << u"\U0001F469\u200D\U0001F680"_s << u"\U0001F469\u200D\U0001F680"_s;
        QTest::newRow("64 long") << QString(64, u'x') << QString(64, u'x');
        QTest::newRow("65 long") << QString(65, u'x') << QString();
        // Four become one: nothing that fits is refused for what it was typed as.
        QTest::newRow("64 composed")
            << QString(u"\u03b1\u0313\u0300\u0345"_s).repeated(64) << QString(64, QChar(0x1f82));
        QTest::newRow("a million marks out of order")
            << u"\u0315\u0300"_s.repeated(500'000) << QString();
        QTest::newRow("empty") << u""_s << QString();
        QTest::newRow("blank") << u"   "_s << QString();
        QTest::newRow("two spaces") << u"a  b"_s << QString();
        QTest::newRow("line break") << u"a\nb"_s << QString();
        QTest::newRow("zero width") << u"a\u200bb"_s << QString();
        QTest::newRow("right to left override") << u"a\u202eb"_s << QString();
        QTest::newRow("lone surrogate") << QString(QChar(0xd800)) << QString();
        QTest::newRow("at sign") << u"a@b"_s << QString();
        QTest::newRow("wide at sign") << u"victim\uff20example.com"_s << QString();
        QTest::newRow("wide id") << u"\uff10123456789abcdef01234567"_s << QString();
        QTest::newRow("blank symbol") << u"a\u2800"_s << QString();
        QTest::newRow("fillers only") << u"\u3164\u115f"_s << QString();
        QTest::newRow("id") << u"0123456789abcdef01234567"_s << QString();
        QTest::newRow("admin") << u"admin"_s << QString();
        QTest::newRow("admin in capitals") << u"ADMIN"_s << QString();
        QTest::newRow("admin with a one") << u"adm1n"_s << QString();
        QTest::newRow("admin with an l") << u"admln"_s << QString();
        QTest::newRow("admin in Cyrillic") << u"\u0430dmin"_s << QString();
        QTest::newRow("admin in full width") << u"ａｄｍｉｎ"_s << QString();
        QTest::newRow("administrator") << u"administrator"_s << u"administrator"_s;
    }
    void usernames()
    {
        QFETCH(QString, name);
        QFETCH(QString, expected);
        const auto valid = validUsername(name, Limits());
        QCOMPARE(valid.has_value(), !expected.isEmpty());
        if (valid)
            QCOMPARE(*valid, expected);
        else
            QCOMPARE(valid.error().code, ErrorCode::ValidationFailed);
    }

    void foldsNames_data()
    {
        QTest::addColumn<QString>("a");
        QTest::addColumn<QString>("b");
        QTest::newRow("case") << u"Alice"_s << u"aLICE"_s;
        QTest::newRow("sharp s") << u"Straße"_s << u"STRASSE"_s;
        QTest::newRow("width") << u"ａlice"_s << u"alice"_s;
        QTest::newRow("composition") << u"e\u0301"_s << u"\u00c9"_s;
        QTest::newRow("joiner") << u"vic\u200dtim"_s << u"victim"_s;
        QTest::newRow("variation selector") << u"victim\ufe0f"_s << u"victim"_s;
        QTest::newRow("grapheme joiner") << u"vic\u034ftim"_s << u"victim"_s;
        QTest::newRow("Hangul filler") << u"victim\u3164"_s << u"victim"_s;
        QTest::newRow("sigma") << u"ΟΔΟΣ"_s << u"οδος"_s;
    }
    void foldsNames()
    {
        QFETCH(QString, a);
        QFETCH(QString, b);
        QCOMPARE(foldedKey(a), foldedKey(b));
        QCOMPARE(foldedKey(foldedKey(a)), foldedKey(a));
    }

    void lookedForAtAnyLength()
    {
        const QString marks = u"\u0315\u0300"_s.repeated(500'000);
        QCOMPARE(loginKey(marks), QString());
        QCOMPARE(loginKey(u" Alice "_s), u"alice"_s);
        QCOMPARE(loginKey(QString(254, u'A')), QString(254, u'a'));
        QVERIFY(!validSearch(marks, 64));
        QVERIFY(!validSearch(QString(65, u'a'), 64));
        QCOMPARE(*validSearch(QString(64, u'A'), 64), QString(64, u'a'));
    }

    void emails_data()
    {
        QTest::addColumn<QString>("email");
        QTest::addColumn<bool>("valid");
        QTest::newRow("plain") << u"a@b.example"_s << true;
        QTest::newRow("trimmed") << u" a@b.example "_s << true;
        QTest::newRow("no at") << u"ab.example"_s << false;
        QTest::newRow("two at") << u"a@b@c"_s << false;
        QTest::newRow("no local part") << u"@b"_s << false;
        QTest::newRow("no domain") << u"a@"_s << false;
        QTest::newRow("space") << u"a b@c"_s << false;
        QTest::newRow("line break") << u"a@b\r\nBcc:c"_s << false;
        QTest::newRow("long") << QString(260, u'a') + u"@b"_s << false;
    }
    void emails()
    {
        QFETCH(QString, email);
        QTEST(validEmail(email).has_value(), "valid");
    }

    void passwords()
    {
        QVERIFY(!validPassword(u"1234567"_s, Limits()));
        QVERIFY(validPassword(u"12345678"_s, Limits()));
        QVERIFY(validPassword(QString(1024, u'x'), Limits()));
        QVERIFY(!validPassword(QString(1025, u'x'), Limits()));
        QVERIFY(!validPassword(u"12345678"_s + QChar(0xdc00), Limits()));
    }

    void reasons()
    {
        QCOMPARE(*validReason(u" spam, \U0001f469\u200d\U0001f33e "_s),
                 u"spam, \U0001f469\u200d\U0001f33e"_s);
        QCOMPARE(*validReason({}), QString());
        QVERIFY(validReason(QString(500, u'x')));
        QVERIFY(!validReason(QString(501, u'x')));
        // Half a megabyte of marks would take minutes to normalise.
        QVERIFY(!validReason(QString(500'000, QChar(0x315))));
        QVERIFY(!validReason(u"a"_s + QChar(0xd800)));
    }

    void plainLines_data()
    {
        QTest::addColumn<QString>("hidden");
        for (const char32_t c : {0x0u, 0xau, 0xdu, 0x1bu, 0x85u, 0x200eu, 0x202eu, 0x2066u, 0x2028u,
                                 0x2029u, 0x200bu, 0xe0041u})
            QTest::newRow(qPrintable(QString::number(uint(c), 16))) << QString::fromUcs4(&c, 1);
        QTest::newRow("high surrogate") << QString(QChar(0xd800));
        QTest::newRow("low surrogate") << QString(QChar(0xdc00));
    }
    void plainLines()
    {
        QFETCH(QString, hidden);
        const QString text = u"a"_s + hidden + u"b"_s;
        QVERIFY(!isPlainLine(text));
        QVERIFY(!validReason(text));
        QCOMPARE(plainLine(text, 100).remove(QChar(QChar::ReplacementCharacter)), u"ab"_s);
        QVERIFY(isPlainLine(plainLine(text, 100)));
    }

    void plainLinesAreCut()
    {
        QCOMPARE(plainLine(u"abc"_s, 2), u"ab"_s);
        QVERIFY(isPlainLine(plainLine(u"a\U0001f469b"_s, 2)));
    }

    void messages_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("valid");
        QTest::newRow("text") << u"hello\nworld"_s << true;
        QTest::newRow("16 KiB") << QString(16384, u'x') << true;
        QTest::newRow("more") << QString(16385, u'x') << false;
        QTest::newRow("bytes count, not characters") << QString(8193, QChar(0xe9)) << false;
        QTest::newRow("empty") << u""_s << false;
        QTest::newRow("blank") << u" \n "_s << false;
        QTest::newRow("NUL") << u"a"_s + QChar(0) << false;
        QTest::newRow("lone surrogate") << u"a"_s + QChar(0xd800) << false;
    }
    void messages()
    {
        QFETCH(QString, text);
        QTEST(validMessageText(text, Limits()).has_value(), "valid");
    }
};

PARLANCE_TEST(TestValidation)

} // namespace tst_validation

#include "tst_validation.moc"
