// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace parlance {

/// Why a client that came back was not given what it had missed.
enum class RecoveryFailure : quint8 {
    /// What it showed is not valid, or not of its session.
    Unknown,
    /// It had left by itself, so it is a new client.
    Left,
    /// It missed more than is sent at once.
    TooMuch,
    /// The store could not tell: it was away too long, a room was purged, or it failed.
    NotKnown,
};

/// "too_much"
QString recoveryFailureName(RecoveryFailure failure);

} // namespace parlance
