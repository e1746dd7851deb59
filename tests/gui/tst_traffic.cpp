// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/filters.h"
#include "pages/trafficmodel.h"
#include "pages/trafficpage.h"
#include "support/pagebench.h"
#include "support/realclient.h"
#include "support/testprogram.h"
#include "widgets/tableview.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QTest>
#include <QToolButton>

namespace tst_traffic {

using namespace Qt::StringLiterals;
using namespace parlance;
using test::PageBench;

/// The page in the bench's window, and two people in a room.
struct TrafficBench : PageBench<gui::TrafficPage>
{
    explicit TrafficBench(const QString &role = {})
        : PageBench(role)
        , tester(&page.model())
        , ann(server, server.person(u"ann"_s))
        , bob(server, server.person(u"bob"_s))
    {
        page.setShown(true);
        room = ann.createRoom(u"Gardening"_s);
        bob.join(room);
    }

    int columnOf(const char *name) const
    {
        for (int at = 0; at < int(page.model().columns().size()); ++at) {
            if (qstrcmp(page.model().columns()[size_t(at)].name, name) == 0)
                return at;
        }
        return -1;
    }
    QString shown(int row, const char *name) const
    {
        return page.model().index(row, columnOf(name)).data().toString();
    }
    /// The last row of that kind; -1: there is none.
    int rowOf(const QString &kind) const
    {
        for (int row = page.model().rowCount() - 1; row >= 0; --row) {
            if (page.model().recordAt(row)->cells.value(u"kind"_s).toString() == kind)
                return row;
        }
        return -1;
    }
    bool has(const QString &text) const
    {
        for (int row = 0; row < page.model().rowCount(); ++row) {
            if (shown(row, "what").contains(text))
                return true;
        }
        return false;
    }
    void reveal(const QString &reason)
    {
        find<QPushButton>(u"traffic.reveal"_s)->click();
        QTRY_VERIFY(sheet());
        part<QLineEdit>(u"reason"_s)->setText(reason);
        QVERIFY(runSheet());
        QTRY_VERIFY(!find<QLabel>(u"countdown"_s)->text().isEmpty());
    }

    QAbstractItemModelTester tester;
    test::RealClient ann;
    test::RealClient bob;
    QString room;
};

class TestTraffic : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsWhatClientsDo()
    {
        TrafficBench bench;
        bench.ann.post(bench.room, u"Grüße"_s);
        QTRY_VERIFY(bench.rowOf(u"posted"_s) >= 0);
        const int row = bench.rowOf(u"posted"_s);
        QCOMPARE(bench.shown(row, "kind"), u"Posted"_s);
        QCOMPARE(bench.shown(row, "room"), u"Gardening"_s);
        QCOMPARE(bench.shown(row, "username"), u"ann"_s);
        QCOMPARE(bench.shown(row, "dialect"), u"Native"_s);
        QCOMPARE(bench.shown(row, "transport"), u"Socket"_s);
        QCOMPARE(bench.shown(row, "bytes"), u"7 B"_s);
        QVERIFY(bench.shown(row, "commitMs").endsWith(u" ms"_s));
        QVERIFY(bench.shown(row, "what").isEmpty());
        QVERIFY(bench.rowOf(u"joined"_s) >= 0);
        bench.bob.close();
        QTRY_VERIFY(bench.rowOf(u"disconnected"_s) >= 0);
        QCOMPARE(bench.shown(bench.rowOf(u"disconnected"_s), "what"), u"from 127.0.0.1"_s);
        bench.server.admin({u"users"_s, u"mute"_s, u"bob"_s});
        QTRY_VERIFY(bench.has(u"users.mute: bob · OK"_s));
    }

    void filters()
    {
        TrafficBench bench;
        auto *kinds = bench.find<gui::KindFilter>(u"filter-kind"_s);
        kinds->setValue(u"posted,edited"_s);
        QCOMPARE(kinds->text(), u"Posted, Edited"_s);
        bench.find<QLineEdit>(u"filter"_s)->setText(u"bob"_s);
        QTRY_COMPARE(bench.page.model().feed().query().filter.value(u"user"_s), u"bob"_s);
        bench.ann.post(bench.room, u"one"_s);
        bench.bob.post(bench.room, u"two"_s);
        QTRY_COMPARE(bench.page.model().rowCount(), 1);
        QCOMPARE(bench.shown(0, "username"), u"bob"_s);
        bench.find<QLineEdit>(u"filter"_s)->clear();
        QTRY_COMPARE(bench.page.model().rowCount(), 2);
        bench.find<QLineEdit>(u"filter-room"_s)->setText(u"nowhere"_s);
        QTRY_COMPARE(bench.page.model().rowCount(), 0);
        bench.find<QLineEdit>(u"filter-room"_s)->setText(u"gardening"_s);
        QTRY_COMPARE(bench.page.model().rowCount(), 2);
    }

    void pausesAndClears()
    {
        TrafficBench bench;
        bench.find<gui::KindFilter>(u"filter-kind"_s)->setValue(u"posted"_s);
        bench.ann.post(bench.room, u"one"_s);
        QTRY_COMPARE(bench.page.model().rowCount(), 1);
        auto *pause = bench.find<QToolButton>(u"pause"_s);
        pause->click();
        for (int n = 0; n < 14; ++n)
            bench.ann.post(bench.room, u"more"_s);
        QTRY_COMPARE(pause->text(), u"Paused · 14 waiting"_s);
        QCOMPARE(bench.page.model().rowCount(), 1);
        pause->click();
        QTRY_COMPARE(bench.page.model().rowCount(), 15);
        QCOMPARE(pause->text(), u"Live"_s);
        bench.find<QToolButton>(u"clear"_s)->click();
        QCOMPARE(bench.page.model().rowCount(), 0);
        bench.ann.post(bench.room, u"last"_s);
        QTRY_COMPARE(bench.page.model().rowCount(), 1);
    }

    void staysWhereTheOperatorReads()
    {
        TrafficBench bench;
        bench.find<gui::KindFilter>(u"filter-kind"_s)->setValue(u"posted"_s);
        for (int n = 0; n < 60; ++n)
            bench.ann.post(bench.room, u"text"_s);
        QTRY_COMPARE(bench.page.model().rowCount(), 60);
        QScrollBar *bar = bench.page.table().verticalScrollBar();
        QTRY_COMPARE(bar->value(), bar->maximum());
        QVERIFY(bar->maximum() > 0);
        bar->setValue(0);
        for (int n = 0; n < 12; ++n)
            bench.ann.post(bench.room, u"text"_s);
        auto *newer = bench.find<QPushButton>(u"newer"_s);
        QTRY_COMPARE(newer->text(), u"12 new entries"_s);
        QCOMPARE(bar->value(), 0);
        newer->click();
        QTRY_COMPARE(bar->value(), bar->maximum());
        QVERIFY(!newer->isVisible());
    }

    void showsTextsOnlyWithAReason()
    {
        TrafficBench bench(u"auditor"_s);
        bench.ann.post(bench.room, u"before"_s);
        QTRY_VERIFY(bench.rowOf(u"posted"_s) >= 0);
        bench.reveal(u"Abuse report 17"_s);
        QVERIFY(!bench.find<QPushButton>(u"traffic.reveal"_s)->isVisible());
        const QString left = bench.find<QLabel>(u"countdown"_s)->text();
        QVERIFY2(left.startsWith(u"14:"_s) || left.startsWith(u"15:00"_s), qPrintable(left));
        QTRY_VERIFY(bench.find<QLabel>(u"countdown"_s)->text() != left);
        bench.ann.post(bench.room, u"after <b>it</b>"_s);
        QTRY_VERIFY(bench.has(u"after <b>it</b>"_s));
        QVERIFY(!bench.has(u"before"_s));
        // The server has logged it, with the reason.
        const QJsonObject audit =
            bench.server.admin({u"audit"_s, u"list"_s, u"--command"_s, u"traffic.reveal"_s});
        QVERIFY(QJsonDocument(audit).toJson().contains("Abuse report 17"));

        bench.find<QPushButton>(u"hideTexts"_s)->click();
        QTRY_VERIFY(!bench.has(u"after"_s));
        bench.ann.post(bench.room, u"hidden"_s);
        QTRY_COMPARE(bench.shown(bench.page.model().rowCount() - 1, "kind"), u"Posted"_s);
        QVERIFY(!bench.has(u"hidden"_s));
        QVERIFY(bench.find<QPushButton>(u"traffic.reveal"_s)->isVisible());
    }

    void tellsWhoElseReads()
    {
        TrafficBench bench(u"auditor"_s);
        gui::ServerLink other;
        other.open(bench.server.localTarget(), {});
        QTRY_COMPARE(other.state(), gui::ServerLink::State::Online);
        auto *others = bench.find<QLabel>(u"otherReveals"_s);
        QVERIFY(!others->isVisible());
        const auto run = [&](const gui::Cells &arguments) {
            bool isDone = false;
            other.run(u"traffic.reveal"_s, arguments, this,
                      [&](const gui::Reply &reply) { isDone = reply.ok(); });
            QTRY_VERIFY(isDone);
        };
        run({{u"reason"_s, u"A <i>look</i>"_s}, {u"room"_s, u"Gardening"_s}});
        QTRY_VERIFY(others->isVisible());
        QVERIFY(others->text().contains(u"in Gardening"_s));
        QVERIFY(others->text().contains(u"A <i>look</i>"_s));
        // The reader's texts are not for everybody.
        bench.ann.post(bench.room, u"a secret"_s);
        QTRY_VERIFY(bench.rowOf(u"posted"_s) >= 0);
        QVERIFY(!bench.has(u"a secret"_s));
        run({{u"off"_s, true}});
        QTRY_VERIFY(!others->isVisible());
    }

    void savesWhatIsShown()
    {
        TrafficBench bench;
        bench.reveal(u"A test"_s);
        bench.ann.post(bench.room, u"=SUM(1), \"quoted\""_s);
        QTRY_VERIFY(bench.has(u"=SUM(1)"_s));
        const QString path = bench.server.dataDirectory() + u"/traffic.csv"_s;
        bench.page.saveTo(path);
        QTRY_VERIFY(QFile::exists(path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        QVERIFY(text.startsWith("at,kind,roomId,room,"));
        QVERIFY(text.contains(",\"'=SUM(1), \"\"quoted\"\"\"\r\n"));
        QVERIFY(text.contains("Z,posted,"));
        // Hidden texts do not come out in files.
        bench.find<QPushButton>(u"hideTexts"_s)->click();
        QTRY_VERIFY(!bench.has(u"=SUM(1)"_s));
        const QString other = path + u".csv"_s;
        bench.page.saveTo(other);
        QTRY_VERIFY(QFile::exists(other));
        QFile without(other);
        QVERIFY(without.open(QIODevice::ReadOnly));
        QVERIFY(!without.readAll().contains("SUM"));
    }

    void deletesAMessage()
    {
        TrafficBench bench;
        bench.ann.post(bench.room, u"something bad"_s);
        QTRY_VERIFY(bench.rowOf(u"posted"_s) >= 0);
        bench.page.table().selectKey(bench.page.model().recordAt(bench.rowOf(u"posted"_s))->key);
        QTRY_VERIFY(bench.find<QPushButton>(u"messages.redact"_s));
        bench.find<QPushButton>(u"messages.redact"_s)->click();
        QTRY_VERIFY(bench.sheet());
        QVERIFY(bench.runSheet());
        QTRY_VERIFY(bench.bob.hasPush(u"message.deleted"_s));
        QTRY_VERIFY(bench.rowOf(u"deleted"_s) >= 0);
    }

    void letsAnAuditorChangeNothing()
    {
        TrafficBench bench(u"auditor"_s);
        bench.ann.post(bench.room, u"something bad"_s);
        QTRY_VERIFY(bench.rowOf(u"posted"_s) >= 0);
        bench.page.table().selectKey(bench.page.model().recordAt(bench.rowOf(u"posted"_s))->key);
        QTRY_VERIFY(bench.find<QPushButton>(u"messages.redact"_s));
        auto *redact = bench.find<QPushButton>(u"messages.redact"_s);
        QVERIFY(!redact->isEnabled());
        QVERIFY(bench.find<QLabel>(u"roleNote"_s)->text().contains(u"Operator"_s));
        bench.page.table().setFocus();
        QTest::keyClick(&bench.page.table(), Qt::Key_Delete);
        QVERIFY(!bench.sheet());
        QVERIFY(bench.told().contains(u"Operator"_s));
    }

    void comesBackAfterARestart()
    {
        TrafficBench bench;
        bench.ann.post(bench.room, u"one"_s);
        QTRY_VERIFY(bench.rowOf(u"posted"_s) >= 0);
        bench.server.kill();
        QTRY_COMPARE(bench.link.state(), gui::ServerLink::State::Waiting);
        QVERIFY(bench.rowOf(u"posted"_s) >= 0);
        QVERIFY(bench.find<QLabel>(u"footnote"_s)->text().contains(u"as of"_s));
        bench.server.start();
        QTRY_COMPARE_WITH_TIMEOUT(bench.link.state(), gui::ServerLink::State::Online, 20000);
        test::RealClient again(bench.server, bench.ann.person());
        QTRY_VERIFY(bench.rowOf(u"connected"_s) >= 0);
    }
};

PARLANCE_TEST(TestTraffic)

} // namespace tst_traffic

#include "tst_traffic.moc"
