// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dialects/dialect.h"

namespace parlance {

/// The format of a message's time.
enum class PhoneTime {
    /// "2024-05-01T14:05:00.000Z"
    Iso,
    /// "02:05 PM", in the time zone of the server.
    TwelveHours
};

/// Dialect with accounts by phone number and direct messages that are kept until delivered.
Dialect phoneDialect(PhoneTime time = PhoneTime::Iso);

} // namespace parlance
