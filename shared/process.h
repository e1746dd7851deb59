// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace parlance {

/// Before the QCoreApplication, on the main thread: Qt's own event dispatcher, since glib's toggles
/// a notifier in a linked list for every buffered write; and C.UTF-8 where the locale is no UTF-8
/// one, as in services and containers, for which Qt 6.8 would print a warning at every start.
void prepareForQt();

/// Every connection is a descriptor; the usual soft limit of 1024 is far below what we promise.
/// Raises it to the hard limit. Programs that are started afterwards inherit it.
void raiseDescriptorLimit();

} // namespace parlance
