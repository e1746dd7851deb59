// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/limits.h"
#include "domain/model.h"
#include "storage/counters.h"
#include "storage/database.h"
#include "storage/sqlcatalog.h"

#include <memory>

namespace parlance {

/// An account with all that it brings along. Keys as NewUser's.
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
    /// The first is the owner. Empty: nobody owns it, and it stays without members.
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
    /// It waits for this user; null: for nobody.
    UserId waitsFor = {};
};

/// The database as an import writes it: past the roles of the store, in transactions of many
/// records, on the calling thread. Nobody else may use the database meanwhile.
class ImportStore
{
public:
    explicit ImportStore(std::unique_ptr<Backend> backend);
    ~ImportStore();

    enum class Schema { Update, MustBeCurrent };
    /// Brings the schema up to date, unless it must be. Conflict: it is newer than this program.
    /// StorageFailed.
    Result<void> open(Schema schema);
    /// What is added belongs to the transaction that was begun last.
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
    /// Of a room that was deleted too: its id stays taken.
    std::optional<RoomKind> roomKind(RoomId id);
    std::optional<RoomId> roomByName(const QString &nameKey);

    void addUser(const UserToImport &user);
    void addRoom(const RoomToImport &room);
    /// The direct conversation of two users; made, begun by the first, if there is none.
    RoomId directRoom(UserId a, UserId b, Timestamp at);
    /// After all that is stored already.
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
