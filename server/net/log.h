// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLoggingCategory>

namespace parlance::net {

/// Never log a token, a body or a target: a query may contain a token.
Q_DECLARE_LOGGING_CATEGORY(lcNet)

} // namespace parlance::net
