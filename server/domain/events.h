// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/model.h"

#include <algorithm>
#include <chrono>
#include <variant>
#include <vector>

/// Events as published to all clients that they concern. They are values, because the broker may
/// copy them between nodes.
namespace parlance {

struct MessagePosted
{
    Message message;
    /// As the author sent it, so that its other devices can match their pending copy; may be empty.
    QString clientId;
    /// It was sent as a socket event, not over REST.
    bool overSocket = false;
    /// When the call that posts it was parsed, by the steady clock of this process; its epoch: not
    /// known. Sent to nobody.
    std::chrono::steady_clock::time_point parsedAt = {};
    /// Of the author's session; empty: the native API. Sent to nobody.
    QString dialect = {};
};
struct MessageEdited
{
    Message message;
};
struct MessageDeleted
{
    Message message;
};
struct RoomUpdated
{
    Room room;
};
/// Older messages are gone for everybody, without an event for each.
struct RoomPurged
{
    RoomId roomId;
    /// Messages up to this value of the room's counter.
    qint64 purgedSeq = 0;
    /// The value of the counter that the purge took, and its commit position.
    qint64 seq = 0;
    qint64 position = 0;
};
struct RoomDeleted
{
    RoomId roomId;
};
struct MemberJoined
{
    Room room;
    UserRef user;
    RoomRole role = RoomRole::Member;
};
enum class LeaveReason { Left, Kicked, Banned };
struct MemberLeft
{
    RoomId roomId;
    UserRef user;
    LeaveReason reason = LeaveReason::Left;
    /// What an administrator says about it; may be empty.
    QString message = {};
};
struct MemberUpdated
{
    RoomId roomId;
    UserRef user;
    RoomRole role = RoomRole::Member;
};
/// A member's first connection subscribed to the room, or its last one unsubscribed. Not stored,
/// unlike membership.
struct MemberEntered
{
    RoomId roomId;
    UserRef user;
};
struct MemberExited
{
    RoomId roomId;
    UserRef user;
};
/// Who is online in a room that is being watched (Presence::watch()).
struct RoomOnlineChanged
{
    RoomId roomId;
    /// Sorted by name; at most 1000.
    QList<UserRef> users;
};
struct InvitationCreated
{
    Invitation invitation;
};
/// Sent only to the reader's own connections, so that its other devices clear their unread marks.
struct ReadMarkMoved
{
    UserId userId;
    RoomId roomId;
    qint64 seq = 0;
};
/// The user's first connection opened, or its last one closed. Published at once, not debounced;
/// RoomOnlineChanged is paced.
struct PresenceChanged
{
    UserRef user;
    bool online = false;
    Timestamp at;
    /// The rooms whose members receive it.
    std::vector<RoomId> rooms;
};
struct TypingChanged
{
    RoomId roomId;
    UserRef user;
    bool typing = false;
};
enum class SessionEndReason {
    LoggedOut,
    PasswordChanged,
    Expired,
    Revoked,
    Suspended,
    Deactivated,
    Erased
};
/// The sockets of these sessions are notified and closed. With an empty list: those of all sessions
/// of the user except `except`.
struct SessionsEnded
{
    UserId userId;
    std::vector<SessionId> sessions;
    SessionId except;
    SessionEndReason reason = SessionEndReason::LoggedOut;
    /// What an administrator says about it; may be empty.
    QString message = {};
};

/// The personal data of a user are gone. Sent once to every client: any of them may show messages
/// of the user, who need not be in their rooms any more.
struct UserErased
{
    /// With the name that is shown from now on.
    UserRef user;
    /// All messages of the user are deleted, in every room.
    bool messagesDeleted = false;
};

/// In force at once for the user's open sessions. Sent to no client.
struct RoleChanged
{
    UserId userId;
    ServerRole role = ServerRole::User;
};

/// What administrators see in a table has changed, and no other event tells of it. Sent to no
/// client.
struct TableChanged
{
    enum class Table { Users, Reports };
    Table table = Table::Users;
};

/// What an administrator says to everybody, or to those in a room, or to one user. Not stored.
struct Announced
{
    /// As dialects need one for every message; no message has it.
    MessageId id = {};
    QString text = {};
    Timestamp at = {};
    /// The administrator's user name; empty: not known here.
    QString by = {};
    /// To those who are in this room; null: not only to them.
    RoomId room = {};
    /// To this user; a null id: not only to them.
    UserRef user = {};
    /// The room in which a connection shows it; set for each of them as it is sent.
    RoomId roomId = {};
};

enum class Measure { Kicked, Banned, Muted, Unmuted };
/// What moderators of the server have done to a user. Sent only to the user's own connections.
struct Moderated
{
    Measure measure = Measure::Kicked;
    /// Null: everywhere.
    RoomId place = {};
    /// When it ends; empty: never, or it is over at once.
    std::optional<Timestamp> until = {};
    /// As the user may read it; may be empty.
    QString reason = {};
    /// The same in words, to `notice.user`, for the dialects that have no event of their own for
    /// it.
    Announced notice = {};
};

/// Sent only to the connections of this session, some time before it ends.
struct SessionExpiring
{
    UserId userId;
    SessionId sessionId;
    Timestamp expiresAt;
};

/// Whether `ended` includes this session (of the user ended.userId).
inline bool concerns(const SessionsEnded &ended, const SessionId &session)
{
    if (ended.sessions.empty())
        return session != ended.except;
    return std::find(ended.sessions.begin(), ended.sessions.end(), session) != ended.sessions.end();
}

using Event = std::variant<MessagePosted, MessageEdited, MessageDeleted, RoomUpdated, RoomPurged,
                           RoomDeleted, MemberJoined, MemberLeft, MemberUpdated, MemberEntered,
                           MemberExited, RoomOnlineChanged, InvitationCreated, ReadMarkMoved,
                           PresenceChanged, TypingChanged, UserErased, Announced, Moderated,
                           SessionExpiring, SessionsEnded, RoleChanged, TableChanged>;

/// The commit position of a stored change; 0 for events that are not stored.
inline qint64 positionOf(const Event &event)
{
    const auto position = [](const auto &e) -> qint64 {
        if constexpr (requires { e.message.position; })
            return e.message.position;
        else if constexpr (requires { e.position; })
            return e.position;
        else
            return 0;
    };
    return std::visit(position, event);
}

} // namespace parlance
