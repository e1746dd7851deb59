// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/model.h"

/// One struct a use case: what a caller asks for, typed but not yet validated.
namespace parlance {

struct RegisterAccount
{
    QString username;
    std::optional<QString> email;
    QString password;
};

struct LogIn
{
    /// A user name or an e-mail address.
    QString login;
    QString password;
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
    std::optional<QString> clientId;
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
