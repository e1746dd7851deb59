// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>

namespace parlance::http {

/// The unit that limits per address count: of an IPv6 address the first 64 bits, which is what one
/// subscriber has.
QHostAddress subscriberOf(const QHostAddress &address);

} // namespace parlance::http
