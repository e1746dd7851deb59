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
    const QByteArray packet = encode(event, delivery);
    if (packet.isEmpty())
        return;
    if (delivery == Delivery::Kept && m_recovery)
        m_recovery->keep({m_name, {}, audience, packet, event.attachments});
    const std::vector<Socket *> sockets = receivers(audience);
    if (sockets.empty())
        return;
    const Encoded encoded = encodedForMany(packet, event.attachments);
    for (Socket *socket : sockets)
        socket->deliver(encoded, delivery);
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

QByteArray Namespace::encode(const ServerEvent &event, Delivery delivery) const
{
    if (!isEventName(event.name))
        return {};
    QJsonArray array = event.args;
    array.prepend(event.name);
    QString offset;
    if (m_recovery && delivery == Delivery::Kept)
        offset = m_recovery->nextOffset();
    else if (m_recovery && array.last().isString())
        offset = m_recovery->lastOffset();
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
    m_sockets.remove(QString::fromLatin1(socket->sid()));
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
