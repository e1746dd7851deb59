// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dialects/registry.h"
#include "realtime/framecache.h"

namespace parlance {

/// Encodes an event in the format of its dialect and envelope, with the position of its change.
/// `registry` must outlive the encoder.
FrameEncoder pushEncoder(const Registry &registry);

} // namespace parlance
