// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/model.h"

#include <vector>

/// One struct a use case: what a caller asks for, typed but not yet validated.
namespace parlance {

/// How a session is opened, and what its token tells the client.
struct SessionStyle
{
    /// The dialect; empty: the native API.
    QString dialect = {};
    /// User::shownName() instead of the handle.
    bool showsDisplayName = false;
    /// `id`, `userId` and `profileId` are the user's alias where there is one, and `phoneNumber` is
    /// there.
    bool isByPhone = false;
    /// Of the client that opens it.
    ClientFingerprint client = {};
};

struct RegisterAccount
{
    QString username;
    std::optional<QString> email = {};
    QString password;
    std::optional<QString> phoneNumber = {};
    /// A taken name is no error: the account gets another handle and shows the one asked for.
    bool nameMayRepeat = false;
    SessionStyle style = {};
    /// Registering does not log in.
    bool withoutSession = false;
};

struct LogIn
{
    enum class By { NameOrEmail, PhoneNumber };

    QString login;
    QString password;
    By by = By::NameOrEmail;
    /// An unknown login is UserNotFound, not InvalidCredentials.
    bool tellsUnknown = false;
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
    /// Members from the beginning, beside the owner.
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
    /// The cursor of the page before; empty means the first page.
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
    /// The last user id of the page before; null means the first page.
    UserId after;
    int limit = 100;
};

struct PostMessage
{
    RoomId roomId;
    QString text;
    /// Makes a repeat harmless: the same id from the same user in the same room stores once within
    /// 24 hours.
    std::optional<QString> clientId = {};
    /// A public room also takes it from somebody who is no member.
    bool withoutJoining = false;
    /// As it came: some dialects show that.
    bool overSocket = false;
    /// The room's name, where roomId is null.
    QString roomName = {};
};

/// To whatever the address stands for: a user, by id or alias, or a room of which the author is a
/// member.
struct PostTo
{
    QString address;
    QString text;
    std::optional<QString> clientId = {};
    bool overSocket = false;
};

/// The newest messages, whole lists as the dialects answer them.
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

/// The changes of several rooms at once, each behind where the caller stands in it.
struct ResumeRooms
{
    struct Place
    {
        RoomId roomId;
        /// A value of the room's counter.
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
