// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/limits.h"
#include "domain/model.h"
#include "storage/counters.h"
#include "storage/database.h"
#include "storage/sqlcatalog.h"
#include "storage/upgrade.h"

#include <memory>

namespace parlance {

/// An account with all its data. Keys as in NewUser.
struct UserToImport
{
    UserId id;
    QString username;
    QString usernameKey;
    /// Empty: the user name.
    QString displayName = {};
    std::optional<QString> email = {};
    QString emailKey = {};
    std::optional<QString> phoneNumber = {};
    QString phoneKey = {};
    /// Empty: none.
    QString alias = {};
    QString passwordHash = {};
    Timestamp createdAt = {};
};

struct RoomToImport
{
    RoomId id;
    RoomKind kind = RoomKind::Public;
    QString name;
    QString nameKey;
    /// The first is the owner. Empty: the room has no owner and no members, and stays so.
    std::vector<UserId> members = {};
    Timestamp createdAt = {};
};

struct MessageToImport
{
    MessageId id;
    RoomId room;
    UserId author;
    QString text;
    Timestamp createdAt;
    /// It is undelivered to this user; null: to none.
    UserId waitsFor = {};
};

/// The database for an import: bypasses the roles of the store, in transactions of many records, on
/// the calling thread. No other process may use the database meanwhile.
class ImportStore
{
public:
    explicit ImportStore(std::unique_ptr<Backend> backend);
    ~ImportStore();

    enum class Schema { Update, MustBeCurrent };
    /// Migrates the schema, or requires that it is up to date, as `schema` says. Conflict: it is
    /// newer than this program. StorageFailed.
    Result<void> open(Schema schema, const UpgradeOptions &options = {});
    /// Everything added belongs to the last begun transaction.
    Result<void> begin();
    Result<void> commit();
    void rollBack();

    bool hasUser(UserId id);
    bool hasUsername(const QString &key);
    bool hasEmail(const QString &key);
    bool hasPhone(const QString &key);
    bool hasMessage(MessageId id);
    std::optional<UserId> userByAlias(const QString &alias);
    bool hasRoom(RoomId id);
    /// Also of a deleted room: its id stays taken.
    std::optional<RoomKind> roomKind(RoomId id);
    std::optional<RoomId> roomByName(const QString &nameKey);

    void addUser(const UserToImport &user);
    void addRoom(const RoomToImport &room);
    /// The direct conversation of two users; created, as started by the first, if there is none.
    RoomId directRoom(UserId a, UserId b, Timestamp at);
    /// After all messages stored already.
    void addMessage(const MessageToImport &message);
    RoomId newRoomId(Timestamp at) { return RoomId(m_ids.next(toEpochMs(at))); }

private:
    void addMember(RoomId room, UserId user, RoomRole role, Timestamp at);

    std::unique_ptr<Backend> m_backend;
    SqlCatalog m_catalog;
    std::unique_ptr<Database> m_database;
    Counters m_counters;
    IdGenerator m_ids;
};

} // namespace parlance
