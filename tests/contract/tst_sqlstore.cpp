// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlstore.h"
#include "support/testsupport.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>

#ifdef Q_OS_LINUX
#include <csignal>
#include <sys/resource.h>
#endif

using namespace parlance;
using namespace parlance::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

// The suite over the Store interface. Each test function runs once for each row of backends();
// what makes a store of that kind is in makeStore().

#define VERIFY_ERROR(result, expected)                                                             \
    do {                                                                                           \
        const auto &checked = (result);                                                            \
        QVERIFY2(!checked, "succeeded");                                                           \
        QCOMPARE(errorName(checked.error().code), errorName(expected));                            \
    } while (false)

namespace {

Timestamp at(qint64 seconds)
{
    return fromEpochMs(1'800'000'000'000 + seconds * 1000);
}

UserRef ref(const User &user)
{
    return {user.id, user.username};
}

QStringList names(const QList<RoomView> &views)
{
    QStringList list;
    for (const RoomView &view : views)
        list.append(view.room.name);
    return list;
}

QList<qint64> seqs(const QList<Message> &messages)
{
    QList<qint64> list;
    for (const Message &message : messages)
        list.append(message.seq);
    return list;
}

} // namespace

class TestSqlStore : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<SqlStore> m_store;
    std::atomic<qint64> m_now = 0;

    StoreOptions options()
    {
        StoreOptions options;
        options.path = m_dir->filePath(u"parlance.db"_s);
        options.clock = [this] { return at(m_now); };
        options.synchronous = Synchronous::Off;
        return options;
    }
    void reopen(StoreOptions options)
    {
        m_store.reset();
        m_store = std::make_unique<SqlStore>(std::move(options));
        const auto opened = m_store->open();
        QVERIFY2(opened, opened ? "" : qPrintable(opened.error().message()));
    }

    Result<User> addUser(const QString &name, const QString &email = {})
    {
        NewUser user{name, name.toCaseFolded(), {}, email.toCaseFolded(), u"hash of "_s + name};
        if (!email.isEmpty())
            user.email = email;
        return await<User>([&](auto done) { m_store->createUser(user, done); });
    }
    Result<RoomView> addRoom(const UserRef &owner, const QString &name, bool isPrivate = false)
    {
        return await<RoomView>([&](auto done) {
            m_store->createRoom(owner, {name, isPrivate}, name.toCaseFolded(), done);
        });
    }
    Result<MembershipChange> join(const UserRef &user, RoomId room)
    {
        return await<MembershipChange>([&](auto done) { m_store->joinRoom(user, room, done); });
    }
    Result<MembershipChange> leave(const UserRef &user, RoomId room)
    {
        return await<MembershipChange>([&](auto done) { m_store->leaveRoom(user, room, done); });
    }
    Result<Invitation> invite(const UserRef &by, RoomId room, UserId whom)
    {
        return await<Invitation>([&](auto done) { m_store->inviteToRoom(by, {room, whom}, done); });
    }
    Result<StoredMessage> post(const UserRef &author, RoomId room, const QString &text,
                               const QString &clientId = {})
    {
        return await<StoredMessage>([&](auto done) {
            m_store->appendMessage({room, author, text, clientId}, done);
        });
    }
    Result<Message> edit(UserId actor, MessageId id, const QString &text)
    {
        return await<Message>([&](auto done) { m_store->editMessage(actor, {id, text}, done); });
    }
    Result<Message> remove(UserId actor, MessageId id)
    {
        return await<Message>([&](auto done) { m_store->deleteMessage(actor, id, done); });
    }
    Result<MessagePage> page(UserId viewer, const ListMessages &query)
    {
        return await<MessagePage>([&](auto done) { m_store->listMessages(viewer, query, done); });
    }
    Result<ChangePage> changes(UserId viewer, RoomId room, qint64 since, int limit = 200)
    {
        return await<ChangePage>([&](auto done) {
            m_store->listChanges(viewer, {room, since, limit}, done);
        });
    }
    Result<RoomView> view(UserId viewer, RoomId room)
    {
        return await<RoomView>([&](auto done) { m_store->findRoom(viewer, room, done); });
    }
    Result<RoomPage> rooms(UserId viewer, const ListRooms &query)
    {
        return await<RoomPage>([&](auto done) { m_store->listRooms(viewer, query, done); });
    }
    Result<std::vector<MembershipChange>> setRole(UserId actor, const SetRoomRole &command)
    {
        return await<std::vector<MembershipChange>>(
            [&](auto done) { m_store->setRoomRole(actor, command, done); });
    }
    Result<MembershipChange> removeMember(UserId actor, RoomId room, UserId whom)
    {
        return await<MembershipChange>([&](auto done) {
            m_store->removeMember(actor, {room, whom}, done);
        });
    }
    Result<Room> deleteRoom(UserId actor, RoomId room)
    {
        return await<Room>([&](auto done) { m_store->deleteRoom(actor, room, done); });
    }
    Result<qint64> markRead(UserId actor, RoomId room, qint64 seq)
    {
        return await<qint64>([&](auto done) { m_store->markRead(actor, {room, seq}, done); });
    }
    Result<OpenedDirect> direct(const UserRef &actor, UserId peer)
    {
        return await<OpenedDirect>([&](auto done) { m_store->openDirect(actor, peer, done); });
    }
    Result<Session> addSession(UserId user, Timestamp expires)
    {
        return await<Session>([&](auto done) { m_store->createSession(user, expires, done); });
    }
    Result<Actor> actor(SessionId id)
    {
        return await<Actor>([&](auto done) { m_store->findActor(id, done); });
    }
    Result<void> ping()
    {
        return await<void>([&](auto done) { m_store->ping(done); });
    }

    /// A second look into the same file, past the Store.
    qint64 number(const QString &sql)
    {
        qint64 result = -1;
        {
            auto db = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"peek"_s);
            db.setDatabaseName(options().path);
            db.open();
            QSqlQuery query(sql, db);
            if (query.next())
                result = query.value(0).toLongLong();
        }
        QSqlDatabase::removeDatabase(u"peek"_s);
        return result;
    }

    UserRef ann, bob, cid;
    void addPeople()
    {
        ann = ref(*addUser(u"Ann"_s));
        bob = ref(*addUser(u"Bob"_s));
        cid = ref(*addUser(u"Cid"_s));
    }

private Q_SLOTS:
    void initTestCase_data()
    {
        QTest::addColumn<QString>("backend");
        QTest::newRow("sqlite") << u"sqlite"_s;
    }

    void init()
    {
        QFETCH_GLOBAL(QString, backend);
        QCOMPARE(backend, u"sqlite"_s);
        m_dir = std::make_unique<QTemporaryDir>();
        m_now = 0;
        reopen(options());
        addPeople();
    }
    void cleanup() { m_store.reset(); }

    // --- accounts

    void createsUsers()
    {
        m_now = 5;
        const auto dan = addUser(u"Dan"_s, u"Dan@Example.org"_s);
        QVERIFY(dan);
        QCOMPARE(dan->email, u"Dan@Example.org"_s);
        const auto found = await<User>([&](auto done) { m_store->findUser(dan->id, done); });
        QVERIFY(found);
        QCOMPARE(found->username, u"Dan"_s);
        QCOMPARE(found->email, u"Dan@Example.org"_s);
        QVERIFY(found->createdAt == at(5));
        QVERIFY(!found->lastSeenAt);
        QVERIFY(!found->mustChangePassword);
        QVERIFY(found->role == ServerRole::User);

        VERIFY_ERROR(addUser(u"DAN"_s), ErrorCode::UsernameTaken);
        VERIFY_ERROR(addUser(u"Eve"_s, u"dan@example.ORG"_s), ErrorCode::EmailTaken);
        QVERIFY(addUser(u"Eve"_s));
    }

    void findsUsers()
    {
        const auto byName = [&](const QString &key) {
            return await<User>([&](auto done) { m_store->findUserByName(key, done); });
        };
        QCOMPARE(byName(u"ann"_s)->id, ann.id);
        VERIFY_ERROR(byName(u"nobody"_s), ErrorCode::UserNotFound);
        VERIFY_ERROR(await<User>([&](auto done) { m_store->findUser(UserId(), done); }),
                     ErrorCode::UserNotFound);

        QVERIFY(addUser(u"Annabel"_s));
        QVERIFY(addUser(u"ann%"_s));
        const auto search = [&](const QString &prefix, int limit) {
            QStringList list;
            const auto found =
                await<QList<User>>([&](auto done) { m_store->searchUsers(prefix, limit, done); });
            for (const User &user : *found)
                list.append(user.username);
            return list;
        };
        QCOMPARE(search(u"ann"_s, 10), QStringList({u"Ann"_s, u"ann%"_s, u"Annabel"_s}));
        QCOMPARE(search(u"ann"_s, 2), QStringList({u"Ann"_s, u"ann%"_s}));
        QCOMPARE(search(u"ann%"_s, 10), QStringList({u"ann%"_s}));
        QCOMPARE(search(u""_s, 10).size(), 5);
        const auto all = await<QList<User>>([&](auto done) { m_store->listUsers(done); });
        QCOMPARE(all->size(), 5);
    }

    void findsCredentials()
    {
        const auto dan = addUser(u"Dan"_s, u"dan@example.org"_s);
        const auto find = [&](const QString &key) {
            return await<Credentials>([&](auto done) { m_store->findCredentials(key, done); });
        };
        QCOMPARE(find(u"dan"_s)->passwordHash, u"hash of Dan"_s);
        QCOMPARE(find(u"dan@example.org"_s)->user.id, dan->id);
        VERIFY_ERROR(find(u""_s), ErrorCode::UserNotFound);
        // A user name in the form of somebody's address wins over the address.
        const auto imitator = addUser(u"dan@example.org"_s);
        QCOMPARE(find(u"dan@example.org"_s)->user.id, imitator->id);
        QCOMPARE(await<Credentials>([&](auto done) {
                     m_store->findCredentialsById(dan->id, done);
                 })->user.username,
                 u"Dan"_s);
        VERIFY_ERROR(
            await<Credentials>([&](auto done) { m_store->findCredentialsById(UserId(), done); }),
            ErrorCode::UserNotFound);
    }

    void changesUsers()
    {
        const auto promote = [&](UserId id) {
            return await<User>(
                [&](auto done) { m_store->setRole(id, ServerRole::Administrator, done); });
        };
        QVERIFY(promote(ann.id)->role == ServerRole::Administrator);
        VERIFY_ERROR(promote(UserId()), ErrorCode::UserNotFound);
        QVERIFY(await<void>([&](auto done) { m_store->setLastSeen(ann.id, at(9), done); }));
        VERIFY_ERROR(await<void>([&](auto done) { m_store->setLastSeen(UserId(), at(9), done); }),
                     ErrorCode::UserNotFound);
        const auto found = await<User>([&](auto done) { m_store->findUser(ann.id, done); });
        QVERIFY(found->lastSeenAt == at(9));
    }

    void updatesPasswordAndEndsSessions()
    {
        const auto kept = addSession(ann.id, at(100));
        const auto ended = addSession(ann.id, at(100));
        const auto others = addSession(bob.id, at(100));
        QVERIFY(await<void>([&](auto done) {
            m_store->updatePassword({ann.id, u"new"_s, true, kept->id}, done);
        }));
        QVERIFY(actor(kept->id)->mustChangePassword);
        VERIFY_ERROR(actor(ended->id), ErrorCode::SessionEnded);
        QVERIFY(actor(others->id));
        QCOMPARE(await<Credentials>([&](auto done) {
                     m_store->findCredentialsById(ann.id, done);
                 })->passwordHash,
                 u"new"_s);
        VERIFY_ERROR(await<void>([&](auto done) {
                         m_store->updatePassword({UserId(), u"new"_s, false, {}}, done);
                     }),
                     ErrorCode::UserNotFound);
        QVERIFY(await<void>([&](auto done) {
            m_store->updatePassword({ann.id, u"x"_s, false, {}}, done);
        }));
        VERIFY_ERROR(actor(kept->id), ErrorCode::SessionEnded);
    }

    // --- sessions

    void sessions()
    {
        m_now = 3;
        const auto session = addSession(ann.id, at(50));
        QVERIFY(session->createdAt == at(3));
        const auto found = actor(session->id);
        QVERIFY(found);
        QCOMPARE(found->userId, ann.id);
        QCOMPARE(found->username, u"Ann"_s);
        QCOMPARE(found->sessionId, session->id);
        QVERIFY(found->expiresAt == at(50));
        VERIFY_ERROR(addSession(UserId(), at(50)), ErrorCode::UserNotFound);

        QVERIFY(await<void>([&](auto done) { m_store->deleteSession(session->id, done); }));
        VERIFY_ERROR(actor(session->id), ErrorCode::SessionEnded);
        QVERIFY(await<void>([&](auto done) { m_store->deleteSession(session->id, done); }));

        const auto second = addSession(ann.id, at(50));
        const auto bobs = addSession(bob.id, at(50));
        QVERIFY(await<void>([&](auto done) { m_store->deleteSessionsOf(ann.id, done); }));
        VERIFY_ERROR(actor(second->id), ErrorCode::SessionEnded);
        QVERIFY(actor(bobs->id));

        const auto expire = [&](Timestamp now) {
            return *await<qint64>([&](auto done) { m_store->deleteExpiredSessions(now, done); });
        };
        QCOMPARE(expire(at(49)), 0);
        QCOMPARE(expire(at(50)), 1);
        VERIFY_ERROR(actor(bobs->id), ErrorCode::SessionEnded);
    }

    // --- rooms

    void createsRooms()
    {
        m_now = 7;
        const auto created = addRoom(ann, u"Lobby"_s);
        QVERIFY(created);
        QCOMPARE(created->room.name, u"Lobby"_s);
        QCOMPARE(created->room.ownerId, ann.id);
        QCOMPARE(created->room.memberCount, 1);
        QCOMPARE(created->room.lastSeq, 0);
        QVERIFY(created->room.createdAt == at(7));
        QVERIFY(created->role == RoomRole::Owner);
        QVERIFY(!created->peer);
        VERIFY_ERROR(addRoom(bob, u"LOBBY"_s), ErrorCode::RoomNameTaken);
        VERIFY_ERROR(addRoom(bob, u"lobby"_s, true), ErrorCode::RoomNameTaken);
        QVERIFY(addRoom(bob, u"Den"_s, true)->room.kind == RoomKind::Private);
    }

    void renamesRooms()
    {
        const RoomId room = addRoom(ann, u"Lobby"_s)->room.id;
        QVERIFY(addRoom(ann, u"Den"_s));
        QVERIFY(join(bob, room));
        const auto rename = [&](UserId actor, RoomId id, const QString &name) {
            return await<Room>([&](auto done) {
                m_store->renameRoom(actor, {id, name}, name.toCaseFolded(), done);
            });
        };
        m_now = 8;
        QCOMPARE(rename(ann.id, room, u"LOBBY"_s)->name, u"LOBBY"_s);
        QVERIFY(rename(ann.id, room, u"Hall"_s)->updatedAt == at(8));
        VERIFY_ERROR(rename(ann.id, room, u"den"_s), ErrorCode::RoomNameTaken);
        VERIFY_ERROR(rename(bob.id, room, u"Bobs"_s), ErrorCode::Forbidden);
        VERIFY_ERROR(rename(ann.id, RoomId(), u"X"_s), ErrorCode::RoomNotFound);
        QVERIFY(addRoom(bob, u"Lobby"_s));
    }

    void hidesPrivateRooms()
    {
        const RoomId room = addRoom(ann, u"Den"_s, true)->room.id;
        QVERIFY(view(ann.id, room));
        VERIFY_ERROR(view(bob.id, room), ErrorCode::RoomNotFound);
        VERIFY_ERROR(join(bob, room), ErrorCode::RoomNotFound);
        VERIFY_ERROR(post(bob, room, u"hi"_s), ErrorCode::RoomNotFound);
        VERIFY_ERROR(page(bob.id, {room, {}, {}, 50}), ErrorCode::RoomNotFound);
        VERIFY_ERROR(changes(bob.id, room, 0), ErrorCode::RoomNotFound);
        VERIFY_ERROR(markRead(bob.id, room, 1), ErrorCode::RoomNotFound);
        VERIFY_ERROR(deleteRoom(bob.id, room), ErrorCode::RoomNotFound);

        QVERIFY(invite(ann, room, bob.id));
        QVERIFY(!view(bob.id, room)->role);
        VERIFY_ERROR(post(bob, room, u"hi"_s), ErrorCode::NotMember);
        VERIFY_ERROR(page(bob.id, {room, {}, {}, 50}), ErrorCode::NotMember);
        VERIFY_ERROR(changes(bob.id, room, 0), ErrorCode::NotMember);
        VERIFY_ERROR(markRead(bob.id, room, 1), ErrorCode::NotMember);
        VERIFY_ERROR(await<QList<Member>>([&](auto done) {
                         m_store->listMembers(bob.id, {room, {}, 10}, done);
                     }),
                     ErrorCode::NotMember);
    }

    void listsRooms()
    {
        for (const QString &name : {u"Delta"_s, u"alpha"_s, u"Charlie"_s, u"bravo"_s})
            QVERIFY(addRoom(ann, name));
        QVERIFY(addRoom(ann, u"Secret alpha"_s, true));
        QVERIFY(direct(ann, bob.id));

        ListRooms query{RoomScope::Public, {}, {}, 3};
        auto result = rooms(bob.id, query);
        QCOMPARE(names(result->rooms), QStringList({u"alpha"_s, u"bravo"_s, u"Charlie"_s}));
        QVERIFY(!result->next.isEmpty());
        query.after = result->next;
        result = rooms(bob.id, query);
        QCOMPARE(names(result->rooms), QStringList({u"Delta"_s}));
        QVERIFY(result->next.isEmpty());
        QCOMPARE(names(rooms(bob.id, {RoomScope::Public, u"ALPH"_s, {}, 10})->rooms),
                 QStringList({u"alpha"_s}));
        QVERIFY(rooms(bob.id, {RoomScope::Public, u"%"_s, {}, 10})->rooms.isEmpty());

        query = {RoomScope::Mine, {}, {}, 4};
        result = rooms(ann.id, query);
        QCOMPARE(result->rooms.size(), 4);
        query.after = result->next;
        result = rooms(ann.id, query);
        QCOMPARE(result->rooms.size(), 2);
        QVERIFY(result->next.isEmpty());
        QCOMPARE(names(rooms(ann.id, {RoomScope::Mine, u"alpha"_s, {}, 10})->rooms),
                 QStringList({u"alpha"_s, u"Secret alpha"_s}));
        const auto bobs = rooms(bob.id, {RoomScope::Mine, {}, {}, 10});
        QCOMPARE(bobs->rooms.size(), 1);
        QCOMPARE(bobs->rooms.first().peer, ann);
        const auto ids =
            await<std::vector<RoomId>>([&](auto done) { m_store->roomIdsOf(ann.id, done); });
        QCOMPARE(ids->size(), size_t(6));
    }

    void joinsAndLeaves()
    {
        const RoomId room = addRoom(ann, u"Lobby"_s)->room.id;
        m_now = 4;
        const auto joined = join(bob, room);
        QVERIFY(joined->changed);
        QCOMPARE(joined->room.memberCount, 2);
        QVERIFY(joined->room.updatedAt == at(4));
        QVERIFY(joined->role == RoomRole::Member);
        QCOMPARE(joined->user, bob);
        QVERIFY(!join(bob, room)->changed);
        QVERIFY(join(ann, room)->role == RoomRole::Owner);
        VERIFY_ERROR(join(bob, RoomId()), ErrorCode::RoomNotFound);

        VERIFY_ERROR(leave(ann, room), ErrorCode::Conflict);
        QVERIFY(!leave(cid, room)->changed);
        QCOMPARE(leave(bob, room)->room.memberCount, 1);
        QVERIFY(!leave(bob, room)->changed);
        const auto last = leave(ann, room);
        QVERIFY(last->changed);
        QCOMPARE(last->room.memberCount, 0);
        VERIFY_ERROR(view(ann.id, room), ErrorCode::RoomNotFound);
        VERIFY_ERROR(leave(ann, room), ErrorCode::RoomNotFound);
        QVERIFY(addRoom(bob, u"Lobby"_s));
    }

    void invites()
    {
        const RoomId den = addRoom(ann, u"Den"_s, true)->room.id;
        const auto listed = [&](UserId user) {
            return *await<QList<Invitation>>(
                [&](auto done) { m_store->listInvitations(user, done); });
        };
        const auto decline = [&](UserId user, RoomId room) {
            return await<void>([&](auto done) { m_store->declineInvitation(user, room, done); });
        };
        m_now = 6;
        const auto invitation = invite(ann, den, bob.id);
        QCOMPARE(invitation->roomName, u"Den"_s);
        QCOMPARE(invitation->inviter, ann);
        QCOMPARE(invitation->inviteeId, bob.id);
        QVERIFY(invitation->createdAt == at(6));
        m_now = 7;
        QVERIFY(invite(ann, den, bob.id)->createdAt == at(6));
        QCOMPARE(listed(bob.id).size(), 1);
        VERIFY_ERROR(invite(bob, den, cid.id), ErrorCode::Forbidden);
        VERIFY_ERROR(invite(cid, den, cid.id), ErrorCode::RoomNotFound);
        VERIFY_ERROR(invite(ann, den, UserId()), ErrorCode::UserNotFound);
        VERIFY_ERROR(invite(ann, den, ann.id), ErrorCode::Conflict);

        QVERIFY(decline(bob.id, den));
        VERIFY_ERROR(decline(bob.id, den), ErrorCode::InvitationNotFound);
        VERIFY_ERROR(view(bob.id, den), ErrorCode::RoomNotFound);

        QVERIFY(invite(ann, den, bob.id));
        QVERIFY(join(bob, den)->changed);
        QVERIFY(listed(bob.id).isEmpty());
        VERIFY_ERROR(invite(bob, den, cid.id), ErrorCode::Forbidden);
        QVERIFY(leave(bob, den));
        VERIFY_ERROR(join(bob, den), ErrorCode::RoomNotFound);

        const RoomId lobby = addRoom(ann, u"Lobby"_s)->room.id;
        VERIFY_ERROR(invite(bob, lobby, cid.id), ErrorCode::Forbidden);
        QVERIFY(join(bob, lobby));
        QVERIFY(invite(bob, lobby, cid.id));
        QCOMPARE(listed(cid.id).size(), 1);
        QVERIFY(deleteRoom(ann.id, lobby));
        QVERIFY(listed(cid.id).isEmpty());
    }

    void listsMembers()
    {
        const RoomId room = addRoom(ann, u"Lobby"_s)->room.id;
        QVERIFY(join(bob, room));
        QVERIFY(join(cid, room));
        const auto list = [&](UserId after, int limit) {
            return await<QList<Member>>([&](auto done) {
                m_store->listMembers(ann.id, {room, after, limit}, done);
            });
        };
        const auto first = list({}, 2);
        QCOMPARE(first->size(), 2);
        QCOMPARE(first->at(0).user, ann);
        QVERIFY(first->at(0).role == RoomRole::Owner);
        const auto rest = list(first->last().user.id, 2);
        QCOMPARE(rest->size(), 1);
        QCOMPARE(rest->first().user, cid);
    }

    void changesRoles()
    {
        const RoomId room = addRoom(ann, u"Lobby"_s)->room.id;
        QVERIFY(join(bob, room));
        VERIFY_ERROR(setRole(bob.id, {room, bob.id, RoomRole::Owner}), ErrorCode::Forbidden);
        VERIFY_ERROR(setRole(cid.id, {room, bob.id, RoomRole::Member}), ErrorCode::Forbidden);
        VERIFY_ERROR(setRole(ann.id, {room, cid.id, RoomRole::Member}), ErrorCode::UserNotFound);
        VERIFY_ERROR(setRole(ann.id, {RoomId(), bob.id, RoomRole::Member}),
                     ErrorCode::RoomNotFound);
        VERIFY_ERROR(setRole(ann.id, {room, ann.id, RoomRole::Member}), ErrorCode::Forbidden);

        auto changed = setRole(ann.id, {room, bob.id, RoomRole::Moderator});
        QCOMPARE(changed->size(), size_t(1));
        QVERIFY(changed->front().changed && changed->front().role == RoomRole::Moderator);
        QVERIFY(!setRole(ann.id, {room, bob.id, RoomRole::Moderator})->front().changed);

        changed = setRole(ann.id, {room, bob.id, RoomRole::Owner});
        QCOMPARE(changed->size(), size_t(2));
        QCOMPARE(changed->front().user, bob);
        QCOMPARE(changed->front().room.ownerId, bob.id);
        QVERIFY(view(ann.id, room)->role == RoomRole::Moderator);
        QVERIFY(view(bob.id, room)->role == RoomRole::Owner);
        VERIFY_ERROR(deleteRoom(ann.id, room), ErrorCode::Forbidden);
    }

    void removesMembers()
    {
        const RoomId room = addRoom(ann, u"Lobby"_s)->room.id;
        QVERIFY(join(bob, room));
        QVERIFY(join(cid, room));
        VERIFY_ERROR(removeMember(bob.id, room, cid.id), ErrorCode::Forbidden);
        QVERIFY(setRole(ann.id, {room, bob.id, RoomRole::Moderator}));
        VERIFY_ERROR(removeMember(bob.id, room, ann.id), ErrorCode::Forbidden);
        VERIFY_ERROR(removeMember(bob.id, room, bob.id), ErrorCode::Forbidden);
        const auto removed = removeMember(bob.id, room, cid.id);
        QVERIFY(removed->changed);
        QCOMPARE(removed->user, cid);
        QCOMPARE(removed->room.memberCount, 2);
        VERIFY_ERROR(removeMember(bob.id, room, cid.id), ErrorCode::UserNotFound);
        VERIFY_ERROR(removeMember(bob.id, RoomId(), cid.id), ErrorCode::RoomNotFound);
    }

    void opensDirectConversationsOnce()
    {
        const auto opened = direct(ann, bob.id);
        QVERIFY(opened->created);
        QVERIFY(opened->view.room.kind == RoomKind::Direct);
        QCOMPARE(opened->view.peer, bob);
        QVERIFY(opened->view.room.ownerId.isNull());
        QVERIFY(opened->view.room.name.isEmpty());
        QCOMPARE(opened->view.room.memberCount, 2);
        const RoomId room = opened->view.room.id;
        const auto again = direct(bob, ann.id);
        QVERIFY(!again->created);
        QCOMPARE(again->view.room.id, room);
        QCOMPARE(again->view.peer, ann);
        QVERIFY(direct(ann, cid.id)->view.room.id != room);

        VERIFY_ERROR(direct(ann, ann.id), ErrorCode::Conflict);
        VERIFY_ERROR(direct(ann, UserId()), ErrorCode::UserNotFound);
        VERIFY_ERROR(join(ann, room), ErrorCode::Forbidden);
        VERIFY_ERROR(join(cid, room), ErrorCode::RoomNotFound);
        VERIFY_ERROR(leave(ann, room), ErrorCode::Forbidden);
        VERIFY_ERROR(invite(ann, room, cid.id), ErrorCode::Forbidden);
        VERIFY_ERROR(deleteRoom(ann.id, room), ErrorCode::Forbidden);
        VERIFY_ERROR(removeMember(ann.id, room, bob.id), ErrorCode::Forbidden);
        VERIFY_ERROR(setRole(ann.id, {room, bob.id, RoomRole::Owner}), ErrorCode::Forbidden);
        QVERIFY(post(bob, room, u"hi"_s));
        VERIFY_ERROR(post(cid, room, u"hi"_s), ErrorCode::RoomNotFound);
    }

    void limits()
    {
        StoreOptions small = options();
        small.limits.roomsOwnedPerUser = 1;
        small.limits.roomsJoinedPerUser = 2;
        small.limits.membersPerRoom = 2;
        small.limits.invitationsPerRoom = 1;
        small.limits.pageSize = 2;
        reopen(small);
        const RoomId room = addRoom(ann, u"One"_s)->room.id;
        VERIFY_ERROR(addRoom(ann, u"Two"_s), ErrorCode::LimitReached);
        QVERIFY(join(bob, room));
        VERIFY_ERROR(join(cid, room), ErrorCode::LimitReached);
        QVERIFY(invite(ann, room, cid.id));
        QVERIFY(invite(ann, room, cid.id));
        const User dan = *addUser(u"Dan"_s);
        VERIFY_ERROR(invite(ann, room, dan.id), ErrorCode::LimitReached);
        QVERIFY(addRoom(bob, u"Bobs"_s));
        VERIFY_ERROR(direct(ann, bob.id), ErrorCode::LimitReached);
        VERIFY_ERROR(direct(bob, ann.id), ErrorCode::LimitReached);
        for (int i = 0; i < 3; ++i)
            QVERIFY(post(ann, room, u"x"_s));
        QCOMPARE(page(ann.id, {room, {}, {}, 100})->messages.size(), 2);
    }

    // --- messages

    void appends()
    {
        const RoomId room = addRoom(ann, u"Lobby"_s)->room.id;
        m_now = 11;
        const auto first = post(ann, room, u"Grüße, 世界 👋"_s);
        QVERIFY(first);
        QVERIFY(!first->repeated);
        QCOMPARE(first->message.seq, 1);
        QCOMPARE(first->message.changedSeq, 1);
        QCOMPARE(first->message.author, ann);
        QVERIFY(first->message.createdAt == at(11));
        const auto second = post(ann, room, u"b"_s);
        QCOMPARE(second->message.seq, 2);
        QVERIFY(second->message.position > first->message.position);
        QVERIFY(second->message.id > first->message.id);

        const auto stored = page(ann.id, {room, {}, {}, 50});
        QCOMPARE(stored->messages.size(), 2);
        const Message &read = stored->messages.first();
        QCOMPARE(read.text, u"Grüße, 世界 👋"_s);
        QCOMPARE(read.id, first->message.id);
        QCOMPARE(read.position, first->message.position);
        QCOMPARE(read.author, ann);
        QCOMPARE(read.roomId, room);
        QVERIFY(!read.editedAt && !read.deletedAt);

        VERIFY_ERROR(post(bob, room, u"x"_s), ErrorCode::NotMember);
        VERIFY_ERROR(post(ann, RoomId(), u"x"_s), ErrorCode::RoomNotFound);
        // Anybody may read a public room.
        QCOMPARE(page(bob.id, {room, {}, {}, 50})->messages.size(), 2);
        VERIFY_ERROR(page(bob.id, {RoomId(), {}, {}, 50}), ErrorCode::RoomNotFound);
    }

    void appendsAClientIdOnce()
    {
        const RoomId room = addRoom(ann, u"Lobby"_s)->room.id;
        QVERIFY(join(bob, room));
        const auto first = post(ann, room, u"a"_s, u"id-1"_s);
        const auto again = post(ann, room, u"other text"_s, u"id-1"_s);
        QVERIFY(again->repeated);
        QCOMPARE(again->message.id, first->message.id);
        QCOMPARE(again->message.text, u"a"_s);
        QVERIFY(!post(bob, room, u"b"_s, u"id-1"_s)->repeated);
        QCOMPARE(post(ann, room, u"c"_s)->message.seq, 3);
        reopen(options());
        QVERIFY(post(ann, room, u"a"_s, u"id-1"_s)->repeated);
        QVERIFY(edit(ann.id, first->message.id, u"edited"_s));
        QCOMPARE(post(ann, room, u"a"_s, u"id-1"_s)->message.text, u"edited"_s);

        m_now = 24 * 3600 - 1;
        QVERIFY(post(ann, room, u"a"_s, u"id-1"_s)->repeated);
        m_now = 24 * 3600;
        const auto later = post(ann, room, u"a"_s, u"id-1"_s);
        QVERIFY(!later->repeated);
        QVERIFY(post(ann, room, u"a"_s, u"id-1"_s)->repeated);
        m_now = 49 * 3600;
        reopen(options());
        QTRY_COMPARE(number(u"select count(*) from message_client_ids"_s), 0);
    }

    void repeatsWithinOneBatch()
    {
        const RoomId room = addRoom(ann, u"Lobby"_s)->room.id;
        QList<StoredMessage> stored;
        for (int i = 0; i < 20; ++i)
            m_store->appendMessage({room, ann, u"x"_s, u"same"_s},
                                   [&](auto result) { stored.append(*result); });
        QTRY_COMPARE(stored.size(), 20);
        for (int i = 0; i < 20; ++i) {
            QCOMPARE(stored[i].repeated, i > 0);
            QCOMPARE(stored[i].message.seq, 1);
        }
    }

    void answersInOrder()
    {
        const RoomId room = addRoom(ann, u"Lobby"_s)->room.id;
        QList<qint64> answered;
        for (int i = 0; i < 1000; ++i)
            m_store->appendMessage({room, ann, QString::number(i), {}}, [&](auto result) {
                answered.append(result ? result->message.seq : -1);
            });
        QVERIFY(answered.isEmpty());
        QTRY_COMPARE(answered.size(), 1000);
        for (int i = 0; i < 1000; ++i)
            QCOMPARE(answered[i], i + 1);
        QCOMPARE(page(ann.id, {room, {}, {}, 1})->messages.first().text, u"999"_s);
    }

    // Posts, edits and deletions share the counter, and every value of it is somewhere.
    void countsWithoutGaps()
    {
        const RoomId room = addRoom(ann, u"Lobby"_s)->room.id;
        QList<MessageId> ids;
        for (int i = 0; i < 10; ++i)
            ids.append(post(ann, room, QString::number(i))->message.id);
        m_now = 20;
        const auto edited = edit(ann.id, ids[2], u"two"_s);
        QCOMPARE(edited->changedSeq, 11);
        QCOMPARE(edited->seq, 3);
        QVERIFY(edited->editedAt == at(20));
        const auto deleted = remove(ann.id, ids[4]);
        QCOMPARE(deleted->changedSeq, 12);
        QVERIFY(deleted->position > edited->position);
        QVERIFY(deleted->text.isEmpty());
        QVERIFY(deleted->deletedAt == at(20));
        const auto twice = remove(ann.id, ids[4]);
        QCOMPARE(twice->changedSeq, 12);
        VERIFY_ERROR(edit(ann.id, ids[4], u"x"_s), ErrorCode::MessageNotFound);
        QCOMPARE(post(ann, room, u"ten"_s)->message.seq, 13);
        QCOMPARE(view(ann.id, room)->room.lastSeq, 13);
        QCOMPARE(number(u"select count(*) from messages where text = '4'"_s), 0);
    }

    void mayChangeMessages()
    {
        const RoomId room = addRoom(ann, u"Lobby"_s)->room.id;
        QVERIFY(join(bob, room));
        const MessageId bobs = post(bob, room, u"b"_s)->message.id;
        const MessageId anns = post(ann, room, u"a"_s)->message.id;
        VERIFY_ERROR(edit(bob.id, anns, u"x"_s), ErrorCode::Forbidden);
        VERIFY_ERROR(remove(cid.id, anns), ErrorCode::Forbidden);
        VERIFY_ERROR(remove(ann.id, MessageId()), ErrorCode::MessageNotFound);
        QVERIFY(remove(ann.id, bobs));

        const RoomId den = addRoom(ann, u"Den"_s, true)->room.id;
        const MessageId secret = post(ann, den, u"s"_s)->message.id;
        VERIFY_ERROR(edit(bob.id, secret, u"x"_s), ErrorCode::MessageNotFound);
        QVERIFY(invite(ann, den, bob.id));
        VERIFY_ERROR(remove(bob.id, secret), ErrorCode::MessageNotFound);
        QVERIFY(deleteRoom(ann.id, den));
        VERIFY_ERROR(edit(ann.id, secret, u"x"_s), ErrorCode::MessageNotFound);
    }

    void pagesMessages()
    {
        const RoomId room = addRoom(ann, u"Lobby"_s)->room.id;
        const RoomId other = addRoom(ann, u"Other"_s)->room.id;
        for (int i = 0; i < 10; ++i) {
            QVERIFY(post(ann, room, QString::number(i)));
            QVERIFY(post(ann, other, QString::number(i)));
        }
        auto result = page(ann.id, {room, {}, {}, 4});
        QCOMPARE(seqs(result->messages), QList<qint64>({7, 8, 9, 10}));
        QVERIFY(result->more);
        result = page(ann.id, {room, 7, {}, 4});
        QCOMPARE(seqs(result->messages), QList<qint64>({3, 4, 5, 6}));
        result = page(ann.id, {room, 3, {}, 2});
        QCOMPARE(seqs(result->messages), QList<qint64>({1, 2}));
        QVERIFY(!result->more);
        result = page(ann.id, {room, {}, 0, 4});
        QCOMPARE(seqs(result->messages), QList<qint64>({1, 2, 3, 4}));
        QVERIFY(result->more);
        result = page(ann.id, {room, {}, 6, 4});
        QCOMPARE(seqs(result->messages), QList<qint64>({7, 8, 9, 10}));
        QVERIFY(!result->more);
        QVERIFY(page(ann.id, {room, {}, 10, 4})->messages.isEmpty());
    }

    void listsChanges()
    {
        const RoomId room = addRoom(ann, u"Lobby"_s)->room.id;
        QList<MessageId> ids;
        for (int i = 0; i < 4; ++i)
            ids.append(post(ann, room, QString::number(i))->message.id);
        QVERIFY(edit(ann.id, ids[0], u"zero"_s));   // 5
        QVERIFY(remove(ann.id, ids[3]));            // 6
        QVERIFY(post(ann, room, u"4"_s));           // 7
        QVERIFY(edit(ann.id, ids[0], u"nought"_s)); // 8

        auto result = changes(ann.id, room, 2);
        QCOMPARE(seqs(result->messages), QList<qint64>({3, 4, 7, 1}));
        QVERIFY(result->messages[1].deletedAt && result->messages[1].text.isEmpty());
        QCOMPARE(result->messages[3].text, u"nought"_s);
        QCOMPARE(result->until, 8);
        QVERIFY(!result->more);

        result = changes(ann.id, room, 0, 2);
        QCOMPARE(seqs(result->messages), QList<qint64>({2, 3}));
        QVERIFY(result->more);
        QCOMPARE(result->until, 3);
        result = changes(ann.id, room, result->until, 2);
        QCOMPARE(seqs(result->messages), QList<qint64>({4, 7}));
        QVERIFY(result->more);
        result = changes(ann.id, room, result->until, 2);
        QCOMPARE(seqs(result->messages), QList<qint64>({1}));
        QVERIFY(!result->more);
        QCOMPARE(result->until, 8);
        QVERIFY(changes(ann.id, room, 8)->messages.isEmpty());
        QCOMPARE(changes(ann.id, room, 8)->until, 8);
        VERIFY_ERROR(changes(ann.id, RoomId(), 0), ErrorCode::RoomNotFound);
    }

    void countsUnread()
    {
        const RoomId room = addRoom(ann, u"Lobby"_s)->room.id;
        QVERIFY(post(ann, room, u"before"_s));
        QVERIFY(join(bob, room));
        QCOMPARE(view(bob.id, room)->unread, 0);
        QCOMPARE(view(bob.id, room)->readSeq, 1);
        QVERIFY(post(ann, room, u"2"_s));
        const MessageId third = post(ann, room, u"3"_s)->message.id;
        QVERIFY(post(bob, room, u"4"_s));
        QCOMPARE(view(bob.id, room)->unread, 2);
        QCOMPARE(view(ann.id, room)->unread, 1);
        QCOMPARE(view(cid.id, room)->unread, 0);
        QVERIFY(remove(ann.id, third));
        QCOMPARE(view(bob.id, room)->unread, 1);

        QCOMPARE(*markRead(bob.id, room, 3), 3);
        QCOMPARE(view(bob.id, room)->unread, 0);
        QCOMPARE(*markRead(bob.id, room, 1), 3);
        QCOMPARE(*markRead(bob.id, room, 1000), 5);
        QCOMPARE(view(bob.id, room)->readSeq, 5);
        VERIFY_ERROR(markRead(cid.id, room, 1), ErrorCode::NotMember);
        VERIFY_ERROR(markRead(cid.id, RoomId(), 1), ErrorCode::RoomNotFound);

        int answered = 0;
        for (int i = 0; i < 120; ++i)
            m_store->appendMessage({room, ann, u"x"_s, {}}, [&](auto) { ++answered; });
        QTRY_COMPARE(answered, 120);
        QCOMPARE(view(bob.id, room)->unread, 100);
    }

    // --- deletion, counters, failures

    void deletesRoomsAndPurgesThem()
    {
        const RoomId kept = addRoom(ann, u"Kept"_s)->room.id;
        const RoomId room = addRoom(ann, u"Lobby"_s)->room.id;
        QVERIFY(join(bob, room));
        QVERIFY(post(ann, kept, u"x"_s));
        qint64 position = 0;
        int answered = 0;
        for (int i = 0; i < 1200; ++i)
            m_store->appendMessage({room, ann, u"x"_s, u"c%1"_s.arg(i)}, [&](auto result) {
                ++answered;
                position = result->message.position;
            });
        QTRY_COMPARE(answered, 1200);
        VERIFY_ERROR(deleteRoom(bob.id, room), ErrorCode::Forbidden);
        VERIFY_ERROR(deleteRoom(ann.id, RoomId()), ErrorCode::RoomNotFound);
        QCOMPARE(deleteRoom(ann.id, room)->name, u"Lobby"_s);
        VERIFY_ERROR(view(ann.id, room), ErrorCode::RoomNotFound);
        VERIFY_ERROR(post(ann, room, u"x"_s), ErrorCode::RoomNotFound);
        VERIFY_ERROR(page(ann.id, {room, {}, {}, 50}), ErrorCode::RoomNotFound);
        const auto ids =
            await<std::vector<RoomId>>([&](auto done) { m_store->roomIdsOf(bob.id, done); });
        QVERIFY(ids->empty());
        QVERIFY(addRoom(bob, u"Lobby"_s));

        reopen(options());
        QTRY_COMPARE(number(u"select count(*) from rooms where deleted_at is not null"_s), 0);
        QCOMPARE(number(u"select count(*) from messages"_s), 1);
        reopen(options());
        QCOMPARE(post(ann, kept, u"y"_s)->message.position, position + 1);
        // Its message is gone, so the client id stands for nothing.
        const auto reused = post(ann, kept, u"z"_s, u"c7"_s);
        QVERIFY(!reused->repeated);
        QCOMPARE(reused->message.position, position + 2);
        QVERIFY(post(ann, kept, u"z"_s, u"c7"_s)->repeated);
    }

    void reopeningKeepsCounters()
    {
        const RoomId room = addRoom(ann, u"Lobby"_s)->room.id;
        const auto first = post(ann, room, u"a"_s);
        QVERIFY(post(ann, room, u"b"_s));
        const auto edited = edit(ann.id, first->message.id, u"c"_s);
        reopen(options());
        const auto next = post(ann, room, u"d"_s);
        QCOMPARE(next->message.seq, 4);
        QCOMPARE(next->message.position, edited->position + 1);
    }

    void answersOverloaded()
    {
        StoreOptions small = options();
        small.executor.queueLimit = 10;
        reopen(small);
        const RoomId room = addRoom(ann, u"Lobby"_s)->room.id;
        int stored = 0;
        int overloaded = 0;
        for (int i = 0; i < 15; ++i)
            m_store->appendMessage({room, ann, u"x"_s, {}}, [&](auto result) {
                stored += result ? 1 : 0;
                overloaded += !result && result.error().code == ErrorCode::Overloaded;
            });
        QCOMPARE(stored + overloaded, 0);
        QTRY_COMPARE(stored, 10);
        QCOMPARE(overloaded, 5);
        for (int i = 0; i < 12; ++i)
            m_store->findUser(ann.id, [&](auto result) {
                overloaded += !result && result.error().code == ErrorCode::Overloaded;
            });
        QTRY_COMPARE(overloaded, 7);
        QCOMPARE(post(ann, room, u"x"_s)->message.seq, 11);
    }

    void finishesBeforeItGoes()
    {
        const RoomId room = addRoom(ann, u"Lobby"_s)->room.id;
        int stored = 0;
        int refused = 0;
        for (int i = 0; i < 100; ++i)
            m_store->appendMessage({room, ann, u"x"_s, {}}, [&](auto result) {
                stored += result ? 1 : 0;
                m_store->ping([&](auto pinged) {
                    refused += !pinged && pinged.error().code == ErrorCode::ShuttingDown;
                });
            });
        // Not reset(): the callbacks still need the pointer.
        m_store->~SqlStore();
        ::operator delete(m_store.release());
        QCOMPARE(stored, 100);
        QCOMPARE(refused, 100);
        QCOMPARE(number(u"select count(*) from messages"_s), 100);
    }

    void noticesOtherProcesses()
    {
        int noticed = 0;
        m_store->setExternalChangeHandler([&] { ++noticed; });
        const RoomId room = addRoom(ann, u"Lobby"_s)->room.id;
        QCOMPARE(post(ann, room, u"a"_s)->message.seq, 1);
        QCOMPARE(noticed, 0);
        {
            SqlStore other(options());
            QVERIFY(other.open());
            const auto posted = await<StoredMessage>([&](auto done) {
                other.appendMessage({room, ann, u"b"_s, {}}, done);
            });
            QCOMPARE(posted->message.seq, 2);
            // At once, not only when the change has been noticed.
            QCOMPARE(post(ann, room, u"c"_s)->message.seq, 3);
            const auto again = await<StoredMessage>([&](auto done) {
                other.appendMessage({room, ann, u"d"_s, {}}, done);
            });
            QCOMPARE(again->message.seq, 4);
        }
        QTRY_VERIFY(noticed >= 2);
    }

    // The file may not grow, so the disk is as good as full.
    void survivesAFullDisk()
    {
#ifdef Q_OS_LINUX
        const RoomId room = addRoom(ann, u"Lobby"_s)->room.id;
        QVERIFY(post(ann, room, u"a"_s));
        ::signal(SIGXFSZ, SIG_IGN);
        rlimit before{};
        QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
        const QFileInfo wal(options().path + u"-wal"_s);
        const rlimit full{rlim_t(wal.size()), before.rlim_max};
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &full), 0);
        int failed = 0;
        int answered = 0;
        for (int i = 0; i < 50; ++i)
            m_store->appendMessage({room, ann, QString(1000, u'x'), {}}, [&](auto result) {
                ++answered;
                failed += !result && result.error().code == ErrorCode::StorageFailed;
            });
        const bool done = QTest::qWaitFor([&] { return answered == 50; }, 10000);
        const auto refused = addUser(u"Dan"_s);
        ::setrlimit(RLIMIT_FSIZE, &before);
        QVERIFY(done);
        QCOMPARE(failed, 50);
        VERIFY_ERROR(refused, ErrorCode::StorageFailed);
        // Nothing of it is left, and no counter has moved.
        QCOMPARE(post(ann, room, u"b"_s)->message.seq, 2);
        QCOMPARE(page(ann.id, {room, {}, {}, 50})->messages.size(), 2);
        QVERIFY(addUser(u"Dan"_s));
#else
        QSKIP("needs RLIMIT_FSIZE");
#endif
    }

    void refusesWhatItCannotOpen()
    {
        m_store.reset();
        StoreOptions elsewhere = options();
        elsewhere.path = m_dir->filePath(u"missing/parlance.db"_s);
        VERIFY_ERROR(SqlStore(elsewhere).open(), ErrorCode::StorageFailed);
        elsewhere.path = m_dir->filePath(u"text.db"_s);
        QFile text(elsewhere.path);
        QVERIFY(text.open(QIODevice::WriteOnly));
        text.write(QByteArray(4096, 'x'));
        text.close();
        const auto opened = SqlStore(elsewhere).open();
        VERIFY_ERROR(opened, ErrorCode::StorageFailed);
        QVERIFY2(opened.error().detail.contains(u"text.db"_s), qPrintable(opened.error().detail));
        QVERIFY(!opened.error().detail.contains(u'\n'));
    }

    void pings()
    {
        QVERIFY(ping());
    }
};

QTEST_GUILESS_MAIN(TestSqlStore)
#include "tst_sqlstore.moc"
