// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commands/commandrunner.h"
#include "models/vitals.h"
#include "pages/page.h"

#include <QMainWindow>

#include <vector>

class QSettings;
class QStackedWidget;

namespace parlance::gui {

class Alarms;
class LinkBanner;
class Navigation;
class SettingsMenu;
class TopBar;

/// The window: the connect page until a server is logged in to, then the console's pages. It keeps
/// its layout, and that of its pages, for each server.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    /// `link` outlives it.
    explicit MainWindow(ServerLink &link);
    ~MainWindow() override;

    /// What is shown while no server is open. It becomes the window's child.
    void setConnectPage(QWidget *page);

    /// The pages, their console, and what they change the server with.
    const std::vector<Page *> &pages() const { return m_pages; }
    Page *currentPage() const { return m_current; }
    CommandRunner &commands() { return *m_commands; }
    Alarms &alarms() { return *m_alarms; }
    const Vitals &vitals() const { return m_vitals; }
    /// From the first log-in until the operator disconnects; also while the link is down.
    bool isOpen() const { return m_isOpen; }

    /// An unknown page, or one that is not allowed, is ignored.
    void go(const Place &place);
    /// Columns, filters, sizes and last pages of all servers.
    void forgetLayouts();
    void disconnectFromServer();

Q_SIGNALS:
    /// Ctrl+K
    void searchWanted();
    void currentPageChanged(parlance::gui::Page *page);

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void build();
    void addShortcuts();
    void addPalette();
    void watchLink();
    void openServer();
    void closeServer();
    void showPage(Page *page);
    Page *findPage(const QString &id) const;
    void save() const;
    void restore();
    QString settingsGroup() const;

    ServerLink &m_link;
    CommandRunner *m_commands;
    Vitals m_vitals;
    std::vector<Page *> m_pages;
    Page *m_current = nullptr;
    QStackedWidget *m_screens;
    QStackedWidget *m_stack;
    TopBar *m_topBar;
    LinkBanner *m_banner;
    Navigation *m_navigation;
    SettingsMenu *m_menu;
    QWidget *m_veil;
    Alarms *m_alarms;
    bool m_isOpen = false;
    bool m_keepsLayout = true;
    /// Target::key() of what is open.
    QString m_key;
};

} // namespace parlance::gui
