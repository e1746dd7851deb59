// SPDX-License-Identifier: GPL-3.0-or-later
#include "socketio/roomhistory.h"

#include <algorithm>

namespace parlance::socketio {

namespace {

/// Limit of former rooms; a socket that leaves more of them loses recovery across the oldest.
constexpr size_t maxFormerStays = 64;

} // namespace

void RoomHistory::begin(LogPosition now)
{
    m_begun = m_addressed = now.last;
}

void RoomHistory::join(const QString &room, LogPosition now)
{
    if (!m_rooms.contains(room))
        m_rooms.insert(room, {now.last, m_nextOrder++});
}

void RoomHistory::leave(const QString &room, LogPosition now)
{
    const auto found = m_rooms.constFind(room);
    if (found == m_rooms.cend())
        return;
    const quint64 since = found->since;
    m_rooms.erase(found);
    if (since >= now.last)
        return;
    m_former.erase(
        std::remove_if(m_former.begin(), m_former.end(),
                       [&now](const FormerStay &stay) { return stay.until <= now.forgotten; }),
        m_former.end());
    if (m_former.size() == maxFormerStays) {
        m_blindBefore = m_former.front().until;
        m_former.erase(m_former.begin());
    }
    m_former.push_back({room, since, now.last});
}

void RoomHistory::addressed(LogPosition now)
{
    if (m_addressed <= now.forgotten) {
        m_quietSince = m_addressed;
        m_quietUntil = now.last;
    }
    m_addressed = now.last;
}

QList<QString> RoomHistory::rooms() const
{
    // There may be many, so no look-ups during the sort.
    std::vector<std::pair<int, QString>> ordered;
    ordered.reserve(size_t(m_rooms.size()));
    for (auto it = m_rooms.cbegin(); it != m_rooms.cend(); ++it)
        ordered.emplace_back(it->order, it.key());
    std::sort(ordered.begin(), ordered.end(),
              [](const auto &a, const auto &b) { return a.first < b.first; });
    QList<QString> rooms;
    rooms.reserve(m_rooms.size());
    for (const auto &[order, room] : ordered)
        rooms.append(room);
    return rooms;
}

QList<QString> RoomHistory::formerRooms() const
{
    QList<QString> rooms;
    for (const FormerStay &stay : m_former)
        rooms.append(stay.room);
    return rooms;
}

bool RoomHistory::wasIn(const QString &room, quint64 position) const
{
    const auto found = m_rooms.constFind(room);
    if (found != m_rooms.cend() && position > found->since)
        return true;
    return std::any_of(m_former.begin(), m_former.end(), [&](const FormerStay &stay) {
        return stay.room == room && position > stay.since && position <= stay.until;
    });
}

std::optional<quint64> RoomHistory::resumeBehind(quint64 offset, quint64 ended) const
{
    quint64 behind = std::max(offset, m_begun);
    if (behind >= m_quietSince && behind < m_quietUntil)
        behind = m_quietUntil - 1;
    if (behind >= m_addressed)
        behind = std::max(behind, ended);
    return behind >= m_blindBefore ? std::optional(behind) : std::nullopt;
}

} // namespace parlance::socketio
