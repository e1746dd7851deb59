// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/adminsuite.h"
#include "support/testprogram.h"

namespace tst_storefrozen {

using namespace parlance;
using namespace parlance::test;

// Rooms in which only the owner and the moderators may write.
class TestStoreFrozen : public AdminSuite
{
    Q_OBJECT

private:
    /// Owned by Ann; Bob is a member, Cid a moderator.
    RoomId addLobby(bool isPrivate = false)
    {
        const RoomId lobby = addRoom(ann, u"Lobby"_s, isPrivate)->room.id;
        for (const UserRef &user : {bob, cid}) {
            const bool invited = !isPrivate || bool(invite(ann, lobby, user.id));
            if (!invited || !join(user, lobby))
                return {};
        }
        if (!setRole(ann.id, {lobby, cid.id, RoomRole::Moderator}))
            return {};
        return lobby;
    }
    Result<StoredMessage> postWithoutJoining(const UserRef &author, RoomId room)
    {
        return await<StoredMessage>([&](auto done) {
            m_store->messages().appendMessage({room, author, u"x"_s, {}, true}, done);
        });
    }
    Result<RoomDetails> freeze(const QString &room, bool frozen = true)
    {
        return setFrozen(local(u"rooms.freeze"_s), room, frozen);
    }

private Q_SLOTS:
    void initTestCase_data() { backends(); }
    void init() { setUp(); }
    void cleanup() { m_store.reset(); }

    void onlyModeratorsWrite_data()
    {
        QTest::addColumn<bool>("isPrivate");
        QTest::newRow("public") << false;
        QTest::newRow("private") << true;
    }
    void onlyModeratorsWrite()
    {
        QFETCH(bool, isPrivate);
        const RoomId lobby = addLobby(isPrivate);
        const MessageId bobs = post(bob, lobby, u"before"_s)->message.id;
        QVERIFY(freeze(u"lobby"_s));
        VERIFY_ERROR(post(bob, lobby, u"x"_s), ErrorCode::RoomFrozen);
        VERIFY_ERROR(edit(bob.id, bobs, u"x"_s), ErrorCode::RoomFrozen);
        QVERIFY(post(ann, lobby, u"of the owner"_s));
        QVERIFY(post(cid, lobby, u"of a moderator"_s));
        QVERIFY(edit(cid.id, bobs, u"by a moderator"_s));
        // Reading and deleting do not add anything.
        QCOMPARE(page(bob.id, {lobby, {}, {}, 50})->messages.size(), 3);
        QVERIFY(remove(bob.id, bobs));
        QVERIFY(freeze(u"lobby"_s, false));
        const auto said = post(bob, lobby, u"after"_s);
        QVERIFY(said);
        QVERIFY(edit(bob.id, said->message.id, u"changed"_s));
    }

    void aRoleIsInForceAtOnce()
    {
        const RoomId lobby = addLobby();
        QVERIFY(freeze(u"lobby"_s));
        VERIFY_ERROR(post(bob, lobby, u"x"_s), ErrorCode::RoomFrozen);
        QVERIFY(setRole(ann.id, {lobby, bob.id, RoomRole::Owner}));
        QVERIFY(post(bob, lobby, u"x"_s));
        QVERIFY(post(ann, lobby, u"x"_s));
        QVERIFY(setRole(bob.id, {lobby, ann.id, RoomRole::Member}));
        VERIFY_ERROR(post(ann, lobby, u"x"_s), ErrorCode::RoomFrozen);
    }

    // Its author must not believe that it has failed.
    void aRetryIsAnsweredWithTheStoredMessage()
    {
        const RoomId lobby = addLobby();
        m_now = 1;
        const MessageId said = post(bob, lobby, u"before"_s, u"id-1"_s)->message.id;
        QVERIFY(freeze(u"lobby"_s));
        const auto again = post(bob, lobby, u"before"_s, u"id-1"_s);
        QVERIFY(again && again->repeated);
        QCOMPARE(again->message.id, said);
        VERIFY_ERROR(post(bob, lobby, u"new"_s, u"id-2"_s), ErrorCode::RoomFrozen);
        VERIFY_ERROR(post(bob, lobby, u"new"_s), ErrorCode::RoomFrozen);
        m_now += 24 * 3600;
        VERIFY_ERROR(post(bob, lobby, u"before"_s, u"id-1"_s), ErrorCode::RoomFrozen);
    }

    void otherRoomsAreNotConcerned()
    {
        QVERIFY(!addLobby().isNull());
        const RoomId hall = addRoom(ann, u"Hall"_s)->room.id;
        QVERIFY(join(bob, hall));
        QVERIFY(freeze(u"lobby"_s));
        QVERIFY(post(bob, hall, u"x"_s));
        QVERIFY(send(bob, ann.id.toString(), u"x"_s));
    }

    // Who is no member learns that first.
    void strangers()
    {
        const RoomId lobby = addRoom(ann, u"Lobby"_s)->room.id;
        QVERIFY(postWithoutJoining(bob, lobby));
        QVERIFY(freeze(u"lobby"_s));
        VERIFY_ERROR(postWithoutJoining(bob, lobby), ErrorCode::RoomFrozen);
        VERIFY_ERROR(post(bob, lobby, u"x"_s), ErrorCode::NotMember);
        QVERIFY(postWithoutJoining(ann, lobby));
        QVERIFY(join(bob, lobby));
        VERIFY_ERROR(postWithoutJoining(bob, lobby), ErrorCode::RoomFrozen);
        VERIFY_ERROR(send(bob, lobby.toString(), u"x"_s), ErrorCode::RoomFrozen);
        const RoomId den = addRoom(ann, u"Den"_s, true)->room.id;
        QVERIFY(freeze(u"den"_s));
        VERIFY_ERROR(postWithoutJoining(bob, den), ErrorCode::RoomNotFound);
    }

    void isShown()
    {
        const RoomId lobby = addLobby();
        QVERIFY(!view(bob.id, lobby)->room.frozen);
        m_now = 30;
        const auto frozen = freeze(lobby.toString());
        QVERIFY(frozen);
        QVERIFY(frozen->room.frozen);
        QCOMPARE(frozen->room.updatedAt, at(30));
        QCOMPARE(frozen->room.memberCount, 3);
        QVERIFY(view(bob.id, lobby)->room.frozen);
        QVERIFY(rooms(bob.id, {})->rooms.first().room.frozen);
        QVERIFY(roomDetails(u"lobby"_s)->room.frozen);
        QVERIFY(roomList()->rooms.first().room.frozen);
        QCOMPARE(view(bob.id, lobby)->room.updatedAt, at(30));
        reopen(options());
        QVERIFY(view(bob.id, lobby)->room.frozen);
        VERIFY_ERROR(post(bob, lobby, u"x"_s), ErrorCode::RoomFrozen);
    }

    void isLogged()
    {
        QVERIFY(!addLobby().isNull());
        QVERIFY(freeze(u"LOBBY"_s));
        QCOMPARE(lastEntry(), u"Lobby {\"frozen\":false} {\"frozen\":true} ok"_s);
        QVERIFY(freeze(u"LOBBY"_s, false));
        QCOMPARE(lastEntry(), u"Lobby {\"frozen\":true} {\"frozen\":false} ok"_s);
        QCOMPARE(audit()->entries.size(), 2);
    }

    void aDryRunChangesNothing()
    {
        const RoomId lobby = addLobby();
        const auto frozen = setFrozen(dry(local()), u"lobby"_s, true);
        QVERIFY(frozen);
        QVERIFY(frozen->room.frozen);
        QVERIFY(!roomDetails(u"lobby"_s)->room.frozen);
        QVERIFY(post(bob, lobby, u"x"_s));
        QVERIFY(audit()->entries.isEmpty());
        VERIFY_ERROR(setFrozen(dry(local()), u"lobby"_s, false), ErrorCode::Conflict);
        VERIFY_ERROR(setFrozen(dry(local()), u"hall"_s, true), ErrorCode::RoomNotFound);
    }

    void whatCannotBeFrozen()
    {
        QVERIFY(!addLobby().isNull());
        QVERIFY(freeze(u"lobby"_s));
        const auto again = freeze(u"lobby"_s);
        VERIFY_ERROR(again, ErrorCode::Conflict);
        QCOMPARE(again.error().message(), u"The room is frozen already"_s);
        QVERIFY(freeze(u"lobby"_s, false));
        const auto thawed = freeze(u"lobby"_s, false);
        VERIFY_ERROR(thawed, ErrorCode::Conflict);
        QCOMPARE(thawed.error().message(), u"The room is not frozen"_s);
        VERIFY_ERROR(freeze(u"hall"_s), ErrorCode::RoomNotFound);
        const RoomId both = direct(ann, bob.id)->view.room.id;
        VERIFY_ERROR(freeze(both.toString()), ErrorCode::RoomNotFound);
        QCOMPARE(audit()->entries.size(), 2);
    }
};

PARLANCE_TEST(TestStoreFrozen)

} // namespace tst_storefrozen

#include "tst_storefrozen.moc"
