// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/storesuite.h"
#include "domain/validation.h"
#include "support/testprogram.h"

#include <QSet>

#include <algorithm>

namespace tst_storedialects {

using namespace parlance;
using namespace parlance::test;

QStringList roomNames(const QList<Room> &rooms)
{
    QStringList list;
    for (const Room &room : rooms)
        list.append(room.name);
    return list;
}

// The functions that the dialects use: accounts by phone number, addresses, rooms by name, whole
// lists.
class TestStoreDialects : public StoreSuite
{
    Q_OBJECT

private:
    Result<User> create(const QString &name, const QString &phone, bool mayRepeat = true)
    {
        NewUser user{name, foldedKey(name), {}, {}, u"hash"_s};
        user.allowDuplicateName = mayRepeat;
        if (!phone.isEmpty()) {
            user.phoneNumber = phone;
            user.phoneKey = phoneKey(phone);
        }
        return await<User>([&](auto done) { m_store->accounts().createUser(user, done); });
    }
    Result<Identified> identify(UserId viewer, const QString &address)
    {
        return await<Identified>(
            [&](auto done) { m_store->accounts().identify(viewer, address, done); });
    }
    Result<RoomView> ensure(const UserRef &actor, const QString &name)
    {
        return await<RoomView>(
            [&](auto done) { m_store->rooms().ensureRoom(actor, name, foldedKey(name), done); });
    }
    Result<RoomView> byName(UserId viewer, const QString &name)
    {
        return await<RoomView>(
            [&](auto done) { m_store->rooms().findRoomByName(viewer, foldedKey(name), done); });
    }
    Result<QList<Room>> visible(UserId viewer, std::optional<RoomId> before = {}, int limit = 1000)
    {
        return await<QList<Room>>(
            [&](auto done) { m_store->rooms().listVisibleRooms(viewer, before, limit, done); });
    }

private Q_SLOTS:
    void initTestCase_data() { backends(); }
    void init() { setUp(); }
    void cleanup() { m_store.reset(); }

    void aNameThatMayRepeatGetsAnotherHandle()
    {
        QVERIFY(create(u"Dora"_s, u"+49 1"_s)->displayName.isEmpty());
        QSet<QString> handles{u"Dora"_s};
        for (int i = 2; i < 6; ++i) {
            const auto again = create(u"DORA"_s, u"+49 %1"_s.arg(i));
            QVERIFY(again);
            QCOMPARE(again->shownName(), u"DORA"_s);
            QVERIFY(again->username.startsWith(u"DORA-"));
            handles.insert(again->username);
            const auto found =
                await<User>([&](auto done) { m_store->accounts().findUser(again->id, done); });
            QCOMPARE(found->displayName, u"DORA"_s);
            QCOMPARE(*found->phoneNumber, u"+49 %1"_s.arg(i));
        }
        QCOMPARE(handles.size(), 5);
        // The maximum length of a name.
        const QString longest(64, u'x');
        QVERIFY(create(longest, {}));
        QCOMPARE(create(longest, {})->username.size(), 64);
        VERIFY_ERROR(create(u"dora"_s, {}, false), ErrorCode::UsernameTaken);
        VERIFY_ERROR(create(u"Emil"_s, u"+49-(1)"_s), ErrorCode::PhoneTaken);
    }

    void accountsAreFoundByTheirPhone()
    {
        const auto dora = create(u"Dora"_s, u"+49 30 123"_s);
        const auto find = [&](const QString &number) {
            return await<Credentials>([&](auto done) {
                m_store->accounts().findCredentialsByPhone(phoneKey(number), done);
            });
        };
        QCOMPARE(find(u"+4930123"_s)->user.id, dora->id);
        QCOMPARE(find(u"+49 (30) 1-2-3"_s)->passwordHash, u"hash"_s);
        VERIFY_ERROR(find(u"4930123"_s), ErrorCode::UserNotFound);
        VERIFY_ERROR(find({}), ErrorCode::UserNotFound);
    }

    void addressesAreUsersAndRooms()
    {
        using Kind = Identified::Kind;
        const auto open = addRoom(ann, u"Open"_s)->room.id;
        const auto hidden = addRoom(ann, u"Hidden"_s, true)->room.id;
        const auto talk = direct(ann, bob.id)->view.room.id;
        QCOMPARE(identify(ann.id, bob.id.toString())->kind, Kind::User);
        QCOMPARE(identify(ann.id, bob.id.toString().toUpper())->id, bob.id.raw());
        QCOMPARE(identify(cid.id, open.toString())->kind, Kind::Room);
        QCOMPARE(identify(ann.id, hidden.toString())->kind, Kind::Room);
        QCOMPARE(identify(cid.id, hidden.toString())->kind, Kind::Nothing);
        QCOMPARE(identify(bob.id, talk.toString())->kind, Kind::Room);
        QCOMPARE(identify(cid.id, talk.toString())->kind, Kind::Nothing);
        for (const QString &text : {QString(), u"Ann"_s, u"user-1"_s, QString(24, u'0')})
            QCOMPARE(identify(ann.id, text)->kind, Kind::Nothing);
    }

    void listsAreTheNewest()
    {
        const auto list = [&](std::optional<UserId> before, int limit) {
            return *await<QList<User>>(
                [&](auto done) { m_store->accounts().listNewestUsers(before, limit, done); });
        };
        QCOMPARE(list({}, 1000).size(), 3);
        QCOMPARE(list({}, 2).first().id, bob.id);
        QCOMPARE(list(bob.id, 2).first().id, ann.id);
        QVERIFY(addRoom(ann, u"1"_s));
        const auto second = addRoom(ann, u"2"_s, true)->room.id;
        QVERIFY(addRoom(bob, u"3"_s));
        QVERIFY(direct(ann, bob.id));
        QCOMPARE(roomNames(*visible(ann.id)), (QStringList{u"1"_s, u"2"_s, u"3"_s}));
        QCOMPARE(roomNames(*visible(bob.id)), (QStringList{u"1"_s, u"3"_s}));
        QCOMPARE(roomNames(*visible({})), (QStringList{u"1"_s, u"3"_s}));
        QCOMPARE(roomNames(*visible(ann.id, {}, 2)), (QStringList{u"2"_s, u"3"_s}));
        QCOMPARE(roomNames(*visible(ann.id, second)), (QStringList{u"1"_s}));
    }

    void roomsComeIntoBeingByTheirName()
    {
        const auto made = ensure(ann, u"My Room"_s);
        QCOMPARE(made->room.memberCount, 0);
        QVERIFY(!made->role);
        QCOMPARE(ensure(bob, u"MY ROOM"_s)->room.id, made->room.id);
        QCOMPARE(byName(cid.id, u"my room"_s)->room.name, u"My Room"_s);
        VERIFY_ERROR(byName(cid.id, u"none"_s), ErrorCode::RoomNotFound);
        // It is kept when its last member leaves.
        const RoomId id = made->room.id;
        QVERIFY(join(bob, id)->changed);
        QVERIFY(leave(bob, id)->changed);
        QCOMPARE(view(ann.id, id)->room.memberCount, 0);
        // Other rooms are deleted.
        const auto other = addRoom(bob, u"Other"_s)->room.id;
        QVERIFY(leave(bob, other));
        VERIFY_ERROR(view(ann.id, other), ErrorCode::RoomNotFound);
    }

    void aPrivateNameIsTakenAndNotTold()
    {
        QVERIFY(addRoom(ann, u"Secret"_s, true));
        VERIFY_ERROR(ensure(bob, u"secret"_s), ErrorCode::RoomNotFound);
        VERIFY_ERROR(byName(bob.id, u"secret"_s), ErrorCode::RoomNotFound);
        QVERIFY(ensure(ann, u"secret"_s)->role);
    }

    void madeRoomsCount()
    {
        StoreOptions few = options();
        few.limits.roomsOwnedPerUser = 2;
        reopen(few);
        QVERIFY(ensure(ann, u"1"_s) && ensure(ann, u"2"_s));
        VERIFY_ERROR(ensure(ann, u"3"_s), ErrorCode::LimitReached);
        QVERIFY(ensure(ann, u"1"_s) && ensure(bob, u"3"_s));
    }

    void roomsBeginWithMembers()
    {
        const auto begin = [&](const std::vector<UserId> &members) {
            return await<CreatedRoom>([&](auto done) {
                m_store->rooms().createRoom(ann, {u"Team"_s, true, members}, u"team"_s, done);
            });
        };
        VERIFY_ERROR(begin({bob.id, UserId(randomId())}), ErrorCode::UserNotFound);
        const auto made = begin({bob.id, ann.id, bob.id});
        QCOMPARE(made->members, QList<UserRef>{bob});
        QCOMPARE(made->view.room.memberCount, 2);
        QCOMPARE(*view(bob.id, made->view.room.id)->role, RoomRole::Member);
        VERIFY_ERROR(view(cid.id, made->view.room.id), ErrorCode::RoomNotFound);
    }

    void anotherFormOfThePasswordEndsNothing()
    {
        const auto session = addSession(ann.id, at(100));
        const auto replace = [&](const QString &from, const QString &to) {
            return await<void>(
                [&](auto done) { m_store->accounts().replaceHash(ann.id, from, to, done); });
        };
        QVERIFY(replace(u"hash of Ann"_s, u"fresh"_s));
        QCOMPARE(passwordHash(ann.id), u"fresh"_s);
        QVERIFY(actor(session->id));
        VERIFY_ERROR(replace(u"hash of Ann"_s, u"other"_s), ErrorCode::InvalidCredentials);
        QCOMPARE(passwordHash(ann.id), u"fresh"_s);
    }
};

PARLANCE_TEST(TestStoreDialects)

} // namespace tst_storedialects

#include "tst_storedialects.moc"
