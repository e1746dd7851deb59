// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/clock.h"
#include "shared/ids.h"
#include "shared/result.h"

#include <QJsonObject>
#include <QStringList>

#include <optional>
#include <vector>

namespace parlance {

/// The field names in the collections of one kind of backend, as data.
struct BackendFields
{
    /// The dialect of its clients.
    QString dialect;
    /// Empty: there is no such field.
    QString email = {};
    QString phoneNumber = {};
    QString alias = {};
    /// Several accounts may have the same name.
    bool namesRepeat = false;

    QString author = {};
    QString target = {};
    QString text = {};
    QString time = {};
    enum class Target {
        /// A room by its name; the backend stores nothing else about the room.
        ByName,
        ById,
        /// A user, by id or alias.
        User
    };
    Target targetKind = Target::ById;
    /// Its messages are not delivered yet.
    bool undelivered = false;
};

const std::vector<BackendFields> &knownBackends();
/// Null if there is no backend of that dialect.
const BackendFields *backendOf(const QString &dialect);
/// Detects the backend from a user, a room and a message of it, as far as there are any; null:
/// unknown.
const BackendFields *detectBackend(const QJsonObject &user, const QJsonObject &room,
                                   const QJsonObject &message);

struct ImportedUser
{
    RawId id;
    QString username;
    std::optional<QString> email = {};
    std::optional<QString> phoneNumber = {};
    QString alias = {};
    /// bcrypt.
    QString passwordHash = {};
    Timestamp createdAt = {};
};

struct ImportedRoom
{
    RawId id;
    QString name;
    bool isPrivate = false;
    std::vector<RawId> members = {};
    Timestamp createdAt = {};
};

struct ImportedMessage
{
    RawId id;
    /// Ids as 24 hex digits, or aliases.
    QString author;
    /// As BackendFields::targetKind defines.
    QString target;
    QString text = {};
    Timestamp createdAt = {};
};

/// ValidationFailed with a detail that names the problem, and contains neither passwords nor texts.
Result<ImportedUser> readUser(const BackendFields &fields, const QJsonObject &record);
Result<ImportedRoom> readRoom(const QJsonObject &record);
Result<ImportedMessage> readMessage(const BackendFields &fields, const QJsonObject &record);
/// The time of a message: its own, else that of its id; empty if it has neither.
std::optional<Timestamp> timeOf(const BackendFields &fields, const QJsonObject &message);

} // namespace parlance
