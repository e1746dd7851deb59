// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/recoveryfailure.h"

#include <iterator>

namespace parlance {

QString recoveryFailureName(RecoveryFailure failure)
{
    static constexpr const char *names[] = {"unknown", "left", "too_much", "not_known"};
    static_assert(std::size(names) == size_t(RecoveryFailure::NotKnown) + 1);
    return QString::fromLatin1(names[size_t(failure)]);
}

} // namespace parlance
