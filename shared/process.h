// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace parlance {

/// Where the locale is no UTF-8 one, as in services and containers, Qt 6.8 prints a warning at
/// every start and takes C.UTF-8; this takes it without one. Before the QCoreApplication, on the
/// main thread.
void settleLocale();

/// Every connection is a descriptor; the usual soft limit of 1024 is far below what we promise.
/// Raises it to the hard limit. For all programs this one starts afterwards, too.
void raiseDescriptorLimit();

} // namespace parlance
