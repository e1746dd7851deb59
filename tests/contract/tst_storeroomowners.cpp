// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/roommoderationsuite.h"
#include "support/testprogram.h"

namespace tst_storeroomowners {

using namespace parlance;
using namespace parlance::test;

// Rooms that administrators transfer and delete.
class TestStoreRoomOwners : public RoomModerationSuite
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { backends(); }
    void init() { setUpRooms(); }
    void cleanup() { m_store.reset(); }

    void aMemberBecomesTheOwner()
    {
        m_now = 10;
        const auto transferred = transfer(local(), u"lobby"_s, u"bob"_s);
        QVERIFY(transferred);
        QCOMPARE(transferred->details.owner, u"Bob"_s);
        QCOMPARE(transferred->details.room.ownerId, bob.id);
        QCOMPARE(transferred->members.size(), size_t(2));
        QVERIFY(transferred->members.at(0).role == RoomRole::Owner);
        QCOMPARE(transferred->members.at(1).user.id, ann.id);
        QVERIFY(transferred->members.at(1).role == RoomRole::Moderator);
        QVERIFY(view(bob.id, lobby)->role == RoomRole::Owner);
        QVERIFY(view(ann.id, lobby)->role == RoomRole::Moderator);
        QCOMPARE(roomDetails(u"lobby"_s)->owner, u"Bob"_s);
        QCOMPARE(roomDetails(u"lobby"_s)->room.updatedAt, at(10));
        QCOMPARE(lastEntry(), u"Lobby {\"owner\":\"Ann\"} {\"owner\":\"Bob\"} ok"_s);
        QVERIFY(deleteRoom(bob.id, lobby));
    }

    // Who made a permanent room is its owner without being a member.
    void ofARoomWhoseOwnerIsNoMember()
    {
        const auto ensured = await<RoomView>(
            [&](auto done) { m_store->rooms().ensureRoom(ann, u"Cafe"_s, u"cafe"_s, done); });
        QVERIFY(join(bob, ensured->room.id));
        VERIFY_ERROR(ban(local(), {u"cafe"_s, u"ann"_s}), ErrorCode::Conflict);
        const auto transferred = transfer(local(), u"cafe"_s, u"bob"_s);
        QVERIFY(transferred);
        QCOMPARE(transferred->members.size(), size_t(1));
        QVERIFY(ban(local(), {u"cafe"_s, u"ann"_s}));
    }

    void whoCannotBecomeTheOwner()
    {
        const UserRef dan = ref(*addUser(u"Dan"_s));
        StoreOptions few = options();
        few.limits.roomsOwnedPerUser = 1;
        reopen(few);
        QVERIFY(addRoom(bob, u"Bar"_s));
        const QStringList before = everything();
        VERIFY_ERROR(transfer(local(), u"lobby"_s, u"ann"_s), ErrorCode::Conflict);
        VERIFY_ERROR(transfer(local(), u"lobby"_s, u"dan"_s), ErrorCode::NotMember);
        VERIFY_ERROR(transfer(local(), u"lobby"_s, u"nobody"_s), ErrorCode::UserNotFound);
        VERIFY_ERROR(transfer(local(), u"hall"_s, u"bob"_s), ErrorCode::RoomNotFound);
        VERIFY_ERROR(transfer(local(), u"lobby"_s, u"bob"_s), ErrorCode::LimitReached);
        QVERIFY(transfer(dry(local()), u"lobby"_s, u"cid"_s));
        QCOMPARE(everything(), before);
    }

    void aRoomIsDeleted()
    {
        QVERIFY(post(ann, lobby, u"x"_s));
        QVERIFY(setSlowMode(local(), u"lobby"_s, 30));
        QVERIFY(post(bob, lobby, u"x"_s));
        const QStringList before = everything();
        const auto planned = removeRoom(dry(local()), u"lobby"_s);
        QCOMPARE(planned->details.room.memberCount, 3);
        QCOMPARE(planned->messages, 2);
        QCOMPARE(everything(), before);
        const auto removed = removeRoom(local(), u"lobby"_s);
        QVERIFY(removed);
        QCOMPARE(removed->details.room.id, lobby);
        QCOMPARE(removed->messages, 2);
        QCOMPARE(lastEntry(), u"Lobby {\"members\":3,\"owner\":\"Ann\"}"
                              " {\"deleted\":true,\"messages\":2} ok"_s);
        VERIFY_ERROR(view(ann.id, lobby), ErrorCode::RoomNotFound);
        VERIFY_ERROR(removeRoom(local(), u"lobby"_s), ErrorCode::RoomNotFound);
        QCOMPARE(number(u"SELECT count(*) FROM last_posts"_s), 0);
        QTRY_COMPARE(number(u"SELECT count(*) FROM messages"_s), 0);
        QVERIFY(addRoom(bob, u"Lobby"_s));
    }
};

PARLANCE_TEST(TestStoreRoomOwners)

} // namespace tst_storeroomowners

#include "tst_storeroomowners.moc"
