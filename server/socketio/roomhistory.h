// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QList>
#include <QString>

#include <optional>
#include <vector>

namespace parlance::socketio {

/// The state of an event log. Positions count events from 1.
struct LogPosition
{
    /// The newest event's position; 0 if there was none, or nothing is logged.
    quint64 last = 0;
    /// Events up to this one are removed.
    quint64 forgotten = 0;
};

/// The rooms of one socket with the history that a log needs to find the events for it: when it was
/// in which room, and which events were sent to it. Outlives the socket in the log. A socket's own
/// sid is not among the rooms.
class RoomHistory
{
public:
    /// The socket joins the namespace; earlier events are not for it.
    void begin(LogPosition now);
    void join(const QString &room, LogPosition now);
    void leave(const QString &room, LogPosition now);
    /// The log's last event was sent to this socket.
    void addressed(LogPosition now);

    bool isIn(const QString &room) const { return m_rooms.contains(room); }
    /// In the order of joining.
    QList<QString> rooms() const;
    /// Former rooms for which the log may still hold events.
    QList<QString> formerRooms() const;
    /// Whether the socket was in `room` at the event with this `position`.
    bool wasIn(const QString &room, quint64 position) const;
    /// The latest known position after which to search for missed events of a client that has
    /// received everything up to `offset` and whose socket ended at `ended`. Nothing if it cannot
    /// be determined any more.
    std::optional<quint64> resumeBehind(quint64 offset, quint64 ended) const;

private:
    struct Stay
    {
        quint64 since = 0;
        int order = 0;
    };
    /// A room that it has left: events after `since` up to `until` were for it.
    struct FormerStay
    {
        QString room;
        quint64 since = 0;
        quint64 until = 0;
    };

    QHash<QString, Stay> m_rooms;
    std::vector<FormerStay> m_former;
    int m_nextOrder = 0;
    quint64 m_begun = 0;
    /// The last event that was sent to it.
    quint64 m_addressed = 0;
    /// No event between these two was sent to it: the last one that the log has removed, as far as
    /// known, and the next.
    quint64 m_quietSince = 0;
    quint64 m_quietUntil = 0;
    /// Stays before this position are not stored any more.
    quint64 m_blindBefore = 0;
};

} // namespace parlance::socketio
