// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace parlance {

/// Where a missing token is accepted, in the dialects whose originals asked for none:
/// `legacy.open_sockets`.
enum class OpenSockets {
    Off,
    /// From pages on this machine: ClientFingerprint::isLoopback.
    Loopback,
    On
};

} // namespace parlance
