// SPDX-License-Identifier: GPL-3.0-or-later
#include "engineio/session.h"

#include <iterator>

namespace parlance::engineio {

QByteArray closeReasonText(CloseReason reason)
{
    static constexpr const char *texts[] = {
        "transport close", "transport error",      "ping timeout",   "parse error",
        "forced close",    "server shutting down", "transport error"};
    static_assert(std::size(texts) == size_t(CloseReason::SlowReader) + 1);
    return texts[int(reason)];
}

} // namespace parlance::engineio
