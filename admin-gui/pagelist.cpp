// SPDX-License-Identifier: GPL-3.0-or-later
#include "pagelist.h"

#include "pages/announcepage.h"
#include "pages/auditpage.h"
#include "pages/configpage.h"
#include "pages/invitationspage.h"
#include "pages/logspage.h"
#include "pages/moderationpage.h"
#include "pages/overviewpage.h"
#include "pages/roomspage.h"
#include "pages/sessionspage.h"
#include "pages/storagepage.h"
#include "pages/trafficpage.h"
#include "pages/userspage.h"

namespace parlance::gui {

namespace {

using MakePage = Page *(*)(const Console &);

template <class Kind>
Page *makeOne(const Console &console)
{
    return new Kind(console);
}

/// A page is a line here, in the order of the navigation.
constexpr MakePage allPages[] = {
    makeOne<OverviewPage>, makeOne<SessionsPage>,   makeOne<UsersPage>,       makeOne<RoomsPage>,
    makeOne<TrafficPage>,  makeOne<ModerationPage>, makeOne<InvitationsPage>, makeOne<AnnouncePage>,
    makeOne<AuditPage>,    makeOne<LogsPage>,       makeOne<ConfigPage>,      makeOne<StoragePage>,
};

} // namespace

std::vector<Page *> makePages(const Console &console, QWidget &parent)
{
    std::vector<Page *> pages;
    for (const MakePage make : allPages) {
        pages.push_back(make(console));
        pages.back()->setParent(&parent);
    }
    return pages;
}

} // namespace parlance::gui
