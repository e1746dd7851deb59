// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/clock.h"

#include <QDateTime>
#include <QTimeZone>

namespace parlance {

Timestamp systemNow()
{
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

QString toIsoString(Timestamp time)
{
    static const QTimeZone utc = QTimeZone::utc();
    return QDateTime::fromMSecsSinceEpoch(toEpochMs(time), utc).toString(Qt::ISODateWithMs);
}

} // namespace parlance
