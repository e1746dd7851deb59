// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/overviewpage.h"

namespace parlance::gui {

OverviewPage::OverviewPage(const Console &console)
    : Page(console, QStringLiteral("overview"), tr("Overview"), QStringLiteral("overview"))
{
}

void OverviewPage::setShown(bool) {}

} // namespace parlance::gui
