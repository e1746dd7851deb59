// SPDX-License-Identifier: GPL-3.0-or-later
#include "application.h"

#include "alarms.h"
#include "mainwindow.h"
#include "pages/connectpage.h"
#include "widgets/icons.h"

#include <QCommandLineParser>
#include <QLibraryInfo>
#include <QSettings>
#include <QSystemTrayIcon>
#include <QTranslator>

#include <cstdio>
#include <cstdlib>

namespace parlance::gui {

using namespace Qt::StringLiterals;
using theme::Scheme;

namespace {

constexpr auto schemeSetting = "appearance"_L1;

void installTranslator(QApplication &application, const QString &name, const QString &folder)
{
    auto *translator = new QTranslator(&application);
    if (translator->load(QLocale(), name, u"_"_s, folder))
        QApplication::installTranslator(translator);
}

void setUp(QApplication &application)
{
    QApplication::setOrganizationName(u"parlance"_s);
    QApplication::setApplicationName(u"parlance-admin"_s);
    QApplication::setApplicationVersion(QStringLiteral(PARLANCE_VERSION));
    QApplication::setApplicationDisplayName(u"Parlance"_s);
    QApplication::setDesktopFileName(u"parlance-admin"_s);
    QApplication::setWindowIcon(QIcon(u":/icons/parlance.svg"_s));
    installTranslations(application);
    theme::apply(application, savedScheme());
}

/// Empty: none is wanted. Ends the program for --version, --help and mistakes.
QString readCommandLine(const QApplication &application)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QApplication::translate("Application", "Watches and administers a Parlance server."));
    const QCommandLineOption connectTo(
        u"connect"_s,
        QApplication::translate("Application", "Connect to this server at once: %1")
            .arg(u"chat.example.org, ws://127.0.0.1:8080, /run/parlance/admin.sock"_s),
        u"URL"_s);
    parser.addOption(connectTo);
    parser.addHelpOption();
    parser.addVersionOption();
    parser.process(application);
    QString typed = parser.value(connectTo);
    const Target target = targetFrom(typed);
    if (parser.isSet(connectTo) && target.url.isEmpty() && target.socket.isEmpty()) {
        std::fprintf(stderr, "parlance-admin: \"%s\" is no address of a server\n",
                     qPrintable(typed));
        std::exit(2);
    }
    return typed;
}

/// Notifications of the desktop come through it; it is shown with the first one.
void addTray(MainWindow &window)
{
    auto *tray = new QSystemTrayIcon(QApplication::windowIcon(), &window);
    window.alarms().setTray(tray);
    const auto comeForward = [&window] {
        window.setWindowState(window.windowState() & ~Qt::WindowMinimized);
        window.show();
        window.raise();
        window.activateWindow();
    };
    QObject::connect(&window.alarms(), &Alarms::opened, &window, comeForward);
    QObject::connect(tray, &QSystemTrayIcon::activated, &window, comeForward);
}

} // namespace

Scheme savedScheme()
{
    const QString name = QSettings().value(schemeSetting).toString();
    return name == "dark"_L1    ? Scheme::Dark
           : name == "light"_L1 ? Scheme::Light
                                : Scheme::FollowSystem;
}

void chooseScheme(Scheme scheme)
{
    QSettings().setValue(schemeSetting, scheme == Scheme::Dark    ? u"dark"_s
                                        : scheme == Scheme::Light ? u"light"_s
                                                                  : u"system"_s);
    theme::apply(*qApp, scheme);
}

void installTranslations(QApplication &application)
{
    // For the languages that have no translation: the plurals of the English texts.
    auto *plurals = new QTranslator(&application);
    if (plurals->load(u":/translations/parlance-admin_en.qm"_s))
        QApplication::installTranslator(plurals);
    installTranslator(application, u"qtbase"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    installTranslator(application, u"parlance-admin"_s, u":/translations"_s);
}

int runConsole(QApplication &application)
{
    setUp(application);
    const QString wanted = readCommandLine(application);
    ServerLink link;
    MainWindow window(link);
    addTray(window);
    auto *connectPage = new ConnectPage(link);
    window.setConnectPage(connectPage);
    window.show();
    if (!wanted.isEmpty())
        connectPage->offer(wanted);
    return QApplication::exec();
}

} // namespace parlance::gui
