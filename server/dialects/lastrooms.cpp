// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialects/lastrooms.h"

namespace parlance {

struct LastRooms::State
{
    bool loaded = false;
    /// Those who wait for the store's answer.
    std::vector<Callback<StatePtr>> waiting;
    /// What is on disk.
    LastRoom stored;
    int writing = 0;
    /// Of the sockets that are gone.
    LastRoom ended;
    QHash<const void *, RoomId> sockets;

    static LastRoom joined(const LastRoom &a, RoomId room)
    {
        if (a.several || (!a.room.isNull() && a.room != room))
            return {{}, true};
        return {room, false};
    }
    LastRoom now() const
    {
        LastRoom last = ended;
        for (const RoomId &room : sockets)
            last = joined(last, room);
        return last;
    }
};

void LastRooms::load(SessionId session, Callback<StatePtr> done)
{
    StatePtr &state = m_sessions[session];
    if (!state)
        state = std::make_shared<State>();
    if (state->loaded)
        return done(StatePtr(state));
    state->waiting.push_back(std::move(done));
    if (state->waiting.size() > 1)
        return;
    m_accounts.findLastRoom(session, [this, session, state](const Result<LastRoom> &last) {
        state->loaded = last.has_value();
        if (last)
            state->stored = state->ended = *last;
        else
            m_sessions.remove(session);
        for (const auto &ready : std::exchange(state->waiting, {}))
            ready(last ? Result<StatePtr>(state) : last.error());
        forgetIdle(session);
    });
}

// What nobody uses is read anew when it is asked for.
void LastRooms::forgetIdle(SessionId session)
{
    const StatePtr state = m_sessions.value(session);
    if (state && state->loaded && state->writing == 0 && state->sockets.isEmpty())
        m_sessions.remove(session);
}

void LastRooms::find(SessionId session, Callback<LastRoom> done)
{
    load(session, [done = std::move(done)](const Result<StatePtr> &state) {
        done(state ? Result<LastRoom>((*state)->now()) : state.error());
    });
    forgetIdle(session);
}

void LastRooms::moved(SessionId session, const void *socket, RoomId room, Callback<void> done)
{
    load(session, [=, this](const Result<StatePtr> &state) {
        if (!state)
            return done(state.error());
        (*state)->sockets.insert(socket, room);
        store(session, *state, done);
    });
}

void LastRooms::store(SessionId session, const StatePtr &state, const Callback<void> &done)
{
    const LastRoom now = state->now();
    if (state->writing == 0 && now == state->stored)
        return done({});
    ++state->writing;
    m_accounts.setLastRoom(session, now, [=, this](const Result<void> &stored) {
        --state->writing;
        if (stored)
            state->stored = now;
        done(stored);
        forgetIdle(session);
    });
}

void LastRooms::ended(SessionId session, const void *socket)
{
    const StatePtr state = m_sessions.value(session);
    if (!state || !state->sockets.contains(socket))
        return;
    state->ended = State::joined(state->ended, state->sockets.take(socket));
    forgetIdle(session);
}

} // namespace parlance
