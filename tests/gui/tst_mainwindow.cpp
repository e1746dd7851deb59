// SPDX-License-Identifier: GPL-3.0-or-later
#include "alarms.h"
#include "linkbanner.h"
#include "mainwindow.h"
#include "navigation.h"
#include "support/realserver.h"
#include "support/testprogram.h"

#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QListWidget>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTest>

namespace tst_mainwindow {

using namespace Qt::StringLiterals;
using namespace parlance;
using gui::ServerLink;

class TestMainWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QSettings().clear(); }
    void cleanup() { QSettings().clear(); }

    void showsTheServerAndLeadsToThePages()
    {
        test::RealServer server;
        server.start();
        const auto ann = server.person(u"ann"_s, u"auditor"_s);
        ServerLink link;
        gui::MainWindow window(link);
        window.show();
        QVERIFY(!window.isOpen());
        QVERIFY(!window.currentPage());
        open(link, server, ann);
        QVERIFY(window.isOpen());
        QCOMPARE(window.currentPage()->id(), u"overview"_s);
        QCOMPARE(text(window, "linkWord"), u"Live"_s);
        QCOMPARE(text(window, "role"), u"Auditor: you can look, not change"_s);
        QTRY_VERIFY(text(window, "usersOnline").contains(u"online"_s));

        QTest::keyClick(&window, Qt::Key_2, Qt::ControlModifier);
        QCOMPARE(window.currentPage(), window.pages().at(1));
        window.go({.page = u"no such page"_s});
        QCOMPARE(window.currentPage(), window.pages().at(1));
        auto *list = window.findChild<QListWidget *>(u"navigation"_s);
        QCOMPARE(list->currentRow(), 1);
        QTest::keyClick(list, Qt::Key_Up);
        QCOMPARE(window.currentPage(), window.pages().front());
        QSignalSpy searches(&window, &gui::MainWindow::searchWanted);
        QTest::keyClick(&window, Qt::Key_K, Qt::ControlModifier);
        QCOMPARE(searches.size(), 1);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);

        window.findChild<QAction *>(u"disconnect"_s)->trigger();
        QVERIFY(!window.isOpen());
        QCOMPARE(link.state(), ServerLink::State::Idle);
    }

    void keepsPagesWhileTheLinkIsDown()
    {
        test::RealServer server;
        server.start();
        const auto ann = server.person(u"ann"_s, u"administrator"_s);
        ServerLink link;
        gui::MainWindow window(link);
        window.show();
        auto *banner = window.findChild<gui::LinkBanner *>();
        open(link, server, ann);
        QVERIFY(!banner->isVisible());
        window.go({.page = window.pages().back()->id()});
        const gui::Page *page = window.currentPage();
        server.kill();
        QTRY_VERIFY(banner->isVisible());
        QVERIFY(window.isOpen());
        QCOMPARE(window.currentPage(), page);
        const QString asOf = link.lastHeard().toLocalTime().toString(u"HH:mm:ss"_s);
        QVERIFY2(text(window, "linkProblem").contains(asOf),
                 qPrintable(text(window, "linkProblem")));
        QTRY_VERIFY(text(window, "nextAttempt").contains(u"Next attempt in"_s));
        QSignalSpy alarms(&window.alarms(), &gui::Alarms::raised);
        QTRY_COMPARE_WITH_TIMEOUT(alarms.size(), 1, 10000);
        QCOMPARE(alarms.first().first().value<gui::Alarms::Kind>(), gui::Alarms::Kind::ServerDown);

        server.start();
        auto *retry = window.findChild<QPushButton *>(u"retryNow"_s);
        QTRY_VERIFY_WITH_TIMEOUT(retry->isEnabled() || !banner->isVisible(), 10000);
        if (banner->isVisible())
            QTest::mouseClick(retry, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!banner->isVisible(), 20000);
        QCOMPARE(link.state(), ServerLink::State::Online);
        QCOMPARE(window.currentPage(), page);
        QCOMPARE(alarms.size(), 1);
    }

    void remembersForEachServerAndForgetsAtOnce()
    {
        test::RealServer server;
        server.start();
        const auto ann = server.person(u"ann"_s, u"administrator"_s);
        {
            ServerLink link;
            gui::MainWindow window(link);
            window.show();
            open(link, server, ann);
            window.go({.page = window.pages().at(1)->id()});
            window.findChild<gui::Navigation *>()->setCollapsed(true);
            window.resize(1100, 700);
            window.close();
        }
        ServerLink link;
        gui::MainWindow window(link);
        window.show();
        open(link, server, ann);
        QCOMPARE(window.currentPage(), window.pages().at(1));
        QVERIFY(window.findChild<gui::Navigation *>()->isCollapsed());
        QCOMPARE(window.size(), QSize(1100, 700));
        window.disconnectFromServer();

        // Another server, as another address of the same, has its own.
        link.open(server.localTarget(), {});
        QTRY_COMPARE(link.state(), ServerLink::State::Online);
        QCOMPARE(window.currentPage(), window.pages().front());

        window.findChild<QAction *>(u"forgetLayouts"_s)->trigger();
        window.disconnectFromServer();
        open(link, server, ann);
        QCOMPARE(window.currentPage(), window.pages().front());
        QVERIFY(!window.findChild<gui::Navigation *>()->isCollapsed());
    }

    void raisesAnAlarmForManyRefusedLogIns()
    {
        test::RealServer server;
        server.start();
        const auto ann = server.person(u"ann"_s, u"auditor"_s);
        ServerLink link;
        gui::MainWindow window(link);
        open(link, server, ann);
        QSignalSpy alarms(&window.alarms(), &gui::Alarms::raised);
        // Of before, nothing is told.
        QTRY_COMPARE(window.vitals().refusedLogIns(), 0);
        for (int i = 0; i < 25; ++i)
            knock(server);
        QTRY_COMPARE_WITH_TIMEOUT(alarms.size(), 1, 15000);
        QCOMPARE(alarms.first().first().value<gui::Alarms::Kind>(),
                 gui::Alarms::Kind::LogInsRefused);
    }

private:
    /// With a wrong password.
    static void knock(const test::RealServer &server)
    {
        QNetworkAccessManager manager;
        QNetworkRequest request(QUrl(server.httpUrl() + u"/api/v1/sessions"_s));
        request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
        const QByteArray body = R"({"login": "nobody", "password": "a wrong one"})";
        const std::unique_ptr<QNetworkReply> reply(manager.post(request, body));
        QTRY_VERIFY(reply->isFinished());
        QVERIFY(reply->error() != QNetworkReply::NoError);
    }

    static void open(ServerLink &link, const test::RealServer &server,
                     const test::RealServer::Person &as)
    {
        link.open(server.target(), {.username = as.username, .password = as.password});
        QTRY_COMPARE(link.state(), ServerLink::State::Online);
    }

    static QString text(const QWidget &window, const char *name)
    {
        const auto *label = window.findChild<QLabel *>(QString::fromLatin1(name));
        return label ? label->text() : QString();
    }
};

PARLANCE_TEST(TestMainWindow)

} // namespace tst_mainwindow

#include "tst_mainwindow.moc"
