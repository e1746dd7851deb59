// SPDX-License-Identifier: GPL-3.0-or-later
#include "socketio/namespace.h"

#include "socketio/recovery.h"
#include "socketio/socket.h"

namespace parlance::socketio {

Namespace::Namespace(QByteArray name, SocketFactory factory)
    : m_name(std::move(name))
    , m_factory(std::move(factory))
{
}

// Sending ----------------------------------------------------------------------------------------

void Namespace::emitTo(const Audience &audience, const ServerEvent &event, Delivery delivery)
{
    if (!isEventName(event.name))
        return;
    const QString offset = offsetFor(m_recovery, event, delivery);
    const bool isKept = m_recovery && delivery == Delivery::Kept;
    const std::vector<Socket *> sockets = receivers(audience);
    if (sockets.empty() && !isKept)
        return;
    const QByteArray packet = encode(event, offset);
    if (isKept)
        m_recovery->keep({m_name, {}, audience, packet, event.attachments});
    std::optional<Encoded> whole;
    // For sockets that cannot recover: to their clients an offset would be an ordinary argument.
    std::optional<Encoded> plain;
    for (Socket *socket : sockets) {
        const bool isWhole = offset.isNull() || socket->canRecover();
        auto &encoded = isWhole ? whole : plain;
        if (!encoded)
            encoded = encodedForMany(isWhole ? packet : encode(event), event.attachments);
        socket->deliver(*encoded, delivery);
    }
}

std::vector<Socket *> Namespace::receivers(const Audience &audience)
{
    std::vector<Socket *> found;
    ++m_round;
    const auto mark = [this](Socket *socket) {
        return std::exchange(socket->m_round, m_round) != m_round;
    };
    const auto take = [&](Socket *socket) {
        if (mark(socket))
            found.push_back(socket);
    };
    const auto visit = [this](const QString &room, const auto &visitor) {
        if (Socket *socket = find(room))
            visitor(socket);
        if (const auto members = m_rooms.constFind(room); members != m_rooms.cend())
            std::for_each(members->begin(), members->end(), visitor);
    };
    for (const QString &room : audience.except)
        visit(room, mark);
    for (const QString &room : audience.rooms)
        visit(room, take);
    if (audience.rooms.isEmpty())
        std::for_each(m_sockets.cbegin(), m_sockets.cend(), take);
    return found;
}

QByteArray Namespace::encode(const ServerEvent &event, const QString &offset) const
{
    QJsonArray array = event.args;
    array.prepend(event.name);
    if (!offset.isNull())
        array.append(offset);
    return encodeEvent(m_name, array, int(event.attachments.size()));
}

// Membership -------------------------------------------------------------------------------------

void Namespace::add(Socket *socket)
{
    m_sockets.insert(QString::fromLatin1(socket->sid()), socket);
    const QList<QString> rooms = socket->trail().rooms();
    for (const QString &room : rooms)
        m_rooms[room].insert(socket);
}

void Namespace::remove(Socket *socket)
{
    const QList<QString> rooms = socket->trail().rooms();
    for (const QString &room : rooms) {
        const auto members = m_rooms.find(room);
        members->remove(socket);
        if (members->isEmpty())
            m_rooms.erase(members);
    }
    const auto found = m_sockets.constFind(QString::fromLatin1(socket->sid()));
    if (found != m_sockets.cend() && *found == socket)
        m_sockets.erase(found);
}

void Namespace::join(Socket *socket, const QString &room)
{
    if (room == QLatin1String(socket->sid()))
        return;
    socket->m_trail.join(room, m_recovery ? m_recovery->position() : LogPosition());
    m_rooms[room].insert(socket);
}

void Namespace::leave(Socket *socket, const QString &room)
{
    const auto members = m_rooms.find(room);
    if (members == m_rooms.end() || !members->remove(socket))
        return;
    if (members->isEmpty())
        m_rooms.erase(members);
    socket->m_trail.leave(room, m_recovery ? m_recovery->position() : LogPosition());
}

} // namespace parlance::socketio
