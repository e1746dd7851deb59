// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sessions.h"

#include <QHash>

#include <memory>

namespace parlance {

/// Where the sockets of each session were last, in a dialect whose messages name no room: a client
/// that comes back and speaks at once is where all sockets of its session were. A socket that has
/// ended counts until its client has come back. It is kept with the session and survives a restart.
/// Event loop only.
class LastRooms
{
public:
    /// `sessions` outlives it.
    explicit LastRooms(Sessions &sessions)
        : m_sessions(sessions)
    {
    }

    /// Inside the call if it is known. The store's errors.
    void find(SessionId session, Callback<LastRoom> done);
    enum class Arrival {
        Joined,
        /// It spoke there without joining: one that ended there, over a new connection.
        Resumed
    };
    /// `socket`: a number that no other has. It is in this room now; `done` comes when that is
    /// stored.
    void moved(SessionId session, quint64 socket, RoomId room, Arrival arrival,
               Callback<void> done);
    /// The socket has ended, or goes on with another session. It may come back: the room where it
    /// was counts on.
    void ended(SessionId session, quint64 socket);

private:
    struct State;
    using StatePtr = std::shared_ptr<State>;

    void load(SessionId session, Callback<StatePtr> done);
    void store(SessionId session, const StatePtr &state, const Callback<void> &done);
    void forgetIdle(SessionId session);

    Sessions &m_sessions;
    QHash<SessionId, StatePtr> m_states;
};

} // namespace parlance
