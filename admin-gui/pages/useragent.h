// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace parlance::gui {

/// The client that a User-Agent header names, short: "Chrome 142 · Windows", "Firefox 140 · Linux",
/// "python-requests 2.31". Empty: it says nothing.
QString shortUserAgent(const QString &userAgent);

} // namespace parlance::gui
