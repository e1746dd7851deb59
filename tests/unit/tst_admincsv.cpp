// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/commands.h"
#include "cli/admincsv.h"
#include "cli/adminrequest.h"
#include "support/testprogram.h"

#include <QTest>

namespace tst_admincsv {

using namespace parlance;
using namespace Qt::StringLiterals;

// Lists as CSV.
class TestAdminCsv : public QObject
{
    Q_OBJECT

private:
    const admin::Command m_command{.csvColumns = {"position", "reason", "after"}};

private Q_SLOTS:
    void theColumnsAreThoseOfTheRow()
    {
        QCOMPARE(csvHeader(m_command), u"position,reason,after\r\n"_s);
        const QJsonObject item{{u"more"_s, 1},
                               {u"reason"_s, u"spam"_s},
                               {u"position"_s, qint64(12345678901)},
                               {u"after"_s, QJsonObject{{u"state"_s, u"active"_s}}}};
        QCOMPARE(csvRecord(m_command, item),
                 u"12345678901,spam,\"{\"\"state\"\":\"\"active\"\"}\"\r\n"_s);
        QCOMPARE(csvRecord(m_command, {{u"reason"_s, QJsonValue()}}), u",,\r\n"_s);
    }

    void texts_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("cell");
        const auto row = [](const char *name, const QString &text, const QString &cell) {
            QTest::newRow(name) << text << cell;
        };
        row("plain", u"spam"_s, u"spam"_s);
        row("comma", u"a,b"_s, u"\"a,b\""_s);
        row("quote", u"a\"b"_s, u"\"a\"\"b\""_s);
        row("spaces", u" a "_s, u"\" a \""_s);
        row("line end", u"a\r\nb"_s, u"a\\u{d}\\nb"_s);
        row("turned", u"a\u202eb"_s, u"a\\u{202e}b"_s);
        row("formula", u"=1+1"_s, u"'=1+1"_s);
        row("formula with comma", u"=HYPERLINK(\"x\",1)"_s, u"\"'=HYPERLINK(\"\"x\"\",1)\""_s);
        row("plus", u"+1"_s, u"'+1"_s);
        row("minus", u"-1"_s, u"'-1"_s);
        row("at", u"@SUM(A1)"_s, u"'@SUM(A1)"_s);
        row("after spaces", u"  =1"_s, u"'  =1"_s);
        row("after a tab", u"\t=1"_s, u"'\\t=1"_s);
        row("wide", u"\uff1d1"_s, u"'\uff1d1"_s);
        row("inside", u"a=1"_s, u"a=1"_s);
    }
    void texts()
    {
        QFETCH(QString, text);
        QTEST(csvRecord(m_command, {{u"reason"_s, text}}).mid(1).chopped(3), "cell");
    }

    void onlyWhereThereAreColumns()
    {
        const auto request = readAdminRequest({u"audit"_s, u"list"_s, u"--csv"_s});
        QVERIFY(request && request->csv);
        QVERIFY(!request->arguments.contains(u"csv"_s));
        QVERIFY(!readAdminRequest({u"users"_s, u"list"_s, u"--csv"_s}));
        QVERIFY(!readAdminRequest({u"audit"_s, u"list"_s, u"--csv"_s, u"--json"_s}));
        QVERIFY(!readAdminRequest({u"audit"_s, u"list"_s, u"--csv"_s, u"--limit"_s, u"5"_s}));
        // All pages are read one after the other.
        for (const admin::Command &command : admin::commands())
            QVERIFY(command.csvColumns.empty() || cursorOf(command));
    }
};

PARLANCE_TEST(TestAdminCsv)

} // namespace tst_admincsv

#include "tst_admincsv.moc"
