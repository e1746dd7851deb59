// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/storesuite.h"
#include "support/testprogram.h"

namespace tst_storerooms {

using namespace parlance;
using namespace parlance::test;

// Rooms, members and invitations.
class TestStoreRooms : public StoreSuite
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { backends(); }
    void init() { setUp(); }
    void cleanup() { m_store.reset(); }

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
                m_store->rooms().renameRoom(actor, {id, name}, name.toCaseFolded(), done);
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
        VERIFY_ERROR(await<MemberPage>([&](auto done) {
                         m_store->memberships().listMembers(bob.id, {room, {}, 10}, done);
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
        QCOMPARE(names(rooms(bob.id, {RoomScope::Public, u"alph"_s, {}, 10})->rooms),
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
        const auto ids = await<std::vector<RoomId>>(
            [&](auto done) { m_store->memberships().roomIdsOf(ann.id, done); });
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
                [&](auto done) { m_store->memberships().listInvitations(user, done); });
        };
        const auto decline = [&](UserId user, RoomId room) {
            return await<void>(
                [&](auto done) { m_store->memberships().declineInvitation(user, room, done); });
        };
        m_now = 6;
        const auto invited = invite(ann, den, bob.id);
        QVERIFY(invited->changed);
        const Invitation *invitation = &invited->invitation;
        QCOMPARE(invitation->roomName, u"Den"_s);
        QCOMPARE(invitation->inviter, ann);
        QCOMPARE(invitation->inviteeId, bob.id);
        QVERIFY(invitation->createdAt == at(6));
        m_now = 7;
        const auto again = invite(ann, den, bob.id);
        QVERIFY(!again->changed);
        QVERIFY(again->invitation.createdAt == at(6));
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

    void listsTheNewestInvitations()
    {
        StoreOptions small = options();
        small.limits.pageSize = 2;
        reopen(small);
        for (const QString &name : {u"Old"_s, u"Newer"_s, u"Newest"_s}) {
            ++m_now;
            QVERIFY(invite(ann, addRoom(ann, name)->room.id, bob.id));
        }
        const auto listed = await<QList<Invitation>>(
            [&](auto done) { m_store->memberships().listInvitations(bob.id, done); });
        QCOMPARE(listed->size(), 2);
        QCOMPARE(listed->first().roomName, u"Newest"_s);
        QCOMPARE(listed->last().roomName, u"Newer"_s);
    }

    void listsMembers()
    {
        const RoomId room = addRoom(ann, u"Lobby"_s)->room.id;
        QVERIFY(join(bob, room));
        QVERIFY(join(cid, room));
        const auto list = [&](UserId after, int limit) {
            return await<MemberPage>([&](auto done) {
                m_store->memberships().listMembers(ann.id, {room, after, limit}, done);
            });
        };
        const auto first = list({}, 2);
        QCOMPARE(first->members.size(), 2);
        QVERIFY(first->more);
        QCOMPARE(first->members.at(0).user, ann);
        QVERIFY(first->members.at(0).role == RoomRole::Owner);
        const auto rest = list(first->members.last().user.id, 2);
        QCOMPARE(rest->members.size(), 1);
        QVERIFY(!rest->more);
        QCOMPARE(rest->members.first().user, cid);
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

    // Nobody can use up the limits of another by beginning conversations.
    void limitsDirectConversations()
    {
        StoreOptions small = options();
        small.limits.roomsJoinedPerUser = 1;
        small.limits.directsPerUser = 1;
        reopen(small);
        const User dan = *addUser(u"Dan"_s);
        QVERIFY(direct(ann, cid.id));
        QVERIFY(direct(bob, cid.id));
        QVERIFY(addRoom(cid, u"Cids"_s));
        VERIFY_ERROR(addRoom(cid, u"More"_s), ErrorCode::LimitReached);
        QVERIFY(direct(cid, dan.id));
        VERIFY_ERROR(direct(ann, bob.id), ErrorCode::LimitReached);
        QVERIFY(!direct(cid, ann.id)->created);
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
        const RoomId bobs = addRoom(bob, u"Bobs"_s)->room.id;
        VERIFY_ERROR(setRole(ann.id, {room, bob.id, RoomRole::Owner}), ErrorCode::LimitReached);
        QVERIFY(view(ann.id, room)->role == RoomRole::Owner);
        QVERIFY(deleteRoom(bob.id, bobs));
        QVERIFY(setRole(ann.id, {room, bob.id, RoomRole::Owner}));
        for (int i = 0; i < 3; ++i)
            QVERIFY(post(ann, room, u"x"_s));
        QCOMPARE(page(ann.id, {room, {}, {}, 100})->messages.size(), 2);
    }
};

PARLANCE_TEST(TestStoreRooms)

} // namespace tst_storerooms

#include "tst_storerooms.moc"
