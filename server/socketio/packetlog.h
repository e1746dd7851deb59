// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "socketio/recovery.h"

#include <QHash>

#include <deque>
#include <functional>

namespace parlance::socketio {

/// The latest events of all namespaces, and which of them were for whom. The oldest go first.
/// Event loop only.
class PacketLog
{
public:
    void add(KeptEvent event);
    LogPosition position() const { return {m_forgotten + m_entries.size(), m_forgotten}; }
    /// What the entries cost, in bytes, with what the log itself needs for them.
    qsizetype bytes() const { return m_bytes; }
    /// Forgets until at most `bytes` are left.
    void trim(qsizetype bytes);

    /// Takes an event and its position; false: no more.
    using Visitor = std::function<bool(quint64 position, const KeptEvent &event)>;
    /// The events behind position `behind` that were for the socket, in order. `visitor` does not
    /// change the log.
    void visit(const QByteArray &nsp, const QString &sid, const RoomHistory &trail, quint64 behind,
               const Visitor &visitor) const;

private:
    /// A room of a namespace; or all of it, or one socket, neither of which a room's name can be.
    using Address = std::pair<QByteArray, QString>;
    static Address everybody(const QByteArray &nsp);
    static Address one(const QByteArray &nsp, const QString &sid);
    static Address room(const QByteArray &nsp, const QString &name);
    static QList<Address> addressesOf(const KeptEvent &event);
    std::vector<quint64> candidates(const QByteArray &nsp, const QString &sid,
                                    const RoomHistory &trail, quint64 behind) const;
    void forgetOldest();

    std::deque<KeptEvent> m_entries;
    /// Positions up to this one are gone; the next is that of the first entry.
    quint64 m_forgotten = 0;
    qsizetype m_bytes = 0;
    /// Where the entries for an address are, so that nobody reads through what others missed.
    QHash<Address, std::deque<quint64>> m_index;
};

} // namespace parlance::socketio
