// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace parlance {

/// What the dialects are called in the configuration and in sessions, beside the native API.
inline QStringList knownDialects()
{
    return {QStringLiteral("named-rooms"), QStringLiteral("direct"), QStringLiteral("rooms"),
            QStringLiteral("chatroom"), QStringLiteral("phone")};
}

} // namespace parlance
