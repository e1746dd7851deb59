// SPDX-License-Identifier: GPL-3.0-or-later
#include "socketio/packetlog.h"

#include <algorithm>

namespace parlance::socketio {

namespace {

/// Approximate memory of an entry, or of one of its addresses, besides its bytes.
constexpr qsizetype overhead = 200;

qsizetype cost(const KeptEvent &event)
{
    qsizetype bytes = overhead + event.packet.size();
    for (const QByteArray &attachment : event.attachments)
        bytes += overhead + attachment.size();
    for (const QString &room : event.audience.rooms + event.audience.except)
        bytes += overhead + room.size() * qsizetype(sizeof(QChar));
    return bytes;
}

bool isFor(const KeptEvent &event, quint64 position, const QString &sid, const RoomHistory &trail)
{
    if (!event.only.isEmpty())
        return event.only == sid;
    const auto wasIn = [&](const QString &room) {
        return room == sid || trail.wasIn(room, position);
    };
    const auto &[rooms, except] = event.audience;
    return (rooms.isEmpty() || std::any_of(rooms.begin(), rooms.end(), wasIn)) &&
           std::none_of(except.begin(), except.end(), wasIn);
}

} // namespace

PacketLog::Address PacketLog::everybody(const QByteArray &nsp)
{
    return {nsp, QStringLiteral("*")};
}

PacketLog::Address PacketLog::one(const QByteArray &nsp, const QString &sid)
{
    return {nsp, QLatin1Char('=') + sid};
}

PacketLog::Address PacketLog::room(const QByteArray &nsp, const QString &name)
{
    return {nsp, QLatin1Char('#') + name};
}

QList<PacketLog::Address> PacketLog::addressesOf(const KeptEvent &event)
{
    if (!event.only.isEmpty())
        return {one(event.nsp, event.only)};
    if (event.audience.rooms.isEmpty())
        return {everybody(event.nsp)};
    QList<Address> addresses;
    for (const QString &name : event.audience.rooms)
        addresses.append(room(event.nsp, name));
    return addresses;
}

void PacketLog::add(KeptEvent event)
{
    m_bytes += cost(event);
    m_entries.push_back(std::move(event));
    const quint64 position = m_forgotten + m_entries.size();
    for (const Address &address : addressesOf(m_entries.back()))
        m_index[address].push_back(position);
}

void PacketLog::trim(qsizetype bytes)
{
    while (m_bytes > bytes && !m_entries.empty())
        forgetOldest();
}

void PacketLog::forgetOldest()
{
    const KeptEvent &oldest = m_entries.front();
    for (const Address &address : addressesOf(oldest)) {
        const auto positions = m_index.find(address);
        positions->pop_front();
        if (positions->empty())
            m_index.erase(positions);
    }
    m_bytes -= cost(oldest);
    m_entries.pop_front();
    ++m_forgotten;
}

// Each position once and in order, even if an event was for several rooms.
std::vector<quint64> PacketLog::candidates(const QByteArray &nsp, const QString &sid,
                                           const RoomHistory &trail, quint64 behind) const
{
    std::vector<quint64> positions;
    const auto look = [&](const Address &address) {
        const auto found = m_index.constFind(address);
        if (found == m_index.cend())
            return;
        positions.insert(positions.end(), std::upper_bound(found->begin(), found->end(), behind),
                         found->end());
    };
    look(everybody(nsp));
    look(one(nsp, sid));
    look(room(nsp, sid));
    for (const QString &name : trail.rooms() + trail.formerRooms())
        look(room(nsp, name));
    std::sort(positions.begin(), positions.end());
    positions.erase(std::unique(positions.begin(), positions.end()), positions.end());
    return positions;
}

void PacketLog::visit(const QByteArray &nsp, const QString &sid, const RoomHistory &trail,
                      quint64 behind, const Visitor &visitor) const
{
    for (const quint64 position : candidates(nsp, sid, trail, behind)) {
        const KeptEvent &event = m_entries[position - m_forgotten - 1];
        if (isFor(event, position, sid, trail) && !visitor(position, event))
            return;
    }
}

} // namespace parlance::socketio
