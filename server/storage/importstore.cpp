// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/importstore.h"

#include "storage/inserts.h"
#include "storage/rows.h"

#include <algorithm>

namespace parlance {

using namespace Qt::StringLiterals;

namespace {

std::optional<QString> orNull(const QString &text)
{
    return text.isEmpty() ? std::nullopt : std::optional(text);
}

RoomKind readKind(Cursor &row)
{
    return row.value<RoomKind>();
}

} // namespace

ImportStore::ImportStore(std::unique_ptr<Backend> backend)
    : m_backend(std::move(backend))
    , m_catalog(m_backend->folder())
{
}

ImportStore::~ImportStore() = default;

Result<void> ImportStore::open(Schema schema, const UpgradeOptions &options)
{
    {
        Database database(*m_backend, m_catalog);
        if (auto opened = database.open(Backend::Role::Writer); !opened)
            return opened;
        const auto migrations = readMigrations(u":/sql/migrations/"_s + m_backend->folder());
        if (schema == Schema::MustBeCurrent && !isCurrent(database, migrations))
            return Error::of(
                ErrorCode::StorageFailed,
                u"the database is one of an older release: start parlance-server once"_s);
        if (auto migrated = upgrade(database, migrations, options); !migrated)
            return migrated;
    }
    m_database = std::make_unique<Database>(*m_backend, m_catalog);
    return m_database->open(Backend::Role::Writer);
}

Result<void> ImportStore::begin()
{
    m_database->exec("begin_write");
    if (const auto &failure = m_database->failure())
        return Error::of(failure->code, m_database->failureText());
    return {};
}

Result<void> ImportStore::commit()
{
    m_database->exec("commit");
    if (const auto &failure = m_database->failure())
        return Error::of(failure->code, m_database->failureText());
    return {};
}

void ImportStore::rollBack()
{
    m_database->rollBack();
    m_counters.forget();
}

bool ImportStore::hasUser(UserId id)
{
    return m_database->exists("find_user_ref", {{"id", id}});
}

bool ImportStore::hasUsername(const QString &key)
{
    return m_database->exists("find_user_by_name", {{"key", key}});
}

bool ImportStore::hasEmail(const QString &key)
{
    return m_database->exists("find_user_by_email", {{"key", key}});
}

bool ImportStore::hasPhone(const QString &key)
{
    return m_database->exists("find_user_by_phone", {{"key", key}});
}

bool ImportStore::hasMessage(MessageId id)
{
    return m_database->exists("find_message_place", {{"id", id}});
}

std::optional<UserId> ImportStore::userByAlias(const QString &alias)
{
    return rows::first(m_database->query("find_user_by_alias", {{"alias", alias}}),
                       rows::id<UserId>);
}

bool ImportStore::hasRoom(RoomId id)
{
    return m_database->exists("find_room", {{"room", id}});
}

std::optional<RoomKind> ImportStore::roomKind(RoomId id)
{
    return rows::first(m_database->query("find_room_kind", {{"room", id}}), readKind);
}

std::optional<RoomId> ImportStore::roomByName(const QString &nameKey)
{
    return rows::first(m_database->query("find_room_by_name", {{"name_key", nameKey}}),
                       rows::id<RoomId>);
}

void ImportStore::addUser(const UserToImport &user)
{
    m_database->exec("import_user", {{"id", user.id},
                                     {"username", user.username},
                                     {"username_key", user.usernameKey},
                                     {"email", user.email},
                                     {"email_key", orNull(user.emailKey)},
                                     {"password_hash", user.passwordHash},
                                     {"created_at", user.createdAt},
                                     {"display_name", orNull(user.displayName)},
                                     {"phone", user.phoneNumber},
                                     {"phone_key", orNull(user.phoneKey)},
                                     {"alias", orNull(user.alias)}});
}

void ImportStore::addRoom(const RoomToImport &room)
{
    const bool isOwned = !room.members.empty();
    inserts::room(*m_database, room.id,
                  {.kind = room.kind,
                   .name = room.name,
                   .nameKey = room.nameKey,
                   .owner = isOwned ? std::optional(room.members.front()) : std::nullopt,
                   .memberCount = int(room.members.size()),
                   .permanent = !isOwned},
                  room.createdAt);
    for (const UserId &member : room.members) {
        const bool owns = member == room.members.front();
        addMember(room.id, member, owns ? RoomRole::Owner : RoomRole::Member, room.createdAt);
    }
}

void ImportStore::addMember(RoomId room, UserId user, RoomRole role, Timestamp at)
{
    m_database->exec(
        "insert_membership",
        {{"room", room}, {"user", user}, {"role", role}, {"now", at}, {"read_seq", 0}});
}

RoomId ImportStore::directRoom(UserId a, UserId b, Timestamp at)
{
    const auto known = rows::first(
        m_database->query("find_direct_room", {{"direct_key", inserts::directKey(a, b)}}),
        rows::id<RoomId>);
    if (known)
        return *known;
    const RoomId id = newRoomId(at);
    inserts::room(*m_database, id, inserts::direct(a, b), at);
    addMember(id, a, RoomRole::Member, at);
    addMember(id, b, RoomRole::Member, at);
    return id;
}

void ImportStore::addMessage(const MessageToImport &message)
{
    const Change change = m_counters.next(*m_database, message.room);
    Message stored{message.id, message.room, change.seq,        change.seq, change.position,
                   {},         message.text, message.createdAt, {},         {}};
    stored.author.id = message.author;
    if (!message.waitsFor.isNull())
        stored.recipient = UserRef{message.waitsFor, {}};
    inserts::message(*m_database, stored);
}

} // namespace parlance
