// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/textreveals.h"
#include "shared/adminprotocol/servermessages.h"

namespace parlance::console {

/// Tells every console that an administrator reads what users write ("text_revealed"), or no longer
/// does ("text_hidden").
adminprotocol::Notice noticeOf(const TextReveal &reveal, bool isShown);

} // namespace parlance::console
