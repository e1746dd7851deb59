// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/commandrunner.h"
#include "pages/sessionspage.h"
#include "support/realserver.h"
#include "support/testprogram.h"
#include "widgets/emptystate.h"
#include "widgets/tableview.h"

#include <QComboBox>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QWebSocket>

namespace tst_sessions {

using namespace Qt::StringLiterals;
using namespace parlance;
using gui::ServerLink;
using gui::TableModel;
using test::RealServer;

/// A client of the chat, over a plain WebSocket.
class ChatClient
{
public:
    ChatClient(RealServer &server, const RealServer::Person &person)
    {
        QObject::connect(&m_socket, &QWebSocket::connected, &m_socket,
                         [this, token = person.token] {
                             send(u"session.authenticate"_s, {{u"token"_s, token}});
                         });
        QObject::connect(&m_socket, &QWebSocket::textMessageReceived, &m_socket,
                         [this](const QString &) { ++m_received; });
        QNetworkRequest request(QUrl(server.httpUrl().replace(u"http"_s, u"ws"_s) + u"/ws"_s));
        request.setRawHeader("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) "
                                           "Gecko/20100101 Firefox/140.0");
        m_socket.open(request);
    }

    void send(const QString &event, const QJsonObject &data)
    {
        const QJsonObject call{{u"id"_s, ++m_id}, {u"event"_s, event}, {u"data"_s, data}};
        m_socket.sendTextMessage(
            QString::fromUtf8(QJsonDocument(call).toJson(QJsonDocument::Compact)));
    }
    int received() const { return m_received; }
    bool isOpen() const { return m_socket.state() == QAbstractSocket::ConnectedState; }

private:
    QWebSocket m_socket;
    int m_id = 0;
    int m_received = 0;
};

/// The page with a real server behind it.
struct Screen
{
    ServerLink link;
    QWidget window;
    gui::CommandRunner *commands = new gui::CommandRunner(link, window);
    gui::SessionsPage page{{link, *commands}};

    Screen(RealServer &server, const RealServer::Person &person)
    {
        page.resize(1200, 700);
        page.show();
        page.setShown(true);
        link.open(server.target(), {.username = person.username, .password = person.password});
    }

    gui::TableView &table() { return page.table(); }
    int rows() { return table().model()->rowCount(); }
    QString cell(int row, const QByteArray &name)
    {
        const gui::Columns &columns = table().tableModel()->columns();
        for (int column = 0; column < int(columns.size()); ++column) {
            if (columns[size_t(column)].name == name)
                return table().model()->index(row, column).data().toString();
        }
        return {};
    }
    QString keyAt(int row)
    {
        return table().model()->index(row, 0).data(TableModel::KeyRole).toString();
    }
    template <class Widget>
    Widget &part(const QString &name)
    {
        auto *widget = page.findChild<Widget *>(name);
        if (!widget)
            qFatal("There is no %s", qPrintable(name));
        return *widget;
    }
};

class TestSessions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_server.start();
        m_admin = m_server.person(u"root"_s, u"administrator"_s);
        m_auditor = m_server.person(u"aud"_s, u"auditor"_s);
        m_ann = m_server.person(u"ann"_s);
        m_bob = m_server.person(u"bob"_s);
    }

    void showsConnectionsAsTheyComeAndGo()
    {
        Screen screen(m_server, m_admin);
        auto &empty = screen.part<gui::EmptyState>(u"empty"_s);
        QTRY_COMPARE(
            empty.text().section(u'.', 0, 0),
            u"Nobody is connected Connections appear here as soon as a client opens one"_s);
        auto ann = std::make_unique<ChatClient>(m_server, m_ann);
        QTRY_COMPARE(screen.cell(0, "username"), u"ann"_s);
        QCOMPARE(screen.cell(0, "userAgent"), u"Firefox 140 · Linux"_s);
        QCOMPARE(screen.cell(0, "transport"), u"WebSocket"_s);
        QCOMPARE(screen.cell(0, "protocol"), u"plain"_s);
        QCOMPARE(screen.cell(0, "address"), u"127.0.0.1"_s);
        QVERIFY(!screen.cell(0, "openedAt").isEmpty());
        const QString before = screen.cell(0, "messagesIn");
        ann->send(u"room.list"_s, {});
        QTRY_VERIFY(screen.cell(0, "messagesIn") != before);
        QTRY_COMPARE(screen.page.badge(), u"1"_s);
        ann.reset();
        QTRY_COMPARE(screen.rows(), 0);
    }

    void filters()
    {
        ChatClient ann(m_server, m_ann);
        ChatClient bob(m_server, m_bob);
        Screen screen(m_server, m_admin);
        QTRY_COMPARE(screen.rows(), 2);
        screen.part<QLineEdit>(u"filter"_s).setText(u"BO"_s);
        QTRY_COMPARE(screen.rows(), 1);
        QCOMPARE(screen.cell(0, "username"), u"bob"_s);
        QTRY_VERIFY(screen.part<QLabel>(u"footnote"_s).text().contains(u"1 shown"_s));
        auto &transport = screen.part<QComboBox>(u"filter-transport"_s);
        transport.setCurrentIndex(transport.findData(u"polling"_s));
        QTRY_COMPARE(screen.rows(), 0);
        auto &empty = screen.part<gui::EmptyState>(u"empty"_s);
        QTRY_VERIFY(empty.isVisible() && empty.text().contains(u"filter"_s));
        empty.findChild<QPushButton *>()->click();
        QTRY_COMPARE(screen.rows(), 2);
        QCOMPARE(transport.currentIndex(), 0);
    }

    void sortsByAClickOnTheHeader()
    {
        ChatClient ann(m_server, m_ann);
        ChatClient bob(m_server, m_bob);
        Screen screen(m_server, m_admin);
        QTRY_COMPARE(screen.rows(), 2);
        screen.table().sortBy(0, Qt::AscendingOrder);
        QTRY_COMPARE(screen.cell(0, "username"), u"ann"_s);
        screen.table().sortBy(0, Qt::DescendingOrder);
        QTRY_COMPARE(screen.cell(0, "username"), u"bob"_s);
    }

    void showsTheFlightRecorder()
    {
        ChatClient ann(m_server, m_ann);
        Screen screen(m_server, m_auditor);
        QTRY_COMPARE(screen.rows(), 1);
        ann.send(u"room.list"_s, {});
        QTRY_VERIFY(ann.received() > 1);
        screen.table().selectKey(screen.keyAt(0));
        auto &recorder = screen.part<QListWidget>(u"recorder"_s);
        QTRY_VERIFY(recorder.count() >= 3);
        QStringList texts;
        for (int row = 0; row < recorder.count(); ++row)
            texts.append(recorder.item(row)->text());
        const QString all = texts.join(u'\n');
        QVERIFY2(all.contains(u"room.list answered after"_s), qPrintable(all));
        QVERIFY2(all.contains(u"Logged in"_s), qPrintable(all));
        QCOMPARE(screen.part<QLabel>(u"inspectedName"_s).text(), u"ann"_s);
    }

    void disconnectsFromTheInspector()
    {
        ChatClient ann(m_server, m_ann);
        ChatClient bob(m_server, m_bob);
        Screen screen(m_server, m_admin);
        screen.table().sortBy(0, Qt::AscendingOrder);
        QTRY_COMPARE(screen.rows(), 2);
        QTRY_COMPARE(screen.cell(0, "username"), u"ann"_s);
        screen.table().selectKey(screen.keyAt(0));
        auto &button = screen.part<QPushButton>(u"connections.disconnect"_s);
        QTRY_VERIFY(button.isEnabled());
        // The sheet is tested with the commands: here, what its command does.
        QSignalSpy asked(screen.commands, &gui::CommandRunner::done);
        std::optional<gui::Reply> reply;
        screen.link.run(u"connections.disconnect"_s,
                        {{u"connection"_s, screen.page.chosen().cells.value(u"id"_s)},
                         {u"reason"_s, u"Stuck"_s}},
                        this, [&](const gui::Reply &answer) { reply = answer; });
        QTRY_VERIFY(reply);
        QVERIFY2(reply->ok(), qPrintable(reply->problem.what));
        QTRY_VERIFY(!ann.isOpen());
        QVERIFY(bob.isOpen());
        QTRY_COMPARE(screen.rows(), 1);
        // The inspector keeps what has gone, and says why.
        QTRY_VERIFY(screen.part<QLabel>(u"inspectedState"_s).text().contains(u"Administrator"_s));
        QTRY_VERIFY(!button.isEnabled());
        QCOMPARE(screen.part<QLabel>(u"inspectedName"_s).text(), u"ann"_s);
    }

    void linksToTheUser()
    {
        ChatClient ann(m_server, m_ann);
        Screen screen(m_server, m_auditor);
        QTRY_COMPARE(screen.rows(), 1);
        screen.table().selectKey(screen.keyAt(0));
        QSignalSpy wanted(&screen.page, &gui::Page::wanted);
        screen.part<QPushButton>(u"showUser"_s).click();
        QCOMPARE(wanted.size(), 1);
        const auto place = wanted.first().first().value<gui::Place>();
        QCOMPARE(place.page, u"users"_s);
        QCOMPARE(place.text, u"ann"_s);
    }

    void changesNothingAsAnAuditor()
    {
        ChatClient ann(m_server, m_ann);
        Screen screen(m_server, m_auditor);
        QTRY_COMPARE(screen.rows(), 1);
        screen.table().selectKey(screen.keyAt(0));
        for (const QString &name : {u"connections.disconnect"_s, u"sessions.end-of-connection"_s,
                                    u"bans.add-of-connection"_s}) {
            auto &button = screen.part<QPushButton>(name);
            QVERIFY2(!button.isEnabled(), qPrintable(name));
            QVERIFY2(button.toolTip().contains(u"role"_s), qPrintable(button.toolTip()));
        }
        QTest::keyClick(&screen.table(), Qt::Key_Delete);
        QVERIFY(ann.isOpen());
    }

    void keepsSelectionAndFilterAcrossARestart()
    {
        Screen screen(m_server, m_admin);
        QTRY_COMPARE(screen.link.state(), ServerLink::State::Online);
        screen.part<QLineEdit>(u"filter"_s).setText(u"bob"_s);
        m_server.kill();
        QTRY_COMPARE(screen.link.state(), ServerLink::State::Waiting);
        m_server.start();
        screen.link.retryNow();
        QTRY_COMPARE_WITH_TIMEOUT(screen.link.state(), ServerLink::State::Online, 20000);
        ChatClient ann(m_server, m_ann);
        ChatClient bob(m_server, m_bob);
        QTRY_COMPARE(screen.rows(), 1);
        QCOMPARE(screen.cell(0, "username"), u"bob"_s);
    }

    void remembers()
    {
        QTemporaryDir dir;
        QSettings settings(dir.filePath(u"s.ini"_s), QSettings::IniFormat);
        {
            Screen screen(m_server, m_admin);
            screen.table().setColumnHidden(2, true);
            screen.table().sortBy(0, Qt::DescendingOrder);
            screen.part<QLineEdit>(u"filter"_s).setText(u"bo"_s);
            screen.part<QComboBox>(u"filter-transport"_s).setCurrentIndex(1);
            screen.page.saveState(settings);
        }
        ChatClient ann(m_server, m_ann);
        ChatClient bob(m_server, m_bob);
        Screen screen(m_server, m_admin);
        screen.page.restoreState(settings);
        QVERIFY(screen.table().isColumnHidden(2));
        QTRY_COMPARE(screen.rows(), 1);
        QCOMPARE(screen.cell(0, "username"), u"bob"_s);
        QCOMPARE(screen.part<QComboBox>(u"filter-transport"_s).currentIndex(), 1);
    }

private:
    RealServer m_server;
    RealServer::Person m_admin;
    RealServer::Person m_auditor;
    RealServer::Person m_ann;
    RealServer::Person m_bob;
};

PARLANCE_TEST(TestSessions)

} // namespace tst_sessions

#include "tst_sessions.moc"
