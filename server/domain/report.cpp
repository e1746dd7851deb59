// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/report.h"

namespace parlance {

QStringList reportStateNames()
{
    return {QStringLiteral("open"), QStringLiteral("resolved")};
}

QString reportStateName(ReportState state)
{
    return reportStateNames().at(int(state));
}

std::optional<ReportState> reportStateFromName(const QString &name)
{
    const qsizetype place = reportStateNames().indexOf(name);
    return place < 0 ? std::nullopt : std::optional(ReportState(place));
}

} // namespace parlance
