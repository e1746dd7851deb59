// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/clock.h"
#include "shared/ids.h"
#include "shared/jsonreader.h"
#include "support/testprogram.h"

#include <QJsonArray>
#include <QSet>
#include <QTest>

namespace tst_shared {

using namespace parlance;
using namespace Qt::StringLiterals;

class TestShared : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void parsesIds_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("valid");
        QTest::newRow("lower") << u"0123456789abcdef01234567"_s << true;
        QTest::newRow("upper") << u"0123456789ABCDEF01234567"_s << true;
        QTest::newRow("short") << u"0123456789abcdef0123456"_s << false;
        QTest::newRow("long") << u"0123456789abcdef012345678"_s << false;
        QTest::newRow("not hex") << u"0123456789abcdef0123456g"_s << false;
        QTest::newRow("wide digits") << u"０123456789abcdef01234567"_s << false;
        QTest::newRow("empty") << QString() << false;
    }
    void parsesIds()
    {
        QFETCH(QString, text);
        QFETCH(bool, valid);
        const auto id = UserId::fromHex(text);
        QCOMPARE(id.has_value(), valid);
        if (id) {
            QCOMPARE(id->toString(), text.toLower());
            QCOMPARE(UserId::fromBytes(id->toBytes()), *id);
        }
    }

    void generatesAscendingIds()
    {
        IdGenerator generator;
        RawId last = generator.next(1'700'000'000'000);
        QCOMPARE(rawIdToHex(last).left(8), u"6553f100"_s);
        // The clock stands, runs and steps back.
        for (const qint64 ms : {1'700'000'000'000, 1'700'000'001'000, 1'600'000'000'000}) {
            for (int i = 0; i < 1000; ++i) {
                const RawId next = generator.next(ms);
                QVERIFY(last < next);
                last = next;
            }
        }
    }

    void everyErrorHasAName()
    {
        QSet<QString> names;
        for (int i = 0; i < ErrorCodeCount; ++i) {
            names.insert(errorName(ErrorCode(i)));
            QVERIFY(!errorText(ErrorCode(i)).isEmpty());
        }
        QCOMPARE(names.size(), ErrorCodeCount);
    }

    void readsFields_data()
    {
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<QString>("type");
        QTest::addColumn<bool>("ok");
        const auto row = [](const char *name, const QJsonValue &value, const char *type, bool ok) {
            QTest::newRow(name) << value << QString::fromLatin1(type) << ok;
        };
        row("string", u"x"_s, "string", true);
        row("number for string", 1, "string", false);
        row("object for string", QJsonObject{{u"$ne"_s, QJsonValue()}}, "string", false);
        row("null for string", QJsonValue(), "string", false);
        row("missing string", QJsonValue::Undefined, "string", false);
        row("integer", 42, "integer", true);
        row("fraction", 4.5, "integer", false);
        row("huge", 1e300, "integer", false);
        row("number in a string", u"42"_s, "integer", false);
        row("number in a query", u"42"_s, "text", true);
        row("word in a query", u"4x"_s, "text", false);
        row("boolean", true, "boolean", true);
        row("string for boolean", u"true"_s, "boolean", false);
        row("array for boolean", QJsonArray{true}, "boolean", false);
        row("id", u"0123456789abcdef01234567"_s, "id", true);
        row("no id", u"x"_s, "id", false);
    }
    void readsFields()
    {
        QFETCH(QJsonValue, value);
        QFETCH(QString, type);
        QFETCH(bool, ok);
        QJsonObject object;
        if (!value.isUndefined())
            object.insert(u"field"_s, value);
        JsonReader in(object,
                      type == "text"_L1 ? JsonReader::Source::Text : JsonReader::Source::Json);
        if (type == "string"_L1)
            (void)in.string(u"field"_s);
        else if (type == "boolean"_L1)
            (void)in.boolean(u"field"_s);
        else if (type == "id"_L1)
            (void)in.id<RoomId>(u"field"_s);
        else
            QCOMPARE(in.integer(u"field"_s), ok ? 42 : 0);
        QCOMPARE(in.ok(), ok);
        if (!ok) {
            QCOMPARE(in.error().code, ErrorCode::ValidationFailed);
            QVERIFY(in.error().detail.contains(u"\"field\""_s));
        }
    }

    void keepsTheFirstError()
    {
        JsonReader in(QJsonObject{{u"b"_s, 1}});
        (void)in.string(u"a"_s);
        (void)in.string(u"b"_s);
        QVERIFY(in.error().detail.contains(u"\"a\""_s));
    }

    void showsTimesInIso() { QCOMPARE(toIsoString(fromEpochMs(1)), u"1970-01-01T00:00:00.001Z"_s); }
};

PARLANCE_TEST(TestShared)

} // namespace tst_shared

#include "tst_shared.moc"
