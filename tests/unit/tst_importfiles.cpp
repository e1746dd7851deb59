// SPDX-License-Identifier: GPL-3.0-or-later
#include "importer/backends.h"
#include "importer/extendedjson.h"
#include "importer/recordfile.h"
#include "support/testprogram.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTemporaryFile>
#include <QTest>

namespace tst_importfiles {

using namespace parlance;
using namespace Qt::StringLiterals;

QJsonValue valueOf(const QByteArray &json)
{
    return QJsonDocument::fromJson('[' + json + ']').array().at(0);
}

class TestImportFiles : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_dir;

    // "line: value of n", or "line: !" for a refused record.
    QStringList records(const QByteArray &content, bool *cutOff = nullptr)
    {
        const QString path = m_dir.filePath(u"users.json"_s);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write");
        file.close();
        RecordFile source(path);
        if (!source.open())
            qFatal("cannot open");
        QStringList list;
        while (const auto place = source.next()) {
            const auto record = source.read(*place);
            list += u"%1: %2"_s.arg(place->line)
                        .arg(record ? QString::number((*record)[u"n"_s].toInt()) : u"!"_s);
        }
        if (cutOff)
            *cutOff = source.isCutOff();
        return list;
    }

private Q_SLOTS:
    void filesAreReadRecordByRecord_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QStringList>("found");
        QTest::addColumn<bool>("cutOff");
        const auto row = [](const char *name, const QByteArray &content, const QStringList &found,
                            bool cutOff = false) {
            QTest::newRow(name) << content << found << cutOff;
        };
        row("nothing", "", {});
        row("blank", " \n\r\n", {});
        row("lines", "{\"n\":1}\n{\"n\":2}\n", {u"1: 1"_s, u"2: 2"_s});
        row("no last line break", "{\"n\":1}\n{\"n\":2}", {u"1: 1"_s, u"2: 2"_s});
        row("BOM, CRLF, empty lines", "\xef\xbb\xbf{\"n\":1}\r\n\r\n{\"n\":2}\r\n",
            {u"1: 1"_s, u"3: 2"_s});
        row("braces in strings", "{\"a\":\"}{\\\"\",\"n\":1}\n{\"n\":2}", {u"1: 1"_s, u"2: 2"_s});
        row("a broken line", "{\"n\":1}\n{\"n\n{\"n\":3}", {u"1: 1"_s, u"2: !"_s, u"3: 3"_s});
        row("the first one broken", "{\"a\":\"\n{\"n\":2}\n{\"n\":3}",
            {u"1: !"_s, u"2: 2"_s, u"3: 3"_s});
        row("cut off", "{\"n\":1}\n{\"n\":2", {u"1: 1"_s, u"2: !"_s});
        row("other values", "5\n\"x\"\n[1]\n{\"n\":4}",
            {u"1: !"_s, u"2: !"_s, u"3: !"_s, u"4: 4"_s});
        row("array", "[{\"n\":1},{\"n\":2}]\n", {u"1: 1"_s, u"1: 2"_s});
        row("array in lines", "[\n{\"n\":1},\n{\"n\":{\"m\":0}},\n{\"n\":3}\n]",
            {u"2: 1"_s, u"3: 0"_s, u"4: 3"_s});
        row("empty array", "[]", {});
        row("array with a missing quote", "[{\"n\":1},\n{\"a\":\"b},\n{\"n\":3}]",
            {u"1: 1"_s, u"2: !"_s, u"3: 3"_s});
        row("array without an end", "[{\"n\":1},\n{\"n\":2},", {u"1: 1"_s, u"2: 2"_s}, true);
        row("array cut off", "[{\"n\":1},\n{\"n\":", {u"1: 1"_s, u"2: !"_s}, true);
        row("pretty", "{\n  \"n\": 1\n}\n{\n  \"n\": 2\n}\n", {u"1: 1"_s, u"4: 2"_s});
        row("deep",
            QByteArray("{\"a\":").repeated(5000) + "1" + QByteArray(5000, '}') + "\n{\"n\":2}",
            {u"1: !"_s, u"2: 2"_s});
        row("a NUL", QByteArray("{\"n\":1\0}\n{\"n\":2}", 16), {u"1: !"_s, u"2: 2"_s});
    }
    void filesAreReadRecordByRecord()
    {
        QFETCH(QByteArray, content);
        bool cutOff = false;
        QTEST(records(content, &cutOff), "found");
        QTEST(cutOff, "cutOff");
    }

    void aMissingBraceCostsOneRecord_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QList<qint64>>("broken");
        QTest::addColumn<QList<qint64>>("read");
        QTest::newRow("array") << QByteArray("[{\"a\":1},\n{\"a\":{\"b\":2},\n{\"a\":3},\n"
                                             "{\"a\":4,\n{\"a\":5}]\n")
                               << QList<qint64>{2, 4} << QList<qint64>{1, 3, 5};
        QTest::newRow("damage behind it")
            << QByteArray("[{\"a\":1},\n{\"a\":{\"b\":2},\n{\"a\":3},\n"
                          "{\"a\":4}},\n{\"a\":5},\n{\"a\":\"6},\n"
                          "{\"a\":7}]\n")
            << QList<qint64>{2, 4, 6} << QList<qint64>{1, 3, 4, 5, 7};
        QTest::newRow("braces in front") << QByteArray("[\n{\"a\":\n{\"b\":1}},\n{\"a\":\n{}}]")
                                         << QList<qint64>{} << QList<qint64>{2, 4};
        QTest::newRow("pretty") << QByteArray("{\n\t\"a\": {\n\t\t\"b\": 1\n}\n{\n\t\"a\": 2\n}\n")
                                << QList<qint64>{1} << QList<qint64>{5};
        QTest::newRow("at the end")
            << QByteArray("[{\"a\":1},\n{\"a\":2\n") << QList<qint64>{2} << QList<qint64>{1};
    }

    void aMissingBraceCostsOneRecord()
    {
        QFETCH(const QByteArray, text);
        QTemporaryFile file;
        QVERIFY(file.open() && file.write(text) == text.size() && file.flush());
        RecordFile records(file.fileName());
        QVERIFY(records.open());
        QList<qint64> broken;
        QList<qint64> read;
        while (const auto place = records.next())
            (records.read(*place) ? read : broken).append(place->line);
        QTEST(broken, "broken");
        QTEST(read, "read");
    }

    void nothingIsLargerThanADocument()
    {
        const QByteArray large =
            "{\"n\":1,\"a\":\"" + QByteArray(17 * 1024 * 1024, 'x') + "\"}\n{\"n\":2}";
        QCOMPARE(records(large), (QStringList{u"1: !"_s, u"2: 2"_s}));
    }

    void times_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<qint64>("ms");
        const auto row = [](const char *name, const QByteArray &json, qint64 ms) {
            QTest::newRow(name) << json << ms;
        };
        row("v1, v2 relaxed", R"({"$date":"2024-05-01T14:05:06.007Z"})", 1714572306007);
        row("with a zone", R"({"$date":"2024-05-01T16:05:06.007+0200"})", 1714572306007);
        row("v2 canonical", R"({"$date":{"$numberLong":"1714572306007"}})", 1714572306007);
        row("v1 shell", R"({"$date":1714572306007})", 1714572306007);
        row("a string", R"("2024-05-01T14:05:06Z")", 1714572306000);
        row("a number", "1714572306007", 1714572306007);
        row("before 1970", R"({"$date":{"$numberLong":"-1"}})", -1);
        row("too late", R"({"$date":{"$numberLong":"253402300800000"}})", -1);
        row("no number", R"({"$date":{"$numberLong":"x"}})", -1);
        row("beyond a long", R"({"$date":{"$numberLong":"99999999999999999999"}})", -1);
        row("a fraction", "0.5", -1);
        row("text", R"("yesterday")", -1);
        row("null", "null", -1);
        row("an object", R"({"a":1})", -1);
    }
    void times()
    {
        QFETCH(QByteArray, json);
        QFETCH(qint64, ms);
        const auto time = extendedjson::time(valueOf(json));
        QCOMPARE(time ? toEpochMs(*time) : -1, ms);
    }

    void ids_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<bool>("isId");
        QTest::newRow("ObjectId") << QByteArray(R"({"$oid":"66324d92A1b2c3d4e5f60718"})") << true;
        QTest::newRow("a string") << QByteArray(R"("66324d92a1b2c3d4e5f60718")") << true;
        QTest::newRow("too short") << QByteArray(R"({"$oid":"66324d92"})") << false;
        QTest::newRow("null id") << QByteArray(R"("000000000000000000000000")") << false;
        QTest::newRow("highest id") << QByteArray(R"("ffffffffffffffffffffffff")") << false;
        QTest::newRow("a number") << QByteArray("5") << false;
        QTest::newRow("an array") << QByteArray("[1]") << false;
    }
    void ids()
    {
        QFETCH(QByteArray, json);
        const auto id = extendedjson::id(valueOf(json));
        QTEST(id.has_value(), "isId");
        if (id)
            QCOMPARE(toIsoString(extendedjson::timeOfId(*id)), u"2024-05-01T14:11:30.000Z"_s);
    }

    void texts()
    {
        QCOMPARE(extendedjson::text(valueOf(R"("a")")), u"a"_s);
        QCOMPARE(extendedjson::text(valueOf("491")), u"491"_s);
        QCOMPARE(extendedjson::text(valueOf(R"({"$numberLong":"9007199254740993"})")),
                 u"9007199254740993"_s);
        QVERIFY(!extendedjson::text(valueOf("1.5")) && !extendedjson::text(valueOf("true")));
        QVERIFY(!extendedjson::text(valueOf(R"({"$ne":null})")));
    }

    void backendsAreTold_data()
    {
        QTest::addColumn<QByteArray>("user");
        QTest::addColumn<QByteArray>("room");
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<QString>("dialect");
        const auto row = [](const QByteArray &user, const QByteArray &room,
                            const QByteArray &message, const char *dialect) {
            QTest::addRow("%s %s %s", user.constData(), room.constData(), message.constData())
                << user << room << message << QString::fromLatin1(dialect);
        };
        row("phoneNumber", "", "senderId", "phone");
        row("email", "", "receiver", "direct");
        row("email", "", "text", "named-rooms");
        row("username", "name", "content", "rooms");
        row("email", "isPrivate", "content", "chatroom");
        row("email", "name", "", "chatroom");
        row("email", "", "", "direct");
        row("username", "", "", "rooms");
        row("", "", "", "");
    }
    void backendsAreTold()
    {
        QFETCH(QByteArray, user);
        QFETCH(QByteArray, room);
        QFETCH(QByteArray, message);
        const auto with = [](const QByteArray &field) {
            return field.isEmpty() ? QJsonObject()
                                   : QJsonObject{{QString::fromLatin1(field), u"x"_s}};
        };
        const BackendFields *found = detectBackend(with(user), with(room), with(message));
        QTEST(found ? found->dialect : QString(), "dialect");
    }
};

PARLANCE_TEST(TestImportFiles)

} // namespace tst_importfiles

#include "tst_importfiles.moc"
