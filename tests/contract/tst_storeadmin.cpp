// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/adminsuite.h"
#include "support/testprogram.h"

namespace tst_storeadmin {

using namespace parlance;
using namespace parlance::test;

// What administrators see and change.
class TestStoreAdmin : public AdminSuite
{
    Q_OBJECT

private:
    static QStringList names(const Result<UserPage> &page)
    {
        QStringList list;
        for (const UserDetails &each : page ? page->users : QList<UserDetails>())
            list.append(each.user.username);
        return page ? list : QStringList{errorName(page.error().code)};
    }
    static QStringList ids(const Result<SessionPage> &page)
    {
        QStringList list;
        for (const StoredSession &each : page ? page->sessions : QList<StoredSession>())
            list.append(each.session.id.toString());
        return page ? list : QStringList{errorName(page.error().code)};
    }

private Q_SLOTS:
    void initTestCase_data() { backends(); }
    void init() { setUp(); }
    void cleanup() { m_store.reset(); }

    // --- users

    void findsOneByNameOrId()
    {
        m_now = 10;
        QVERIFY(addSession(ann.id, at(20)));
        QVERIFY(addSession(ann.id, at(30)));
        QVERIFY(addSession(bob.id, at(30)));
        const RoomId lobby = addRoom(ann, u"Lobby"_s)->room.id;
        QVERIFY(addRoom(ann, u"Hall"_s, true));
        QVERIFY(join(bob, lobby));
        QVERIFY(direct(ann, bob.id));
        for (const QString &who : {u"ANN"_s, u"ann"_s, ann.id.toString()}) {
            const auto found = details(who);
            QVERIFY(found);
            QCOMPARE(found->user.id, ann.id);
            QCOMPARE(found->user.username, u"Ann"_s);
            QCOMPARE(text(found->status), u"active||"_s);
            QCOMPARE(found->sessions, 2);
            QCOMPARE(found->rooms, 2);
        }
        m_now = 20;
        QCOMPARE(details(u"ann"_s)->sessions, 1);
        QCOMPARE(details(u"bob"_s)->rooms, 1);
        VERIFY_ERROR(details(u""_s), ErrorCode::UserNotFound);
        VERIFY_ERROR(details(u"nobody"_s), ErrorCode::UserNotFound);
        VERIFY_ERROR(details(UserId(randomId()).toString()), ErrorCode::UserNotFound);
        VERIFY_ERROR(details(QString(100000, u'x')), ErrorCode::UserNotFound);
    }

    // The id wins, and a name that is nobody's id is still a name.
    void aNameMayLookLikeAnId()
    {
        const QString fake = ann.id.toString();
        QVERIFY(addUser(fake));
        QCOMPARE(details(fake)->user.username, u"Ann"_s);
        const QString other = UserId(randomId()).toString();
        QVERIFY(addUser(other));
        QCOMPARE(details(other)->user.username, other);
    }

    void listsUsersByPage()
    {
        QCOMPARE(names(users({})), QStringList({u"Ann"_s, u"Bob"_s, u"Cid"_s}));
        QVERIFY(!users({})->more);
        UserQuery query;
        query.limit = 2;
        const auto first = users(query);
        QCOMPARE(names(first), QStringList({u"Ann"_s, u"Bob"_s}));
        QVERIFY(first->more);
        query.after = first->users.last().user.id;
        const auto second = users(query);
        QCOMPARE(names(second), QStringList{u"Cid"_s});
        QVERIFY(!second->more);
        query.after = second->users.last().user.id;
        QVERIFY(users(query)->users.isEmpty());
        // A full last page.
        query = {};
        query.limit = 3;
        QVERIFY(!users(query)->more);
        for (const int limit : {0, -1})
            QCOMPARE(names(users({.limit = limit})), QStringList{u"Ann"_s});
        QCOMPARE(names(users({.limit = 1000000})).size(), 3);
    }

    void filtersUsers_data()
    {
        QTest::addColumn<QString>("search");
        QTest::addColumn<QString>("state");
        QTest::addColumn<QString>("role");
        QTest::addColumn<qint64>("inactiveSince");
        QTest::addColumn<QString>("expected");
        QTest::newRow("all") << QString() << QString() << QString() << qint64(-1)
                             << u"Ann Bob Cid"_s;
        QTest::newRow("part") << u"N"_s << QString() << QString() << qint64(-1) << u"Ann"_s;
        QTest::newRow("percent") << u"%"_s << QString() << QString() << qint64(-1) << QString();
        QTest::newRow("active") << QString() << u"active"_s << QString() << qint64(-1)
                                << u"Bob Cid"_s;
        QTest::newRow("suspended")
            << QString() << u"suspended"_s << QString() << qint64(-1) << u"Ann"_s;
        QTest::newRow("pending") << QString() << u"pending"_s << QString() << qint64(-1)
                                 << QString();
        QTest::newRow("users") << QString() << QString() << u"user"_s << qint64(-1) << u"Ann Cid"_s;
        QTest::newRow("operators")
            << QString() << QString() << u"operator"_s << qint64(-1) << u"Bob"_s;
        // Ann was last seen at 50; Bob and Cid registered at 0.
        QTest::newRow("inactive") << QString() << QString() << QString() << qint64(50)
                                  << u"Bob Cid"_s;
        QTest::newRow("inactive later")
            << QString() << QString() << QString() << qint64(51) << u"Ann Bob Cid"_s;
        QTest::newRow("inactive before all")
            << QString() << QString() << QString() << qint64(0) << QString();
        QTest::newRow("several") << u"b"_s << u"active"_s << u"operator"_s << qint64(50)
                                 << u"Bob"_s;
        QTest::newRow("none of several")
            << u"b"_s << u"active"_s << u"user"_s << qint64(50) << QString();
        QTest::newRow("too long") << QString(1000, u'x') << QString() << QString() << qint64(-1)
                                  << errorName(ErrorCode::ValidationFailed);
    }
    void filtersUsers()
    {
        QFETCH(QString, search);
        QFETCH(QString, state);
        QFETCH(QString, role);
        QFETCH(qint64, inactiveSince);
        QFETCH(QString, expected);
        QVERIFY(changeState(local(), u"ann"_s, {AccountState::Suspended}));
        appoint(bob, ServerRole::Operator);
        QVERIFY(
            await<void>([&](auto done) { m_store->accounts().setLastSeen(ann.id, at(50), done); }));
        UserQuery query;
        query.search = search;
        query.state = stateFromName(state);
        query.role = roleFromName(role);
        if (inactiveSince >= 0)
            query.inactiveSince = at(inactiveSince);
        QCOMPARE(names(users(query)).join(u' '), expected);
    }

    // --- changes

    void addsUsers()
    {
        m_now = 7;
        const auto added = add(local(), newUser(u"Dan"_s, ServerRole::Auditor));
        QVERIFY(added);
        QVERIFY(!added->user.id.isNull());
        QVERIFY(added->user.role == ServerRole::Auditor);
        QCOMPARE(text(added->status), u"active||"_s);
        QCOMPARE(added->sessions, 0);
        const auto found = details(u"dan"_s);
        QCOMPARE(found->user.id, added->user.id);
        QVERIFY(found->user.role == ServerRole::Auditor);
        QVERIFY(found->user.mustChangePassword);
        QVERIFY(found->user.createdAt == at(7));
        QCOMPARE(passwordHash(added->user.id), u"hash of Dan"_s);
        QCOMPARE(lastEntry(), u"Dan {} {\"role\":\"auditor\"} ok"_s);
    }

    void refusesUsersWhoseNamesAreTaken_data()
    {
        QTest::addColumn<bool>("dryRun");
        QTest::newRow("change") << false;
        QTest::newRow("dry run") << true;
    }
    void refusesUsersWhoseNamesAreTaken()
    {
        QFETCH(bool, dryRun);
        const AdminAction action = dryRun ? dry(local()) : local();
        NewUser eve = newUser(u"Eve"_s);
        eve.email = u"eve@example.org"_s;
        eve.emailKey = *eve.email;
        eve.phoneNumber = u"+1 2"_s;
        eve.phoneKey = u"+12"_s;
        QVERIFY(add(local(), eve));
        const QStringList before = everything();
        VERIFY_ERROR(add(action, newUser(u"EVE"_s)), ErrorCode::UsernameTaken);
        NewUser fay = newUser(u"Fay"_s);
        fay.email = eve.email;
        fay.emailKey = eve.emailKey;
        VERIFY_ERROR(add(action, fay), ErrorCode::EmailTaken);
        fay.email.reset();
        fay.phoneNumber = eve.phoneNumber;
        fay.phoneKey = eve.phoneKey;
        VERIFY_ERROR(add(action, fay), ErrorCode::PhoneTaken);
        QCOMPARE(everything(), before);
    }

    void addsUsersUnderAnotherHandle()
    {
        NewUser second = newUser(u"Ann"_s);
        second.allowDuplicateName = true;
        const auto planned = add(dry(local()), second);
        QCOMPARE(planned->user.displayName, u"Ann"_s);
        const auto added = add(local(), second);
        QCOMPARE(added->user.displayName, u"Ann"_s);
        QVERIFY(added->user.username.startsWith(u"Ann-"));
        QCOMPARE(details(added->user.username)->user.displayName, u"Ann"_s);
    }

    void changesRoles()
    {
        const auto session = addSession(bob.id, at(50));
        const auto changed = changeRole(local(), u"BOB"_s, ServerRole::Operator);
        QVERIFY(changed && changed->user.role == ServerRole::Operator);
        QCOMPARE(changed->sessions, 0);
        QVERIFY(details(u"bob"_s)->user.role == ServerRole::Operator);
        QVERIFY(actor(session->id)->role == ServerRole::Operator);
        QCOMPARE(lastEntry(), u"Bob {\"role\":\"user\"} {\"role\":\"operator\"} ok"_s);
        VERIFY_ERROR(changeRole(local(), u"nobody"_s, ServerRole::User), ErrorCode::UserNotFound);
    }

    void resetsPasswords()
    {
        const auto session = addSession(bob.id, at(50));
        const auto others = addSession(ann.id, at(50));
        m_now = 60;
        QVERIFY(addSession(bob.id, at(70)));
        // An expired session is deleted too, but not counted.
        const auto changed = reset(local(), bob.id.toString(), u"fresh"_s);
        QVERIFY(changed);
        QCOMPARE(changed->sessions, 1);
        QVERIFY(changed->user.mustChangePassword);
        QVERIFY(details(u"bob"_s)->user.mustChangePassword);
        QCOMPARE(passwordHash(bob.id), u"fresh"_s);
        VERIFY_ERROR(actor(session->id), ErrorCode::SessionEnded);
        QVERIFY(actor(others->id));
        QCOMPARE(lastEntry(), u"Bob {\"sessions\":1} {\"sessions\":0} ok"_s);
        VERIFY_ERROR(reset(local(), u"nobody"_s), ErrorCode::UserNotFound);
    }

    // --- sessions

    void listsSessionsByPage()
    {
        QStringList all;
        QStringList bobs;
        for (int i = 0; i < 6; ++i) {
            const auto session = addSession(i % 2 ? bob.id : ann.id, at(50));
            all.append(session->id.toString());
            if (i % 2)
                bobs.append(all.last());
        }
        QVERIFY(addSession(ann.id, at(5)));
        all.sort();
        bobs.sort();
        m_now = 5;
        QCOMPARE(ids(sessions({})), all);
        QCOMPARE(ids(sessions({u"BOB"_s})), bobs);
        QCOMPARE(ids(sessions({bob.id.toString()})), bobs);
        QVERIFY(!sessions({u"bob"_s, {}, 3})->more);
        QVERIFY(sessions({u"cid"_s})->sessions.isEmpty());
        for (const auto &[user, expected] :
             {std::pair(QString(), all), std::pair(u"bob"_s, bobs)}) {
            QStringList read;
            SessionQuery query{user, {}, 2};
            for (bool more = true; more;) {
                const auto page = sessions(query);
                QVERIFY(page && !page->sessions.isEmpty() && page->sessions.size() <= 2);
                read += ids(page);
                query.after = page->sessions.last().session.id;
                more = page->more;
            }
            QCOMPARE(read, expected);
        }
        VERIFY_ERROR(sessions({u"nobody"_s}), ErrorCode::UserNotFound);
    }

    void showsWhereASessionCameFrom()
    {
        m_now = 3;
        NewSession wanted{ann.id, passwordHash(ann.id), std::chrono::seconds(20)};
        wanted.dialect = u"rooms"_s;
        wanted.client.address = u"192.0.2.7"_s;
        const auto opened =
            await<Session>([&](auto done) { m_store->sessions().createSession(wanted, done); });
        const auto page = sessions({});
        QCOMPARE(page->sessions.size(), 1);
        const StoredSession &shown = page->sessions.first();
        QCOMPARE(shown.session.id, opened->id);
        QCOMPARE(shown.session.userId, ann.id);
        QVERIFY(shown.session.createdAt == at(3) && shown.session.expiresAt == at(23));
        QCOMPARE(shown.user, ann);
        QCOMPARE(shown.dialect, u"rooms"_s);
        QCOMPARE(shown.address, u"192.0.2.7"_s);
    }

    void endsSessions()
    {
        const auto one = addSession(ann.id, at(50));
        const auto two = addSession(ann.id, at(50));
        const auto bobs = addSession(bob.id, at(50));
        const auto single = end(local(), {}, one->id);
        QCOMPARE(single->user, ann);
        QCOMPARE(single->sessions, std::vector{one->id});
        QCOMPARE(lastEntry(), one->id.toString() + u" {\"sessions\":1,\"user\":\"Ann\"} "
                                                   "{\"sessions\":0,\"user\":\"Ann\"} ok"_s);
        VERIFY_ERROR(actor(one->id), ErrorCode::SessionEnded);
        QVERIFY(actor(two->id));
        VERIFY_ERROR(end(local(), {}, one->id), ErrorCode::SessionNotFound);
        const auto all = end(local(), u"ann"_s, {});
        QCOMPARE(all->user, ann);
        QCOMPARE(all->sessions, std::vector{two->id});
        QCOMPARE(lastEntry(), u"Ann {\"sessions\":1} {\"sessions\":0} ok"_s);
        VERIFY_ERROR(actor(two->id), ErrorCode::SessionEnded);
        QVERIFY(actor(bobs->id));
        // There is nothing to end, which is no error.
        QVERIFY(end(local(), u"ann"_s, {})->sessions.empty());
        VERIFY_ERROR(end(local(), u"nobody"_s, {}), ErrorCode::UserNotFound);
        VERIFY_ERROR(end(local(), {}, {}), ErrorCode::UserNotFound);
        m_now = 50;
        VERIFY_ERROR(end(local(), {}, bobs->id), ErrorCode::SessionNotFound);
    }
};

PARLANCE_TEST(TestStoreAdmin)

} // namespace tst_storeadmin

#include "tst_storeadmin.moc"
