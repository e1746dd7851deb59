// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/clock.h"
#include "shared/ids.h"

#include <QJsonValue>

#include <optional>

/// Values as written by `mongoexport`: MongoDB Extended JSON v1 and v2, canonical and relaxed, and
/// the plain strings of backends that stored those. Empty for anything else.
namespace parlance::extendedjson {

/// {"$oid": HEX} or HEX, except the lowest and the highest possible id.
std::optional<RawId> id(const QJsonValue &value);
/// {"$date": ISO | ms | {"$numberLong": "ms"}}, ISO, or ms; within the years 1970 to 9999.
std::optional<Timestamp> time(const QJsonValue &value);
/// A string, or a number as decimal text.
std::optional<QString> text(const QJsonValue &value);
/// When the id was created: its first four bytes are seconds since 1970.
Timestamp timeOfId(const RawId &id);

} // namespace parlance::extendedjson
