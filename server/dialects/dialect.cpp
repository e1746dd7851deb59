// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialects/dialect.h"

#include <algorithm>

namespace parlance {

bool Discriminator::matches(const QJsonObject &args) const
{
    const auto has = [&args](const QString &field) { return args.contains(field); };
    return std::all_of(present.begin(), present.end(), has) &&
           std::none_of(absent.begin(), absent.end(), has);
}

} // namespace parlance
