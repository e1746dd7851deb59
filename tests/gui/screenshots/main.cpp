// SPDX-License-Identifier: GPL-3.0-or-later
// Saves pictures of the console's screens: gui_screenshots FOLDER [PAGE...]. It starts a server
// with the data of a small town; PARLANCE_SERVER names the program.
#include "application.h"
#include "link/feed.h"
#include "mainwindow.h"
#include "models/tablemodel.h"
#include "pages/connectpage.h"
#include "screenshots/crowd.h"
#include "screenshots/moderated.h"
#include "screenshots/town.h"
#include "widgets/emptystate.h"
#include "widgets/tableview.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QDir>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QSettings>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace parlance;

namespace {

constexpr int townUsers = 12000;
constexpr int townRooms = 1500;
constexpr int townMessages = 30000;

void import(const test::RealServer &server)
{
    const QString folder = server.dataDirectory() + u"/export"_s;
    QDir().mkpath(folder);
    test::town::writeExport(folder, townUsers, townRooms, townMessages);
    QProcess importer;
    importer.setProcessChannelMode(QProcess::MergedChannels);
    importer.start(qEnvironmentVariable("PARLANCE_SERVER"),
                   {u"--data"_s, server.dataDirectory(), u"import"_s, u"--from"_s, u"mongoexport"_s,
                    folder, u"--dialect"_s, u"chatroom"_s, u"--on-conflict"_s, u"rename"_s});
    importer.waitForFinished(300000);
    qInfo("%s", importer.readAll().right(600).constData());
}

/// A picture of what does not come is better than none.
template <class Condition>
void waitFor(Condition condition)
{
    if (!QTest::qWaitFor(condition, 10000))
        qWarning("Something has not come in time");
}

class Photographer
{
public:
    Photographer(gui::MainWindow &window, const gui::ServerLink &link, const QString &folder)
        : m_window(window)
        , m_link(link)
        , m_folder(folder)
    {
        QDir().mkpath(folder);
    }

    /// In both sizes, light and dark.
    void take(const QString &name)
    {
        for (const auto scheme : {gui::theme::Scheme::Light, gui::theme::Scheme::Dark}) {
            gui::theme::apply(*qApp, scheme);
            for (const QSize size : {QSize(1280, 800), QSize(1920, 1080)}) {
                m_window.resize(size);
                settle();
                const QString file = u"%1/%2-%3-%4.png"_s.arg(
                    m_folder, name, scheme == gui::theme::Scheme::Dark ? u"dark"_s : u"light"_s,
                    QString::number(size.width()));
                if (!m_window.grab().save(file))
                    qWarning("%s could not be written", qPrintable(file));
            }
        }
    }

    /// Selects a row, where there is a table.
    void takePage(const QString &id)
    {
        m_window.go({.page = id});
        // A table of what happens fills while one looks on.
        if (id == u"traffic"_s) {
            const auto *entries = m_window.currentPage()->findChild<gui::TableView *>(u"table"_s);
            waitFor([entries] { return entries && entries->model()->rowCount() > 30; });
        }
        settle();
        // Of a page with several lists, the one in front.
        const auto tables = m_window.currentPage()->findChildren<gui::TableView *>(u"table"_s);
        const auto front = std::find_if(tables.begin(), tables.end(),
                                        [](const auto *each) { return each->isVisible(); });
        auto *table = front == tables.end() ? nullptr : *front;
        take(id);
        if (!table || !table->model() || table->model()->rowCount() < 3)
            return;
        table->setFocus();
        table->selectRow(2);
        // What the inspector lists is asked for a moment after the selection.
        waitFor([this] {
            const auto lists = m_window.currentPage()->findChildren<QListWidget *>();
            return std::all_of(lists.begin(), lists.end(), [](const auto *each) {
                return !each->isVisible() || each->count() > 0;
            });
        });
        take(id + u"-selected"_s);
    }

    /// Until what is visible is loaded.
    void settle()
    {
        QCoreApplication::processEvents();
        waitFor([this] {
            const auto tables = m_window.findChildren<gui::TableView *>();
            const auto states = m_window.findChildren<gui::EmptyState *>();
            return m_link.pendingCommands() == 0 &&
                   std::all_of(tables.begin(), tables.end(), isLoaded) &&
                   std::none_of(states.begin(), states.end(), [](const auto *each) {
                       return each->isVisible() && each->isLoading();
                   });
        });
    }

private:
    static bool isLoaded(const gui::TableView *table)
    {
        if (!table->isVisible() || !table->tableModel())
            return true;
        const int last = table->rowAt(table->viewport()->height() - 1);
        const int rows = table->model()->rowCount();
        for (int row = std::max(0, table->rowAt(0)); row <= (last < 0 ? rows - 1 : last); ++row) {
            if (!table->tableModel()->recordAt(row))
                return false;
        }
        return true;
    }

    gui::MainWindow &m_window;
    const gui::ServerLink &m_link;
    const QString m_folder;
};

void logIn(gui::ServerLink &link, const test::RealServer &server,
           const test::RealServer::Person &as)
{
    link.open(server.target(), {.username = as.username, .password = as.password});
    if (!QTest::qWaitFor([&] { return link.state() == gui::ServerLink::State::Online; }, 20000))
        qFatal("%s", qPrintable(link.problem().what));
}

void takeAll(test::RealServer &server, test::Crowd &crowd, const QString &folder,
             const QStringList &wanted)
{
    const auto administrator = server.person(u"grace.hopper"_s, u"administrator"_s);
    const auto auditor = server.person(u"ada.auditor"_s, u"auditor"_s);
    test::moderate(server, crowd);
    crowd.beBusy(40);
    gui::ServerLink link;
    gui::MainWindow window(link);
    window.setConnectPage(new gui::ConnectPage(link));
    window.show();
    window.activateWindow();
    Photographer photographer(window, link, folder);
    if (wanted.isEmpty())
        photographer.take(u"connect"_s);
    logIn(link, server, administrator);
    link.run(u"traffic.reveal"_s, {{u"reason"_s, u"Report 17: adverts in several rooms"_s}},
             &window, [](const gui::Reply &) {});
    // So that the plots have something to show.
    int seconds = 0;
    gui::Feed metrics(link, u"metrics"_s);
    QObject::connect(&metrics, &gui::Feed::entriesChanged, &window, [&] { ++seconds; });
    metrics.setActive(true);
    if (!QTest::qWaitFor([&] { return seconds > 20; }, 60000))
        qFatal("The server measures nothing");
    for (const gui::Page *page : window.pages()) {
        if (wanted.isEmpty() || wanted.contains(page->id()))
            photographer.takePage(page->id());
    }
    if (!wanted.isEmpty())
        return;
    Q_EMIT window.searchWanted();
    auto *typed = window.findChild<QLineEdit *>(u"paletteText"_s);
    const auto *found = window.findChild<QListView *>(u"paletteList"_s);
    if (!typed || !found)
        qFatal("There is no palette");
    QTest::keyClicks(typed, u"an"_s);
    const int own = found->model()->rowCount();
    // What the server finds comes after what the console knows.
    waitFor([&] { return found->model()->rowCount() > own; });
    photographer.take(u"palette"_s);
    QTest::keyClick(typed, Qt::Key_Escape);
    window.disconnectFromServer();
    logIn(link, server, auditor);
    photographer.takePage(u"users"_s);
    server.kill();
    waitFor([&] { return link.state() != gui::ServerLink::State::Online; });
    photographer.take(u"link-lost"_s);
}

} // namespace

int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(u"parlance-test"_s);
    QCoreApplication::setApplicationName(u"screenshots"_s);
    QSettings().clear();
    gui::installTranslations(application);
    if (argc < 2)
        qFatal("gui_screenshots FOLDER [PAGE...]");
    test::RealServer server;
    import(server);
    server.start();
    test::Crowd crowd(server, 90, 24);
    takeAll(server, crowd, QString::fromLocal8Bit(argv[1]), QCoreApplication::arguments().mid(2));
    return 0;
}
