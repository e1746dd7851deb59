// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/presence.h"

#include <algorithm>
#include <utility>

namespace parlance {

namespace {

/// Maximum number of users in RoomOnlineChanged.
constexpr qsizetype maxListed = 1000;
/// A room with many online users is published less often, because each list goes to every user on
/// it.
constexpr std::chrono::milliseconds shortestPause{250};
constexpr std::chrono::milliseconds longestPause{1000};

void sortByName(QList<UserRef> &users)
{
    std::sort(users.begin(), users.end(), [](const UserRef &a, const UserRef &b) {
        return a.username.compare(b.username, Qt::CaseInsensitive) < 0;
    });
}

} // namespace

Presence::Presence(MembershipStore &memberships, AccountStore &accounts, Broker &broker,
                   Clock clock)
    : m_memberships(memberships)
    , m_accounts(accounts)
    , m_broker(broker)
    , m_clock(std::move(clock))
{
    m_pace.setSingleShot(true);
    QObject::connect(&m_pace, &QTimer::timeout, &m_pace, [this] { publishChanges(); });
    broker.subscribe(Broker::Stage::State, [this](const Event &event) { handle(event); });
}

void Presence::connect(const UserRef &user, Callback<std::vector<RoomId>> ready)
{
    Entry &entry = m_users[user.id];
    entry.user = user;
    if (entry.loaded) {
        ++entry.connections;
        ready(std::vector<RoomId>(entry.rooms.begin(), entry.rooms.end()));
        return;
    }
    Waiting &waiting = m_waiting[user.id];
    waiting.push_back(std::move(ready));
    if (waiting.size() > 1)
        return;
    m_memberships.roomIdsOf(
        user.id,
        [this, id = user.id](const Result<std::vector<RoomId>> &rooms) { loaded(id, rooms); });
}

void Presence::loaded(UserId userId, const Result<std::vector<RoomId>> &rooms)
{
    Entry &entry = m_users[userId];
    const Waiting waiting = std::move(m_waiting.extract(userId).mapped());
    if (!rooms) {
        m_users.remove(userId);
        for (const auto &ready : waiting)
            ready(rooms.error());
        return;
    }
    entry.loaded = true;
    entry.connections = int(waiting.size());
    for (const RoomId &room : *rooms)
        enter(entry, room);
    // Events received since the store was asked are newer than its answer.
    for (const auto &[room, isMember] : entry.changes.asKeyValueRange())
        isMember ? enter(entry, room) : leave(entry, room);
    entry.changes.clear();
    const std::vector<RoomId> now(entry.rooms.begin(), entry.rooms.end());
    announce(entry, true);
    for (const auto &ready : waiting)
        ready(now);
}

void Presence::disconnect(UserId userId)
{
    const auto it = m_users.find(userId);
    if (it == m_users.end() || --it->connections > 0 || !it->loaded)
        return;
    const Entry entry = *it;
    for (const RoomId &room : entry.rooms)
        leave(*it, room);
    m_users.erase(it);
    announce(entry, false);
    // Best effort: a lost "last seen" is not an error.
    m_accounts.setLastSeen(userId, m_clock(), [](const Result<void> &) {});
}

bool Presence::isOnline(UserId userId) const
{
    const auto it = m_users.constFind(userId);
    return it != m_users.cend() && it->connections > 0;
}

QList<UserRef> Presence::onlineIn(RoomId roomId) const
{
    QList<UserRef> users;
    for (const UserId &id : m_rooms.value(roomId))
        users.append(m_users.value(id).user);
    sortByName(users);
    return users;
}

QList<UserRef> Presence::onlineUsers() const
{
    QList<UserRef> users;
    for (const Entry &entry : m_users) {
        if (entry.connections > 0)
            users.append(entry.user);
    }
    sortByName(users);
    return users;
}

QHash<UserId, qint64> Presence::connectionsOfUsers() const
{
    QHash<UserId, qint64> counts;
    for (auto each = m_users.cbegin(); each != m_users.cend(); ++each) {
        if (each->connections > 0)
            counts.insert(each.key(), each->connections);
    }
    return counts;
}

QHash<RoomId, qint64> Presence::onlineInRooms() const
{
    QHash<RoomId, qint64> counts;
    counts.reserve(m_rooms.size());
    for (auto each = m_rooms.cbegin(); each != m_rooms.cend(); ++each)
        counts.insert(each.key(), each->size());
    return counts;
}

qint64 Presence::connectionsOf(UserId userId) const
{
    const auto it = m_users.constFind(userId);
    return it == m_users.cend() ? 0 : it->connections;
}

std::shared_ptr<void> Presence::watch(RoomId roomId)
{
    ++(*m_watched)[roomId];
    return std::shared_ptr<void>(this, [watched = m_watched, roomId](void *) {
        const auto it = watched->find(roomId);
        if (--*it == 0)
            watched->erase(it);
    });
}

void Presence::announceOnline(RoomId roomId)
{
    noteChange(roomId);
}

void Presence::announceEntered(const UserRef &user, RoomId roomId)
{
    m_broker.publish(MemberEntered{roomId, user});
}

void Presence::noteChange(RoomId roomId)
{
    if (!m_watched->contains(roomId))
        return;
    m_changed.insert(roomId);
    publishWithin(pauseOf(roomId));
}

std::chrono::milliseconds Presence::pauseOf(RoomId roomId) const
{
    const auto pause = m_pauses.constFind(roomId);
    const qint64 left = pause == m_pauses.cend() ? 0 : pause->remainingTime();
    return std::chrono::milliseconds(left);
}

void Presence::publishWithin(std::chrono::milliseconds pause)
{
    if (!m_pace.isActive() || pause < m_pace.remainingTimeAsDuration())
        m_pace.start(pause);
}

void Presence::publishChanges()
{
    using Pause = std::pair<const RoomId &, QDeadlineTimer &>;
    m_pauses.removeIf([](const Pause &pause) { return pause.second.hasExpired(); });
    const QList<RoomId> rooms = m_changed.values();
    for (const RoomId &room : rooms) {
        if (!m_pauses.contains(room))
            publishOnline(room);
    }
    for (const RoomId &room : std::as_const(m_changed))
        publishWithin(pauseOf(room));
}

void Presence::publishOnline(RoomId roomId)
{
    m_changed.remove(roomId);
    QList<UserRef> users = onlineIn(roomId);
    users.resize(std::min(users.size(), maxListed));
    const std::chrono::milliseconds pause(users.size());
    m_pauses.insert(roomId, QDeadlineTimer(std::clamp(pause, shortestPause, longestPause)));
    m_broker.publish(RoomOnlineChanged{roomId, users});
}

void Presence::announceTyping(const UserRef &user, RoomId roomId, bool typing)
{
    m_broker.publish(TypingChanged{roomId, user, typing});
}

void Presence::handle(const Event &event)
{
    if (const auto *joined = std::get_if<MemberJoined>(&event)) {
        change(joined->user.id, joined->room.id, true);
    } else if (const auto *left = std::get_if<MemberLeft>(&event)) {
        change(left->user.id, left->roomId, false);
    } else if (const auto *deleted = std::get_if<RoomDeleted>(&event)) {
        const QList<UserId> users = m_users.keys();
        for (const UserId &user : users)
            change(user, deleted->roomId, false);
    }
}

void Presence::change(UserId userId, RoomId roomId, bool isMember)
{
    const auto it = m_users.find(userId);
    if (it == m_users.end())
        return;
    if (!it->loaded)
        it->changes.insert(roomId, isMember);
    else if (isMember)
        enter(*it, roomId);
    else
        leave(*it, roomId);
}

void Presence::enter(Entry &entry, RoomId roomId)
{
    entry.rooms.insert(roomId);
    m_rooms[roomId].insert(entry.user.id);
    noteChange(roomId);
}

void Presence::leave(Entry &entry, RoomId roomId)
{
    entry.rooms.remove(roomId);
    noteChange(roomId);
    const auto members = m_rooms.find(roomId);
    if (members != m_rooms.end() && members->remove(entry.user.id) && members->isEmpty())
        m_rooms.erase(members);
}

void Presence::announce(const Entry &entry, bool online)
{
    m_broker.publish(PresenceChanged{entry.user, online, m_clock(),
                                     std::vector<RoomId>(entry.rooms.begin(), entry.rooms.end())});
}

} // namespace parlance
