// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dialects/dialect.h"

namespace parlance {

/// How the dialect writes the time of a message.
enum class PhoneTime {
    /// "2024-05-01T14:05:00.000Z"
    Iso,
    /// "02:05 PM", in the time zone of the server.
    TwelveHours
};

/// Accounts by phone number, direct messages that wait for their recipient.
Dialect phoneDialect(PhoneTime time = PhoneTime::Iso);

} // namespace parlance
