// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/accountstatements.h"

#include "domain/validation.h"
#include "storage/access.h"
#include "storage/rows.h"

namespace parlance::statements {

using namespace Qt::StringLiterals;

namespace {

Credentials credentials(Cursor &row)
{
    return Credentials{rows::user(row), row.text()};
}

// Greater than every key with the prefix: no text contains the last code point.
QString endOfPrefix(const QString &prefix)
{
    static constexpr char32_t last = 0x10FFFF;
    return prefix + QString::fromUcs4(&last, 1);
}

// "name-3f9a", truncated to the maximum length.
QString derivedName(const QString &name, int maxLength, int digits)
{
    const QString suffix = u"-"_s + rawIdToHex(randomId()).right(digits);
    const auto points = name.toUcs4();
    const qsizetype kept = std::min<qsizetype>(points.size(), maxLength - suffix.size());
    return QString::fromUcs4(reinterpret_cast<const char32_t *>(points.constData()), kept)
               .trimmed() +
           suffix;
}

// Gives a user whose name is taken another handle, and keeps the name as display name.
Result<NewUser> withFreeHandle(Database &db, const Limits &limits, NewUser user)
{
    const QString asked = user.username;
    for (int digits = 4; digits <= 16; ++digits) {
        const auto name = validUsername(derivedName(asked, limits.usernameLength, digits), limits);
        if (!name)
            continue;
        user.username = *name;
        user.usernameKey = foldedKey(*name);
        if (!db.exists("find_user_by_name", {{"key", user.usernameKey}}))
            return user;
    }
    return ErrorCode::UsernameTaken;
}

// Checks the other unique fields.
Result<void> checkContacts(Database &db, const NewUser &user)
{
    if (user.email && db.exists("find_user_by_email", {{"key", user.emailKey}}))
        return ErrorCode::EmailTaken;
    if (user.phoneNumber && db.exists("find_user_by_phone", {{"key", user.phoneKey}}))
        return ErrorCode::PhoneTaken;
    return {};
}

void insertUser(Database &db, const User &stored, const NewUser &user)
{
    const auto keyOf = [](const std::optional<QString> &text, const QString &key) {
        return text ? std::optional(key) : std::nullopt;
    };
    const QString &name = stored.displayName;
    db.exec("insert_user", {{"id", stored.id},
                            {"username", stored.username},
                            {"username_key", foldedKey(stored.username)},
                            {"email", user.email},
                            {"email_key", keyOf(user.email, user.emailKey)},
                            {"password_hash", user.passwordHash},
                            {"role", user.role},
                            {"must_change_password", user.mustChangePassword},
                            {"now", stored.createdAt},
                            {"display_name", name.isEmpty() ? std::nullopt : std::optional(name)},
                            {"phone", user.phoneNumber},
                            {"phone_key", keyOf(user.phoneNumber, user.phoneKey)},
                            {"state", user.state}});
}

} // namespace

Result<User> planUser(Database &db, WriteContext &writer, const NewUser &user)
{
    // Nobody may look like an erased user.
    const bool taken = user.usernameKey == erasedName() ||
                       db.exists("find_user_by_name", {{"key", user.usernameKey}});
    if (taken && !user.allowDuplicateName)
        return ErrorCode::UsernameTaken;
    if (const auto free = checkContacts(db, user); !free)
        return free.error();
    User planned{{}, user.username,           user.email, user.role,       writer.now(),
                 {}, user.mustChangePassword, {},         user.phoneNumber};
    if (taken) {
        const auto renamed = withFreeHandle(db, writer.limits, user);
        if (!renamed)
            return renamed.error();
        planned.username = renamed->username;
        planned.displayName = user.username;
    }
    return planned;
}

Result<User> createUser(Database &db, WriteContext &writer, const NewUser &user)
{
    auto planned = planUser(db, writer, user);
    if (!planned)
        return planned.error();
    planned->id = writer.newId<UserId>(planned->createdAt);
    insertUser(db, *planned, user);
    return planned;
}

Result<Credentials> findCredentials(Database &db, const Limits &, const QString &loginKey)
{
    return rows::firstOr(ErrorCode::UserNotFound, db.query("find_credentials", {{"key", loginKey}}),
                         credentials);
}

Result<Credentials> findCredentialsById(Database &db, const Limits &, UserId id)
{
    return rows::firstOr(ErrorCode::UserNotFound, db.query("find_credentials_by_id", {{"id", id}}),
                         credentials);
}

Result<Credentials> findCredentialsByPhone(Database &db, const Limits &, const QString &phoneKey)
{
    return rows::firstOr(ErrorCode::UserNotFound,
                         db.query("find_credentials_by_phone", {{"key", phoneKey}}), credentials);
}

Result<User> findUser(Database &db, const Limits &, UserId id)
{
    return rows::firstOr(ErrorCode::UserNotFound, db.query("find_user", {{"id", id}}), rows::user);
}

Result<User> findUserByName(Database &db, const Limits &, const QString &usernameKey)
{
    return rows::firstOr(ErrorCode::UserNotFound,
                         db.query("find_user_by_name", {{"key", usernameKey}}), rows::user);
}

Result<QList<User>> searchUsers(Database &db, const Limits &limits, const QString &prefixKey,
                                int limit)
{
    return rows::all(db.query("search_users", {{"first", prefixKey},
                                               {"end", endOfPrefix(prefixKey)},
                                               {"limit", std::clamp(limit, 1, limits.pageSize)}}),
                     rows::user);
}

Result<QList<User>> listUsers(Database &db, const Limits &)
{
    return rows::all(db.query("list_users"), rows::user);
}

Result<QList<User>> listNewestUsers(Database &db, const Limits &limits,
                                    const std::optional<UserId> &before, int limit)
{
    QList<User> users =
        rows::all(db.query("list_newest_users", {{"before", before.value_or(lastId<UserId>())},
                                                 {"limit", std::clamp(limit, 1, limits.listSize)}}),
                  rows::user);
    std::reverse(users.begin(), users.end());
    return users;
}

std::optional<UserId> userAt(Database &db, const QString &address)
{
    if (const auto id = UserId::fromHex(address))
        return db.exists("find_user_ref", {{"id", *id}}) ? id : std::nullopt;
    return rows::first(db.query("find_user_by_alias", {{"alias", address}}), rows::id<UserId>);
}

Result<Identified> identify(Database &db, const Limits &, UserId viewer, const QString &address)
{
    if (const auto user = userAt(db, address))
        return Identified{Identified::Kind::User, user->raw()};
    const auto room = RoomId::fromHex(address);
    const auto access = room ? accessTo(db, *room, viewer) : ErrorCode::RoomNotFound;
    // A banned user is told so where the room is used.
    if (access || access.error().code == ErrorCode::BannedFromRoom)
        return Identified{Identified::Kind::Room, room->raw()};
    return Identified{};
}

AccountStatus accountStatus(Database &db, UserId id)
{
    return rows::first(db.query("find_account_status", {{"id", id}}), rows::accountStatus)
        .value_or(AccountStatus{AccountState::Erased});
}

Result<void> replaceHash(Database &db, WriteContext &writer, UserId id, const QString &verifiedHash,
                         const QString &freshHash)
{
    const auto present = findCredentialsById(db, writer.limits, id);
    if (!present || present->passwordHash != verifiedHash)
        return ErrorCode::InvalidCredentials;
    db.exec("replace_password_hash", {{"id", id}, {"password_hash", freshHash}});
    return {};
}

Result<bool> hasUsers(Database &db, const Limits &)
{
    return db.exists("find_any_user", {});
}

Result<User> setRole(Database &db, WriteContext &writer, UserId id, ServerRole role)
{
    auto present = findUser(db, writer.limits, id);
    if (!present)
        return present;
    const bool loses =
        present->role == ServerRole::Administrator && role != ServerRole::Administrator;
    if (loses && !db.exists("find_other_administrator", {{"id", id}, {"now", writer.now()}}))
        return Error::of(ErrorCode::Conflict, u"This is the last administrator"_s);
    db.exec("update_user_role", {{"id", id}, {"role", role}});
    return findUser(db, writer.limits, id);
}

Result<void> updatePassword(Database &db, WriteContext &writer, const PasswordUpdate &update)
{
    const auto present = findCredentialsById(db, writer.limits, update.userId);
    if (!present)
        return present.error();
    if (update.verifiedHash && *update.verifiedHash != present->passwordHash)
        return ErrorCode::InvalidCredentials;
    db.exec("update_password", {{"id", update.userId},
                                {"password_hash", update.passwordHash},
                                {"must_change_password", update.mustChangePassword}});
    db.exec("delete_sessions_of", {{"user", update.userId}, {"keep", update.keepSession}});
    return {};
}

Result<void> setLastSeen(Database &db, WriteContext &, UserId id, Timestamp at)
{
    if (db.exec("update_last_seen", {{"id", id}, {"at", at}}) == 0)
        return ErrorCode::UserNotFound;
    return {};
}

} // namespace parlance::statements
