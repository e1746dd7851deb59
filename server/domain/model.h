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

/// What an account may do in the whole server.
enum class ServerRole { User, Administrator };
/// What a member may do in one room. Ordered: a higher role may do all that a lower one may.
enum class RoomRole { Member, Moderator, Owner };
/// Public: anybody may find and join it. Private: invitation only, hidden from others. Direct: the
/// conversation of exactly two users; it has no name and cannot be joined, left or deleted.
enum class RoomKind { Public, Private, Direct };

struct User
{
    UserId id;
    /// Unique: the handle.
    QString username;
    std::optional<QString> email;
    ServerRole role = ServerRole::User;
    Timestamp createdAt;
    /// When the last connection of the user ended; nothing if there was none yet.
    std::optional<Timestamp> lastSeenAt;
    /// The account still has its one-time password: all it may do is change it or log out.
    bool mustChangePassword = false;
    /// The name that was asked for where another had it already, as some dialects allow; else
    /// empty.
    QString displayName = {};
    std::optional<QString> phoneNumber = {};
    /// What clients of another backend know a user by that was moved here from it; else empty.
    QString alias = {};

    const QString &shownName() const { return displayName.isEmpty() ? username : displayName; }
};

/// A log-in. The token's `jti` is the id; a token without its session row is worth nothing.
struct Session
{
    SessionId id;
    UserId userId;
    Timestamp createdAt;
    Timestamp expiresAt;
};

/// What a client without a token is known by: kept with the session that it opens, compared when it
/// later shows nothing else.
struct ClientFingerprint
{
    /// As text; the loopback addresses 127.0.0.1 and ::1 count as the first one. Empty: not to be
    /// known.
    QString address = {};
    /// SHA-256 of the origin of its page; empty: there is none that could be compared.
    QByteArray origin = {};
    /// SHA-256 of its User-Agent without version numbers; empty: equal to any.
    QByteArray userAgent = {};
    /// A page of this machine, on a listener that only this machine reaches, without a proxy.
    bool isLoopback = false;
};

/// The room where the sockets of a session were last, in a dialect whose messages name none.
struct LastRoom
{
    /// Null: in none, or in several.
    RoomId room = {};
    bool several = false;
    /// Those that are in it, or were when they ended; 0 in none or several.
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

/// Who acts: a user through a session. Made by Accounts::authenticate only.
struct Actor
{
    UserId userId;
    QString username;
    SessionId sessionId;
    ServerRole role = ServerRole::User;
    Timestamp expiresAt;
    bool mustChangePassword = false;
    /// The dialect that the session was opened in; empty: the native API.
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
    /// The room's change counter: posting, editing and deleting each take its next value.
    qint64 lastSeq = 0;
};

/// A room as one user sees it.
struct RoomView
{
    Room room;
    /// Nothing when the viewer is not a member.
    std::optional<RoomRole> role;
    /// The other party of a direct conversation.
    std::optional<UserRef> peer;
    /// The seq up to which the viewer has read.
    qint64 readSeq = 0;
    /// Messages of others behind readSeq; counts to 100 and stops there.
    qint64 unread = 0;
};

struct Member
{
    UserRef user;
    RoomRole role = RoomRole::Member;
    Timestamp joinedAt;
};

/// A page of members by user id. `more` says that there are further ones.
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
    /// Its place in the room: the counter value it was posted with; gap-free only together with
    /// changedSeq of the other messages.
    qint64 seq = 0;
    /// The counter value of its last change; equal to seq while it was never changed.
    qint64 changedSeq = 0;
    /// The server-wide commit position of its last change, opaque to clients.
    qint64 position = 0;
    UserRef author;
    /// Empty once deleted.
    QString text;
    Timestamp createdAt;
    std::optional<Timestamp> editedAt;
    std::optional<Timestamp> deletedAt;
    /// The other party of a direct conversation; nothing in a room.
    std::optional<UserRef> recipient = {};
};

/// What an id, or the alias of a user, belongs to.
struct Identified
{
    enum class Kind { Nothing, User, Room };
    Kind kind = Kind::Nothing;
    RawId id;
};

/// A page of messages, ascending by seq. `more` says that there are further ones in the direction
/// that was asked for.
struct MessagePage
{
    QList<Message> messages;
    bool more = false;
};

/// What changed in a room, ascending by changedSeq; a deleted message appears as a tombstone.
struct ChangePage
{
    QList<Message> messages;
    /// Ask again with this as `since` if `more`; the room's counter otherwise.
    qint64 until = 0;
    bool more = false;
};

/// One room of those that were asked for together.
struct ResumedRoom
{
    RoomId roomId;
    /// RoomNotFound, NotMember, ReloadRequired (the counter never stood where the caller does).
    Result<ChangePage> changes;
};

/// A message that was posted, edited or deleted behind a commit position, as it is now.
struct MissedMessage
{
    Message message;
    /// It was posted behind the position too.
    bool isNew = false;
};

/// All that one user missed, ascending by Message::position.
struct MissedChanges
{
    QList<MissedMessage> messages;
    /// The store's position when it was asked: what is behind it is not in here.
    qint64 until = 0;
};

} // namespace parlance
