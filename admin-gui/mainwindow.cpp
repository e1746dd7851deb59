// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow.h"

#include "alarms.h"
#include "commands/palette.h"
#include "linkbanner.h"
#include "navigation.h"
#include "pagelist.h"
#include "pages/tablepage.h"
#include "settingsmenu.h"
#include "topbar.h"
#include "veil.h"
#include "widgets/icons.h"
#include "widgets/theme.h"

#include <QCloseEvent>
#include <QHBoxLayout>
#include <QSettings>
#include <QShortcut>
#include <QStackedWidget>
#include <QSystemTrayIcon>

namespace parlance::gui {

using namespace Qt::StringLiterals;
using State = ServerLink::State;

namespace {

constexpr auto allServersGroup = "servers"_L1;
constexpr auto generalGeometry = "geometry"_L1;

QFrame *hairlineOf(QFrame::Shape shape)
{
    auto *line = new QFrame;
    line->setFrameShape(shape);
    line->setFrameShadow(QFrame::Plain);
    line->setLineWidth(1);
    line->setForegroundRole(QPalette::Mid);
    line->setFixedSize(shape == QFrame::HLine ? QSize(QWIDGETSIZE_MAX, 1)
                                              : QSize(1, QWIDGETSIZE_MAX));
    return line;
}

} // namespace

MainWindow::MainWindow(ServerLink &link)
    : m_link(link)
    , m_commands(new CommandRunner(link, *this))
    , m_vitals(link)
    , m_screens(new QStackedWidget(this))
    , m_stack(new QStackedWidget)
    , m_topBar(new TopBar(link, m_vitals))
    , m_banner(new LinkBanner(link))
    , m_menu(new SettingsMenu(this))
    , m_veil(new Veil(*m_stack))
    , m_alarms(new Alarms(link, m_vitals, this))
{
    setObjectName(u"mainWindow"_s);
    setWindowTitle(tr("Parlance"));
    setMinimumSize(860, 560);
    resize(1280, 800);
    m_pages = makePages({link, *m_commands}, *m_stack);
    m_navigation = new Navigation(m_pages);
    for (Page *page : m_pages) {
        m_stack->addWidget(page);
        connect(page, &Page::wanted, this, &MainWindow::go);
    }
    build();
    addShortcuts();
    addPalette();
    connect(m_navigation, &Navigation::chosen, this, &MainWindow::showPage);
    connect(m_topBar, &TopBar::searchWanted, this, &MainWindow::searchWanted);
    connect(m_menu, &SettingsMenu::disconnectWanted, this, &MainWindow::disconnectFromServer);
    connect(m_menu, &SettingsMenu::forgetWanted, this, &MainWindow::forgetLayouts);
    connect(m_banner, &LinkBanner::connectWanted, this, &MainWindow::disconnectFromServer);
    connect(m_alarms, &Alarms::raised, this,
            [this](Alarms::Kind, const QString &title, const QString &text) {
                m_commands->tell(u"%1. %2"_s.arg(title, text));
            });
    connect(&link, &ServerLink::stateChanged, this, &MainWindow::watchLink);
    connect(&link, &ServerLink::accessChanged, this, [this] {
        m_navigation->updateAccess();
        if (m_isOpen && m_current && !m_current->isAllowed())
            go({.page = m_pages.front()->id()});
    });
    restoreGeometry(QSettings().value(generalGeometry).toByteArray());
    watchLink();
}

MainWindow::~MainWindow()
{
    // Pages use what is destroyed with the members.
    m_link.disconnect(this);
    for (Page *page : m_pages)
        delete page;
}

void MainWindow::build()
{
    auto *console = new QWidget;
    auto *down = new QVBoxLayout(console);
    down->setContentsMargins(0, 0, 0, 0);
    down->setSpacing(0);
    down->addWidget(m_topBar);
    down->addWidget(hairlineOf(QFrame::HLine));
    auto *across = new QHBoxLayout;
    across->setSpacing(0);
    across->addWidget(m_navigation);
    across->addWidget(hairlineOf(QFrame::VLine));
    auto *middle = new QVBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(m_banner);
    middle->addWidget(m_stack, 1);
    across->addLayout(middle, 1);
    down->addLayout(across, 1);
    m_topBar->setMenu(m_menu);
    m_screens->addWidget(new QWidget);
    m_screens->addWidget(console);
    setCentralWidget(m_screens);
}

void MainWindow::setConnectPage(QWidget *page)
{
    const bool isShown = m_screens->currentIndex() == 0;
    delete m_screens->widget(0);
    m_screens->insertWidget(0, page);
    if (isShown)
        m_screens->setCurrentIndex(0);
}

void MainWindow::addShortcuts()
{
    const auto add = [this](const QKeySequence &keys, auto run) {
        auto *shortcut = new QShortcut(keys, this);
        connect(shortcut, &QShortcut::activated, this, [this, run] {
            if (m_isOpen)
                run();
        });
    };
    add(QKeySequence(Qt::Key_F5), [this] { m_current->refresh(); });
    add(QKeySequence(Qt::CTRL | Qt::Key_F), [this] { m_current->find(); });
    add(QKeySequence(Qt::CTRL | Qt::Key_K), [this] { Q_EMIT searchWanted(); });
    add(QKeySequence(Qt::CTRL | Qt::Key_B),
        [this] { m_navigation->setCollapsed(!m_navigation->isCollapsed()); });
    for (int i = 0; i < int(std::min<size_t>(m_pages.size(), 9)); ++i) {
        add(QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_1 + i)),
            [this, id = m_pages.at(size_t(i))->id()] { go({.page = id}); });
    }
}

void MainWindow::addPalette()
{
    auto *palette = new Palette(m_link, *m_commands, *this);
    QList<PaletteEntry> entries;
    for (const Page *page : m_pages) {
        entries.append({.title = page->title(),
                        .note = tr("page"),
                        .icon = page->icon(),
                        .open = [this, id = page->id()] { go({.page = id}); }});
    }
    palette->setPages(entries);
    const auto actions = m_menu->actions();
    for (QAction *action : actions) {
        if (!action->isSeparator())
            palette->addSetting(action);
    }
    connect(this, &MainWindow::searchWanted, palette, [this, palette] {
        const auto *table = qobject_cast<const TablePage *>(m_current);
        palette->setChosen(table ? table->chosen() : Chosen());
        palette->popUp();
    });
    connect(palette, &Palette::wanted, this,
            [this](const QString &page, const QString &key, const QString &text) {
                go({.page = page, .key = key, .text = text});
            });
}

void MainWindow::watchLink()
{
    const State state = m_link.state();
    if (state == State::Online)
        openServer();
    else if (state == State::Idle)
        closeServer();
    m_veil->setVisible(m_isOpen && state != State::Online);
}

void MainWindow::openServer()
{
    if (m_isOpen)
        return;
    m_isOpen = true;
    m_keepsLayout = true;
    m_key = m_link.target().key();
    setWindowTitle(tr("%1 – Parlance").arg(m_link.target().name()));
    m_navigation->updateAccess();
    m_screens->setCurrentIndex(1);
    m_vitals.setActive(true);
    restore();
}

void MainWindow::closeServer()
{
    m_screens->setCurrentIndex(0);
    if (!m_isOpen)
        return;
    save();
    m_isOpen = false;
    m_vitals.setActive(false);
    if (m_current)
        m_current->setShown(false);
    m_current = nullptr;
    setWindowTitle(tr("Parlance"));
}

void MainWindow::disconnectFromServer()
{
    m_link.logOut();
}

void MainWindow::showPage(Page *page)
{
    if (!page || page == m_current || !m_isOpen)
        return;
    if (m_current)
        m_current->setShown(false);
    m_current = page;
    m_stack->setCurrentWidget(page);
    m_navigation->setCurrent(page);
    page->setShown(true);
    Q_EMIT currentPageChanged(page);
}

Page *MainWindow::findPage(const QString &id) const
{
    const auto found = std::find_if(m_pages.begin(), m_pages.end(),
                                    [&](const Page *page) { return page->id() == id; });
    return found == m_pages.end() ? nullptr : *found;
}

void MainWindow::go(const Place &place)
{
    Page *page = findPage(place.page);
    if (!page || !m_isOpen || !page->isAllowed())
        return;
    showPage(page);
    if (!place.key.isEmpty() || !place.text.isEmpty())
        page->open(place);
}

QString MainWindow::settingsGroup() const
{
    // A slash would begin a group of its own.
    return u"%1/%2/"_s.arg(allServersGroup, QString::fromLatin1(QUrl::toPercentEncoding(m_key)));
}

void MainWindow::save() const
{
    if (!m_isOpen || !m_keepsLayout)
        return;
    QSettings settings;
    settings.setValue(generalGeometry, saveGeometry());
    settings.beginGroup(settingsGroup());
    settings.setValue(u"geometry"_s, saveGeometry());
    settings.setValue(u"isNavigationCollapsed"_s, m_navigation->isCollapsed());
    settings.setValue(u"page"_s, m_current ? m_current->id() : QString());
    for (const Page *page : m_pages) {
        settings.beginGroup(u"pages/%1"_s.arg(page->id()));
        page->saveState(settings);
        settings.endGroup();
    }
}

void MainWindow::restore()
{
    QSettings settings;
    settings.beginGroup(settingsGroup());
    if (settings.contains(u"geometry"_s))
        restoreGeometry(settings.value(u"geometry"_s).toByteArray());
    m_navigation->setCollapsed(settings.value(u"isNavigationCollapsed"_s).toBool());
    for (Page *page : m_pages) {
        settings.beginGroup(u"pages/%1"_s.arg(page->id()));
        page->restoreState(settings);
        settings.endGroup();
    }
    Page *last = findPage(settings.value(u"page"_s).toString());
    showPage(last && last->isAllowed() ? last : m_pages.front());
}

void MainWindow::forgetLayouts()
{
    QSettings settings;
    settings.remove(allServersGroup);
    settings.remove(generalGeometry);
    m_keepsLayout = false;
    m_commands->tell(
        tr("Forgotten. Everything looks as in the beginning from the next log-in on."));
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    save();
    QMainWindow::closeEvent(event);
}

} // namespace parlance::gui
