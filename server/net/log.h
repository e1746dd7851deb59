// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLoggingCategory>

namespace parlance::net {

/// Never a token, a body or a target: a query may hold a token.
Q_DECLARE_LOGGING_CATEGORY(lcNet)

} // namespace parlance::net
