// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/auditpage.h"
#include "support/pagebench.h"
#include "support/testprogram.h"
#include "widgets/tableview.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

namespace tst_audit {

using namespace Qt::StringLiterals;
using namespace parlance;
using test::PageBench;

struct AuditBench : PageBench<gui::AuditPage>
{
    explicit AuditBench(const QString &role = {})
        : PageBench(role)
        , tester(&page.list().model())
    {
    }

    gui::ListModel &model() const { return page.list().model(); }
    QStringList cells(const QString &name) const
    {
        QStringList all;
        for (int row = 0; row < model().rowCount(); ++row)
            all.append(model().recordAt(row)->cells.value(name).toString());
        return all;
    }
    void mute(const QString &user, const QString &reason = u"noise"_s)
    {
        server.admin({u"users"_s, u"mute"_s, user, u"--for"_s, u"1h"_s, u"--reason"_s, reason});
    }
    void unmute(const QString &user) { server.admin({u"users"_s, u"unmute"_s, user}); }

    QAbstractItemModelTester tester;
};

class TestAudit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void listsAndFilters()
    {
        AuditBench bench;
        bench.server.person(u"ann"_s);
        bench.server.person(u"bob"_s);
        bench.mute(u"ann"_s);
        bench.mute(u"bob"_s);
        bench.unmute(u"ann"_s);
        bench.page.setShown(true);
        QTRY_VERIFY(bench.model().rowCount() >= 3);
        QCOMPARE(bench.cells(u"command"_s).first(), u"users.unmute"_s);

        bench.find<QLineEdit>(u"filter"_s)->setText(u"ann"_s);
        QTRY_COMPARE(bench.cells(u"command"_s), (QStringList{u"users.unmute"_s, u"users.mute"_s}));
        auto *command = bench.find<QComboBox>(u"filter-command"_s);
        command->setCurrentIndex(command->findData(u"users.mute"_s));
        QTRY_COMPARE(bench.cells(u"command"_s), QStringList{u"users.mute"_s});
        bench.find<QLineEdit>(u"filter"_s)->clear();
        QTRY_COMPARE(bench.cells(u"target"_s), (QStringList{u"bob"_s, u"ann"_s}));
        bench.find<QLineEdit>(u"filter-actor"_s)->setText(u"nobody"_s);
        QTRY_COMPARE(bench.model().rowCount(), 0);
        QTRY_VERIFY(bench.find<QWidget>(u"empty"_s)->isVisible());
        bench.find<QLineEdit>(u"filter-actor"_s)->clear();
        QTRY_COMPARE(bench.model().rowCount(), 2);
    }

    void filtersByTime()
    {
        AuditBench bench;
        bench.server.person(u"ann"_s);
        bench.mute(u"ann"_s);
        bench.page.setShown(true);
        QTRY_VERIFY(bench.model().rowCount() > 0);
        const int all = bench.model().rowCount();
        auto *period = bench.find<QComboBox>(u"filter-period"_s);
        period->setCurrentIndex(1);
        QTRY_VERIFY(bench.page.list().arguments().contains(u"since"_s));
        QTRY_COMPARE(bench.model().rowCount(), all);
        period->setCurrentIndex(period->count() - 1);
        auto *until = bench.find<QDateTimeEdit>(u"until"_s);
        QTRY_VERIFY(until->isVisible());
        until->setDateTime(QDateTime::currentDateTime().addSecs(-3600));
        QTRY_COMPARE(bench.model().rowCount(), 0);
    }

    void loadsOlderAndSavesAll()
    {
        AuditBench bench;
        bench.server.person(u"ann"_s);
        const gui::Cells who{{u"user"_s, u"ann"_s}, {u"reason"_s, u"=1+1"_s}};
        for (int n = 0; n < 105; ++n) {
            QVERIFY(bench.ask(u"users.mute"_s, who).ok());
            QVERIFY(bench.ask(u"users.unmute"_s, who).ok());
        }
        bench.page.setShown(true);
        QTRY_COMPARE(bench.model().rowCount(), 200);
        auto *more = bench.find<QPushButton>(u"loadMore"_s);
        QTRY_VERIFY(more->isVisible() && more->isEnabled());
        more->click();
        QTRY_VERIFY(bench.model().rowCount() >= 210);
        QTRY_VERIFY(!more->isVisible());
        const int all = bench.model().rowCount();
        QStringList positions = bench.cells(u"position"_s);
        QCOMPARE(positions.removeDuplicates(), 0);

        const QString path = bench.server.dataDirectory() + u"/audit.csv"_s;
        bench.page.saveTo(path);
        QTRY_VERIFY(QFile::exists(path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        QCOMPARE(text.count('\n'), all + 1);
        QVERIFY(text.startsWith("position,at,actor,"));
        QVERIFY(text.contains("Z,"));
        QVERIFY(text.contains(",'=1+1,"));
        // F5 reads as much as there was.
        bench.page.refresh();
        QTRY_VERIFY(!bench.page.list().isLoading());
        QCOMPARE(bench.model().rowCount(), all);
    }

    void inspectsAnEntry()
    {
        AuditBench bench(u"auditor"_s);
        bench.server.person(u"ann"_s);
        bench.mute(u"ann"_s, u"too <b>loud</b>"_s);
        bench.page.setShown(true);
        QTRY_VERIFY(bench.model().rowCount() > 0);
        const int row = int(bench.cells(u"command"_s).indexOf(u"users.mute"_s));
        QVERIFY(row >= 0);
        bench.page.table().selectKey(bench.model().recordAt(row)->key);
        QTRY_VERIFY(bench.find<QLabel>(u"quotedText"_s)->isVisible());
        const QString text = bench.find<QLabel>(u"quotedText"_s)->text();
        QVERIFY2(text.contains(u"user: ann"_s), qPrintable(text));
        QCOMPARE(bench.find<QLabel>(u"reason"_s)->text(), u"too <b>loud</b>"_s);
        QCOMPARE(bench.find<QLabel>(u"outcome"_s)->text(), u"OK"_s);
        gui::Place went;
        connect(&bench.page, &gui::Page::wanted, this,
                [&went](const gui::Place &place) { went = place; });
        bench.find<QToolButton>(u"go-users"_s)->click();
        QCOMPARE(went.page, u"users"_s);
        QCOMPARE(went.text, u"ann"_s);
    }
};

PARLANCE_TEST(TestAudit)

} // namespace tst_audit

#include "tst_audit.moc"
