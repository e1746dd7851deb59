// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/clock.h"

#include <QDateTime>

namespace parlance {

Timestamp systemNow()
{
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

QString toIsoString(Timestamp time)
{
    return QDateTime::fromMSecsSinceEpoch(toEpochMs(time), Qt::UTC).toString(Qt::ISODateWithMs);
}

} // namespace parlance
