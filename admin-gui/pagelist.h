// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/page.h"

#include <vector>

namespace parlance::gui {

/// All pages of the console in the order of the navigation, as children of `parent`.
std::vector<Page *> makePages(const Console &console, QWidget &parent);

} // namespace parlance::gui
