// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/adminsuite.h"
#include "support/testprogram.h"

namespace tst_storemutes {

using namespace parlance;
using namespace parlance::test;

// Users who may not write.
class TestStoreMutes : public AdminSuite
{
    Q_OBJECT

private:
    RoomId lobby;
    RoomId hall;

    /// "USER ROOM until END REASON"
    static QString text(const Mute &mute)
    {
        const QString until = mute.until ? toIsoString(*mute.until) : u"ever"_s;
        return QStringList{mute.user.username, mute.room, until, mute.reason}.join(u'|');
    }
    static QStringList texts(const Result<MutePage> &page)
    {
        QStringList list;
        for (const Mute &each : page ? page->mutes : QList<Mute>())
            list.append(text(each));
        return list;
    }
    Result<StoredMessage> postWithoutJoining(const UserRef &author, RoomId room)
    {
        return await<StoredMessage>([&](auto done) {
            m_store->messages().appendMessage({room, author, u"x"_s, {}, true}, done);
        });
    }
    static AdminAction because(const QString &reason)
    {
        AdminAction action = local(u"users.mute"_s);
        action.reason = reason;
        return action;
    }

private Q_SLOTS:
    void initTestCase_data() { backends(); }
    void init()
    {
        setUp();
        lobby = addRoom(ann, u"Lobby"_s)->room.id;
        hall = addRoom(ann, u"Hall"_s)->room.id;
        for (const RoomId &room : {lobby, hall})
            QVERIFY(join(bob, room));
    }
    void cleanup() { m_store.reset(); }

    // Its author must not believe that it has failed.
    void aRetryIsAnsweredWithTheStoredMessage()
    {
        const MessageId said = post(bob, lobby, u"before"_s, u"id-1"_s)->message.id;
        QVERIFY(mute(local(), {u"bob"_s}));
        const auto again = post(bob, lobby, u"before"_s, u"id-1"_s);
        QVERIFY(again && again->repeated);
        QCOMPARE(again->message.id, said);
        VERIFY_ERROR(post(bob, lobby, u"new"_s, u"id-2"_s), ErrorCode::Muted);
    }

    void everywhere()
    {
        const MessageId said = post(bob, lobby, u"before"_s)->message.id;
        const RoomId both = direct(bob, ann.id)->view.room.id;
        const RoomId own = addRoom(bob, u"Own"_s)->room.id;
        QVERIFY(mute(local(), {u"BOB"_s}));
        const qint64 count = number(u"SELECT count(*) FROM rooms"_s);
        for (const RoomId &room : {lobby, hall, both, own})
            VERIFY_ERROR(post(bob, room, u"x"_s), ErrorCode::Muted);
        VERIFY_ERROR(edit(bob.id, said, u"x"_s), ErrorCode::Muted);
        VERIFY_ERROR(send(bob, ann.id.toString(), u"x"_s), ErrorCode::Muted);
        // Nor does it open a conversation.
        VERIFY_ERROR(send(bob, cid.id.toString(), u"x"_s), ErrorCode::Muted);
        QCOMPARE(number(u"SELECT count(*) FROM rooms"_s), count);
        QVERIFY(leave(bob, lobby));
        VERIFY_ERROR(postWithoutJoining(bob, lobby), ErrorCode::Muted);
        VERIFY_ERROR(post(bob, lobby, u"x"_s), ErrorCode::NotMember);
        QVERIFY(remove(bob.id, said));
        QVERIFY(post(ann, lobby, u"x"_s));
        QVERIFY(post(ann, both, u"x"_s));
        QVERIFY(unmute(local(), u"bob"_s, {}));
        QVERIFY(postWithoutJoining(bob, lobby));
        QVERIFY(post(bob, hall, u"x"_s));
        QVERIFY(post(bob, both, u"x"_s));
    }

    void inOneRoom()
    {
        const MessageId inLobby = post(bob, lobby, u"before"_s)->message.id;
        const MessageId inHall = post(bob, hall, u"before"_s)->message.id;
        QVERIFY(mute(local(), {u"bob"_s, u"lobby"_s}));
        VERIFY_ERROR(post(bob, lobby, u"x"_s), ErrorCode::Muted);
        VERIFY_ERROR(edit(bob.id, inLobby, u"x"_s), ErrorCode::Muted);
        QVERIFY(post(bob, hall, u"x"_s));
        QVERIFY(edit(bob.id, inHall, u"x"_s));
        QVERIFY(send(bob, ann.id.toString(), u"x"_s));
        VERIFY_ERROR(unmute(local(), u"bob"_s, {}), ErrorCode::Conflict);
        QVERIFY(unmute(local(), u"bob"_s, lobby.toString()));
        QVERIFY(post(bob, lobby, u"x"_s));
    }

    // Not even of the room's own moderators.
    void roomsHaveNoExceptions()
    {
        QVERIFY(mute(local(), {u"ann"_s, u"hall"_s}));
        VERIFY_ERROR(post(ann, hall, u"x"_s), ErrorCode::Muted);
        const MessageId bobs = post(bob, hall, u"x"_s)->message.id;
        VERIFY_ERROR(edit(ann.id, bobs, u"x"_s), ErrorCode::Muted);
        QVERIFY(post(ann, lobby, u"x"_s));
    }

    void endsByTheClock()
    {
        QVERIFY(mute(local(), {u"bob"_s, {}, at(20)}));
        m_now = 19;
        VERIFY_ERROR(post(bob, lobby, u"x"_s), ErrorCode::Muted);
        QCOMPARE(texts(mutes()).size(), 1);
        m_now = 20;
        QVERIFY(post(bob, lobby, u"x"_s));
        QCOMPARE(texts(mutes()), QStringList());
        VERIFY_ERROR(unmute(local(), u"bob"_s, {}), ErrorCode::Conflict);
        m_now = 10;
        reopen(options());
        VERIFY_ERROR(post(bob, lobby, u"x"_s), ErrorCode::Muted);
    }

    void isPruned()
    {
        QVERIFY(mute(local(), {u"bob"_s, {}, at(20)}));
        QVERIFY(mute(local(), {u"bob"_s, u"hall"_s, at(700)}));
        QVERIFY(mute(local(), {u"cid"_s}));
        m_now = 650;
        QVERIFY(ping());
        QTRY_COMPARE(number(u"SELECT count(*) FROM mutes"_s), 2);
        QCOMPARE(texts(mutes()).size(), 2);
    }

    void theUserLearnsWhy_data()
    {
        QTest::addColumn<QString>("room");
        QTest::addColumn<qint64>("until");
        QTest::addColumn<QString>("reason");
        QTest::addColumn<QString>("expected");
        const QString end = toIsoString(at(20));
        QTest::newRow("ever") << QString() << qint64(-1) << QString() << u"You are muted"_s;
        QTest::newRow("until") << QString() << qint64(20) << QString()
                               << u"You are muted until "_s + end;
        QTest::newRow("reason") << QString() << qint64(-1) << u"spam"_s << u"You are muted: spam"_s;
        QTest::newRow("all") << u"Lobby"_s << qint64(20) << u"spam"_s
                             << u"You are muted in this room until "_s + end + u": spam"_s;
    }
    void theUserLearnsWhy()
    {
        QFETCH(QString, room);
        QFETCH(qint64, until);
        QFETCH(QString, reason);
        QFETCH(QString, expected);
        MuteUser command{u"bob"_s, room};
        if (until >= 0)
            command.until = at(until);
        QVERIFY(mute(because(reason), command));
        const auto refused = post(bob, lobby, u"x"_s);
        VERIFY_ERROR(refused, ErrorCode::Muted);
        QCOMPARE(refused.error().message(), expected);
    }

    // Who may write again learns it from the one that ends last.
    void theLongestCounts()
    {
        QVERIFY(mute(because(u"short"_s), {u"bob"_s, {}, at(20)}));
        QVERIFY(mute(because(u"long"_s), {u"bob"_s, u"lobby"_s, at(30)}));
        QVERIFY(post(bob, lobby, u"x"_s).error().message().endsWith(u": long"));
        QVERIFY(post(bob, hall, u"x"_s).error().message().endsWith(u": short"));
        QVERIFY(mute(because(u"ever"_s), {u"bob"_s}));
        QVERIFY(post(bob, lobby, u"x"_s).error().message().endsWith(u": ever"));
    }

    void replacesAndLogs()
    {
        const QString first = toIsoString(at(20));
        const auto muted = mute(because(u"spam"_s), {bob.id.toString(), u"LOBBY"_s, at(20)});
        QCOMPARE(text(*muted), u"Bob|Lobby|%1|spam"_s.arg(first));
        QCOMPARE(muted->createdBy, u"local:root(0)"_s);
        QCOMPARE(muted->roomId, lobby);
        QCOMPARE(
            lastEntry(),
            u"Bob {\"muted\":false,\"room\":\"Lobby\"} "
            "{\"muted\":true,\"reason\":\"spam\",\"room\":\"Lobby\",\"until\":\"%1\"} ok"_s.arg(
                first));
        QVERIFY(mute(because({}), {u"bob"_s, u"lobby"_s}));
        QCOMPARE(lastEntry(),
                 u"Bob {\"muted\":true,\"reason\":\"spam\",\"room\":\"Lobby\",\"until\":\"%1\"} "
                 "{\"muted\":true,\"room\":\"Lobby\"} ok"_s.arg(first));
        QCOMPARE(texts(mutes()), QStringList{u"Bob|Lobby|ever|"_s});
        const auto ended = unmute(local(), u"bob"_s, u"lobby"_s);
        QCOMPARE(text(*ended), u"Bob|Lobby|ever|"_s);
        QCOMPARE(lastEntry(), u"Bob {\"muted\":true,\"room\":\"Lobby\"} "
                              "{\"muted\":false,\"room\":\"Lobby\"} ok"_s);
        QVERIFY(mute(local(), {u"bob"_s}));
        QCOMPARE(lastEntry(), u"Bob {\"muted\":false} {\"muted\":true} ok"_s);
    }

    void aDryRunChangesNothing()
    {
        QVERIFY(mute(local(), {u"bob"_s, u"lobby"_s}));
        const QStringList before = everything();
        QCOMPARE(text(*mute(dry(because(u"x"_s)), {u"bob"_s, {}, at(20)})),
                 u"Bob||%1|x"_s.arg(toIsoString(at(20))));
        QCOMPARE(text(*unmute(dry(local()), u"bob"_s, u"lobby"_s)), u"Bob|Lobby|ever|"_s);
        VERIFY_ERROR(unmute(dry(local()), u"bob"_s, {}), ErrorCode::Conflict);
        QCOMPARE(everything(), before);
    }

    void whoMayNotBeMuted()
    {
        appoint(ann, ServerRole::Administrator);
        appoint(bob, ServerRole::Operator);
        QVERIFY(mute(local(), {u"ann"_s}));
        QVERIFY(mute(local(), {u"bob"_s}));
        const QStringList before = everything();
        const AdminAction action = by(bob, ServerRole::Operator);
        VERIFY_ERROR(mute(action, {u"ann"_s}), ErrorCode::Forbidden);
        VERIFY_ERROR(unmute(action, u"ann"_s, {}), ErrorCode::Forbidden);
        VERIFY_ERROR(mute(action, {u"bob"_s}), ErrorCode::Conflict);
        VERIFY_ERROR(unmute(action, u"bob"_s, {}), ErrorCode::Conflict);
        QCOMPARE(everything(), before);
    }

    void whatIsMissing()
    {
        const RoomId both = direct(ann, bob.id)->view.room.id;
        VERIFY_ERROR(mute(local(), {u"nobody"_s}), ErrorCode::UserNotFound);
        VERIFY_ERROR(unmute(local(), u"nobody"_s, {}), ErrorCode::UserNotFound);
        for (const QString &room : {u"nowhere"_s, both.toString()}) {
            VERIFY_ERROR(mute(local(), {u"bob"_s, room}), ErrorCode::RoomNotFound);
            VERIFY_ERROR(unmute(local(), u"bob"_s, room), ErrorCode::RoomNotFound);
        }
        VERIFY_ERROR(unmute(local(), u"bob"_s, u"lobby"_s), ErrorCode::Conflict);
        QCOMPARE(number(u"SELECT count(*) FROM mutes"_s), 0);
        QCOMPARE(audit()->entries.size(), 0);
    }

    void listsByPage()
    {
        QVERIFY(mute(local(), {u"cid"_s, u"lobby"_s}));
        QVERIFY(mute(local(), {u"bob"_s, u"hall"_s}));
        QVERIFY(mute(local(), {u"bob"_s, u"lobby"_s}));
        QVERIFY(mute(local(), {u"bob"_s}));
        QVERIFY(mute(local(), {u"ann"_s}));
        const QStringList all{u"Ann||ever|"_s, u"Bob||ever|"_s, u"Bob|Lobby|ever|"_s,
                              u"Bob|Hall|ever|"_s, u"Cid|Lobby|ever|"_s};
        QCOMPARE(texts(mutes()), all);
        QStringList seen;
        MuteQuery query{.limit = 1};
        for (int i = 0; i < all.size(); ++i) {
            const auto page = mutes(query);
            QCOMPARE(page->mutes.size(), 1);
            QCOMPARE(page->more, i + 1 < all.size());
            query.afterUser = page->mutes.first().user.id;
            query.afterRoom = page->mutes.first().roomId;
            seen += texts(page);
        }
        QCOMPARE(seen, all);
    }

    void goesWithTheRoom()
    {
        QVERIFY(mute(local(), {u"bob"_s, u"hall"_s}));
        QVERIFY(mute(local(), {u"bob"_s, u"lobby"_s}));
        QVERIFY(deleteRoom(ann.id, hall));
        QCOMPARE(texts(mutes()), QStringList{u"Bob|Lobby|ever|"_s});
        QCOMPARE(number(u"SELECT count(*) FROM mutes"_s), 1);
    }
};

PARLANCE_TEST(TestStoreMutes)

} // namespace tst_storemutes

#include "tst_storemutes.moc"
