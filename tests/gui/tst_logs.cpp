// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/logspage.h"
#include "support/pagebench.h"
#include "support/testprogram.h"
#include "widgets/tableview.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

namespace tst_logs {

using namespace Qt::StringLiterals;
using namespace parlance;
using test::PageBench;

struct LogsBench : PageBench<gui::LogsPage>
{
    explicit LogsBench(const QString &role = {})
        : PageBench(role)
        , tester(&page.model())
    {
        makeLine();
        page.setShown(true);
    }

    bool has(const QString &column, const QString &text) const
    {
        for (int row = 0; row < page.model().rowCount(); ++row) {
            if (page.model().recordAt(row)->cells.value(column).toString().contains(text))
                return true;
        }
        return false;
    }
    /// Makes the server log something.
    void makeLine() { server.admin({u"storage"_s, u"backup"_s, u"b%1.db"_s.arg(++lines)}); }

    QAbstractItemModelTester tester;
    int lines = 0;
};

class TestLogs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void followsTheLog()
    {
        LogsBench bench;
        QTRY_VERIFY(bench.page.model().rowCount() > 0);
        const int before = bench.page.model().rowCount();
        bench.makeLine();
        QTRY_VERIFY(bench.page.model().rowCount() > before);
        const int row = bench.page.model().rowCount() - 1;
        QVERIFY(!bench.page.model().index(row, 1).data().toString().isEmpty());
    }

    void filtersOnTheServer()
    {
        LogsBench bench;
        QTRY_VERIFY(bench.page.model().rowCount() > 0);
        const QString category =
            bench.page.model().recordAt(0)->cells.value(u"category"_s).toString();
        bench.find<QLineEdit>(u"filter-category"_s)->setText(category + u"-of-nothing"_s);
        QTRY_COMPARE(bench.page.model().rowCount(), 0);
        bench.find<QLineEdit>(u"filter-category"_s)->setText(category);
        QTRY_VERIFY(bench.page.model().rowCount() > 0);
        bench.find<QLineEdit>(u"filter"_s)->setText(u"no line says this"_s);
        QTRY_COMPARE(bench.page.model().rowCount(), 0);
        bench.find<QLineEdit>(u"filter"_s)->clear();
        QTRY_VERIFY(bench.page.model().rowCount() > 0);
        auto *level = bench.find<QComboBox>(u"filter-level"_s);
        level->setCurrentIndex(level->findData(u"error"_s));
        QTRY_VERIFY(!bench.has(u"level"_s, u"info"_s));
    }

    void changesTheLevel()
    {
        LogsBench bench;
        auto *button = bench.find<QPushButton>(u"log-level"_s);
        QTRY_COMPARE(button->text(), u"Level: Info…"_s);
        button->click();
        QTRY_VERIFY(bench.sheet());
        auto *level = bench.part<QComboBox>(u"level"_s);
        level->setCurrentIndex(level->findData(u"debug"_s));
        QVERIFY(bench.runSheet());
        QTRY_COMPARE(button->text(), u"Level: Debug…"_s);
        QCOMPARE(bench.server.admin({u"status"_s}).value(u"logLevel"_s).toString(), u"debug"_s);
    }

    void copiesAndSaves()
    {
        LogsBench bench;
        QTRY_VERIFY(bench.page.model().rowCount() > 0);
        const QString text = bench.page.model().recordAt(0)->cells.value(u"text"_s).toString();
        bench.find<QToolButton>(u"copy"_s)->click();
        QVERIFY(QApplication::clipboard()->text().contains(text));
        const QString path = bench.server.dataDirectory() + u"/test.log"_s;
        bench.page.saveTo(path);
        QTRY_VERIFY(QFile::exists(path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString saved = QString::fromUtf8(file.readAll());
        QVERIFY(saved.contains(text));
        QVERIFY(saved.section(u' ', 0, 0).endsWith(u'Z'));
        QTRY_VERIFY(bench.told().contains(path));
        // Where nothing can be written, it says so.
        bench.page.saveTo(u"/nowhere/at/all.log"_s);
        QTRY_VERIFY(bench.told().contains(u"cannot be written"_s));
    }

    void tellsAnAuditorWhatIsNeeded()
    {
        LogsBench bench(u"auditor"_s);
        QTRY_VERIFY(bench.page.model().rowCount() > 0);
        auto *button = bench.find<QPushButton>(u"log-level"_s);
        QVERIFY(!button->isEnabled());
        QVERIFY(button->toolTip().contains(u"Administrator"_s));
    }
};

PARLANCE_TEST(TestLogs)

} // namespace tst_logs

#include "tst_logs.moc"
