// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/metricsreading.h"

#include <QByteArray>

namespace parlance {

/// The content type of prometheusText().
inline constexpr char prometheusContentType[] = "text/plain; version=0.0.4; charset=utf-8";

/// The reading in Prometheus' text format (prometheus.io/docs/instrumenting/exposition_formats).
/// Names and units follow prometheus.io/docs/practices/naming. No label has a value that clients
/// choose.
QByteArray prometheusText(const MetricsReading &reading);

} // namespace parlance
