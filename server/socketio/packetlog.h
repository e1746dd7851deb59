// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "socketio/recovery.h"

#include <QHash>

#include <deque>
#include <functional>

namespace parlance::socketio {

/// The latest events of all namespaces with their receivers. The oldest are removed first. Used by
/// programs that embed the library (LogRecovery), not by parlance-server. Event loop only.
class PacketLog
{
public:
    void add(KeptEvent event);
    LogPosition position() const { return {m_forgotten + m_entries.size(), m_forgotten}; }
    /// Memory used by the entries and their index, in bytes.
    qsizetype bytes() const { return m_bytes; }
    /// Removes the oldest entries until at most `bytes` are left.
    void trim(qsizetype bytes);

    /// Receives an event and its position; returns false to stop.
    using Visitor = std::function<bool(quint64 position, const KeptEvent &event)>;
    /// Visits the events after position `behind` that were for the socket, in order. `visitor` must
    /// not change the log.
    void visit(const QByteArray &nsp, const QString &sid, const RoomHistory &trail, quint64 behind,
               const Visitor &visitor) const;

private:
    /// A room of a namespace, the whole namespace, or one socket; the latter two cannot collide
    /// with a room's name.
    using Address = std::pair<QByteArray, QString>;
    static Address everybody(const QByteArray &nsp);
    static Address one(const QByteArray &nsp, const QString &sid);
    static Address room(const QByteArray &nsp, const QString &name);
    static QList<Address> addressesOf(const KeptEvent &event);
    std::vector<quint64> candidates(const QByteArray &nsp, const QString &sid,
                                    const RoomHistory &trail, quint64 behind) const;
    void forgetOldest();

    std::deque<KeptEvent> m_entries;
    /// Positions up to this one are removed; the next position is that of the first entry.
    quint64 m_forgotten = 0;
    qsizetype m_bytes = 0;
    /// Positions of the entries for each address, so that a look-up does not scan events for other
    /// receivers.
    QHash<Address, std::deque<quint64>> m_index;
};

} // namespace parlance::socketio
