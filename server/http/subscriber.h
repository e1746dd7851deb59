// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>

namespace parlance::http {

/// Whom a limit per address counts: of IPv6 addresses the first 64 bits, which is what one
/// subscriber has.
QHostAddress subscriberOf(const QHostAddress &address);

} // namespace parlance::http
