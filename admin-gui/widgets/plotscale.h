// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plotboard.h"

#include <QString>

#include <vector>

/// Round numbers and times for the axes of plots.
namespace parlance::gui::plotscale {

/// A round number of one digit times a power of ten, or of 2^10 for bytes, not below `largest`;
/// 1 for what is not above 0 or not finite.
double roundedUp(double largest, bool isBytes = false);

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
