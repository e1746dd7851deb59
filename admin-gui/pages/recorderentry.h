// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/records.h"
#include "widgets/theme.h"

/// How entries of the flight recorder (command connections.record) read.
namespace parlance::gui::recorderentry {

/// "12:04:11.250"
QString time(const Cells &entry);
/// "message.post answered after 3.2 ms"
QString text(const Cells &entry);
/// Of icons/.
QString iconName(const Cells &entry);
theme::Meaning meaning(const Cells &entry);

/// "Recovered: 12 messages were sent again" or why not, and what that means. Of an entry
/// "recovered" or "not_recovered"; empty: the connection asked for no recovery.
QString recovery(const Cells &entry);
/// Why a connection ended: the server's word in a sentence.
QString end(const QString &reason);

} // namespace parlance::gui::recorderentry
