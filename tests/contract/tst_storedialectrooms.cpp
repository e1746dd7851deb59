// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/storesuite.h"
#include "support/testprogram.h"

namespace tst_storedialectrooms {

using namespace parlance;
using namespace parlance::test;

// Rooms as the dialects need them: by name, without members, with members from the beginning.
class TestStoreDialectRooms : public StoreSuite
{
    Q_OBJECT

private:
    Result<RoomView> ensure(const UserRef &by, const QString &name)
    {
        return await<RoomView>(
            [&](auto done) { m_store->rooms().ensureRoom(by, name, name.toCaseFolded(), done); });
    }
    Result<RoomView> byName(UserId viewer, const QString &name)
    {
        return await<RoomView>(
            [&](auto done) { m_store->rooms().findRoomByName(viewer, name.toCaseFolded(), done); });
    }
    Result<CreatedRoom> create(const UserRef &by, const QString &name,
                               const std::vector<UserId> &members, bool isPrivate = false)
    {
        return await<CreatedRoom>([&](auto done) {
            m_store->rooms().createRoom(by, {name, isPrivate, members}, name.toCaseFolded(), done);
        });
    }
    QStringList visible(UserId viewer, std::optional<RoomId> before = {}, int limit = 1000)
    {
        const auto rooms = await<QList<Room>>(
            [&](auto done) { m_store->rooms().listVisibleRooms(viewer, before, limit, done); });
        QStringList list;
        for (const Room &room : rooms ? *rooms : QList<Room>())
            list.append(room.name);
        return list;
    }
    QStringList members(UserId viewer, RoomId room)
    {
        const auto page = await<MemberPage>([&](auto done) {
            m_store->memberships().listMembers(viewer, {room, {}, 100}, done);
        });
        QStringList list;
        for (const Member &member : page ? page->members : QList<Member>())
            list.append(member.user.username + u' ' + QString::number(int(member.role)));
        return list;
    }

private Q_SLOTS:
    void initTestCase_data() { backends(); }
    void init() { setUp(); }
    void cleanup() { m_store.reset(); }

    void ensuresOnce()
    {
        const auto made = ensure(ann, u"General"_s);
        QVERIFY(made);
        QCOMPARE(made->room.name, u"General"_s);
        QCOMPARE(made->room.kind, RoomKind::Public);
        QCOMPARE(made->room.ownerId, ann.id);
        QCOMPARE(made->room.memberCount, 0);
        QVERIFY(!made->role);
        QCOMPARE(members(ann.id, made->room.id), QStringList());
        QCOMPARE(ensure(bob, u"GENERAL"_s)->room.id, made->room.id);
        QCOMPARE(ensure(bob, u"GENERAL"_s)->room.name, u"General"_s);
        VERIFY_ERROR(addRoom(bob, u"general"_s), ErrorCode::RoomNameTaken);
        const auto known = byName(bob.id, u"general"_s);
        QCOMPARE(known->room.id, made->room.id);
        VERIFY_ERROR(byName(bob.id, u"generals"_s), ErrorCode::RoomNotFound);
    }

    void permanentRoomsSurviveTheirLastLeaver()
    {
        const RoomId room = ensure(ann, u"General"_s)->room.id;
        const auto joined = join(ann, room);
        QVERIFY(joined && joined->changed);
        // The creator is an ordinary member, so no ownership has to be transferred.
        QCOMPARE(joined->role, RoomRole::Member);
        QVERIFY(join(bob, room));
        QVERIFY(post(ann, room, u"kept"_s));
        QCOMPARE(leave(ann, room)->room.memberCount, 1);
        QCOMPARE(leave(bob, room)->room.memberCount, 0);
        QCOMPARE(view(cid.id, room)->room.memberCount, 0);
        QCOMPARE(ensure(cid, u"General"_s)->room.id, room);
        reopen(options());
        QCOMPARE(ensure(cid, u"General"_s)->room.id, room);
        QCOMPARE(page(cid.id, {room, {}, {}, 50})->messages.size(), 1);
        QVERIFY(join(cid, room));

        const RoomId usual = addRoom(ann, u"Lobby"_s)->room.id;
        QVERIFY(leave(ann, usual));
        VERIFY_ERROR(view(ann.id, usual), ErrorCode::RoomNotFound);
        VERIFY_ERROR(byName(ann.id, u"Lobby"_s), ErrorCode::RoomNotFound);
    }

    void nobodyOwnsAPermanentRoomAsAMember()
    {
        const RoomId room = ensure(ann, u"General"_s)->room.id;
        QVERIFY(join(ann, room));
        VERIFY_ERROR(deleteRoom(ann.id, room), ErrorCode::Forbidden);
        VERIFY_ERROR(await<Room>([&](auto done) {
                         m_store->rooms().renameRoom(ann.id, {room, u"Mine"_s}, u"mine"_s, done);
                     }),
                     ErrorCode::Forbidden);
    }

    void ensuringIsLimited()
    {
        StoreOptions few = options();
        few.limits.roomsOwnedPerUser = 2;
        reopen(few);
        QVERIFY(ensure(ann, u"one"_s));
        QVERIFY(addRoom(ann, u"two"_s));
        VERIFY_ERROR(ensure(ann, u"three"_s), ErrorCode::LimitReached);
        VERIFY_ERROR(addRoom(ann, u"three"_s), ErrorCode::LimitReached);
        QVERIFY(ensure(ann, u"one"_s));
        QVERIFY(ensure(bob, u"three"_s));
    }

    void privateNamesStayPrivate()
    {
        const RoomId secret = addRoom(ann, u"Secret"_s, true)->room.id;
        QCOMPARE(ensure(ann, u"Secret"_s)->room.id, secret);
        QCOMPARE(byName(ann.id, u"secret"_s)->room.id, secret);
        VERIFY_ERROR(ensure(bob, u"Secret"_s), ErrorCode::RoomNotFound);
        VERIFY_ERROR(byName(bob.id, u"Secret"_s), ErrorCode::RoomNotFound);
        QVERIFY(invite(ann, secret, bob.id));
        QCOMPARE(ensure(bob, u"Secret"_s)->room.id, secret);
        QCOMPARE(byName(bob.id, u"Secret"_s)->room.id, secret);
        QVERIFY(!byName(bob.id, u"Secret"_s)->role);
    }

    void listsVisibleRooms()
    {
        const RoomId lobby = addRoom(ann, u"Lobby"_s)->room.id;
        const RoomId secret = addRoom(ann, u"Secret"_s, true)->room.id;
        QVERIFY(ensure(bob, u"General"_s));
        QVERIFY(direct(ann, bob.id));
        const QStringList all{u"Lobby"_s, u"Secret"_s, u"General"_s};
        QCOMPARE(visible(ann.id), all);
        QCOMPARE(visible(bob.id), (QStringList{u"Lobby"_s, u"General"_s}));
        QCOMPARE(visible(UserId()), (QStringList{u"Lobby"_s, u"General"_s}));
        QCOMPARE(visible(ann.id, {}, 2), (QStringList{u"Secret"_s, u"General"_s}));
        QCOMPARE(visible(ann.id, secret), QStringList{u"Lobby"_s});
        QCOMPARE(visible(ann.id, lobby), QStringList());
        // An invited user can see the room but is not a member.
        QVERIFY(invite(ann, secret, bob.id));
        QVERIFY(!visible(bob.id).contains(u"Secret"_s));
        QVERIFY(join(bob, secret));
        QCOMPARE(visible(bob.id), all);
        QVERIFY(deleteRoom(ann.id, lobby));
        QCOMPARE(visible(ann.id), (QStringList{u"Secret"_s, u"General"_s}));
        StoreOptions few = options();
        few.limits.listSize = 1;
        reopen(few);
        QCOMPARE(visible(ann.id), QStringList{u"General"_s});
    }

    void createsWithMembers()
    {
        const auto made = create(ann, u"Team"_s, {bob.id, ann.id, cid.id, bob.id}, true);
        QVERIFY(made);
        QCOMPARE(made->members, (QList<UserRef>{bob, cid}));
        QCOMPARE(made->view.room.memberCount, 3);
        QCOMPARE(made->view.role, RoomRole::Owner);
        const RoomId room = made->view.room.id;
        QCOMPARE(members(cid.id, room), (QStringList{u"Ann 2"_s, u"Bob 0"_s, u"Cid 0"_s}));
        QVERIFY(post(cid, room, u"hello"_s));
        QVERIFY(leave(bob, room));
        QCOMPARE(leave(cid, room)->room.memberCount, 1);
    }

    void createsNothingWithAWrongMember()
    {
        VERIFY_ERROR(create(ann, u"Team"_s, {bob.id, UserId()}), ErrorCode::UserNotFound);
        VERIFY_ERROR(byName(ann.id, u"Team"_s), ErrorCode::RoomNotFound);
        QVERIFY(create(ann, u"Team"_s, {bob.id}));
        VERIFY_ERROR(create(ann, u"TEAM"_s, {bob.id}), ErrorCode::RoomNameTaken);

        StoreOptions few = options();
        few.limits.roomsJoinedPerUser = 1;
        reopen(few);
        VERIFY_ERROR(create(cid, u"Other"_s, {bob.id}), ErrorCode::LimitReached);
        few.limits = Limits();
        few.limits.membersPerRoom = 2;
        reopen(few);
        VERIFY_ERROR(create(cid, u"Other"_s, {ann.id, bob.id}), ErrorCode::LimitReached);
        // The owner, and members named twice, count once.
        QCOMPARE(create(cid, u"Other"_s, {cid.id, ann.id, ann.id})->view.room.memberCount, 2);
        VERIFY_ERROR(join(bob, byName(cid.id, u"Other"_s)->room.id), ErrorCode::LimitReached);
    }

    void postsWithoutJoining()
    {
        const RoomId room = ensure(ann, u"General"_s)->room.id;
        const RoomId secret = addRoom(ann, u"Secret"_s, true)->room.id;
        const auto postFrom = [&](const UserRef &author, RoomId to, bool withoutJoining) {
            return await<StoredMessage>([&](auto done) {
                m_store->messages().appendMessage({to, author, u"x"_s, {}, withoutJoining}, done);
            });
        };
        VERIFY_ERROR(postFrom(bob, room, false), ErrorCode::NotMember);
        const auto posted = postFrom(bob, room, true);
        QVERIFY(posted);
        QVERIFY(!posted->message.recipient);
        QCOMPARE(posted->message.author, bob);
        QCOMPARE(view(bob.id, room)->room.memberCount, 0);
        VERIFY_ERROR(postFrom(bob, secret, true), ErrorCode::RoomNotFound);
        QVERIFY(invite(ann, secret, bob.id));
        VERIFY_ERROR(postFrom(bob, secret, true), ErrorCode::NotMember);
        const RoomId talk = direct(ann, bob.id)->view.room.id;
        VERIFY_ERROR(postFrom(cid, talk, true), ErrorCode::RoomNotFound);
    }
};

PARLANCE_TEST(TestStoreDialectRooms)

} // namespace tst_storedialectrooms

#include "tst_storedialectrooms.moc"
