// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace parlance {

/// The names of the dialects in the configuration and in sessions, besides the native API.
inline QStringList knownDialects()
{
    return {QStringLiteral("named-rooms"), QStringLiteral("direct"), QStringLiteral("rooms"),
            QStringLiteral("chatroom"), QStringLiteral("phone")};
}

} // namespace parlance
