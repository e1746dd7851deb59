// SPDX-License-Identifier: GPL-3.0-or-later
#include "importer/backends.h"

#include "app/bcrypt.h"
#include "importer/extendedjson.h"

#include <QJsonArray>

#include <array>

namespace parlance {

using namespace Qt::StringLiterals;

namespace {

Error wrong(const QString &detail)
{
    return Error::invalid(detail);
}

// An id in any form, or a text in place of one.
QString address(const QJsonValue &value)
{
    const auto id = extendedjson::id(value);
    return id ? rawIdToHex(*id) : extendedjson::text(value).value_or(QString());
}

Timestamp timeOr(const QJsonValue &value, const RawId &id)
{
    return extendedjson::time(value).value_or(extendedjson::timeOfId(id));
}

/// Author, target, text, time.
void setMessage(BackendFields &backend, BackendFields::Target kind,
                const std::array<QString, 4> &fields)
{
    backend.targetKind = kind;
    backend.author = fields[0];
    backend.target = fields[1];
    backend.text = fields[2];
    backend.time = fields[3];
}

std::optional<QString> optionalText(const QJsonObject &record, const QString &field)
{
    return field.isEmpty() ? std::nullopt : extendedjson::text(record.value(field));
}

} // namespace

const std::vector<BackendFields> &knownBackends()
{
    using Target = BackendFields::Target;
    static const std::vector<BackendFields> all = [] {
        BackendFields named{u"named-rooms"_s};
        named.email = u"email"_s;
        setMessage(named, Target::ByName, {u"user"_s, u"room"_s, u"text"_s, u"createdAt"_s});
        BackendFields direct{u"direct"_s};
        direct.email = u"email"_s;
        direct.namesRepeat = true;
        setMessage(direct, Target::User,
                   {u"sender"_s, u"receiver"_s, u"content"_s, u"timestamp"_s});
        BackendFields rooms{u"rooms"_s};
        setMessage(rooms, Target::ById, {u"sender"_s, u"room"_s, u"content"_s, u"createdAt"_s});
        BackendFields chatroom = rooms;
        chatroom.dialect = u"chatroom"_s;
        chatroom.email = u"email"_s;
        BackendFields phone{u"phone"_s};
        phone.phoneNumber = u"phoneNumber"_s;
        phone.alias = u"profileId"_s;
        phone.namesRepeat = true;
        phone.undelivered = true;
        setMessage(phone, Target::User,
                   {u"senderId"_s, u"receiverId"_s, u"content"_s, u"timestamp"_s});
        return std::vector<BackendFields>{named, direct, rooms, chatroom, phone};
    }();
    return all;
}

const BackendFields *backendOf(const QString &dialect)
{
    for (const BackendFields &each : knownBackends()) {
        if (each.dialect == dialect)
            return &each;
    }
    return nullptr;
}

const BackendFields *detectBackend(const QJsonObject &user, const QJsonObject &room,
                                   const QJsonObject &message)
{
    const bool hasEmail = user.contains(u"email"_s);
    if (user.contains(u"phoneNumber"_s) || message.contains(u"senderId"_s))
        return backendOf(u"phone"_s);
    if (message.contains(u"receiver"_s))
        return backendOf(u"direct"_s);
    if (message.contains(u"text"_s))
        return backendOf(u"named-rooms"_s);
    if (room.contains(u"isPrivate"_s) || room.contains(u"members"_s) ||
        (!room.isEmpty() && hasEmail))
        return backendOf(u"chatroom"_s);
    if (!room.isEmpty() || message.contains(u"content"_s))
        return backendOf(u"rooms"_s);
    // With accounts only, two backends can be distinguished only by their times.
    if (!user.isEmpty())
        return backendOf(!hasEmail                       ? u"rooms"_s
                         : user.contains(u"createdAt"_s) ? u"named-rooms"_s
                                                         : u"direct"_s);
    return nullptr;
}

Result<ImportedUser> readUser(const BackendFields &fields, const QJsonObject &record)
{
    const auto id = extendedjson::id(record.value(u"_id"_s));
    if (!id)
        return wrong(u"has no ObjectId as _id"_s);
    const auto name = extendedjson::text(record.value(u"username"_s));
    const QString hash = record.value(u"password"_s).toString();
    if (!isBcryptHash(hash.toLatin1()))
        return wrong(u"has no password hash of bcrypt"_s);
    ImportedUser user{*id, name.value_or(QString())};
    user.passwordHash = hash;
    user.email = optionalText(record, fields.email);
    user.phoneNumber = optionalText(record, fields.phoneNumber);
    user.alias = optionalText(record, fields.alias).value_or(QString());
    user.createdAt = timeOr(record.value(u"createdAt"_s), *id);
    if (!fields.phoneNumber.isEmpty() && !user.phoneNumber)
        return wrong(u"has no phone number"_s);
    return user;
}

Result<ImportedRoom> readRoom(const QJsonObject &record)
{
    const auto id = extendedjson::id(record.value(u"_id"_s));
    if (!id)
        return wrong(u"has no ObjectId as _id"_s);
    ImportedRoom room{*id, extendedjson::text(record.value(u"name"_s)).value_or(QString())};
    room.isPrivate = record.value(u"isPrivate"_s).toBool();
    room.createdAt = timeOr(record.value(u"createdAt"_s), *id);
    const QJsonArray members = record.value(u"members"_s).toArray();
    for (const auto &each : members) {
        if (const auto member = extendedjson::id(each))
            room.members.push_back(*member);
    }
    return room;
}

Result<ImportedMessage> readMessage(const BackendFields &fields, const QJsonObject &record)
{
    const auto id = extendedjson::id(record.value(u"_id"_s));
    if (!id)
        return wrong(u"has no ObjectId as _id"_s);
    const auto text = extendedjson::text(record.value(fields.text));
    if (!text)
        return wrong(u"has no text in \"%1\""_s.arg(fields.text));
    const QString target = fields.targetKind == BackendFields::Target::ByName
                               ? extendedjson::text(record.value(fields.target)).value_or(QString())
                               : address(record.value(fields.target));
    return ImportedMessage{*id, address(record.value(fields.author)), target, *text,
                           timeOr(record.value(fields.time), *id)};
}

std::optional<Timestamp> timeOf(const BackendFields &fields, const QJsonObject &message)
{
    if (const auto time = extendedjson::time(message.value(fields.time)))
        return time;
    const auto id = extendedjson::id(message.value(u"_id"_s));
    return id ? std::optional(extendedjson::timeOfId(*id)) : std::nullopt;
}

} // namespace parlance
