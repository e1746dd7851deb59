// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plotboard.h"

#include <QString>

#include <vector>

/// Round numbers and times for the axes of plots.
namespace parlance::gui::plotscale {

/// 1, 2 or 5 times a power of ten, not below `largest`, which is at least 0 and finite; 1 for 0.
double roundedUp(double largest);

struct TimeTick
{
    /// Milliseconds since 1970.
    qint64 at = 0;
    QString text = {};
};
/// At most `most` ticks at round local times.
std::vector<TimeTick> timeTicks(const TimeSpan &span, int most);
/// The time of day, with seconds for short stretches.
QString timeText(qint64 at, const TimeSpan &span);

} // namespace parlance::gui::plotscale
