// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/consolebench.h"
#include "support/testprogram.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QFileDialog>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

namespace tst_commandsheet {

using namespace Qt::StringLiterals;
using namespace parlance;
using test::ConsoleBench;

class TestCommandSheet : public QObject
{
    Q_OBJECT

private:
    static QString stateOf(ConsoleBench &bench, const QString &user)
    {
        return bench.user(user).cells.value(u"state"_s).toString();
    }

private Q_SLOTS:
    void asksCountsActsAndTakesBack()
    {
        ConsoleBench bench;
        bench.server.person(u"ann"_s);
        bench.commands.start(u"users.suspend"_s, bench.user(u"ann"_s));
        QTRY_VERIFY(bench.sheet());
        auto *deed = bench.part<QPushButton>(u"sheetDeed"_s);
        auto *cancel = bench.part<QPushButton>(u"sheetCancel"_s);
        QVERIFY(cancel->isDefault() && !deed->isDefault());
        auto *figures = bench.part<QLabel>(u"sheetFigures"_s);
        QTRY_VERIFY(figures->text().contains(u"ends 1 session"_s));

        auto *duration = bench.part<QLineEdit>(u"for"_s);
        duration->setText(u"soon"_s);
        QVERIFY(!deed->isEnabled());
        QVERIFY(deed->toolTip().contains(u"soon"_s));
        duration->setText(u"90 m"_s);
        QVERIFY(deed->text().startsWith(u"Suspend ann for 90 minute"_s));
        bench.sheet()->findChild<QToolButton *>(u"preset-1h"_s)->click();
        QCOMPARE(duration->text(), u"1h"_s);
        QCOMPARE(stateOf(bench, u"ann"_s), u"active"_s);

        bench.part<QLineEdit>(u"reason"_s)->setText(u"spam"_s);
        QVERIFY(bench.runSheet());
        QTRY_COMPARE(stateOf(bench, u"ann"_s), u"suspended"_s);
        QTRY_VERIFY(!bench.sheet());
        QTRY_COMPARE(bench.told(), u"ann is suspended."_s);
        QCOMPARE(bench.user(u"ann"_s).cells.value(u"reason"_s).toString(), u"spam"_s);

        bench.window.findChild<QPushButton *>(u"undoButton"_s)->click();
        QTRY_COMPARE(stateOf(bench, u"ann"_s), u"active"_s);
    }

    void cancelsByDefault()
    {
        ConsoleBench bench;
        bench.server.person(u"ann"_s);
        bench.commands.start(u"users.ban"_s, bench.user(u"ann"_s));
        QTRY_VERIFY(bench.sheet());
        QTest::keyClick(bench.part<QLineEdit>(u"reason"_s), Qt::Key_Return);
        QTRY_VERIFY(!bench.sheet());
        QCOMPARE(stateOf(bench, u"ann"_s), u"active"_s);
    }

    // It stays open with what the server says, and can be tried again.
    void showsWhatTheServerRefuses()
    {
        ConsoleBench bench;
        const auto ann = bench.server.person(u"ann"_s);
        bench.server.person(u"bob"_s);
        bench.server.call("POST", u"/rooms"_s, ann.token, {{u"name"_s, u"Gardening"_s}});
        bench.commands.start(u"rooms.transfer"_s, bench.room(u"Gardening"_s));
        QTRY_VERIFY(bench.sheet());
        bench.part<QLineEdit>(u"user"_s)->setText(u"bob"_s);
        auto *problem = bench.part<QLabel>(u"sheetProblem"_s);
        QTRY_VERIFY(!problem->text().isEmpty());
        QVERIFY(bench.runSheet());
        QTRY_VERIFY(bench.part<QPushButton>(u"sheetDeed"_s)->isEnabled());
        QVERIFY(bench.sheet() && problem->isVisible());
        QCOMPARE(bench.room(u"Gardening"_s).cells.value(u"owner"_s).toString(), u"ann"_s);
    }

    void asksWhomWhenNobodyIsChosen()
    {
        ConsoleBench bench;
        bench.server.person(u"ann"_s);
        bench.commands.start(u"users.deactivate"_s, {});
        QTRY_VERIFY(bench.sheet());
        QVERIFY(!bench.part<QPushButton>(u"sheetDeed"_s)->isEnabled());
        bench.part<QLineEdit>(u"user"_s)->setText(u"ann"_s);
        QCOMPARE(bench.part<QPushButton>(u"sheetDeed"_s)->text(), u"Deactivate ann"_s);
        QVERIFY(bench.runSheet());
        QTRY_COMPARE(stateOf(bench, u"ann"_s), u"deactivated"_s);
    }

    void showsAOneTimePasswordOnce()
    {
        ConsoleBench bench;
        QSignalSpy done(&bench.commands, &gui::CommandRunner::done);
        bench.commands.start(u"users.create"_s, {});
        QTRY_VERIFY(bench.sheet());
        bench.part<QLineEdit>(u"name"_s)->setText(u"carol"_s);
        auto *role = bench.part<QComboBox>(u"role"_s);
        role->setCurrentIndex(role->findData(u"auditor"_s));
        QVERIFY(bench.runSheet());
        QTRY_COMPARE(done.size(), 1);
        auto *dialog = bench.window.findChild<QDialog *>(u"oneTimeDialog"_s);
        QVERIFY(dialog && dialog->isVisible());
        const QString password = dialog->findChild<QLineEdit *>(u"secret"_s)->text();
        QVERIFY(password.size() > 8);
        dialog->findChild<QPushButton *>(u"copySecret"_s)->click();
        QCOMPARE(QApplication::clipboard()->text(), password);
        const auto reply = done.first().at(2).value<gui::Reply>();
        QVERIFY(!reply.cells().contains(u"password"_s));
        dialog->reject();
        QTRY_VERIFY(!bench.window.findChild<QDialog *>(u"oneTimeDialog"_s));
        QCOMPARE(bench.user(u"carol"_s).cells.value(u"role"_s).toString(), u"auditor"_s);
    }

    void exportsPersonalDataToAFile()
    {
        ConsoleBench bench;
        const auto ann = bench.server.person(u"ann"_s);
        const QJsonObject room =
            bench.server.call("POST", u"/rooms"_s, ann.token, {{u"name"_s, u"Gardening"_s}});
        QVERIFY(!room.isEmpty());
        bench.commands.start(u"users.export"_s, bench.user(u"ann"_s));
        QTRY_VERIFY(bench.sheet());
        QVERIFY(bench.runSheet());
        QTRY_VERIFY(bench.window.findChild<QFileDialog *>(u"exportFile"_s));
        auto *dialog = bench.window.findChild<QFileDialog *>(u"exportFile"_s);
        const QString path = bench.server.dataDirectory() + u"/ann.jsonl"_s;
        Q_EMIT dialog->fileSelected(path);
        QTRY_VERIFY(QFile::exists(path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray all = file.readAll();
        QVERIFY(all.contains("\"type\":\"account\"") && all.contains("Gardening"));
        for (const QByteArray &line : all.trimmed().split('\n'))
            QVERIFY(QJsonDocument::fromJson(line).isObject());
        QTRY_VERIFY(!bench.sheet());
    }

    void runsAtOnceWhatIsSafe()
    {
        ConsoleBench bench;
        bench.server.person(u"ann"_s);
        bench.server.admin({u"users"_s, u"suspend"_s, u"ann"_s, u"--for"_s, u"1h"_s});
        bench.commands.start(u"users.unsuspend"_s, bench.user(u"ann"_s));
        QTRY_COMPARE(stateOf(bench, u"ann"_s), u"active"_s);
        QVERIFY(!bench.sheet());
    }

    void saysThatTheLinkIsDown()
    {
        ConsoleBench bench;
        bench.server.person(u"ann"_s);
        bench.commands.start(u"users.ban"_s, bench.user(u"ann"_s));
        QTRY_VERIFY(bench.part<QPushButton>(u"sheetDeed"_s)->isEnabled());
        bench.server.kill();
        QTRY_VERIFY(!bench.part<QPushButton>(u"sheetDeed"_s)->isEnabled());
        bench.server.start();
        QTRY_VERIFY_WITH_TIMEOUT(bench.part<QPushButton>(u"sheetDeed"_s)->isEnabled(), 20000);
    }

    void offersAnAuditorNothing()
    {
        ConsoleBench bench(u"auditor"_s);
        bench.server.person(u"ann"_s);
        const gui::Chosen ann = bench.user(u"ann"_s);
        QMenu menu;
        bench.commands.fill(menu, ann);
        QAction *suspend = menu.findChild<QAction *>(u"users.suspend"_s);
        QVERIFY(suspend && !suspend->isEnabled());
        QVERIFY(suspend->toolTip().contains(u"Operator"_s));
        for (const QAction *each : menu.actions())
            QVERIFY2(each->isSeparator() || !each->isEnabled(), qPrintable(each->text()));
        QSignalSpy failed(&bench.commands, &gui::CommandRunner::failed);
        bench.commands.start(u"users.suspend"_s, ann);
        QCOMPARE(failed.size(), 1);
        QVERIFY(!bench.sheet());
        QVERIFY(bench.told().contains(u"Operator"_s));
        QCOMPARE(stateOf(bench, u"ann"_s), u"active"_s);
    }

    void offersTheUserOfASession()
    {
        ConsoleBench bench;
        const gui::Chosen connection{gui::Subject::Connection,
                                     u"ann"_s,
                                     u"17"_s,
                                     {{u"id"_s, 17},
                                      {u"username"_s, u"ann & co"_s},
                                      {u"userId"_s, u"697dc67700000000000000b2"_s}}};
        QMenu menu;
        bench.commands.fill(menu, connection);
        QVERIFY(menu.findChild<QAction *>(u"connections.disconnect"_s));
        // The session's id is not known.
        QVERIFY(!menu.findChild<QAction *>(u"sessions.end-of-connection"_s));
        QMenu *user = menu.findChild<QMenu *>();
        QVERIFY(user && user->title().contains(u"ann && co"_s));
        QVERIFY(user->findChild<QAction *>(u"users.suspend"_s)->isEnabled());
    }
};

PARLANCE_TEST(TestCommandSheet)

} // namespace tst_commandsheet

#include "tst_commandsheet.moc"
