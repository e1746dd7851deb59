// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/roommoderation.h"

#include "shared/clock.h"

namespace parlance {

using namespace Qt::StringLiterals;

Error bannedError(const RoomBan &ban)
{
    QString text = errorText(ErrorCode::BannedFromRoom);
    if (ban.until)
        text += u" until "_s + toIsoString(*ban.until);
    if (!ban.reason.isEmpty())
        text += u": "_s + ban.reason;
    return Error::of(ErrorCode::BannedFromRoom, text);
}

Result<void> mayPostAgain(Timestamp last, std::chrono::seconds slowMode, Timestamp now)
{
    const auto wait = last + slowMode - now;
    // The clock may have been set back since: nobody waits longer than the slow mode is.
    if (wait <= wait.zero() || wait > slowMode)
        return {};
    Error error =
        Error::retryLater(ErrorCode::RateLimited, std::chrono::ceil<std::chrono::seconds>(wait));
    error.detail = u"Slow mode: one message in %1 seconds"_s.arg(slowMode.count());
    return error;
}

} // namespace parlance
