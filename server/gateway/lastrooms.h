// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sessions.h"

#include <QHash>

#include <memory>

namespace parlance {

/// The last room of each session's sockets, for dialects whose messages name no room: a client that
/// reconnects and sends at once is in the room where all sockets of its session were. A closed
/// socket counts until its client has reconnected. Stored with the session, so it survives a
/// restart. Event loop only.
class LastRooms
{
public:
    /// `sessions` outlives it.
    explicit LastRooms(Sessions &sessions)
        : m_sessions(sessions)
    {
    }

    /// Answers inside the call if the room is known. The store's errors.
    void find(SessionId session, Callback<LastRoom> done);
    enum class Arrival {
        Joined,
        /// It sent a message there without joining: it replaces a closed socket, over a new
        /// connection.
        Resumed
    };
    /// `socket`: a unique number. The socket is now in this room; `done` runs when that is stored.
    void moved(SessionId session, quint64 socket, RoomId room, Arrival arrival,
               Callback<void> done);
    /// The socket has closed, or continues with another session. The client may reconnect, so the
    /// socket's room still counts.
    void ended(SessionId session, quint64 socket);

private:
    struct State;
    using StatePtr = std::shared_ptr<State>;

    void load(SessionId session, Callback<StatePtr> done);
    void store(SessionId session, const StatePtr &state, Callback<void> done);
    void forgetIdle(SessionId session);

    Sessions &m_sessions;
    QHash<SessionId, StatePtr> m_states;
};

} // namespace parlance
