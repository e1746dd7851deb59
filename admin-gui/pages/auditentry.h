// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/column.h"
#include "pages/page.h"

/// How an entry of the audit log is shown.
namespace parlance::gui::auditentry {

Columns columns();
/// Of the inspector, for factsOf().
Columns facts();
/// All cells, as the server calls them.
Columns fileColumns();

Cells factsOf(const Cells &cells);
/// Arguments and changes, a line each: "state: active → suspended".
QString textOf(const Cells &cells);
QList<std::pair<QString, Place>> placesOf(const Cells &cells);

} // namespace parlance::gui::auditentry
