// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/trafficlog.h"
#include "stores/auditstore.h"

#include <QTimer>

namespace parlance {

/// An administrator sees what users write, for a while.
struct TextReveal
{
    UserId actorId = {};
    /// Null: of the local socket; then `by` alone says who it is.
    SessionId sessionId = {};
    /// AdminAction::actor
    QString by = {};
    QString reason = {};
    Timestamp since = {};
    Timestamp until = {};
    /// Null: of all public and private rooms.
    RoomId room = {};
    QString roomName = {};
};

/// Who sees the text of new messages in the traffic (TrafficLog). It belongs to a session, so that
/// a console that reconnects keeps it; it ends by itself, with the session, and with the right to
/// read messages. Direct conversations are never shown. Event loop only.
class TextReveals
{
public:
    static constexpr std::chrono::minutes duration{15};
    static constexpr qsizetype most = 32;

    struct Parts
    {
        Broker &broker;
        AdminRoomStore &rooms;
        AuditStore &audit;
        TrafficLog &traffic;
    };
    /// All outlive it.
    TextReveals(const Parts &parts, Clock clock);

    /// Logged first: what cannot be logged is not shown. `room`: a name or an id; empty: all.
    /// Replaces what the session had. ValidationFailed: no reason. RoomNotFound: also a direct
    /// conversation. LimitReached.
    void begin(const AdminAction &action, const QString &room, Callback<TextReveal> done);
    /// Logged too. The answer is what ended. Conflict: nothing is shown.
    void end(const AdminAction &action, Callback<TextReveal> done);

    /// The session has ended, or may not read messages any more, and no event says so: another
    /// process did it, or time alone.
    void endOf(const Actor &actor);

    /// In force now.
    QList<TextReveal> current() const;
    /// Whether the viewer may see the text of a message that came at this time.
    bool shows(const Actor &viewer, RoomId room, Timestamp at) const;

    /// One has begun, or is over. At most one listener.
    using Listener = std::function<void(const TextReveal &reveal, bool hasBegun)>;
    void setListener(Listener listener) { m_listener = std::move(listener); }
    /// Ends those whose time is over; also runs by a timer.
    void expire();

private:
    /// One that has not begun, because the storage has not answered. Over: its session has ended
    /// meanwhile.
    using Starting = std::shared_ptr<TextReveal>;

    void start(const AdminAction &action, const Starting &starting, Callback<TextReveal> done);
    void logged(const AdminAction &action, const Starting &starting, Callback<TextReveal> done);
    bool isOver(const TextReveal &reveal) const { return reveal.until <= m_clock(); }
    void begun(const TextReveal &reveal);
    template <class Ends>
    void endThose(Ends ends);
    void handle(const Event &event);
    void changed();
    bool wantsText(RoomId room) const;

    Parts m_parts;
    Clock m_clock;
    QList<TextReveal> m_reveals;
    std::vector<std::weak_ptr<TextReveal>> m_starting;
    Listener m_listener;
    QTimer m_timer;
};

} // namespace parlance
