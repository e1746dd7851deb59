// SPDX-License-Identifier: GPL-3.0-or-later
#include "realtime/listening.h"

namespace parlance {

RoomId roomOf(const Event &event)
{
    const auto room = [](const auto &e) -> RoomId {
        if constexpr (requires { e.message.roomId; })
            return e.message.roomId;
        else if constexpr (requires { e.room.id; })
            return e.room.id;
        else if constexpr (requires { e.roomId; })
            return e.roomId;
        else
            return {};
    };
    return std::visit(room, event);
}

} // namespace parlance
