// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace parlance::engineio {

/// 24 characters of base64url: 144 bits from the system's CSPRNG, so that sids are unguessable.
QByteArray newSid();

} // namespace parlance::engineio
