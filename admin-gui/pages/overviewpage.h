// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/page.h"

namespace parlance::gui {

class OverviewPage : public Page
{
    Q_OBJECT

public:
    explicit OverviewPage(const Console &console);

    bool isAllowed() const override { return link().maySee(QStringLiteral("metrics")); }
    void setShown(bool isShown) override;
};

} // namespace parlance::gui
