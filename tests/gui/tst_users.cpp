// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/answertable.h"
#include "pages/usersmodel.h"
#include "pages/userspage.h"
#include "support/pagebench.h"
#include "support/realclient.h"
#include "support/testprogram.h"
#include "widgets/tableview.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

namespace tst_users {

using namespace Qt::StringLiterals;
using namespace parlance;
using test::PageBench;

/// The page in the bench's window.
struct UsersBench : PageBench<gui::UsersPage>
{
    explicit UsersBench(const QString &role = {})
        : PageBench(role)
        , tester(&page.model())
    {
        page.setShown(true);
    }

    QStringList names()
    {
        QStringList names = test::shownTexts(page.model(), 0);
        // That of the server's first start.
        names.removeAll(u"operator"_s);
        return names;
    }
    QString shown(const QString &key, int column)
    {
        return page.model().index(page.model().rowOf(key), column).data().toString();
    }

    QAbstractItemModelTester tester;
};

constexpr int stateColumn = 3;
constexpr int onlineColumn = 4;

class TestUsers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void listsFiltersAndFollows()
    {
        UsersBench bench;
        const auto ann = bench.server.person(u"ann"_s);
        bench.server.person(u"olga"_s, u"operator"_s);
        QTRY_COMPARE(bench.names(), (QStringList{u"ann"_s, u"olga"_s}));
        QCOMPARE(bench.shown(ann.id, onlineColumn), u"0"_s);
        const test::RealClient client(bench.server, ann);
        QTRY_COMPARE(bench.shown(ann.id, onlineColumn), u"1"_s);

        auto *role = bench.find<QComboBox>(u"filter-role"_s);
        role->setCurrentIndex(role->findData(u"operator"_s));
        QTRY_COMPARE(bench.names(), QStringList{u"olga"_s});
        role->setCurrentIndex(0);
        bench.find<QLineEdit>(u"filter"_s)->setText(u"an"_s);
        QTRY_COMPARE(bench.names(), QStringList{u"ann"_s});
        // A place shows its user whatever was filtered for.
        role->setCurrentIndex(role->findData(u"operator"_s));
        QTRY_VERIFY(bench.names().isEmpty());
        bench.page.open({.page = u"users"_s, .key = ann.id, .text = u"ann"_s});
        QTRY_COMPARE(bench.names(), QStringList{u"ann"_s});
        QTRY_COMPARE(bench.page.table().selectedKey(), ann.id);
    }

    void inspectsSessionsAndEndsOne()
    {
        UsersBench bench;
        const auto ann = bench.server.person(u"ann"_s);
        const test::RealClient client(bench.server, ann);
        QTRY_COMPARE(bench.names(), QStringList{u"ann"_s});
        bench.page.table().selectKey(ann.id);
        QTRY_COMPARE(bench.find<QLabel>(u"inspectorName"_s)->text(), u"ann"_s);
        bench.openTab(1);
        gui::AnswerTable *sessions = bench.answers(u"sessions.list"_s);
        QTRY_COMPARE(sessions->rows(), 1);
        sessions->table().selectRow(0);
        sessions->table().setFocus();
        QTest::keyClick(&sessions->table(), Qt::Key_Delete);
        QTRY_VERIFY(bench.sheet());
        QVERIFY(bench.runSheet());
        QTRY_VERIFY(!client.isOpen());
        QTRY_COMPARE(sessions->rows(), 0);
    }

    void suspendsFromTheInspector()
    {
        UsersBench bench;
        const auto ann = bench.server.person(u"ann"_s);
        const test::RealClient client(bench.server, ann);
        QTRY_COMPARE(bench.names(), QStringList{u"ann"_s});
        bench.page.table().selectKey(ann.id);
        QTRY_VERIFY(bench.find<QPushButton>(u"users.suspend"_s));
        bench.find<QPushButton>(u"users.suspend"_s)->click();
        QTRY_VERIFY(bench.sheet());
        bench.part<QLineEdit>(u"for"_s)->setText(u"2h"_s);
        QVERIFY(bench.runSheet());
        QTRY_VERIFY(!client.isOpen());
        QTRY_COMPARE(bench.shown(ann.id, stateColumn), u"Suspended"_s);
        // What it offers now is the way back.
        QTRY_VERIFY(bench.find<QPushButton>(u"users.unsuspend"_s));
        bench.find<QPushButton>(u"users.unsuspend"_s)->click();
        QTRY_COMPARE(bench.shown(ann.id, stateColumn), u"Active"_s);

        bench.commands.start(u"users.ban"_s, bench.user(u"ann"_s));
        QTRY_VERIFY(bench.sheet());
        QVERIFY(bench.runSheet());
        QTRY_COMPARE(bench.shown(ann.id, stateColumn), u"Banned"_s);
        QTRY_VERIFY(bench.find<QPushButton>(u"users.unban"_s));
    }

    void mutesAndLifts()
    {
        UsersBench bench;
        const auto ann = bench.server.person(u"ann"_s);
        const auto bob = bench.server.person(u"bob"_s);
        bench.server.admin({u"users"_s, u"mute"_s, u"bob"_s, u"--for"_s, u"1h"_s});
        test::RealClient client(bench.server, ann);
        const QString room = client.createRoom(u"Gardening"_s);
        QTRY_COMPARE(bench.names().size(), 2);
        bench.page.table().selectKey(ann.id);
        bench.openTab(2);
        bench.commands.start(u"users.mute"_s, bench.user(u"ann"_s));
        QTRY_VERIFY(bench.sheet());
        QVERIFY(bench.runSheet());
        gui::AnswerTable *mutes = bench.answers(u"mutes.list"_s);
        // Those of others are not shown.
        QTRY_COMPARE(mutes->rows(), 1);
        QCOMPARE(client.refusalOf(u"message.post"_s, {{u"roomId"_s, room}, {u"text"_s, u"hi"_s}}),
                 u"muted"_s);
        mutes->table().selectRow(0);
        mutes->table().setFocus();
        QTest::keyClick(&mutes->table(), Qt::Key_Delete);
        QTRY_COMPARE(mutes->rows(), 0);
        QVERIFY(!client.post(room, u"hi again"_s).isEmpty());
    }

    void letsAnAuditorLookOnly()
    {
        UsersBench bench(u"auditor"_s);
        const auto ann = bench.server.person(u"ann"_s);
        QTRY_COMPARE(bench.names().size(), 2);
        QVERIFY(!bench.find<QPushButton>(u"users.create"_s)->isEnabled());
        bench.page.table().selectKey(ann.id);
        QTRY_VERIFY(bench.find<QPushButton>(u"users.suspend"_s));
        const auto *suspend = bench.find<QPushButton>(u"users.suspend"_s);
        QVERIFY(!suspend->isEnabled());
        QVERIFY(suspend->toolTip().contains(u"Operator"_s));
        bench.openTab(1);
        gui::AnswerTable *sessions = bench.answers(u"sessions.list"_s);
        QTRY_COMPARE(sessions->rows(), 1);
        sessions->table().selectRow(0);
        sessions->table().setFocus();
        QTest::keyClick(&sessions->table(), Qt::Key_Delete);
        QTRY_VERIFY(bench.told().contains(u"Operator"_s));
        QVERIFY(!bench.sheet());
    }
};

PARLANCE_TEST(TestUsers)

} // namespace tst_users

#include "tst_users.moc"
