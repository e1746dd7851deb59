// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/clock.h"
#include "shared/ids.h"
#include "shared/result.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

namespace parlance {

/// What an account may do in the whole server: see domain/roles.h. Stored as a number: never
/// renumber.
enum class ServerRole { User, Administrator, Operator, Auditor };
/// What a member may do in one room. Ordered: a higher role includes the rights of a lower one.
enum class RoomRole { Member, Moderator, Owner };
/// Public: any user may find and join it. Private: by invitation only, hidden from others. Direct:
/// the conversation of exactly two users; it has no name and cannot be joined, left or deleted.
enum class RoomKind { Public, Private, Direct };

struct User
{
    UserId id;
    /// The handle; unique.
    QString username;
    std::optional<QString> email;
    ServerRole role = ServerRole::User;
    Timestamp createdAt;
    /// When the last connection of the user ended; empty if it never had one.
    std::optional<Timestamp> lastSeenAt;
    /// The account still has its one-time password: it may only change it or log out.
    bool mustChangePassword = false;
    /// The requested name if it was taken by another account, as some dialects allow; else empty.
    QString displayName = {};
    std::optional<QString> phoneNumber = {};
    /// The id of an imported user in its former backend, which clients of that backend use; else
    /// empty.
    QString alias = {};

    const QString &shownName() const { return displayName.isEmpty() ? username : displayName; }
};

/// A log-in session. Its id is the token's `jti`; a token without a stored session is invalid.
struct Session
{
    SessionId id;
    UserId userId;
    Timestamp createdAt;
    Timestamp expiresAt;
};

/// Identifies a client without a token: stored with the session that it opens, and compared when it
/// later connects without a token.
struct ClientFingerprint
{
    /// As text; the loopback addresses 127.0.0.1 and ::1 are both stored as the first one. Empty:
    /// unknown.
    QString address = {};
    /// SHA-256 of its page's origin; empty: there is none to compare.
    QByteArray origin = {};
    /// SHA-256 of its User-Agent without version numbers; empty: matches any.
    QByteArray userAgent = {};
    /// A page on this machine, through a listener reachable only from this machine, without a
    /// proxy.
    bool isLoopback = false;
};

/// The last room of a session's sockets, in a dialect whose messages name none.
struct LastRoom
{
    /// Null: no room, or several.
    RoomId room = {};
    bool several = false;
    /// Number of sockets that are in it, or were when they closed; 0 if there is no room or
    /// several.
    int sockets = 0;

    friend bool operator==(const LastRoom &, const LastRoom &) = default;
};

struct UserRef
{
    UserId id;
    QString username;
    /// User::alias.
    QString alias = {};

    friend bool operator==(const UserRef &, const UserRef &) = default;
};

/// The acting user and session. Created only by the session store; see Sessions::authenticate()
/// and Sessions::claim().
struct Actor
{
    UserId userId;
    QString username;
    SessionId sessionId;
    ServerRole role = ServerRole::User;
    Timestamp expiresAt;
    bool mustChangePassword = false;
    /// The dialect in which the session was opened; empty: the native API.
    QString dialect = {};
    /// User::alias.
    QString alias = {};

    UserRef user() const { return {userId, username, alias}; }
};

struct Room
{
    RoomId id;
    RoomKind kind = RoomKind::Public;
    /// Empty for a direct conversation.
    QString name;
    /// Null for a direct conversation.
    UserId ownerId;
    Timestamp createdAt;
    Timestamp updatedAt;
    qint64 memberCount = 0;
    /// The room's change counter: each post, edit and deletion takes its next value.
    qint64 lastSeq = 0;
    /// Only its owner and its moderators may post and edit.
    bool frozen = false;
    /// Slow mode: each member may post once in so many seconds, except its owner and its
    /// moderators; 0: off.
    qint64 slowMode = 0;
    /// Messages up to this value of the counter were purged.
    qint64 purgedSeq = 0;
};

/// A room as one user sees it.
struct RoomView
{
    Room room;
    /// Empty if the viewer is not a member.
    std::optional<RoomRole> role;
    /// The other user of a direct conversation.
    std::optional<UserRef> peer;
    /// The seq up to which the viewer has read.
    qint64 readSeq = 0;
    /// Number of messages of others after readSeq, at most 100.
    qint64 unread = 0;
};

struct Member
{
    UserRef user;
    RoomRole role = RoomRole::Member;
    Timestamp joinedAt;
};

/// A page of members by user id. `more`: there are further ones.
struct MemberPage
{
    QList<Member> members;
    bool more = false;
};

struct Invitation
{
    RoomId roomId;
    QString roomName;
    UserRef inviter;
    UserId inviteeId;
    Timestamp createdAt;
};

struct Message
{
    MessageId id;
    RoomId roomId;
    /// Its place in the room: the counter value when it was posted. Gap-free only together with
    /// changedSeq of the other messages.
    qint64 seq = 0;
    /// The counter value of its last change; equal to seq if it was never changed.
    qint64 changedSeq = 0;
    /// The server-wide commit position of its last change, opaque to clients.
    qint64 position = 0;
    UserRef author;
    /// Empty once deleted.
    QString text;
    Timestamp createdAt;
    std::optional<Timestamp> editedAt;
    std::optional<Timestamp> deletedAt;
    /// The recipient of a direct message; empty in a room.
    std::optional<UserRef> recipient = {};
};

/// What an id, or the alias of a user, belongs to.
struct Identified
{
    enum class Kind { Nothing, User, Room };
    Kind kind = Kind::Nothing;
    RawId id;
};

/// A page of messages, ascending by seq. `more`: there are further ones in the requested direction.
struct MessagePage
{
    QList<Message> messages;
    bool more = false;
};

/// The changes in a room, ascending by changedSeq; a deleted message appears as a tombstone.
struct ChangePage
{
    QList<Message> messages;
    /// The `since` of the next request if `more`; else the room's counter.
    qint64 until = 0;
    bool more = false;
    /// Room::purgedSeq: the client forgets messages up to it.
    qint64 purgedSeq = 0;
};

/// The result for one of several requested rooms.
struct ResumedRoom
{
    RoomId roomId;
    /// RoomNotFound, NotMember, ReloadRequired (the counter never had the caller's value).
    Result<ChangePage> changes;
};

/// A message that was posted, edited or deleted after a commit position, in its current state.
struct MissedMessage
{
    Message message;
    /// It was also posted after that position.
    bool isNew = false;
};

/// Everything one user missed, ascending by Message::position.
struct MissedChanges
{
    QList<MissedMessage> messages;
    /// The store's position at the time of the query: later changes are not included.
    qint64 until = 0;
};

} // namespace parlance
