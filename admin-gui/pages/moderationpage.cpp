// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/moderationpage.h"

#include "pages/moderationlists.h"
#include "pages/tablepageparts.h"
#include "widgets/icons.h"
#include "widgets/tableview.h"
#include "widgets/theme.h"

#include <QLabel>
#include <QSettings>
#include <QTabWidget>
#include <QVBoxLayout>

#include <chrono>

namespace parlance::gui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Accounts that wait for approval, for the badge: nobody is in a hurry, and a subscription to the
/// users would be read again whenever somebody comes online.
constexpr auto countPendingEvery = 60s;
constexpr int mostPending = 200;

} // namespace

ModerationPage::ModerationPage(const Console &console)
    : Page(console, u"moderation"_s, tr("Moderation"), u"moderation"_s)
    , m_tabs(new QTabWidget(this))
    , m_openReports(console.link, u"reports"_s)
{
    m_tabs->setObjectName(u"lists"_s);
    m_tabs->setAccessibleName(title());
    m_tabs->setDocumentMode(true);
    m_reports = add(new ReportsList(console));
    m_approvals = add(new AccountsList(console, AccountsList::Kind::Approvals));
    add(new LimitsList(console, LimitsList::Kind::Bans));
    add(new LimitsList(console, LimitsList::Kind::Mutes));
    add(new AccountsList(console, AccountsList::Kind::Suspensions));
    m_roomBans = add(new LimitsList(console, LimitsList::Kind::RoomBans));
    auto *heading = tableparts::heading(this, title());
    heading->setContentsMargins(2 * theme::grid, theme::grid, 2 * theme::grid, theme::grid / 2);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(heading);
    layout->addWidget(m_tabs, 1);
    watchCounts();
    updateTabs();
}

template <class List>
List *ModerationPage::add(List *list)
{
    m_parts.append({list, [list] { return list->countText(); }});
    m_tabs->addTab(list, gui::icon(list->icon()), list->title());
    connect(list, &Page::wanted, this, &Page::wanted);
    connect(list, &List::countChanged, this, &ModerationPage::updateTabs);
    return list;
}

void ModerationPage::watchCounts()
{
    m_openReports.show({}, 0, 1);
    connect(&m_openReports, &Feed::rowsChanged, this,
            [this](const RowChanges &changes) { setWaiting(changes.total, m_pendingCount); });
    m_countSoon.setInterval(countPendingEvery);
    connect(&m_countSoon, &QTimer::timeout, this, &ModerationPage::countPending);
    m_countSoon.start();
    connect(&link(), &ServerLink::accessChanged, this, [this] {
        m_openReports.setActive(m_openReports.isAllowed());
        countPending();
    });
    connect(&commands(), &CommandRunner::done, this, &ModerationPage::countPending);
}

void ModerationPage::countPending()
{
    if (link().state() != ServerLink::State::Online || !link().mayRun(u"users.list"_s))
        return;
    const Cells arguments{{u"state"_s, u"pending"_s}, {u"limit"_s, mostPending}};
    link().run(u"users.list"_s, arguments, this, [this](const Reply &reply) {
        if (reply.ok())
            setWaiting(m_reportCount, reply.items().size());
    });
}

void ModerationPage::setWaiting(qint64 reports, qint64 pending)
{
    if (reports == m_reportCount && pending == m_pendingCount)
        return;
    m_reportCount = reports;
    m_pendingCount = pending;
    Q_EMIT badgeChanged();
}

QString ModerationPage::badge() const
{
    const qint64 waiting = m_reportCount + m_pendingCount;
    if (waiting <= 0)
        return {};
    return QLocale().toString(waiting) + (m_pendingCount >= mostPending ? u"+"_s : QString());
}

void ModerationPage::updateTabs()
{
    for (int at = 0; at < int(m_parts.size()); ++at) {
        const Part &part = m_parts.at(at);
        const QString count = part.count();
        // Nothing is the normal case, and needs no figure.
        const bool isCounted = !count.isEmpty() && count != u"0"_s;
        m_tabs->setTabText(at, isCounted ? tr("%1  %2").arg(part.page->title(), count)
                                         : part.page->title());
    }
    if (m_approvals->model().isLoaded() && m_isShown)
        setWaiting(m_reportCount, m_approvals->model().rowCount());
}

bool ModerationPage::isAllowed() const
{
    return std::any_of(m_parts.begin(), m_parts.end(),
                       [](const Part &part) { return part.page->isAllowed(); });
}

// All of them, for the figures on the tabs.
void ModerationPage::setShown(bool isShown)
{
    m_isShown = isShown;
    for (const Part &part : std::as_const(m_parts))
        part.page->setShown(isShown);
    updateTabs();
}

TablePage *ModerationPage::current() const
{
    return m_parts.at(std::max(0, m_tabs->currentIndex())).page;
}

void ModerationPage::refresh()
{
    current()->refresh();
}

void ModerationPage::find()
{
    current()->find();
}

void ModerationPage::open(const Place &place)
{
    const QString prefix = u"room:"_s;
    if (place.text.startsWith(prefix)) {
        m_tabs->setCurrentWidget(m_roomBans);
        m_roomBans->setRoom(place.text.mid(prefix.size()));
    } else if (!place.key.isEmpty()) {
        m_tabs->setCurrentWidget(m_reports);
        m_reports->table().selectKey(place.key);
    }
}

void ModerationPage::saveState(QSettings &settings) const
{
    settings.setValue(u"tab"_s, current()->id());
    for (const Part &part : m_parts) {
        settings.beginGroup(part.page->id());
        part.page->saveState(settings);
        settings.endGroup();
    }
}

void ModerationPage::restoreState(QSettings &settings)
{
    const QString tab = settings.value(u"tab"_s).toString();
    for (const Part &part : std::as_const(m_parts)) {
        settings.beginGroup(part.page->id());
        part.page->restoreState(settings);
        settings.endGroup();
        if (part.page->id() == tab)
            m_tabs->setCurrentWidget(part.page);
    }
}

} // namespace parlance::gui
