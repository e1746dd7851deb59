// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/commands.h"
#include "domain/limits.h"
#include "domain/model.h"
#include "shared/result.h"

#include <chrono>
#include <vector>

namespace parlance {

struct NewUser
{
    QString username;
    /// foldedKey(username); unique.
    QString usernameKey;
    std::optional<QString> email;
    /// foldedKey(*email); unique among those that have one.
    QString emailKey;
    QString passwordHash;
    ServerRole role = ServerRole::User;
    bool mustChangePassword = false;
    std::optional<QString> phoneNumber = {};
    /// phoneKey(*phoneNumber); unique among those that have one.
    QString phoneKey = {};
    /// Where the name is taken, the user gets another handle and keeps this one as display name.
    bool nameMayRepeat = false;
};

struct NewSession
{
    UserId userId;
    /// The hash that the password was checked against.
    QString verifiedHash;
    /// Counted from the moment at which it is stored.
    std::chrono::milliseconds lifetime;
    /// Actor::dialect.
    QString dialect = {};
    ClientFingerprint client = {};
};

/// The sessions that a client without a token may act through.
struct ClientQuery
{
    QString dialect;
    ClientFingerprint client;
    /// Only sessions whose client was a loopback one when it opened them.
    bool onlyLoopback = true;
    /// They live at this time.
    Timestamp now;
};

/// The session of a user that fits such a client best, and what of it does.
struct ClientMatch
{
    /// Nothing: the user has no session of that dialect.
    std::optional<Actor> actor = {};
    bool sameAddress = false;
    bool sameOrigin = false;
    bool sameUserAgent = false;
    /// Or it need not be.
    bool isLoopback = false;

    bool isWhole() const
    {
        return actor && sameAddress && sameOrigin && sameUserAgent && isLoopback;
    }
};

struct Credentials
{
    User user;
    QString passwordHash;
};

struct NewMessage
{
    RoomId roomId;
    UserRef author;
    QString text;
    /// Empty: none.
    QString clientId;
    /// A public room also takes it from somebody who is no member.
    bool withoutJoining = false;
    /// The room's name key, where roomId is null. A room that is not there is one without members.
    QString roomKey = {};
};

/// NewMessage to whatever `address` stands for: PostTo.
struct NewAddressedMessage
{
    QString address;
    UserRef author;
    QString text;
    QString clientId;
};

struct StoredMessage
{
    Message message;
    /// The client id was known: this is the message as it was stored the first time.
    bool repeated = false;
};

/// What joining, leaving and the like tell the caller to announce. `changed` is false when there
/// was nothing to do (already a member, already gone), which is not an error.
struct MembershipChange
{
    Room room;
    UserRef user;
    RoomRole role = RoomRole::Member;
    bool changed = false;
};

/// `changed` of the following: as above.
struct InvitationChange
{
    Invitation invitation;
    bool changed = false;
};

struct MessageChange
{
    Message message;
    bool changed = false;
};

struct ReadMark
{
    /// Where it stands now.
    qint64 seq = 0;
    bool changed = false;
};

struct OpenedDirect
{
    RoomView view;
    bool created = false;
};

/// A message to an address.
struct AddressedMessage
{
    StoredMessage stored;
    /// It began this direct conversation, with Message::recipient.
    std::optional<Room> opened;
};

struct CreatedRoom
{
    RoomView view;
    /// Beside the owner.
    QList<UserRef> members;
};

struct PasswordUpdate
{
    UserId userId;
    QString passwordHash;
    bool mustChangePassword = false;
    /// This session stays; all others of the user are deleted. Null: none stays.
    SessionId keepSession;
    /// The hash that the present password was checked against. Nothing: it was not checked.
    std::optional<QString> verifiedHash;
};

struct RoomPage
{
    QList<RoomView> rooms;
    /// Pass as ListRooms::after for the next page; empty at the end.
    QString next;
};

/// The contract of storage. Every call returns at once; the callback runs exactly once, on the
/// thread that owns the Store (the event loop), never inside the call. Writes take effect and are
/// answered in the order of the calls, after they are on disk, so commit order is answer order.
/// Every method that takes an `actor` checks there, in its own transaction, that the actor may do
/// it. Any method may answer StorageFailed, Overloaded (the queue is full) or ShuttingDown; the
/// others are named below. The suite in tests/contract runs over every implementation.
class Store
{
public:
    virtual ~Store() = default;

    // --- accounts
    /// UsernameTaken, EmailTaken, PhoneTaken.
    virtual void createUser(NewUser user, Callback<User> done) = 0;
    /// By user name key or e-mail key. UserNotFound.
    virtual void findCredentials(QString loginKey, Callback<Credentials> done) = 0;
    virtual void findCredentialsById(UserId id, Callback<Credentials> done) = 0;
    /// By the key of a phone number. UserNotFound.
    virtual void findCredentialsByPhone(QString phoneKey, Callback<Credentials> done) = 0;
    /// UserNotFound.
    virtual void findUser(UserId id, Callback<User> done) = 0;
    /// By user name key. UserNotFound.
    virtual void findUserByName(QString usernameKey, Callback<User> done) = 0;
    /// Users whose name key begins with `prefixKey`, by name.
    virtual void searchUsers(QString prefixKey, int limit, Callback<QList<User>> done) = 0;
    virtual void listUsers(Callback<QList<User>> done) = 0;
    /// The newest, oldest of them first; only older ones than `before` where that is given.
    virtual void listNewestUsers(std::optional<UserId> before, int limit,
                                 Callback<QList<User>> done) = 0;
    /// `address`: 24 hex digits or the alias of a user. Rooms that `viewer` does not know of are
    /// Nothing.
    virtual void identify(UserId viewer, QString address, Callback<Identified> done) = 0;
    /// Whether there is any account yet.
    virtual void hasUsers(Callback<bool> done) = 0;
    virtual void setRole(UserId id, ServerRole role, Callback<User> done) = 0;
    /// UserNotFound, InvalidCredentials (the password was changed since it was verified).
    virtual void updatePassword(PasswordUpdate update, Callback<void> done) = 0;
    /// The same password in another form: no session ends. InvalidCredentials: `verifiedHash` is
    /// not the present hash any more.
    virtual void replaceHash(UserId id, QString verifiedHash, QString freshHash,
                             Callback<void> done) = 0;
    virtual void setLastSeen(UserId id, Timestamp at, Callback<void> done) = 0;

    // --- sessions
    /// InvalidCredentials: `verifiedHash` is not the hash of the user's password any more.
    virtual void createSession(NewSession session, Callback<Session> done) = 0;
    /// The session and its user as they are now. SessionEnded if there is no such row.
    virtual void findActor(SessionId id, Callback<Actor> done) = 0;
    /// Of the sessions of the user that the query allows the one that fits best, the newest of
    /// several.
    virtual void matchClient(UserId userId, ClientQuery query, Callback<ClientMatch> done) = 0;
    /// The session of anybody that fits the client as a whole and lives longest; none of somebody
    /// who must change the password first. SessionEnded: there is none.
    virtual void findActorOfClient(ClientQuery query, Callback<Actor> done) = 0;
    /// Nothing is known of a session that is not there.
    virtual void findLastRoom(SessionId id, Callback<LastRoom> done) = 0;
    virtual void setLastRoom(SessionId id, LastRoom last, Callback<void> done) = 0;
    virtual void deleteSession(SessionId id, Callback<void> done) = 0;
    virtual void deleteSessionsOf(UserId userId, Callback<void> done) = 0;
    virtual void deleteExpiredSessions(Timestamp now, Callback<qint64> done) = 0;

    // --- rooms
    /// RoomNameTaken, LimitReached, UserNotFound (of the members). The actor becomes the owner.
    virtual void createRoom(UserRef actor, CreateRoom command, QString nameKey,
                            Callback<CreatedRoom> done) = 0;
    /// The room of this name, else a new public one, which has no members and stays without.
    /// RoomNotFound: the name is that of a room that the actor does not know of. LimitReached: the
    /// actor has made as many as it may own.
    virtual void ensureRoom(UserRef actor, QString name, QString nameKey,
                            Callback<RoomView> done) = 0;
    /// RoomNotFound, as for findRoom().
    virtual void findRoomByName(UserId viewer, QString nameKey, Callback<RoomView> done) = 0;
    /// Public rooms and those of the viewer but direct conversations: the newest, oldest of them
    /// first; only older ones than `before` where that is given. A null viewer sees public ones.
    virtual void listVisibleRooms(UserId viewer, std::optional<RoomId> before, int limit,
                                  Callback<QList<Room>> done) = 0;
    /// RoomNotFound, Forbidden, RoomNameTaken. Owner only.
    virtual void renameRoom(UserId actor, RenameRoom command, QString nameKey,
                            Callback<Room> done) = 0;
    /// RoomNotFound, Forbidden. Owner only. The room is gone at once; its messages are removed
    /// piece by piece afterwards.
    virtual void deleteRoom(UserId actor, RoomId roomId, Callback<Room> done) = 0;
    /// RoomNotFound: also for a private room of which the viewer is neither member nor invited.
    virtual void findRoom(UserId viewer, RoomId roomId, Callback<RoomView> done) = 0;
    /// `query.search` is a folded key: see validSearch().
    virtual void listRooms(UserId viewer, ListRooms query, Callback<RoomPage> done) = 0;
    /// The ids of all rooms of a user, for presence and delivery.
    virtual void roomIdsOf(UserId userId, Callback<std::vector<RoomId>> done) = 0;
    /// RoomNotFound, LimitReached, Forbidden (a direct conversation). Joining a private room takes
    /// an invitation, which is used up.
    virtual void joinRoom(UserRef actor, RoomId roomId, Callback<MembershipChange> done) = 0;
    /// RoomNotFound, Forbidden (a direct conversation), Conflict (the owner of a room with others
    /// in it must hand it over first). When its last member leaves, the room is deleted in the same
    /// step.
    virtual void leaveRoom(UserRef actor, RoomId roomId, Callback<MembershipChange> done) = 0;
    /// RoomNotFound, Forbidden, UserNotFound, LimitReached, Conflict (already a member). Members of
    /// a public room, moderators of a private one.
    virtual void inviteToRoom(UserRef actor, InviteToRoom command,
                              Callback<InvitationChange> done) = 0;
    /// Newest first, one page of them; there is no other.
    virtual void listInvitations(UserId invitee, Callback<QList<Invitation>> done) = 0;
    /// InvitationNotFound.
    virtual void declineInvitation(UserId invitee, RoomId roomId, Callback<void> done) = 0;
    /// RoomNotFound, NotMember (of a private room). By user id.
    virtual void listMembers(UserId viewer, ListMembers query, Callback<MemberPage> done) = 0;
    /// RoomNotFound, Forbidden, UserNotFound (no member), LimitReached (of rooms the new owner
    /// has). Owner only; making another the owner makes the actor a moderator.
    virtual void setRoomRole(UserId actor, SetRoomRole command,
                             Callback<std::vector<MembershipChange>> done) = 0;
    /// RoomNotFound, Forbidden, UserNotFound (no member). Moderators; nobody removes an equal or
    /// higher role.
    virtual void removeMember(UserId actor, RemoveMember command,
                              Callback<MembershipChange> done) = 0;
    /// UserNotFound, Conflict (with oneself), LimitReached (of conversations the actor began).
    virtual void openDirect(UserRef actor, UserId peer, Callback<OpenedDirect> done) = 0;
    /// RoomNotFound, NotMember. Moves forward only.
    virtual void markRead(UserId actor, MarkRead command, Callback<ReadMark> done) = 0;

    // --- messages
    /// RoomNotFound (also: a private room that the author cannot see), NotMember. Idempotent by
    /// (author, room, clientId) for 24 hours.
    virtual void appendMessage(NewMessage message, Callback<StoredMessage> done) = 0;
    /// UserNotFound (the address is nobody's, nor that of a room that the author knows of),
    /// NotMember, Conflict (oneself), LimitReached (of direct conversations). Likewise idempotent.
    virtual void appendAddressed(NewAddressedMessage message, Callback<AddressedMessage> done) = 0;
    /// RoomNotFound, NotMember (of a private room). The newest, oldest of them first, without
    /// deleted ones; Limits::listSize and Limits::listBytes at most.
    virtual void listHistory(UserId viewer, ListHistory query, Callback<QList<Message>> done) = 0;
    /// The same of all direct conversations of a user together, and with `peer` of the one with
    /// that user. Unlike above newest first.
    virtual void listDirectHistory(UserId user, std::optional<UserId> peer,
                                   std::optional<MessageId> before, int limit,
                                   Callback<QList<Message>> done) = 0;
    /// Direct messages to the user that nothing is known to have reached, oldest first, without
    /// deleted ones. Answered in the order of writes: what is committed after it is not in it, and
    /// is announced after its answer.
    virtual void listUndelivered(UserId user, int limit, Callback<QList<Message>> done) = 0;
    /// Those to the user from one position to the other, both included, have reached it.
    virtual void markDelivered(UserId user, qint64 firstPosition, qint64 lastPosition,
                               Callback<void> done) = 0;
    /// RoomNotFound, NotMember (of a private room).
    virtual void listMessages(UserId viewer, ListMessages query, Callback<MessagePage> done) = 0;
    virtual void listChanges(UserId viewer, ListChanges query, Callback<ChangePage> done) = 0;
    /// MessageNotFound (also where the actor may not see the room), Forbidden. Author or moderator.
    virtual void editMessage(UserId actor, EditMessage command, Callback<Message> done) = 0;
    /// The same; deleting a deleted message answers its tombstone again.
    virtual void deleteMessage(UserId actor, MessageId id, Callback<MessageChange> done) = 0;

    /// One entry for each place, in the order of `query`. A room answers a page at most, all of
    /// them together Limits::resumedMessages; a room that got fewer says so with `more`.
    virtual void resumeRooms(UserId viewer, ResumeRooms query,
                             Callback<QList<ResumedRoom>> done) = 0;
    /// What was posted, edited or deleted behind the commit position `since` in the rooms of which
    /// `user` is a member now, whole. ReloadRequired: there is no such position here (it is another
    /// database's, or this one is an older copy of it), or it is more than
    /// Limits::recoveredMessages. Of a database that went back to a backup, positions of the lost
    /// future count again once it has come that far anew: they cannot be told apart. Costs what it
    /// answers and a look at each room, however much the server has stored since.
    virtual void listMissed(UserId user, qint64 since, Callback<MissedChanges> done) = 0;

    // --- the store itself
    /// The commit position of the last stored change.
    virtual void lastPosition(Callback<qint64> done) = 0;
    /// Ok when the writer answers.
    virtual void ping(Callback<void> done) = 0;
    /// `changed` runs on the event loop whenever another process (the command line's `user …`) has
    /// written to the same data, within a second of it. At most one handler.
    virtual void setExternalChangeHandler(std::function<void()> changed) = 0;
};

} // namespace parlance
