// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace parlance {

/// Which sockets may omit the token, in the dialects whose original backends required none:
/// `legacy.open_sockets`.
enum class OpenSockets {
    Off,
    /// Only from pages on this machine: ClientFingerprint::isLoopback.
    Loopback,
    On
};

} // namespace parlance
