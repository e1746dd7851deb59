// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/storagepage.h"
#include "support/fakebench.h"
#include "support/pagebench.h"
#include "support/realclient.h"
#include "support/testprogram.h"
#include "widgets/tableview.h"

#include <QDir>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSpinBox>
#include <QTest>

namespace tst_storage {

using namespace Qt::StringLiterals;
using namespace parlance;
using test::ConsoleBench;
using test::FakeBench;
using test::RubbishBench;
using test::ShownPage;

/// The page, shown.
struct Shown : ShownPage<gui::StoragePage>
{
    template <class Bench>
    explicit Shown(Bench &bench)
        : ShownPage(bench)
    {
    }

    QString text(const QString &label) const { return find<QLabel>(label)->text(); }
    QPushButton *button(const QString &name) const { return find<QPushButton>(name); }
    gui::TableView &table(const QString &name) const
    {
        return *page.findChild<gui::TableView *>(name);
    }
    gui::TableModel &rows(const QString &name) const { return *table(name).tableModel(); }
};

class TestStorage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsSizes()
    {
        ConsoleBench bench;
        Shown shown(bench);
        QTRY_VERIFY(shown.text(u"databaseBytes"_s).endsWith(u"KiB"_s));
        QTRY_VERIFY(shown.rows(u"tables"_s).rowCount() > 10);
        QTRY_VERIFY(shown.rows(u"statements"_s).rowCount() > 5);
        QVERIFY(shown.rows(u"tables"_s).rowOf(u"messages"_s) >= 0);
        QVERIFY(shown.text(u"backups"_s).contains(u"No backup"_s));
        QVERIFY(shown.text(u"retention"_s).contains(u"for ever"_s));
        QVERIFY(!shown.page.findChild<QLabel *>(u"problem"_s)->isVisible());
    }

    void backsUp()
    {
        ConsoleBench bench;
        Shown shown(bench);
        QTRY_VERIFY(shown.button(u"storage.backup"_s)->isEnabled());
        shown.button(u"storage.backup"_s)->click();
        QTRY_VERIFY(bench.sheet());
        bench.part<QLineEdit>(u"name"_s)->setText(u"monday.parlance-backup"_s);
        QVERIFY(bench.runSheet());
        const QDir backups(bench.server.dataDirectory() + u"/backups"_s);
        QTRY_VERIFY(backups.exists(u"monday.parlance-backup"_s));
        QTRY_VERIFY(shown.text(u"backups"_s).contains(u"The last one was made"_s));
        QVERIFY(QFileInfo(backups, u"monday.parlance-backup"_s).size() > 10000);
    }

    void checksTheIntegrity()
    {
        ConsoleBench bench;
        Shown shown(bench);
        QTRY_VERIFY(shown.button(u"check"_s)->isEnabled());
        shown.button(u"check"_s)->click();
        QVERIFY(!shown.button(u"check"_s)->isEnabled());
        QTRY_VERIFY(shown.text(u"integrity"_s).contains(u"No damage"_s));
        QVERIFY(shown.button(u"check"_s)->isEnabled());
    }

    void tellsOfDamage()
    {
        FakeBench bench([](const adminprotocol::RunCommand &) {
            QJsonArray findings;
            for (int at = 0; at < 50; ++at)
                findings.append(u"row %1 is missing"_s.arg(at));
            return QJsonObject{{u"intact"_s, false}, {u"findings"_s, findings}};
        });
        Shown shown(bench);
        shown.button(u"check"_s)->click();
        QTRY_VERIFY(shown.text(u"integrity"_s).contains(u"row 19 is missing"_s));
        QVERIFY(shown.text(u"integrity"_s).contains(u"30 more"_s));
    }

    void setsTheRetentionOfARoom()
    {
        ConsoleBench bench;
        test::RealClient ann(bench.server, bench.server.person(u"ann"_s));
        const QString room = ann.createRoom(u"Gardening"_s);
        Shown shown(bench);
        QTRY_VERIFY(shown.button(u"storage.retention"_s)->isEnabled());
        shown.button(u"storage.retention"_s)->click();
        QTRY_VERIFY(bench.sheet());
        bench.part<QLineEdit>(u"room"_s)->setText(u"Gardening"_s);
        bench.part<QSpinBox>(u"days"_s)->setValue(30);
        QVERIFY(bench.runSheet());
        const gui::TableModel &rooms = shown.rows(u"rooms"_s);
        QTRY_COMPARE(rooms.rowCount(), 1);
        QCOMPARE(rooms.recordAt(0)->key, room);
        QCOMPARE(rooms.recordAt(0)->cells.value(u"days"_s).toInt(), 30);
        const auto status = bench.server.admin({u"storage"_s, u"status"_s});
        const auto retained = status.value(u"retention"_s).toObject().value(u"rooms"_s).toArray();
        QCOMPARE(retained.first().toObject().value(u"days"_s).toInt(), 30);

        // Back to what the configuration says.
        QTRY_VERIFY(!bench.sheet());
        shown.table(u"rooms"_s).selectRow(0);
        Q_EMIT shown.table(u"rooms"_s).customContextMenuRequested({5, 5});
        auto *menu = shown.page.findChild<QMenu *>(u"roomMenu"_s);
        QVERIFY(menu);
        menu->findChild<QAction *>(u"storage.retention.clear"_s)->trigger();
        menu->close();
        QTRY_VERIFY(bench.sheet());
        QCOMPARE(bench.part<QLineEdit>(u"room"_s)->text(), u"Gardening"_s);
        QVERIFY(bench.runSheet());
        QTRY_COMPARE(rooms.rowCount(), 0);
    }

    void tellsAnAuditorWhyNot()
    {
        ConsoleBench bench(u"auditor"_s);
        Shown shown(bench);
        QTRY_VERIFY(shown.rows(u"tables"_s).rowCount() > 10);
        for (const QString &name : {u"storage.backup"_s, u"storage.retention"_s, u"check"_s}) {
            QVERIFY(!shown.button(name)->isEnabled());
            QVERIFY2(shown.button(name)->toolTip().contains(u"Administrator"_s), qPrintable(name));
        }
    }

    void followsTheRole()
    {
        ConsoleBench bench(u"administrator"_s);
        Shown shown(bench);
        QTRY_VERIFY(shown.button(u"storage.backup"_s)->isEnabled());
        bench.server.admin({u"users"_s, u"set-role"_s, u"administrator-bea"_s, u"auditor"_s});
        QTRY_VERIFY(!shown.button(u"storage.backup"_s)->isEnabled());
        QVERIFY(!shown.button(u"check"_s)->isEnabled());
    }

    void keepsWhatItHasWithoutALink()
    {
        ConsoleBench bench;
        Shown shown(bench);
        QTRY_VERIFY(shown.rows(u"tables"_s).rowCount() > 10);
        const QString size = shown.text(u"databaseBytes"_s);
        bench.server.kill();
        QTRY_VERIFY(shown.text(u"problem"_s).contains(u"as of"_s));
        QVERIFY(shown.page.findChild<QLabel *>(u"problem"_s)->isVisible());
        QCOMPARE(shown.text(u"databaseBytes"_s), size);
        QVERIFY(!shown.button(u"storage.backup"_s)->isEnabled());
        bench.server.start();
        QTRY_VERIFY_WITH_TIMEOUT(shown.button(u"storage.backup"_s)->isEnabled(), 20000);
        QTRY_VERIFY(!shown.page.findChild<QLabel *>(u"problem"_s)->isVisible());
    }

    void survivesRubbish()
    {
        RubbishBench bench;
        Shown shown(bench);
        const auto ask = [&] {
            shown.page.refresh();
            QTRY_VERIFY(shown.button(u"check"_s)->isEnabled());
            shown.button(u"check"_s)->click();
        };
        QVERIFY(bench.survives(shown.page, ask, 2));
        QVERIFY(shown.page.minimumSizeHint().width() < 2000);
    }
};

PARLANCE_TEST(TestStorage)

} // namespace tst_storage

#include "tst_storage.moc"
