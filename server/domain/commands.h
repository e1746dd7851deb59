// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/model.h"

#include <chrono>
#include <vector>

/// One struct for each use case: the caller's request, typed but not yet validated.
namespace parlance {

/// How a session is opened, and what its token contains.
struct SessionStyle
{
    /// Name of the dialect; empty: the native API.
    QString dialect = {};
    /// The token contains User::shownName() instead of the handle.
    bool showsDisplayName = false;
    /// The claims `id`, `userId` and `profileId` are the user's alias if there is one, and
    /// `phoneNumber` is included.
    bool isByPhone = false;
    /// The client that opens it.
    ClientFingerprint client = {};
};

struct RegisterAccount
{
    QString username = {};
    std::optional<QString> email = {};
    QString password = {};
    std::optional<QString> phoneNumber = {};
    /// A taken name is no error: the account gets another handle and displays the requested name.
    bool allowDuplicateName = false;
    SessionStyle style = {};
    /// Registering does not log in.
    bool skipSession = false;
    /// The code of an invitation to the server; empty: none.
    QString invitation = {};
};

struct LogIn
{
    enum class By { NameOrEmail, PhoneNumber };

    QString login = {};
    QString password = {};
    By by = By::NameOrEmail;
    /// An unknown login is answered with UserNotFound instead of InvalidCredentials.
    bool revealUnknownUser = false;
    SessionStyle style = {};
};

struct ChangePassword
{
    QString currentPassword;
    QString newPassword;
};

struct CreateRoom
{
    QString name;
    bool isPrivate = false;
    /// Initial members besides the owner.
    std::vector<UserId> members = {};
};

struct RenameRoom
{
    RoomId roomId;
    QString name;
};

enum class RoomScope { Mine, Public };
struct ListRooms
{
    RoomScope scope = RoomScope::Mine;
    /// Only rooms whose name contains this, case-insensitively; empty means all.
    QString search;
    /// The cursor of the previous page; empty means the first page.
    QString after;
    int limit = 50;
};

struct InviteToRoom
{
    RoomId roomId;
    UserId userId;
};

struct SetRoomRole
{
    RoomId roomId;
    UserId userId;
    RoomRole role = RoomRole::Member;
};

struct RemoveMember
{
    RoomId roomId;
    UserId userId;
};

struct ListMembers
{
    RoomId roomId;
    /// The last user id of the previous page; null means the first page.
    UserId after;
    int limit = 100;
};

struct PostMessage
{
    RoomId roomId;
    QString text;
    /// Idempotency key: the same id from the same user in the same room stores once within 24
    /// hours.
    std::optional<QString> clientId = {};
    /// A public room also accepts it from a user who is not a member.
    bool withoutJoining = false;
    /// The transport it was sent over; some dialects show it.
    bool overSocket = false;
    /// The room's name, where roomId is null.
    QString roomName = {};
    /// MessagePosted::parsedAt
    std::chrono::steady_clock::time_point parsedAt = {};
};

/// Posts to a user, by id or alias, or to a room of which the author is a member.
struct PostTo
{
    QString address;
    QString text;
    std::optional<QString> clientId = {};
    bool overSocket = false;
    /// MessagePosted::parsedAt
    std::chrono::steady_clock::time_point parsedAt = {};
};

/// Unpaged lists of the newest messages, as the dialects return them.
struct ListHistory
{
    RoomId roomId;
    /// Only older ones than this message.
    std::optional<MessageId> before = {};
    int limit = 1000;
};

struct ListMessages
{
    RoomId roomId;
    /// Messages with a smaller seq, newest of them; excludes `after`.
    std::optional<qint64> before;
    /// Messages with a greater seq, oldest of them.
    std::optional<qint64> after;
    int limit = 50;
};

struct ListChanges
{
    RoomId roomId;
    qint64 since = 0;
    int limit = 200;
};

/// The changes of several rooms at once, each after the caller's position in it.
struct ResumeRooms
{
    struct Place
    {
        RoomId roomId;
        /// A value of the room's change counter.
        qint64 since = 0;
    };
    QList<Place> places;
};

struct EditMessage
{
    MessageId messageId;
    QString text;
};

struct MarkRead
{
    RoomId roomId;
    qint64 seq = 0;
};

struct SetTyping
{
    RoomId roomId;
    bool typing = false;
};

} // namespace parlance
