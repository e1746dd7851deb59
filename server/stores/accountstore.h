// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/administration.h"
#include "domain/model.h"
#include "stores/storerole.h"

namespace parlance {

struct NewUser
{
    QString username = {};
    /// foldedKey(username); unique.
    QString usernameKey = {};
    std::optional<QString> email = {};
    /// foldedKey(*email); unique among those that have one.
    QString emailKey = {};
    QString passwordHash = {};
    ServerRole role = ServerRole::User;
    bool mustChangePassword = false;
    std::optional<QString> phoneNumber = {};
    /// phoneKey(*phoneNumber); unique among those that have one.
    QString phoneKey = {};
    AccountState state = AccountState::Active;
    /// If the name is taken, the user gets another handle and keeps this one as display name.
    bool allowDuplicateName = false;
};

/// An account made with an invitation to the server.
struct InvitedUser
{
    User user = {};
    /// The room that it became a member of; empty: none.
    std::optional<Room> room = {};
};

struct Credentials
{
    User user;
    QString passwordHash;
};

struct PasswordUpdate
{
    UserId userId;
    QString passwordHash;
    bool mustChangePassword = false;
    /// This session is kept; all others of the user are deleted. Null: none is kept.
    SessionId keepSession;
    /// The hash that the current password was verified against. Empty: it was not verified.
    std::optional<QString> verifiedHash;
};

/// Users and their passwords. See StoreRole for the rules of every call.
class AccountStore : public StoreRole
{
public:
    /// UsernameTaken, EmailTaken, PhoneTaken.
    virtual void createUser(NewUser user, Callback<User> done) = 0;
    /// The same with an invitation to the server, of which one use is used up: InvitationInvalid.
    virtual void createInvited(NewUser user, QByteArray codeHash, Callback<InvitedUser> done) = 0;
    /// By user name key or e-mail key. UserNotFound.
    virtual void findCredentials(QString loginKey, Callback<Credentials> done) = 0;
    virtual void findCredentialsById(UserId id, Callback<Credentials> done) = 0;
    /// By the key of a phone number. UserNotFound.
    virtual void findCredentialsByPhone(QString phoneKey, Callback<Credentials> done) = 0;
    /// UserNotFound.
    virtual void findUser(UserId id, Callback<User> done) = 0;
    /// By user name key. UserNotFound.
    virtual void findUserByName(QString usernameKey, Callback<User> done) = 0;
    /// Users whose name key begins with `prefixKey`, by name. Neither this nor listNewestUsers()
    /// tells of accounts that are pending or erased.
    virtual void searchUsers(QString prefixKey, int limit, Callback<QList<User>> done) = 0;
    virtual void listUsers(Callback<QList<User>> done) = 0;
    /// The newest, oldest of them first; only older ones than `before` if it is given.
    virtual void listNewestUsers(std::optional<UserId> before, int limit,
                                 Callback<QList<User>> done) = 0;
    /// `address`: 24 hex digits or the alias of a user. A room that `viewer` cannot see is answered
    /// as Nothing.
    virtual void identify(UserId viewer, QString address, Callback<Identified> done) = 0;
    /// Whether any account exists.
    virtual void hasUsers(Callback<bool> done) = 0;
    /// UserNotFound. Conflict: this is the last administrator who can log in.
    virtual void setRole(UserId id, ServerRole role, Callback<User> done) = 0;
    /// UserNotFound, InvalidCredentials (the password was changed since it was verified).
    virtual void updatePassword(PasswordUpdate update, Callback<void> done) = 0;
    /// Stores the same password with a new hash: no session ends. InvalidCredentials:
    /// `verifiedHash` is not the current hash any more.
    virtual void replaceHash(UserId id, QString verifiedHash, QString freshHash,
                             Callback<void> done) = 0;
    virtual void setLastSeen(UserId id, Timestamp at, Callback<void> done) = 0;
};

} // namespace parlance
