// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace parlance {

/// Call it before creating the QCoreApplication, on the main thread. Selects Qt's own event
/// dispatcher, because glib's toggles a notifier in a linked list for every buffered write. Sets
/// C.UTF-8 if the locale is not a UTF-8 one, as in services and containers, for which Qt 6.8 would
/// print a warning at every start.
void prepareForQt();

/// Raises the limit of file descriptors to the hard limit. Every connection needs one, and the
/// usual soft limit of 1024 is far too low. Child processes started later inherit it.
void raiseDescriptorLimit();

} // namespace parlance
