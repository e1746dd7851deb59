// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QList>
#include <QString>

#include <optional>
#include <vector>

namespace parlance::socketio {

/// Where a log of events stands. Positions count events from 1 on.
struct LogPosition
{
    /// The newest event's; 0 if there was none, or nothing is logged.
    quint64 last = 0;
    /// Events up to this one are gone.
    quint64 forgotten = 0;
};

/// The rooms of one socket, and what a log has to know to say which of its events were meant for
/// it: when it was in which room, and which it was sent. Outlives the socket in the log. A socket's
/// own sid is not among the rooms.
class RoomHistory
{
public:
    /// The socket joins the namespace; earlier events are not for it.
    void begin(LogPosition now);
    void join(const QString &room, LogPosition now);
    void leave(const QString &room, LogPosition now);
    /// It was sent the event that is the log's last.
    void addressed(LogPosition now);

    bool isIn(const QString &room) const { return m_rooms.contains(room); }
    /// In the order of joining.
    QList<QString> rooms() const;
    /// Those that it was in while events came that the log may still hold.
    QList<QString> formerRooms() const;
    /// Whether it was in `room` when the event at `position` came.
    bool wasIn(const QString &room, quint64 position) const;
    /// Behind which position to look for what a client has missed that has got everything up to
    /// `offset` and whose socket ended at `ended`: as late as can be told. Nothing if it cannot be
    /// told any more.
    std::optional<quint64> resumeBehind(quint64 offset, quint64 ended) const;

private:
    struct Stay
    {
        quint64 since = 0;
        int order = 0;
    };
    /// A room that it has left: the events behind `since` up to `until` were for it.
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
    /// The last event that it was sent.
    quint64 m_addressed = 0;
    /// Between these two none was sent to it: the last one that the log has forgotten, as far as
    /// known, and the next.
    quint64 m_quietSince = 0;
    quint64 m_quietUntil = 0;
    /// Stays before it are not remembered.
    quint64 m_blindBefore = 0;
};

} // namespace parlance::socketio
