// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/model.h"
#include "realtime/broker.h"
#include "stores/accountstore.h"
#include "stores/membershipstore.h"

#include <QDeadlineTimer>
#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <map>
#include <memory>
#include <vector>

namespace parlance {

/// Who is online, and in which rooms. A user is online while it has at least one connection. Keeps
/// the rooms of online users, loaded at their first connection and updated by membership events.
/// Subscribes to the broker in its constructor: construct it before the hub. Event loop only.
class Presence
{
public:
    Presence(MembershipStore &memberships, AccountStore &accounts, Broker &broker, Clock clock);

    /// Counts one more connection; answers with the user's rooms as they are when the callback
    /// runs. A failed call counts nothing.
    void connect(const UserRef &user, Callback<std::vector<RoomId>> ready);
    /// Call it exactly once for every successful connect().
    void disconnect(UserId userId);

    bool isOnline(UserId userId) const;
    qint64 onlineCount(RoomId roomId) const { return m_rooms.value(roomId).size(); }
    /// Sorted by name.
    QList<UserRef> onlineIn(RoomId roomId) const;
    QList<UserRef> onlineUsers() const;
    /// How many there are, those included whose rooms are being loaded.
    qint64 usersOnline() const { return m_users.size(); }
    /// How many connections each online user has, and how many users are online in each room that
    /// has any.
    QHash<UserId, qint64> connectionsOfUsers() const;
    QHash<RoomId, qint64> onlineInRooms() const;
    qint64 connectionsOf(UserId userId) const;

    /// While the returned token lives, changes of who is online in the room are published
    /// (RoomOnlineChanged). The first change is published at once, those of the following quarter
    /// of a second (a second, where many are online) together.
    std::shared_ptr<void> watch(RoomId roomId);
    /// Publishes it once more, for a connection that has just begun to watch.
    void announceOnline(RoomId roomId);
    /// Publishes that a member is subscribed to the room from now on; the caller has checked the
    /// membership.
    void announceEntered(const UserRef &user, RoomId roomId);

    /// Publishes that the user types or has stopped; the caller has checked the membership.
    void announceTyping(const UserRef &user, RoomId roomId, bool typing);

private:
    struct Entry
    {
        UserRef user;
        int connections = 0;
        bool loaded = false;
        QSet<RoomId> rooms;
        /// Changes while the rooms load: the latest state of each room.
        QHash<RoomId, bool> changes;
    };
    using Waiting = std::vector<Callback<std::vector<RoomId>>>;

    void handle(const Event &event);
    void loaded(UserId userId, const Result<std::vector<RoomId>> &rooms);
    void change(UserId userId, RoomId roomId, bool isMember);
    void enter(Entry &entry, RoomId roomId);
    void leave(Entry &entry, RoomId roomId);
    void announce(const Entry &entry, bool online);
    void noteChange(RoomId roomId);
    std::chrono::milliseconds pauseOf(RoomId roomId) const;
    void publishWithin(std::chrono::milliseconds pause);
    void publishChanges();
    void publishOnline(RoomId roomId);

    MembershipStore &m_memberships;
    AccountStore &m_accounts;
    Broker &m_broker;
    Clock m_clock;
    QHash<UserId, Entry> m_users;
    /// The connections of users whose rooms are being loaded.
    std::map<UserId, Waiting> m_waiting;
    /// The online users of each room.
    QHash<RoomId, QSet<UserId>> m_rooms;
    /// Number of watch tokens of each room, shared with the tokens.
    std::shared_ptr<QHash<RoomId, int>> m_watched = std::make_shared<QHash<RoomId, int>>();
    /// Watched rooms with unpublished changes, and the time until which rooms published just now
    /// wait.
    QSet<RoomId> m_changed;
    QHash<RoomId, QDeadlineTimer> m_pauses;
    QTimer m_pace;
};

} // namespace parlance
