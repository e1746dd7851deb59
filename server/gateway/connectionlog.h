// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dialects/registry.h"
#include "gateway/gateway.h"
#include "gateway/socketentry.h"
#include "realtime/hub.h"
#include "recorder/flightrecorder.h"

namespace parlance {

/// Writes what happens to the gateway's connections into the flight recorder. Closed connections
/// are not written to any more. Event loop only.
class ConnectionLog
{
public:
    /// All outlive it.
    ConnectionLog(recorder::FlightRecorder &recorder, const Registry &registry, const Hub &hub)
        : m_recorder(recorder)
        , m_registry(registry)
        , m_hub(hub)
    {
    }

    void connected(SocketEntry &entry) { write(entry, {.kind = recorder::Kind::Connected}); }
    /// It acts for its user, and is attached to the hub.
    void authenticated(SocketEntry &entry)
    {
        write(entry, {.kind = recorder::Kind::Authenticated});
    }
    void refused(SocketEntry &entry, const Error &error);
    void joined(SocketEntry &entry, RoomId room)
    {
        write(entry, {.kind = recorder::Kind::Joined, .room = room});
    }
    void left(SocketEntry &entry, RoomId room)
    {
        write(entry, {.kind = recorder::Kind::Left, .room = room});
    }
    void called(SocketEntry &entry, const FoundEvent &event);
    void answered(SocketEntry &entry, const FoundEvent &event, const Result<Reply> &reply,
                  std::chrono::steady_clock::duration taken);
    void heartbeat(SocketEntry &entry, qint64 proven,
                   const std::optional<std::chrono::milliseconds> &roundTrip);
    void recovery(SocketEntry &entry, const RecoveryOutcome &outcome);
    /// `info`: as it was.
    void ended(SocketEntry &entry, const ConnectionInfo &info, bool everyRoom, EndReason end,
               Timestamp now);

private:
    void write(SocketEntry &entry, recorder::Fact fact)
    {
        fact.position = m_hub.position();
        if (entry.isOpen())
            m_recorder.append(entry.chain, fact);
    }
    quint32 numberOf(const FoundEvent &event) const;

    recorder::FlightRecorder &m_recorder;
    const Registry &m_registry;
    const Hub &m_hub;
};

/// The name of an event by its number in a record; "unknown" if it had no row.
QString eventName(const Registry &registry, quint32 number);

} // namespace parlance
