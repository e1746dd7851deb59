// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/model.h"
#include "realtime/broker.h"
#include "storage/accountstore.h"
#include "storage/membershipstore.h"

#include <QDeadlineTimer>
#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <memory>
#include <vector>

namespace parlance {

/// Who is online, and where. A user is online while it has a connection, however many. Keeps the
/// rooms of online users, loaded at their first connection and moved by the events of membership.
/// Subscribes to the broker in its constructor: construct it before the hub. Event loop only.
class Presence
{
public:
    Presence(MembershipStore &memberships, AccountStore &accounts, Broker &broker, Clock clock);

    /// Counts one connection more; answers the user's rooms as they are when the callback runs. A
    /// failed call counts nothing.
    void connect(const UserRef &user, Callback<std::vector<RoomId>> ready);
    /// Exactly once for every successful connect().
    void disconnect(UserId userId);

    bool isOnline(UserId userId) const;
    qint64 onlineCount(RoomId roomId) const { return m_rooms.value(roomId).size(); }
    /// By name.
    QList<UserRef> onlineIn(RoomId roomId) const;
    QList<UserRef> onlineUsers() const;

    /// As long as the token lives, changes of who is online in the room are published
    /// (RoomOnlineChanged): the first at once, those of the following quarter of a second (a
    /// second, where many are online) together.
    std::shared_ptr<void> watch(RoomId roomId);
    /// Publishes it once more, for somebody who has just come to watch.
    void announceOnline(RoomId roomId);
    /// Tells the room that a member subscription to it from now on; the caller knows it to be one.
    void announceEntered(const UserRef &user, RoomId roomId);

    /// Tells the room that the user types or has stopped; the caller knows it to be a member.
    void announceTyping(const UserRef &user, RoomId roomId, bool typing);

private:
    struct Entry
    {
        UserRef user;
        int connections = 0;
        bool loaded = false;
        QSet<RoomId> rooms;
        /// While the rooms load: what changed since, the last word for each room.
        QHash<RoomId, bool> changes;
        std::vector<Callback<std::vector<RoomId>>> waiting;
    };

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
    /// The online users of each room.
    QHash<RoomId, QSet<UserId>> m_rooms;
    /// How many watch each room; the tokens share it.
    std::shared_ptr<QHash<RoomId, int>> m_watched = std::make_shared<QHash<RoomId, int>>();
    /// Watched rooms that are to be published, and until when those just published are not.
    QSet<RoomId> m_changed;
    QHash<RoomId, QDeadlineTimer> m_pauses;
    QTimer m_pace;
};

} // namespace parlance
