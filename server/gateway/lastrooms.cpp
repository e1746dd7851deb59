// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/lastrooms.h"

namespace parlance {

struct LastRooms::State
{
    bool loaded = false;
    bool isTelling = false;
    /// Callers waiting for the store's answer.
    std::vector<Callback<StatePtr>> waiting;
    /// The stored room.
    LastRoom stored;
    int writing = 0;
    /// The room of the closed sockets.
    LastRoom ended;
    QHash<quint64, RoomId> sockets;

    static LastRoom joined(const LastRoom &a, RoomId room)
    {
        if (a.several || (!a.room.isNull() && a.room != room))
            return {{}, true, 0};
        return {room, false, a.sockets + 1};
    }
    void moved(quint64 socket, RoomId room, Arrival arrival)
    {
        const bool isBack = arrival == Arrival::Resumed && ended.room == room;
        if (isBack && --ended.sockets == 0)
            ended = {};
        sockets.insert(socket, room);
    }
    void leave(quint64 socket)
    {
        if (const auto place = sockets.constFind(socket); place != sockets.cend())
            ended = joined(ended, *place);
        sockets.remove(socket);
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
    StatePtr &state = m_states[session];
    if (!state)
        state = std::make_shared<State>();
    if (state->loaded)
        return done(StatePtr(state));
    state->waiting.push_back(std::move(done));
    if (state->waiting.size() > 1)
        return;
    m_sessions.findLastRoom(session, [this, session, state](const Result<LastRoom> &last) {
        state->loaded = last.has_value();
        if (last)
            state->stored = state->ended = *last;
        else
            m_states.remove(session);
        state->isTelling = true;
        for (const auto &ready : std::exchange(state->waiting, {}))
            ready(last ? Result<StatePtr>(state) : last.error());
        state->isTelling = false;
        forgetIdle(session);
    });
}

// Unused state is removed, and loaded again when it is needed.
void LastRooms::forgetIdle(SessionId session)
{
    const StatePtr state = m_states.value(session);
    const bool isBusy = state && (!state->loaded || state->isTelling || state->writing > 0);
    if (state && !isBusy && state->sockets.isEmpty())
        m_states.remove(session);
}

void LastRooms::find(SessionId session, Callback<LastRoom> done)
{
    load(session, [done = std::move(done)](const Result<StatePtr> &state) {
        done(state ? Result<LastRoom>((*state)->now()) : state.error());
    });
    forgetIdle(session);
}

void LastRooms::moved(SessionId session, quint64 socket, RoomId room, Arrival arrival,
                      Callback<void> done)
{
    load(session, [=, this, done = std::move(done)](const Result<StatePtr> &state) mutable {
        if (!state)
            return done(state.error());
        (*state)->moved(socket, room, arrival);
        store(session, *state, std::move(done));
    });
}

void LastRooms::store(SessionId session, const StatePtr &state, Callback<void> done)
{
    const LastRoom now = state->now();
    if (state->writing == 0 && now == state->stored)
        return done({});
    ++state->writing;
    m_sessions.setLastRoom(session, now,
                           [=, this, done = std::move(done)](const Result<void> &stored) {
                               --state->writing;
                               if (stored)
                                   state->stored = now;
                               done(stored);
                               forgetIdle(session);
                           });
}

void LastRooms::ended(SessionId session, quint64 socket)
{
    const StatePtr state = m_states.value(session);
    if (!state)
        return;
    // Runs after the pending look-up has finished.
    if (!state->loaded) {
        state->waiting.push_back([=](const Result<StatePtr> &loaded) {
            if (loaded)
                (*loaded)->leave(socket);
        });
        return;
    }
    state->leave(socket);
    forgetIdle(session);
}

} // namespace parlance
