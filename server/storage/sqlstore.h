// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/dbexecutor.h"
#include "storage/store.h"
#include "storage/writer.h"

namespace parlance {

struct StoreOptions
{
    /// The SQLite file; made, readable by its owner only, if it is not there. Its directory must
    /// be.
    QString path;
    Limits limits;
    /// Called on the writer thread.
    Clock clock = systemNow;
    Synchronous synchronous = Synchronous::Full;
    ExecutorOptions executor;
};

/// The Store in an SQL database. Belongs to the thread that makes it, which needs an event loop for
/// the answers, and must not be destroyed by one of them.
class SqlStore final : public Store
{
public:
    explicit SqlStore(StoreOptions options);
    /// Finishes and answers what was called before; see DbExecutor::stop().
    ~SqlStore() override;

    /// Opens the database, brings its schema up to date and starts the threads: once, before any
    /// other call. Blocks, so at start-up only. Conflict: the schema is newer than this program
    /// knows. StorageFailed: anything else. The detail is one line for the operator.
    Result<void> open();
    /// Finishes and answers what was called before; from then on every call is ShuttingDown, and
    /// stays unanswered. Call it while everything that waits for an answer still lives.
    void stop();

    void createUser(NewUser user, Callback<User> done) override;
    void findCredentials(QString loginKey, Callback<Credentials> done) override;
    void findCredentialsById(UserId id, Callback<Credentials> done) override;
    void findCredentialsByPhone(QString phoneKey, Callback<Credentials> done) override;
    void findUser(UserId id, Callback<User> done) override;
    void findUserByName(QString usernameKey, Callback<User> done) override;
    void searchUsers(QString prefixKey, int limit, Callback<QList<User>> done) override;
    void listUsers(Callback<QList<User>> done) override;
    void listNewestUsers(std::optional<UserId> before, int limit,
                         Callback<QList<User>> done) override;
    void identify(UserId viewer, QString address, Callback<Identified> done) override;
    void hasUsers(Callback<bool> done) override;
    void setRole(UserId id, ServerRole role, Callback<User> done) override;
    void updatePassword(PasswordUpdate update, Callback<void> done) override;
    void replaceHash(UserId id, QString verifiedHash, QString freshHash,
                     Callback<void> done) override;
    void setLastSeen(UserId id, Timestamp at, Callback<void> done) override;

    void createSession(NewSession session, Callback<Session> done) override;
    void findActor(SessionId id, Callback<Actor> done) override;
    void matchClient(UserId userId, ClientQuery query, Callback<ClientMatch> done) override;
    void findActorOfClient(ClientQuery query, Callback<Actor> done) override;
    void findLastRoom(SessionId id, Callback<LastRoom> done) override;
    void setLastRoom(SessionId id, LastRoom last, Callback<void> done) override;
    void deleteSession(SessionId id, Callback<void> done) override;
    void deleteSessionsOf(UserId userId, Callback<void> done) override;
    void deleteExpiredSessions(Timestamp now, Callback<qint64> done) override;

    void createRoom(UserRef actor, CreateRoom command, QString nameKey,
                    Callback<CreatedRoom> done) override;
    void ensureRoom(UserRef actor, QString name, QString nameKey, Callback<RoomView> done) override;
    void findRoomByName(UserId viewer, QString nameKey, Callback<RoomView> done) override;
    void listVisibleRooms(UserId viewer, std::optional<RoomId> before, int limit,
                          Callback<QList<Room>> done) override;
    void renameRoom(UserId actor, RenameRoom command, QString nameKey,
                    Callback<Room> done) override;
    void deleteRoom(UserId actor, RoomId roomId, Callback<Room> done) override;
    void findRoom(UserId viewer, RoomId roomId, Callback<RoomView> done) override;
    void listRooms(UserId viewer, ListRooms query, Callback<RoomPage> done) override;
    void roomIdsOf(UserId userId, Callback<std::vector<RoomId>> done) override;
    void joinRoom(UserRef actor, RoomId roomId, Callback<MembershipChange> done) override;
    void leaveRoom(UserRef actor, RoomId roomId, Callback<MembershipChange> done) override;
    void inviteToRoom(UserRef actor, InviteToRoom command,
                      Callback<InvitationChange> done) override;
    void listInvitations(UserId invitee, Callback<QList<Invitation>> done) override;
    void declineInvitation(UserId invitee, RoomId roomId, Callback<void> done) override;
    void listMembers(UserId viewer, ListMembers query, Callback<MemberPage> done) override;
    void setRoomRole(UserId actor, SetRoomRole command,
                     Callback<std::vector<MembershipChange>> done) override;
    void removeMember(UserId actor, RemoveMember command, Callback<MembershipChange> done) override;
    void openDirect(UserRef actor, UserId peer, Callback<OpenedDirect> done) override;
    void markRead(UserId actor, MarkRead command, Callback<ReadMark> done) override;

    void appendMessage(NewMessage message, Callback<StoredMessage> done) override;
    void appendAddressed(NewAddressedMessage message, Callback<AddressedMessage> done) override;
    void listHistory(UserId viewer, ListHistory query, Callback<QList<Message>> done) override;
    void listDirectHistory(UserId user, std::optional<UserId> peer, std::optional<MessageId> before,
                           int limit, Callback<QList<Message>> done) override;
    void listUndelivered(UserId user, int limit, Callback<QList<Message>> done) override;
    void markDelivered(UserId user, qint64 firstPosition, qint64 lastPosition,
                       Callback<void> done) override;
    void listMessages(UserId viewer, ListMessages query, Callback<MessagePage> done) override;
    void listChanges(UserId viewer, ListChanges query, Callback<ChangePage> done) override;
    void editMessage(UserId actor, EditMessage command, Callback<Message> done) override;
    void deleteMessage(UserId actor, MessageId id, Callback<MessageChange> done) override;
    void resumeRooms(UserId viewer, ResumeRooms query, Callback<QList<ResumedRoom>> done) override;
    void listMissed(UserId user, qint64 since, Callback<MissedChanges> done) override;

    void lastPosition(Callback<qint64> done) override;
    void ping(Callback<void> done) override;
    void setExternalChangeHandler(std::function<void()> changed) override;

private:
    /// `function` is one of statements::, run with the database, the Writer and `arguments`.
    template <auto function, class T, class... Arguments>
    void write(Job::Guard guard, Callback<T> done, Arguments... arguments);
    /// Likewise with the database, the Limits and `arguments`.
    template <auto function, class T, class... Arguments>
    void read(Callback<T> done, Arguments... arguments);

    std::unique_ptr<Database> makeDatabase() const;
    WriterHooks hooks();

    StoreOptions m_options;
    std::unique_ptr<Backend> m_backend;
    SqlCatalog m_catalog;
    Writer m_writer;
    std::function<void()> m_externalChange;
    std::unique_ptr<DbExecutor> m_executor;
};

} // namespace parlance
