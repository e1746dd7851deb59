// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/personaldata.h"

#include <QJsonObject>

/// An export as JSON: a page has items of one type each.
namespace parlance::exportjson {

QJsonObject page(const ExportPage &page);
/// The place of a page's "next"; empty if it is none.
std::optional<ExportPlace> placeFrom(const QString &next);

} // namespace parlance::exportjson
