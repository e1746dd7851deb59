// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/store.h"

namespace parlance::test {

/// A store that a test does not expect to be asked: it answers Internal, inside the call. Tests
/// override what they need.
class UnusedStore : public Store
{
public:
    void createUser(NewUser, Callback<User> done) override { refuse(done); }
    void findCredentials(QString, Callback<Credentials> done) override { refuse(done); }
    void findCredentialsById(UserId, Callback<Credentials> done) override { refuse(done); }
    void findUser(UserId, Callback<User> done) override { refuse(done); }
    void findUserByName(QString, Callback<User> done) override { refuse(done); }
    void searchUsers(QString, int, Callback<QList<User>> done) override { refuse(done); }
    void listUsers(Callback<QList<User>> done) override { refuse(done); }
    void hasUsers(Callback<bool> done) override { refuse(done); }
    void setRole(UserId, ServerRole, Callback<User> done) override { refuse(done); }
    void updatePassword(PasswordUpdate, Callback<void> done) override { refuse(done); }
    void setLastSeen(UserId, Timestamp, Callback<void> done) override { refuse(done); }
    void findCredentialsByPhone(QString, Callback<Credentials> done) override { refuse(done); }
    void listNewestUsers(std::optional<UserId>, int, Callback<QList<User>> done) override
    {
        refuse(done);
    }
    void identify(UserId, QString, Callback<Identified> done) override { refuse(done); }
    void replaceHash(UserId, QString, QString, Callback<void> done) override { refuse(done); }
    void createSession(NewSession, Callback<Session> done) override { refuse(done); }
    void matchClient(UserId, ClientQuery, Callback<ClientMatch> done) override { refuse(done); }
    void findActorOfClient(ClientQuery, Callback<Actor> done) override { refuse(done); }
    void findLastRoom(SessionId, Callback<LastRoom> done) override { refuse(done); }
    void setLastRoom(SessionId, LastRoom, Callback<void> done) override { refuse(done); }
    void findActor(SessionId, Callback<Actor> done) override { refuse(done); }
    void deleteSession(SessionId, Callback<void> done) override { refuse(done); }
    void deleteSessionsOf(UserId, Callback<void> done) override { refuse(done); }
    void deleteExpiredSessions(Timestamp, Callback<qint64> done) override { refuse(done); }
    void createRoom(UserRef, CreateRoom, QString, Callback<CreatedRoom> done) override
    {
        refuse(done);
    }
    void ensureRoom(UserRef, QString, QString, Callback<RoomView> done) override { refuse(done); }
    void findRoomByName(UserId, QString, Callback<RoomView> done) override { refuse(done); }
    void listVisibleRooms(UserId, std::optional<RoomId>, int, Callback<QList<Room>> done) override
    {
        refuse(done);
    }
    void renameRoom(UserId, RenameRoom, QString, Callback<Room> done) override { refuse(done); }
    void deleteRoom(UserId, RoomId, Callback<Room> done) override { refuse(done); }
    void findRoom(UserId, RoomId, Callback<RoomView> done) override { refuse(done); }
    void listRooms(UserId, ListRooms, Callback<RoomPage> done) override { refuse(done); }
    void roomIdsOf(UserId, Callback<std::vector<RoomId>> done) override { refuse(done); }
    void joinRoom(UserRef, RoomId, Callback<MembershipChange> done) override { refuse(done); }
    void leaveRoom(UserRef, RoomId, Callback<MembershipChange> done) override { refuse(done); }
    void inviteToRoom(UserRef, InviteToRoom, Callback<InvitationChange> done) override
    {
        refuse(done);
    }
    void listInvitations(UserId, Callback<QList<Invitation>> done) override { refuse(done); }
    void declineInvitation(UserId, RoomId, Callback<void> done) override { refuse(done); }
    void listMembers(UserId, ListMembers, Callback<MemberPage> done) override { refuse(done); }
    void setRoomRole(UserId, SetRoomRole, Callback<std::vector<MembershipChange>> done) override
    {
        refuse(done);
    }
    void removeMember(UserId, RemoveMember, Callback<MembershipChange> done) override
    {
        refuse(done);
    }
    void openDirect(UserRef, UserId, Callback<OpenedDirect> done) override { refuse(done); }
    void markRead(UserId, MarkRead, Callback<ReadMark> done) override { refuse(done); }
    void appendMessage(NewMessage, Callback<StoredMessage> done) override { refuse(done); }
    void appendAddressed(NewAddressedMessage, Callback<AddressedMessage> done) override
    {
        refuse(done);
    }
    void listHistory(UserId, ListHistory, Callback<QList<Message>> done) override { refuse(done); }
    void listDirectHistory(UserId, std::optional<UserId>, std::optional<MessageId>, int,
                           Callback<QList<Message>> done) override
    {
        refuse(done);
    }
    void listUndelivered(UserId, int, Callback<QList<Message>> done) override { refuse(done); }
    void markDelivered(UserId, qint64, qint64, Callback<void> done) override { refuse(done); }
    void listMessages(UserId, ListMessages, Callback<MessagePage> done) override { refuse(done); }
    void listChanges(UserId, ListChanges, Callback<ChangePage> done) override { refuse(done); }
    void editMessage(UserId, EditMessage, Callback<Message> done) override { refuse(done); }
    void deleteMessage(UserId, MessageId, Callback<MessageChange> done) override { refuse(done); }
    void resumeRooms(UserId, ResumeRooms, Callback<QList<ResumedRoom>> done) override
    {
        refuse(done);
    }
    void listMissed(UserId, qint64, Callback<MissedChanges> done) override { refuse(done); }
    void lastPosition(Callback<qint64> done) override { refuse(done); }
    void ping(Callback<void> done) override { refuse(done); }
    void setExternalChangeHandler(std::function<void()>) override {}

private:
    template <class T>
    static void refuse(const Callback<T> &done)
    {
        done(ErrorCode::Internal);
    }
};

} // namespace parlance::test
