// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/metrics.h"

#include <QJsonObject>

/// The answer of the command `metrics`, as JSON.
namespace parlance::adminjson {

/// The figures now, latencies and rates of the last minute.
QJsonObject metrics(const Metrics &metrics);
/// {"resolution": seconds, "from": time of the first point, "series": {name: [value or null, …]}}
QJsonObject history(const MetricsHistory::Points &points);
/// The values of one point by the names of their series.
QJsonObject sample(const Sample &values);

} // namespace parlance::adminjson
