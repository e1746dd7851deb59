// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/adminsuite.h"
#include "support/testprogram.h"

#include <algorithm>

namespace tst_storewindows {

using namespace parlance;
using namespace parlance::test;

// Windows into the tables of users and rooms.
class TestStoreWindows : public AdminSuite
{
    Q_OBJECT

private:
    Result<UserWindow> window(const UserWindowQuery &query)
    {
        return await<UserWindow>([&](auto done) { m_store->windows().userWindow(query, done); });
    }
    Result<RoomWindow> window(const RoomWindowQuery &query)
    {
        return await<RoomWindow>([&](auto done) { m_store->windows().roomWindow(query, done); });
    }
    QString users(const UserWindowQuery &query)
    {
        const auto found = window(query);
        QStringList list;
        for (const UserDetails &each : found ? found->users : QList<UserDetails>())
            list.append(each.user.username);
        return found ? list.join(u' ') + u" of %1"_s.arg(found->total)
                     : errorName(found.error().code);
    }
    QString rooms(const RoomWindowQuery &query)
    {
        const auto found = window(query);
        QStringList list;
        for (const RoomRow &each : found ? found->rooms : QList<RoomRow>())
            list.append(each.details.room.name);
        return found ? list.join(u' ') + u" of %1"_s.arg(found->total)
                     : errorName(found.error().code);
    }
    void set(const UserRef &user, const QString &assignments)
    {
        QCOMPARE(
            run(u"UPDATE users SET %1 WHERE id = x'%2'"_s.arg(assignments, user.id.toString())),
            QString());
    }

    RoomId hall;
    RoomId attic;
    RoomId cellar;
    UserRef dora;

    // Ann, Bob, Cid and dora; hall, Attic and cellar.
    void furnish()
    {
        m_now = 100;
        dora = ref(*addUser(u"dora"_s, u"a.dora@example.org"_s));
        m_now = 200;
        cellar = addRoom(cid, u"cellar"_s, true)->room.id;
        hall = addRoom(bob, u"hall"_s)->room.id;
        m_now = 210;
        attic = addRoom(ann, u"Attic"_s)->room.id;
        for (const UserRef &each : {ann, cid, dora})
            QVERIFY(join(each, hall));
        QVERIFY(join(dora, attic));
        QVERIFY(direct(ann, bob.id));
        QVERIFY(direct(ann, cid.id));
        QVERIFY(direct(ann, dora.id));
        m_now = 300;
        for (const QString &text : {u"1"_s, u"2"_s, u"3"_s})
            QVERIFY(post(ann, attic, text));
        m_now = 310;
        QVERIFY(post(ann, hall, u"1"_s));
        QVERIFY(setFrozen(local(), u"hall"_s, true));
        QVERIFY(await<RoomDetails>([&](auto done) {
            m_store->adminRooms().setSlowMode(local(), u"cellar"_s, std::chrono::seconds(30), done);
        }));
        set(ann, u"phone = '+49 2', phone_key = '+492', last_seen_at = 5000"_s);
        set(bob, u"email = 'b@x', email_key = 'b@x', last_seen_at = 9000"_s);
        set(ann, u"role = 2"_s);
        set(bob, u"role = 1"_s);
        set(cid, u"role = 3"_s);
        QVERIFY(changeState(local(), u"Cid"_s, {AccountState::Suspended, at(400), {}}));
        QVERIFY(changeState(local(), u"dora"_s, {AccountState::Deactivated, {}, {}}));
        for (int i = 0; i < 2; ++i)
            QVERIFY(addSession(bob.id, at(1000)));
        QVERIFY(addSession(ann.id, at(1000)));
        QVERIFY(addSession(ann.id, at(320)));
        m_now = 350;
    }

private Q_SLOTS:
    void initTestCase_data() { backends(); }
    void init() { setUp(); }
    void cleanup() { m_store.reset(); }

    void sortsUsers_data()
    {
        QTest::addColumn<int>("column");
        QTest::addColumn<QString>("ascending");
        QTest::addColumn<QString>("descending");
        const auto add = [](const char *name, UserColumn column, const char *up, const char *down) {
            QTest::newRow(name) << int(column) << QString::fromLatin1(up)
                                << QString::fromLatin1(down);
        };
        using enum UserColumn;
        add("name", Name, "Ann Bob Cid dora", "dora Cid Bob Ann");
        // Those without one come last.
        add("contact", Contact, "Ann dora Bob Cid", "Bob dora Ann Cid");
        // user, auditor, operator, administrator
        add("role", Role, "dora Cid Ann Bob", "Bob Ann Cid dora");
        // active, suspended, deactivated; equal ones by id
        add("state", State, "Ann Bob Cid dora", "dora Cid Ann Bob");
        add("last seen", LastSeen, "Ann Bob Cid dora", "Bob Ann Cid dora");
        // Direct conversations do not count: 2, 1, 2, 2
        add("rooms", Rooms, "Bob Ann Cid dora", "Ann Cid dora Bob");
        // Neither do expired sessions: 1, 2, 0, 0
        add("sessions", Sessions, "Cid dora Ann Bob", "Bob Ann Cid dora");
        add("created", Created, "Ann Bob Cid dora", "dora Ann Bob Cid");
    }
    void sortsUsers()
    {
        QFETCH(int, column);
        QFETCH(QString, ascending);
        QFETCH(QString, descending);
        furnish();
        UserWindowQuery query{.sort = UserColumn(column)};
        QCOMPARE(users(query), ascending + u" of 4"_s);
        query.place.descending = true;
        QCOMPARE(users(query), descending + u" of 4"_s);
        query.place.offset = 1;
        query.place.limit = 2;
        QCOMPARE(users(query), descending.split(u' ').mid(1, 2).join(u' ') + u" of 4"_s);
    }

    void sortsRooms_data()
    {
        QTest::addColumn<int>("column");
        QTest::addColumn<QString>("ascending");
        QTest::addColumn<QString>("descending");
        const auto add = [](const char *name, RoomColumn column, const char *up, const char *down) {
            QTest::newRow(name) << int(column) << QString::fromLatin1(up)
                                << QString::fromLatin1(down);
        };
        using enum RoomColumn;
        add("name", Name, "Attic cellar hall", "hall cellar Attic");
        // public, private
        add("kind", Kind, "hall Attic cellar", "cellar hall Attic");
        add("owner", Owner, "Attic hall cellar", "cellar hall Attic");
        add("members", Members, "cellar Attic hall", "hall Attic cellar");
        add("messages", Messages, "cellar hall Attic", "Attic hall cellar");
        add("created", Created, "cellar hall Attic", "Attic cellar hall");
        add("last message", LastMessage, "Attic hall cellar", "hall Attic cellar");
        add("slow mode", SlowMode, "hall Attic cellar", "cellar hall Attic");
        add("frozen", Frozen, "cellar Attic hall", "hall cellar Attic");
    }
    void sortsRooms()
    {
        QFETCH(int, column);
        QFETCH(QString, ascending);
        QFETCH(QString, descending);
        furnish();
        RoomWindowQuery query{.sort = RoomColumn(column)};
        QCOMPARE(rooms(query), ascending + u" of 3"_s);
        query.place.descending = true;
        QCOMPARE(rooms(query), descending + u" of 3"_s);
        query.place.offset = 2;
        QCOMPARE(rooms(query), descending.section(u' ', 2) + u" of 3"_s);
    }

    void showsWhatTheRowsHave()
    {
        furnish();
        const auto people = window(UserWindowQuery{.search = u"ANN"_s});
        QCOMPARE(people->users.size(), 1);
        const UserDetails &found = people->users.first();
        QCOMPARE(found.user.id, ann.id);
        QCOMPARE(found.user.phoneNumber.value_or(QString()), u"+49 2"_s);
        QCOMPARE(found.sessions, 1);
        QCOMPARE(found.rooms, 2);
        QVERIFY(remove(ann.id, said(attic, u"4"_s)));
        const auto places = window(RoomWindowQuery{.search = u"att"_s});
        QCOMPARE(places->rooms.size(), 1);
        const RoomRow &room = places->rooms.first();
        QCOMPARE(room.details.owner, u"Ann"_s);
        QCOMPARE(room.details.room.memberCount, 2);
        QCOMPARE(room.messages, 4);
        QCOMPARE(*room.lastMessageAt, at(350));
        QVERIFY(!window(RoomWindowQuery{.search = u"cellar"_s})->rooms.first().lastMessageAt);
        // Purged ones are gone.
        m_now = 360;
        QVERIFY(await<PurgedRoom>([&](auto done) {
            m_store->adminRooms().purgeRoom(local(), u"Attic"_s, at(320), done);
        }));
        QCOMPARE(window(RoomWindowQuery{.search = u"att"_s})->rooms.first().messages, 1);
    }

    void filtersUsers()
    {
        furnish();
        const QString nobody = u" of 0"_s;
        QCOMPARE(users({.search = u"N"_s}), u"Ann of 1"_s);
        QCOMPARE(users({.search = u"EXAMPLE.org"_s}), u"dora of 1"_s);
        QCOMPARE(users({.search = u"+49"_s}), u"Ann of 1"_s);
        QCOMPARE(users({.search = bob.id.toString()}), u"Bob of 1"_s);
        QCOMPARE(users({.search = bob.id.toString().left(23)}), nobody);
        QCOMPARE(users({.search = u"%"_s}), nobody);
        QCOMPARE(users({.search = QString(300, u'x')}), u"validation_failed"_s);
        QCOMPARE(users({.state = AccountState::Suspended}), u"Cid of 1"_s);
        QCOMPARE(users({.state = AccountState::Active}), u"Ann Bob of 2"_s);
        QCOMPARE(users({.role = ServerRole::Auditor}), u"Cid of 1"_s);
        QCOMPARE(users({.search = u"b"_s,
                        .state = AccountState::Active,
                        .role = ServerRole::Administrator}),
                 u"Bob of 1"_s);
        QCOMPARE(users({.search = u"b"_s, .role = ServerRole::User}), nobody);
        // A suspension that is over.
        m_now = 401;
        QCOMPARE(users({.state = AccountState::Suspended}), nobody);
        QCOMPARE(users({.state = AccountState::Active}), u"Ann Bob Cid of 3"_s);
        QVERIFY(window(UserWindowQuery{.search = u"cid"_s})->users.first().status.state ==
                AccountState::Active);
    }

    void filtersRooms()
    {
        furnish();
        QCOMPARE(rooms({.search = u"L"_s}), u"cellar hall of 2"_s);
        QCOMPARE(rooms({.search = hall.toString()}), u"hall of 1"_s);
        QCOMPARE(rooms({.kind = RoomKind::Private}), u"cellar of 1"_s);
        QCOMPARE(rooms({.frozen = true}), u"hall of 1"_s);
        QCOMPARE(rooms({.frozen = false}), u"Attic cellar of 2"_s);
        QCOMPARE(rooms({.search = u"x"_s}), u" of 0"_s);
        // Nobody sees direct conversations, or rooms that are gone.
        QCOMPARE(rooms({.kind = RoomKind::Direct}), u" of 0"_s);
        QVERIFY(deleteRoom(bob.id, hall));
        QCOMPARE(rooms({}), u"Attic cellar of 2"_s);
    }

    // Which the database does not know.
    void sortsByLiveValues()
    {
        furnish();
        UserWindowQuery online{.sort = UserColumn::Live};
        online.live = {{dora.id, 1}, {bob.id, 3}};
        online.place.descending = true;
        QCOMPARE(users(online), u"Bob dora Ann Cid of 4"_s);
        online.place.offset = 1;
        online.place.limit = 2;
        QCOMPARE(users(online), u"dora Ann of 4"_s);
        online.place = {};
        QCOMPARE(users(online), u"Ann Cid dora Bob of 4"_s);
        online.onlyLive = true;
        QCOMPARE(users(online), u"dora Bob of 2"_s);
        online.sort = UserColumn::Name;
        QCOMPARE(users(online), u"Bob dora of 2"_s);
        online.place.descending = true;
        QCOMPARE(users(online), u"dora Bob of 2"_s);
        online.search = u"o"_s;
        online.place.limit = 1;
        QCOMPARE(users(online), u"dora of 2"_s);

        RoomWindowQuery busy{.sort = RoomColumn::Live};
        busy.live = {{cellar, 7}, {RoomId(randomId()), 9}};
        busy.place.descending = true;
        QCOMPARE(rooms(busy), u"cellar hall Attic of 3"_s);
        busy.onlyLive = true;
        QCOMPARE(rooms(busy), u"cellar of 1"_s);
    }

    void windowsOutOfBounds()
    {
        furnish();
        QCOMPARE(users({.place = {.offset = 4}}), u" of 4"_s);
        QCOMPARE(users({.place = {.offset = 1'000'000'000'000}}), u" of 4"_s);
        QCOMPARE(users({.place = {.offset = -1}}), u"Ann Bob Cid dora of 4"_s);
        QCOMPARE(users({.place = {.limit = 0}}), u" of 4"_s);
        QCOMPARE(users({.place = {.limit = -5}}), u" of 4"_s);
        QCOMPARE(users({.place = {.limit = 1'000'000}}), u"Ann Bob Cid dora of 4"_s);
        UserWindowQuery online{.sort = UserColumn::Live, .place = {.offset = 1'000'000'000'000}};
        QCOMPARE(users(online), u" of 4"_s);
        online.place = {.offset = -1, .limit = -1};
        QCOMPARE(users(online), u" of 4"_s);
    }

    // However many rows are equal: each of them is in exactly one window.
    void equalRowsHaveAStableOrder()
    {
        for (int i = 0; i < 40; ++i)
            QVERIFY(addUser(u"user%1"_s.arg(i)));
        for (const bool descending : {false, true}) {
            QStringList seen;
            for (int offset = 0; offset < 43; offset += 10) {
                UserWindowQuery query{.sort = UserColumn::Role};
                query.place = {descending, offset, 10};
                const auto found = window(query);
                for (const UserDetails &each : found->users)
                    seen.append(each.user.id.toString());
            }
            QCOMPARE(seen.size(), 43);
            QVERIFY(std::is_sorted(seen.begin(), seen.end()));
            QCOMPARE(seen.removeDuplicates(), 0);
        }
    }
};

PARLANCE_TEST(TestStoreWindows)

} // namespace tst_storewindows

#include "tst_storewindows.moc"
