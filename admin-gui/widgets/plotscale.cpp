// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plotscale.h"

#include <QDateTime>
#include <QLocale>

#include <array>
#include <cmath>

namespace parlance::gui::plotscale {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 secondMs = 1000;
constexpr qint64 minuteMs = 60 * secondMs;
constexpr qint64 hourMs = 60 * minuteMs;
constexpr std::array tickSteps{
    1 * secondMs, 2 * secondMs, 5 * secondMs, 10 * secondMs, 15 * secondMs, 30 * secondMs,
    1 * minuteMs, 2 * minuteMs, 5 * minuteMs, 10 * minuteMs, 15 * minuteMs, 30 * minuteMs,
    1 * hourMs,   2 * hourMs,   3 * hourMs,   6 * hourMs,    12 * hourMs,   24 * hourMs};

} // namespace

double roundedUp(double largest, bool isBytes)
{
    if (!(largest > 0) || !std::isfinite(largest))
        return 1;
    double unit = 1;
    while (isBytes && largest >= unit * 1024)
        unit *= 1024;
    largest = std::max(largest / unit, isBytes ? 1.0 : 0.0);
    const double power = std::pow(10.0, std::floor(std::log10(largest)));
    for (const double step : {1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0}) {
        // 1e-9: a number that is round already stays.
        if (largest <= step * power * (1 + 1e-9))
            return step * power * unit;
    }
    return 10 * power * unit;
}

std::vector<TimeTick> timeTicks(const TimeSpan &span, int most)
{
    std::vector<TimeTick> ticks;
    if (span.length() <= 0 || most < 1)
        return ticks;
    qint64 step = tickSteps.back();
    for (const qint64 each : tickSteps) {
        if (span.length() / each < most) {
            step = each;
            break;
        }
    }
    const qint64 offset =
        qint64(QDateTime::fromMSecsSinceEpoch(span.from).offsetFromUtc()) * secondMs;
    const qint64 first = (span.from + offset + step - 1) / step * step - offset;
    for (qint64 at = first; at <= span.to && int(ticks.size()) < most; at += step)
        ticks.push_back({at, timeText(at, {0, step * 4})});
    return ticks;
}

QString timeText(qint64 at, const TimeSpan &span)
{
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(at).time(),
                              span.length() < 4 * minuteMs ? u"HH:mm:ss"_s : u"HH:mm"_s);
}

} // namespace parlance::gui::plotscale
