// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/model.h"

namespace parlance::test {

/// Ids, users and rooms by number.
inline RoomId roomId(int n)
{
    return RoomId::fromHex(QStringLiteral("%1").arg(n, 24, 16, QChar(u'0'))).value_or(RoomId());
}
inline UserId userId(int n)
{
    return UserId::fromHex(QStringLiteral("%1").arg(n, 24, 16, QChar(u'0'))).value_or(UserId());
}
inline UserRef userRef(int n)
{
    return {userId(n), QStringLiteral("user%1").arg(n)};
}
inline Room room(int n)
{
    Room room;
    room.id = roomId(n);
    return room;
}

} // namespace parlance::test
