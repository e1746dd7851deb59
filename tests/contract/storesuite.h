// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/testbackends.h"
#include "storage/sqlstore.h"
#include "support/testsupport.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>

#include <atomic>

#define VERIFY_ERROR(result, expected)                                                             \
    do {                                                                                           \
        const auto &checked = (result);                                                            \
        QVERIFY2(!checked, "succeeded");                                                           \
        QCOMPARE(errorName(checked.error().code), errorName(expected));                            \
    } while (false)

namespace parlance::test {

using namespace Qt::StringLiterals;

inline Timestamp at(qint64 seconds)
{
    return fromEpochMs(1'800'000'000'000 + seconds * 1000);
}

inline UserRef ref(const User &user)
{
    return {user.id, user.username};
}

inline QStringList names(const QList<RoomView> &views)
{
    QStringList list;
    for (const RoomView &view : views)
        list.append(view.room.name);
    return list;
}

inline QList<qint64> seqs(const QList<Message> &messages)
{
    QList<qint64> list;
    for (const Message &message : messages)
        list.append(message.seq);
    return list;
}

/// What the suites over the roles of the store share: a new store for each test function, three
/// people, and every method as a blocking call. The suites run once for each of testBackends. Each
/// declares the slots initTestCase_data(), init() and cleanup() itself, for moc.
class StoreSuite : public QObject
{
protected:
    void backends() { addTestBackends(); }
    void setUp()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_now = 0;
        reopen(options());
        addPeople();
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<SqlStore> m_store;
    std::atomic<qint64> m_now = 0;

    std::unique_ptr<Backend> makeBackend() { return makeTestBackend(m_dir->path()); }
    StoreOptions options()
    {
        StoreOptions options;
        options.clock = [this] { return at(m_now); };
        return options;
    }
    void reopen(StoreOptions options)
    {
        m_store.reset();
        m_store = std::make_unique<SqlStore>(makeBackend(), std::move(options));
        const auto opened = m_store->open();
        QVERIFY2(opened, opened ? "" : qPrintable(opened.error().message()));
    }

    Result<User> addUser(const QString &name, const QString &email = {})
    {
        NewUser user{name, name.toCaseFolded(), {}, email.toCaseFolded(), u"hash of "_s + name};
        if (!email.isEmpty())
            user.email = email;
        return await<User>([&](auto done) { m_store->accounts().createUser(user, done); });
    }
    Result<RoomView> addRoom(const UserRef &owner, const QString &name, bool isPrivate = false)
    {
        const auto created = await<CreatedRoom>([&](auto done) {
            m_store->rooms().createRoom(owner, {name, isPrivate}, name.toCaseFolded(), done);
        });
        return created ? Result<RoomView>(created->view) : created.error();
    }
    Result<MembershipChange> join(const UserRef &user, RoomId room)
    {
        return await<MembershipChange>(
            [&](auto done) { m_store->memberships().joinRoom(user, room, done); });
    }
    Result<MembershipChange> leave(const UserRef &user, RoomId room)
    {
        return await<MembershipChange>(
            [&](auto done) { m_store->memberships().leaveRoom(user, room, done); });
    }
    Result<InvitationChange> invite(const UserRef &by, RoomId room, UserId whom)
    {
        return await<InvitationChange>([&](auto done) {
            m_store->memberships().inviteToRoom(by, {room, whom}, done);
        });
    }
    Result<AddressedMessage> send(const UserRef &author, const QString &address,
                                  const QString &text, const QString &clientId = {})
    {
        return await<AddressedMessage>([&](auto done) {
            m_store->messages().appendAddressed({address, author, text, clientId}, done);
        });
    }
    Result<StoredMessage> post(const UserRef &author, RoomId room, const QString &text,
                               const QString &clientId = {})
    {
        return await<StoredMessage>([&](auto done) {
            m_store->messages().appendMessage({room, author, text, clientId}, done);
        });
    }
    Result<Message> edit(UserId actor, MessageId id, const QString &text)
    {
        return await<Message>([&](auto done) {
            m_store->messages().editMessage(actor, {id, text}, done);
        });
    }
    Result<MessageChange> remove(UserId actor, MessageId id)
    {
        return await<MessageChange>(
            [&](auto done) { m_store->messages().deleteMessage(actor, id, done); });
    }
    Result<MessagePage> page(UserId viewer, const ListMessages &query)
    {
        return await<MessagePage>(
            [&](auto done) { m_store->messages().listMessages(viewer, query, done); });
    }
    Result<ChangePage> changes(UserId viewer, RoomId room, qint64 since, int limit = 200)
    {
        return await<ChangePage>([&](auto done) {
            m_store->messages().listChanges(viewer, {room, since, limit}, done);
        });
    }
    Result<RoomView> view(UserId viewer, RoomId room)
    {
        return await<RoomView>([&](auto done) { m_store->rooms().findRoom(viewer, room, done); });
    }
    Result<RoomPage> rooms(UserId viewer, const ListRooms &query)
    {
        return await<RoomPage>([&](auto done) { m_store->rooms().listRooms(viewer, query, done); });
    }
    Result<std::vector<MembershipChange>> setRole(UserId actor, const SetRoomRole &command)
    {
        return await<std::vector<MembershipChange>>(
            [&](auto done) { m_store->memberships().setRoomRole(actor, command, done); });
    }
    Result<MembershipChange> removeMember(UserId actor, RoomId room, UserId whom)
    {
        return await<MembershipChange>([&](auto done) {
            m_store->memberships().removeMember(actor, {room, whom}, done);
        });
    }
    Result<Room> deleteRoom(UserId actor, RoomId room)
    {
        return await<Room>([&](auto done) { m_store->rooms().deleteRoom(actor, room, done); });
    }
    Result<ReadMark> markRead(UserId actor, RoomId room, qint64 seq)
    {
        return await<ReadMark>([&](auto done) {
            m_store->memberships().markRead(actor, {room, seq}, done);
        });
    }
    Result<OpenedDirect> direct(const UserRef &actor, UserId peer)
    {
        return await<OpenedDirect>(
            [&](auto done) { m_store->rooms().openDirect(actor, peer, done); });
    }
    QString passwordHash(UserId user)
    {
        const auto found = await<Credentials>(
            [&](auto done) { m_store->accounts().findCredentialsById(user, done); });
        return found ? found->passwordHash : QString();
    }
    Result<Session> addSession(UserId user, const QString &verifiedHash, Timestamp expires)
    {
        return await<Session>([&](auto done) {
            m_store->sessions().createSession({user, verifiedHash, expires - at(m_now)}, done);
        });
    }
    Result<Session> addSession(UserId user, Timestamp expires)
    {
        return addSession(user, passwordHash(user), expires);
    }
    Result<Actor> actor(SessionId id)
    {
        return await<Actor>([&](auto done) { m_store->sessions().findActor(id, done); });
    }
    void postMany(RoomId room, int count, const QString &text = u"x"_s)
    {
        int answered = 0;
        for (int i = 0; i < count; ++i)
            m_store->messages().appendMessage({room, ann, text, {}}, [&](auto) { ++answered; });
        QTRY_COMPARE(answered, count);
    }
    MessageId said(RoomId room, const QString &text)
    {
        const auto stored = post(ann, room, text);
        return stored ? stored->message.id : MessageId();
    }
    Result<QList<ResumedRoom>> resume(UserId viewer, const QList<ResumeRooms::Place> &places)
    {
        return await<QList<ResumedRoom>>(
            [&](auto done) { m_store->recovery().resumeRooms(viewer, {places}, done); });
    }
    Result<void> ping()
    {
        return await<void>([&](auto done) { m_store->ping(done); });
    }

    /// A second connection to the same database that bypasses the store.
    qint64 number(const QString &sql)
    {
        qint64 result = -1;
        {
            QSqlDatabase db = makeBackend()->connection(u"peek"_s);
            db.open();
            QSqlQuery query(sql, db);
            if (query.next())
                result = query.value(0).toLongLong();
        }
        QSqlDatabase::removeDatabase(u"peek"_s);
        return result;
    }

    UserRef ann;
    UserRef bob;
    UserRef cid;
    void addPeople()
    {
        ann = ref(*addUser(u"Ann"_s));
        bob = ref(*addUser(u"Bob"_s));
        cid = ref(*addUser(u"Cid"_s));
    }
};

} // namespace parlance::test
