// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/answertable.h"
#include "pages/roomsmodel.h"
#include "pages/roomspage.h"
#include "support/pagebench.h"
#include "support/realclient.h"
#include "support/testprogram.h"
#include "widgets/tableview.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTest>

namespace tst_rooms {

using namespace Qt::StringLiterals;
using namespace parlance;
using test::PageBench;

/// The page in the bench's window, and a room with its owner and a member who are connected.
struct RoomsBench : PageBench<gui::RoomsPage>
{
    explicit RoomsBench(const QString &role = {})
        : PageBench(role)
        , tester(&page.model())
        , ann(server, server.person(u"ann"_s))
        , bob(server, server.person(u"bob"_s))
        , room(ann.createRoom(u"Gardening"_s))
    {
        bob.join(room);
        page.setShown(true);
    }

    QStringList names() const { return test::shownTexts(page.model(), 0); }
    gui::Chosen chosen() { return ConsoleBench::room(u"Gardening"_s); }
    QVariant cell(const QString &name)
    {
        const gui::Record *record = page.model().recordAt(page.model().rowOf(room));
        return record ? record->cells.value(name) : QVariant();
    }
    /// Selects the room, gives a reason, and waits for the messages.
    bool readMessages(int count)
    {
        page.table().selectKey(room);
        openTab(2);
        page.findChild<QPushButton *>(u"readMessages"_s)->click();
        if (!QTest::qWaitFor([this] { return sheet(); }))
            return false;
        part<QLineEdit>(u"reason"_s)->setText(u"a report"_s);
        return runSheet() && QTest::qWaitFor([this, count] {
                   return answers(u"messages.list"_s)->rows() == count;
               });
    }

    QAbstractItemModelTester tester;
    test::RealClient ann;
    test::RealClient bob;
    const QString room;
};

class TestRooms : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void listsFiltersAndFollows()
    {
        RoomsBench bench;
        bench.ann.createRoom(u"Secret"_s, true);
        QTRY_COMPARE(bench.names(), (QStringList{u"Gardening"_s, u"Secret"_s}));
        QTRY_COMPARE(bench.cell(u"online"_s).toInt(), 2);
        bench.ann.post(bench.room, u"Roses"_s);
        QTRY_COMPARE(bench.cell(u"messagesPerMinute"_s).toInt(), 1);
        auto *kind = bench.find<QComboBox>(u"filter-kind"_s);
        kind->setCurrentIndex(kind->findData(u"private"_s));
        QTRY_COMPARE(bench.names(), QStringList{u"Secret"_s});
        kind->setCurrentIndex(0);
        bench.find<QLineEdit>(u"filter"_s)->setText(u"garden"_s);
        QTRY_COMPARE(bench.names(), QStringList{u"Gardening"_s});
    }

    void freezesAndTakesBack()
    {
        RoomsBench bench;
        QTRY_COMPARE(bench.names(), QStringList{u"Gardening"_s});
        bench.page.table().selectKey(bench.room);
        QTRY_VERIFY(bench.find<QPushButton>(u"rooms.freeze"_s));
        bench.find<QPushButton>(u"rooms.freeze"_s)->click();
        QTRY_VERIFY(bench.sheet());
        QVERIFY(bench.runSheet());
        QTRY_VERIFY(bench.cell(u"frozen"_s).toBool());
        const QJsonObject message{{u"roomId"_s, bench.room}, {u"text"_s, u"hi"_s}};
        QCOMPARE(bench.bob.refusalOf(u"message.post"_s, message), u"room_frozen"_s);
        bench.window.findChild<QPushButton *>(u"undoButton"_s)->click();
        QTRY_VERIFY(!bench.cell(u"frozen"_s).toBool());
        QVERIFY(!bench.bob.post(bench.room, u"hi"_s).isEmpty());
    }

    void setsTheSlowMode()
    {
        RoomsBench bench;
        QTRY_COMPARE(bench.names(), QStringList{u"Gardening"_s});
        bench.commands.start(u"rooms.slow-mode"_s, bench.chosen());
        QTRY_VERIFY(bench.sheet());
        bench.part<QSpinBox>(u"seconds"_s)->setValue(60);
        QVERIFY(bench.runSheet());
        QTRY_COMPARE(bench.cell(u"slowMode"_s).toInt(), 60);
    }

    void bansAndLifts()
    {
        RoomsBench bench;
        QTRY_COMPARE(bench.names(), QStringList{u"Gardening"_s});
        bench.page.table().selectKey(bench.room);
        bench.openTab(1);
        bench.commands.start(u"rooms.ban-of-room"_s, bench.chosen());
        QTRY_VERIFY(bench.sheet());
        bench.part<QLineEdit>(u"user"_s)->setText(u"bob"_s);
        auto *figures = bench.part<QLabel>(u"sheetFigures"_s);
        QTRY_VERIFY(figures->text().contains(u"ends the membership"_s));
        QVERIFY(bench.runSheet());
        gui::AnswerTable *bans = bench.answers(u"rooms.bans"_s);
        QTRY_COMPARE(bans->rows(), 1);
        QCOMPARE(bench.bob.refusalOf(u"room.join"_s, {{u"roomId"_s, bench.room}}),
                 u"banned_from_room"_s);
        bans->table().selectRow(0);
        bans->table().setFocus();
        QTest::keyClick(&bans->table(), Qt::Key_Delete);
        QTRY_COMPARE(bans->rows(), 0);
        bench.bob.join(bench.room);
    }

    void deletesWithFigures()
    {
        RoomsBench bench;
        bench.ann.post(bench.room, u"Roses"_s);
        bench.ann.post(bench.room, u"Tulips"_s);
        QTRY_COMPARE(bench.names(), QStringList{u"Gardening"_s});
        bench.page.table().selectKey(bench.room);
        bench.page.table().setFocus();
        QTest::keyClick(&bench.page.table(), Qt::Key_Delete);
        QTRY_VERIFY(bench.sheet());
        auto *figures = bench.part<QLabel>(u"sheetFigures"_s);
        QTRY_VERIFY(figures->text().contains(u"removes 2 message"_s));
        QVERIFY(figures->text().contains(u"2 member"_s));
        QVERIFY(bench.runSheet());
        QTRY_VERIFY(bench.names().isEmpty());
        QTRY_VERIFY(bench.bob.hasPush(u"room.deleted"_s));
    }

    void readsMessagesWithAReasonAndDeletesOne()
    {
        RoomsBench bench;
        const QString message = bench.ann.post(bench.room, u"Roses"_s);
        QTRY_COMPARE(bench.names(), QStringList{u"Gardening"_s});
        QVERIFY(bench.readMessages(1));
        const QJsonObject audit =
            bench.server.admin({u"audit"_s, u"list"_s, u"--command"_s, u"traffic.reveal"_s});
        QCOMPARE(audit[u"items"_s][0][u"reason"_s].toString(), u"a report"_s);
        gui::AnswerTable *messages = bench.answers(u"messages.list"_s);
        QCOMPARE(messages->model().index(0, 2).data().toString(), u"Roses"_s);
        messages->table().selectRow(0);
        gui::AnswerTable *proof = bench.answers(u"messages.proof"_s);
        QTRY_COMPARE(proof->rows(), 1);
        QCOMPARE(proof->model().index(0, 0).data().toString(), u"bob"_s);

        messages->table().setFocus();
        QTest::keyClick(&messages->table(), Qt::Key_Delete);
        QTRY_VERIFY(bench.sheet());
        QVERIFY(bench.runSheet());
        QTRY_VERIFY(bench.bob.hasPush(u"message.deleted"_s));
        QTRY_VERIFY(messages->model().index(0, 2).data().toString().contains(u"deleted"_s));

        bench.find<QPushButton>(u"hideMessages"_s)->click();
        QTRY_COMPARE(messages->rows(), 0);
        QVERIFY(bench.find<QPushButton>(u"readMessages"_s)->isVisible());
    }

    // Reading needs a reason; changing needs another role.
    void letsAnAuditorReadOnly()
    {
        RoomsBench bench(u"auditor"_s);
        bench.ann.post(bench.room, u"Roses"_s);
        QTRY_COMPARE(bench.names(), QStringList{u"Gardening"_s});
        QVERIFY(bench.readMessages(1));
        QVERIFY(!bench.find<QPushButton>(u"rooms.freeze"_s)->isEnabled());
        gui::AnswerTable *messages = bench.answers(u"messages.list"_s);
        messages->table().selectRow(0);
        messages->table().setFocus();
        QTest::keyClick(&messages->table(), Qt::Key_Delete);
        QTRY_VERIFY(bench.told().contains(u"Operator"_s));
        QVERIFY(!bench.sheet());
        bench.page.table().setFocus();
        QTest::keyClick(&bench.page.table(), Qt::Key_Delete);
        QVERIFY(!bench.sheet());
        QCOMPARE(bench.names(), QStringList{u"Gardening"_s});
    }
};

PARLANCE_TEST(TestRooms)

} // namespace tst_rooms

#include "tst_rooms.moc"
