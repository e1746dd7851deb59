// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/peoplesuite.h"
#include "support/testprogram.h"

namespace tst_storeerasure {

using namespace parlance;
using namespace parlance::test;

// Erased users, and what is left of them.
class TestStoreErasure : public PeopleSuite
{
    Q_OBJECT

private:
    /// Every value of every table, as text.
    QString wholeDatabase()
    {
        QString text;
        QSqlDatabase::removeDatabase(u"whole"_s);
        {
            QSqlDatabase db = makeBackend()->connection(u"whole"_s);
            db.open();
            for (const QString &table : db.tables()) {
                if (table == u"audit"_s)
                    continue;
                QSqlQuery query(u"SELECT * FROM "_s + table, db);
                while (query.next()) {
                    for (int column = 0; column < query.record().count(); ++column)
                        text += query.value(column).toString() + u'\n';
                }
            }
        }
        QSqlDatabase::removeDatabase(u"whole"_s);
        return text;
    }
    QStringList texts(UserId viewer, RoomId room)
    {
        QStringList list;
        const auto read = page(viewer, {room, {}, {}, 100});
        for (const Message &each : read ? read->messages : QList<Message>())
            list.append(each.author.username + u": "_s +
                        (each.deletedAt ? u"deleted"_s : each.text));
        return list;
    }
    void eraseAllMessages()
    {
        for (auto more = eraseSome(); more && *more; more = eraseSome()) {
        }
        QCOMPARE(number(u"SELECT count(*) FROM message_erasures"_s), 0);
    }

private Q_SLOTS:
    void initTestCase_data() { backends(); }
    void init() { setUp(); }
    void cleanup() { m_store.reset(); }

    void nothingPersonalIsLeft()
    {
        NewUser zoe{u"Zoe Zander"_s, u"zoe zander"_s, u"zoe@zander.example"_s,
                    u"zoe@zander.example"_s, u"hash of zander"_s};
        zoe.phoneNumber = u"+49 30 777"_s;
        zoe.phoneKey = u"+4930777"_s;
        const User user =
            *await<User>([&](auto done) { m_store->accounts().createUser(zoe, done); });
        const NewSession session{user.id,
                                 u"hash of zander"_s,
                                 at(50) - at(0),
                                 u"direct"_s,
                                 {u"zander-address"_s, "zander-origin", "zander-agent", true}};
        QVERIFY(
            await<Session>([&](auto done) { m_store->sessions().createSession(session, done); }));
        AdminAction muting = local();
        muting.reason = u"zander is rude"_s;
        QVERIFY(mute(muting, {u"zoe zander"_s}));
        const NewReport report{{}, ann.id, u"says zander"_s};
        QVERIFY(await<StoredReport>(
            [&](auto done) { m_store->reports().addReport(user.id, report, done); }));
        QCOMPARE(run(u"UPDATE users SET alias = 'zander-alias', display_name = 'Zander', "
                     "last_seen_at = 4711 WHERE username = 'Zoe Zander'"_s),
                 QString());
        QVERIFY(wholeDatabase().contains(u"zander"_s, Qt::CaseInsensitive));

        const auto erased = erase(local(u"users.erase"_s), u"zoe zander"_s);
        QVERIFY(erased);
        QCOMPARE(erased->sessions, 1);
        QCOMPARE(erased->user.username, u"Zoe Zander"_s);
        const QString left = wholeDatabase();
        for (const QString &each : {u"zander"_s, u"777"_s, u"4711"_s})
            QVERIFY2(!left.contains(each, Qt::CaseInsensitive), qPrintable(each));
        const auto shown = details(user.id.toString());
        QCOMPARE(text(shown->status), u"erased||"_s);
        QCOMPARE(shown->user.username, u"deleted user"_s);
        QCOMPARE(passwordHash(user.id), QString());
        // The log still knows who it was.
        QCOMPARE(lastEntry(), u"Zoe Zander {\"id\":\"%1\",\"sessions\":1,\"state\":\"active\"} "
                              "{\"state\":\"erased\"} ok"_s.arg(user.id.toString()));
    }

    void whatAModeratorDidStays()
    {
        const UserRef zoe = ref(*addUser(u"Zoe Zander"_s));
        appoint(zoe, ServerRole::Administrator);
        const AdminAction action = by(zoe, ServerRole::Administrator);
        QVERIFY(addRoom(ann, u"Lobby"_s));
        QVERIFY(mute(action, {u"bob"_s}));
        QVERIFY(ban(action, u"192.0.2.1"_s));
        QVERIFY(link({hashOfCode(u"code"_s), 1, at(100), {}, u"note"_s}, action));
        QVERIFY(await<RoomBanChange>([&](auto done) {
            m_store->roomBans().banFromRoom(action, {u"Lobby"_s, u"bob"_s, {}}, done);
        }));
        const auto report = await<StoredReport>([&](auto done) {
            m_store->reports().addReport(ann.id, {{}, bob.id, u"rude"_s}, done);
        });
        const auto resolved = await<Report>(
            [&](auto done) { m_store->reports().resolveReport(action, report->report.id, done); });
        QCOMPARE(resolved->resolvedBy, u"Zoe Zander"_s);
        QVERIFY(wholeDatabase().contains(u"Zander"_s));
        appoint(ann, ServerRole::Administrator);
        QVERIFY(erase(local(), zoe.id.toString()));
        QVERIFY(!wholeDatabase().contains(u"Zander"_s));
        QCOMPARE(mutes()->mutes.first().createdBy, u"deleted user"_s);
        QCOMPARE(bans()->bans.first().createdBy, u"deleted user"_s);
        QCOMPARE(links()->links.first().createdBy, u"deleted user"_s);
    }

    void theNameBecomesFree()
    {
        QVERIFY(erase(local(), u"bob"_s));
        QVERIFY(erase(local(), u"cid"_s));
        const auto other = addUser(u"Bob"_s);
        QVERIFY(other && other->id != bob.id);
        // Nobody can look like an erased user, nor log in as one.
        VERIFY_ERROR(addUser(u"Deleted User"_s), ErrorCode::UsernameTaken);
        for (const QString &login :
             {u"deleted user"_s, u"deleted user id"_s + bob.id.toString(), QString()}) {
            VERIFY_ERROR(await<Credentials>(
                             [&](auto done) { m_store->accounts().findCredentials(login, done); }),
                         ErrorCode::UserNotFound);
        }
        VERIFY_ERROR(addSession(bob.id, at(50)), ErrorCode::AccountClosed);
        VERIFY_ERROR(erase(local(), bob.id.toString()), ErrorCode::Conflict);
    }

    // Its row is only there for the messages.
    void notChangedAnyMore()
    {
        QVERIFY(addRoom(ann, u"Lobby"_s));
        QVERIFY(erase(local(), u"bob"_s));
        const QString user = bob.id.toString();
        const QStringList before = everything();
        VERIFY_ERROR(changeRole(local(), user, ServerRole::Administrator), ErrorCode::Conflict);
        VERIFY_ERROR(changeState(local(), user, {}), ErrorCode::Conflict);
        VERIFY_ERROR(reset(local(), user), ErrorCode::Conflict);
        VERIFY_ERROR(end(local(), user, {}), ErrorCode::Conflict);
        VERIFY_ERROR(mute(local(), {user}), ErrorCode::Conflict);
        VERIFY_ERROR(erase(local(), user), ErrorCode::Conflict);
        VERIFY_ERROR(await<RoomBanChange>([&](auto done) {
                         m_store->roomBans().banFromRoom(local(), {u"Lobby"_s, user, {}}, done);
                     }),
                     ErrorCode::Conflict);
        QCOMPARE(everything(), before);
        QVERIFY(details(user));
        QVERIFY(beginExport(local(u"users.export"_s), user));
    }

    void notShownToOthers()
    {
        QVERIFY(erase(local(), u"bob"_s));
        QCOMPARE(names(newest()), QStringList({u"Ann"_s, u"Cid"_s}));
        QVERIFY(search(u"d"_s)->isEmpty());
        QVERIFY(search(u"b"_s)->isEmpty());
        VERIFY_ERROR(direct(ann, bob.id), ErrorCode::UserNotFound);
        VERIFY_ERROR(send(ann, bob.id.toString(), u"x"_s), ErrorCode::UserNotFound);
        const RoomId room = addRoom(ann, u"Lobby"_s, true)->room.id;
        VERIFY_ERROR(invite(ann, room, bob.id), ErrorCode::UserNotFound);
        VERIFY_ERROR(
            await<CreatedRoom>([&](auto done) {
                m_store->rooms().createRoom(ann, {u"Hall"_s, false, {bob.id}}, u"hall"_s, done);
            }),
            ErrorCode::UserNotFound);
    }

    // A last connection that closes late must not bring a time back.
    void notSeenAnyMore()
    {
        QVERIFY(erase(local(), u"bob"_s));
        VERIFY_ERROR(
            await<void>([&](auto done) { m_store->accounts().setLastSeen(bob.id, at(9), done); }),
            ErrorCode::UserNotFound);
        QVERIFY(!details(bob.id.toString())->user.lastSeenAt);
    }

    void roomsGetAnotherOwner()
    {
        const UserRef dora = ref(*addUser(u"Dora"_s));
        const RoomId moderated = addRoom(bob, u"Moderated"_s)->room.id;
        const RoomId plain = addRoom(bob, u"Plain"_s)->room.id;
        const RoomId lonely = addRoom(bob, u"Lonely"_s)->room.id;
        const RoomId joined = addRoom(ann, u"Joined"_s)->room.id;
        for (const auto &[user, room] : {std::pair(cid, moderated),
                                         {ann, moderated},
                                         {dora, moderated},
                                         {dora, plain},
                                         {ann, plain},
                                         {bob, joined}}) {
            ++m_now;
            QVERIFY(join(user, room));
        }
        for (const UserRef &user : {ann, dora})
            QVERIFY(setRole(bob.id, {moderated, user.id, RoomRole::Moderator}));
        QVERIFY(post(bob, lonely, u"x"_s));

        const auto planned = erase(dry(local()), u"bob"_s);
        const auto erased = erase(local(), u"bob"_s);
        QVERIFY(planned && erased);
        const auto fates = [](const std::vector<LeftRoom> &rooms) {
            QStringList list;
            for (const LeftRoom &left : rooms)
                list.append(u"%1%2%3"_s.arg(left.owned)
                                .arg(left.deleted)
                                .arg(left.heir ? left.heir->user.username : QString()));
            return list;
        };
        QCOMPARE(fates(planned->rooms), QStringList({u"10"_s, u"10"_s, u"11"_s, u"00"_s}));
        QCOMPARE(fates(erased->rooms), QStringList({u"10Ann"_s, u"10Dora"_s, u"11"_s, u"00"_s}));
        // The moderator before the member, and who has been there longest; cid is only a member.
        QCOMPARE(membersOf(cid.id, moderated), QStringList({u"Ann 2"_s, u"Cid 0"_s, u"Dora 1"_s}));
        QCOMPARE(view(ann.id, moderated)->room.ownerId, ann.id);
        QCOMPARE(view(ann.id, moderated)->room.memberCount, 3);
        QCOMPARE(membersOf(ann.id, plain), QStringList({u"Ann 0"_s, u"Dora 2"_s}));
        QCOMPARE(membersOf(ann.id, joined), QStringList({u"Ann 2"_s}));
        VERIFY_ERROR(view(ann.id, lonely), ErrorCode::RoomNotFound);
    }

    void keptRoomsHaveNoOwner()
    {
        const auto kept = await<RoomView>(
            [&](auto done) { m_store->rooms().ensureRoom(bob, u"Kept"_s, u"kept"_s, done); });
        const auto entered = await<RoomView>(
            [&](auto done) { m_store->rooms().ensureRoom(bob, u"Entered"_s, u"entered"_s, done); });
        QVERIFY(kept && entered);
        QVERIFY(join(bob, entered->room.id));
        QVERIFY(join(ann, kept->room.id));
        QVERIFY(erase(local(), u"bob"_s));
        for (const RoomId &room : {kept->room.id, entered->room.id}) {
            QVERIFY(view(ann.id, room));
            QVERIFY(view(ann.id, room)->room.ownerId.isNull());
        }
        QCOMPARE(membersOf(ann.id, kept->room.id), QStringList{u"Ann 0"_s});
    }

    // Who cannot log in cannot care for a room.
    void theHeirCanLogIn()
    {
        const RoomId room = addRoom(bob, u"Room"_s)->room.id;
        QVERIFY(join(ann, room));
        m_now = 1;
        QVERIFY(join(cid, room));
        QVERIFY(setRole(bob.id, {room, ann.id, RoomRole::Moderator}));
        QVERIFY(changeState(local(), u"ann"_s, {AccountState::Suspended}));
        QCOMPARE(erase(local(), u"bob"_s)->rooms.front().heir->user.id, cid.id);
    }

    void messagesStay()
    {
        const RoomId room = addRoom(ann, u"Room"_s)->room.id;
        QVERIFY(join(bob, room));
        QVERIFY(post(bob, room, u"hello"_s));
        const RoomId both = direct(ann, bob.id)->view.room.id;
        QVERIFY(post(ann, both, u"psst"_s, u"id"_s));
        QVERIFY(post(bob, both, u"what"_s));
        QVERIFY(erase(local(), u"bob"_s));
        // Nobody is there any more; but what was stored before is no error.
        VERIFY_ERROR(post(ann, both, u"hello?"_s), ErrorCode::UserNotFound);
        VERIFY_ERROR(send(ann, bob.id.toString(), u"hello?"_s), ErrorCode::UserNotFound);
        QVERIFY(post(ann, both, u"psst"_s, u"id"_s));
        QCOMPARE(number(u"SELECT count(*) FROM undelivered WHERE user_id = x'%1'"_s.arg(
                     bob.id.toString())),
                 0);
        QCOMPARE(texts(ann.id, room), QStringList{u"deleted user: hello"_s});
        QCOMPARE(texts(ann.id, both), QStringList({u"Ann: psst"_s, u"deleted user: what"_s}));
        QCOMPARE(page(ann.id, {both, {}, {}, 9})->messages.first().recipient->username,
                 u"deleted user"_s);
        const auto again = direct(ann, bob.id);
        QVERIFY(again && !again->created);
        QCOMPARE(again->view.peer->username, u"deleted user"_s);
        QCOMPARE(*eraseSome(), false);
    }

    void messagesAreDeletedInSteps()
    {
        const RoomId room = addRoom(ann, u"Room"_s)->room.id;
        const RoomId other = addRoom(ann, u"Other"_s)->room.id;
        for (const RoomId &each : {room, other})
            QVERIFY(join(bob, each));
        int answered = 0;
        for (int i = 0; i < 450; ++i)
            m_store->messages().appendMessage({i % 3 ? room : other, bob, u"loud"_s, {}},
                                              [&](auto) { ++answered; });
        QTRY_COMPARE(answered, 450);
        QVERIFY(leave(bob, other));
        QVERIFY(post(ann, room, u"stays"_s));
        const RoomId both = direct(ann, bob.id)->view.room.id;
        QVERIFY(post(bob, both, u"loud"_s));
        const qint64 seen = view(ann.id, room)->room.lastSeq;
        QCOMPARE(count(bob.id)->messages, 451);

        QVERIFY(erase(local(), u"bob"_s, true));
        // Nobody sees them from now on, although no row was emptied.
        QCOMPARE(number(u"SELECT count(*) FROM messages WHERE text = 'loud'"_s), 451);
        for (const RoomId &each : {room, other, both})
            QVERIFY(!texts(ann.id, each).join(u' ').contains(u"loud"_s));
        QVERIFY(texts(ann.id, room).contains(u"Ann: stays"_s));
        VERIFY_ERROR(edit(ann.id, page(ann.id, {room, {}, {}, 2})->messages.first().id, u"x"_s),
                     ErrorCode::MessageNotFound);

        QVERIFY(*eraseSome());
        const qint64 left = number(u"SELECT count(*) FROM messages WHERE text = 'loud'"_s);
        QVERIFY2(left >= 251 && left < 451, qPrintable(QString::number(left)));
        // Goes on after a restart.
        reopen(options());
        eraseAllMessages();
        QCOMPARE(number(u"SELECT count(*) FROM messages WHERE text = 'loud'"_s), 0);
        QCOMPARE(number(u"SELECT count(*) FROM undelivered"_s), 0);
        QCOMPARE(count(bob.id)->messages, 0);
        QVERIFY(texts(ann.id, room).contains(u"Ann: stays"_s));
        // Who was away learns it like any other deletion.
        const auto missed = changes(ann.id, room, seen, 200);
        QVERIFY(missed && missed->more);
        QVERIFY(missed->messages.first().deletedAt);
        QCOMPARE(missed->messages.first().author.username, u"deleted user"_s);
    }

    void aDryRunChangesNothing()
    {
        const RoomId room = addRoom(bob, u"Room"_s)->room.id;
        QVERIFY(post(bob, room, u"x"_s));
        const QStringList before = everything();
        const QString whole = wholeDatabase();
        QVERIFY(erase(dry(local()), u"bob"_s, true));
        QCOMPARE(everything(), before);
        QCOMPARE(wholeDatabase(), whole);
    }

    // They were queued before the erasure was known.
    void callsUnderWayAreRefused()
    {
        const RoomId room = addRoom(ann, u"Room"_s)->room.id;
        const RoomId both = direct(ann, bob.id)->view.room.id;
        QVERIFY(erase(local(), u"bob"_s));
        const QStringList before = everything();
        VERIFY_ERROR(addRoom(bob, u"New"_s), ErrorCode::SessionEnded);
        VERIFY_ERROR(join(bob, room), ErrorCode::SessionEnded);
        VERIFY_ERROR(direct(bob, cid.id), ErrorCode::SessionEnded);
        VERIFY_ERROR(post(bob, both, u"hello"_s), ErrorCode::SessionEnded);
        VERIFY_ERROR(await<StoredReport>([&](auto done) {
                         m_store->reports().addReport(bob.id, {{}, ann.id, u"rude"_s}, done);
                     }),
                     ErrorCode::SessionEnded);
        QCOMPARE(everything(), before);
    }

    void refusedOnesChangeNothing()
    {
        appoint(ann, ServerRole::Administrator);
        appoint(cid, ServerRole::Operator);
        const QStringList before = everything();
        VERIFY_ERROR(erase(local(), u"nobody"_s), ErrorCode::UserNotFound);
        VERIFY_ERROR(erase(local(), u"ann"_s), ErrorCode::Conflict);
        VERIFY_ERROR(erase(by(ann, ServerRole::Administrator), u"ann"_s), ErrorCode::Conflict);
        VERIFY_ERROR(erase(by(cid, ServerRole::Operator), u"ann"_s), ErrorCode::Forbidden);
        VERIFY_ERROR(erase(by(bob, ServerRole::Administrator), u"cid"_s), ErrorCode::Forbidden);
        QCOMPARE(everything(), before);
        appoint(bob, ServerRole::Administrator);
        QVERIFY(erase(local(), u"ann"_s));
        VERIFY_ERROR(erase(local(), u"bob"_s), ErrorCode::Conflict);
    }
};

PARLANCE_TEST(TestStoreErasure)

} // namespace tst_storeerasure

#include "tst_storeerasure.moc"
