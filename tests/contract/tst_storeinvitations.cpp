// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/peoplesuite.h"
#include "support/testprogram.h"

namespace tst_storeinvitations {

using namespace parlance;
using namespace parlance::test;

// Invitations to the server, and the accounts made with them.
class TestStoreInvitations : public PeopleSuite
{
    Q_OBJECT

private:
    qint64 used() { return number(u"SELECT max(used) FROM invitation_links"_s); }

private Q_SLOTS:
    void initTestCase_data() { backends(); }
    void init() { setUp(); }
    void cleanup() { m_store.reset(); }

    void keepsNoCode()
    {
        const RoomId room = addRoom(ann, u"Lobby"_s, true)->room.id;
        m_now = 5;
        const auto made = link(u"secret"_s, 3, u"LOBBY"_s);
        QVERIFY(made);
        QCOMPARE(made->uses, 3);
        QCOMPARE(made->used, 0);
        QCOMPARE(made->roomId, room);
        QCOMPARE(made->room, u"Lobby"_s);
        QCOMPARE(made->createdAt, at(5));
        QCOMPARE(made->createdBy, u"local:root(0)"_s);
        QCOMPARE(number(u"SELECT count(*) FROM invitation_links "
                        "WHERE length(code_hash) = 32 AND hex(code_hash) <> hex('secret')"_s),
                 1);
        QCOMPARE(lastEntry(),
                 made->id.toString() +
                     u" {} {\"expiresAt\":\"%1\",\"note\":\"note\",\"room\":\"Lobby\",\"used\":0,"
                     "\"uses\":3} ok"_s.arg(toIsoString(at(100))));
        QCOMPARE(links()->links.size(), 1);
        QCOMPARE(links()->links.first().note, u"note"_s);
    }

    void refusedOnesStoreNothing()
    {
        const QStringList before = everything();
        VERIFY_ERROR(link(u"a"_s, 1, u"nowhere"_s), ErrorCode::RoomNotFound);
        const RoomId both = direct(ann, bob.id)->view.room.id;
        VERIFY_ERROR(link(u"a"_s, 1, both.toString()), ErrorCode::RoomNotFound);
        VERIFY_ERROR(link({hashOfCode(u"a"_s), 1, at(9)}, by(bob, ServerRole::Administrator)),
                     ErrorCode::Forbidden);
        QVERIFY(link({hashOfCode(u"a"_s), 1, at(9)}, dry(local()))->id.isNull());
        QVERIFY(links()->links.isEmpty());
        QCOMPARE(everything().filter(u"users.test"_s), before.filter(u"users.test"_s));
    }

    void countsEachUse()
    {
        QVERIFY(link(u"code"_s, 2));
        QVERIFY(redeem(u"code"_s, u"dora"_s));
        QCOMPARE(used(), 1);
        const auto second = redeem(u"code"_s, u"emil"_s);
        QVERIFY(second && !second->room);
        VERIFY_ERROR(redeem(u"code"_s, u"fritz"_s), ErrorCode::InvitationInvalid);
        QCOMPARE(used(), 2);
        QVERIFY(details(u"emil"_s)->status.state == AccountState::Active);
        VERIFY_ERROR(details(u"fritz"_s), ErrorCode::UserNotFound);
    }

    // Whether it never was, has ended or is used up cannot be told.
    void oneAnswerForAllThatAreInvalid()
    {
        m_now = 10;
        QVERIFY(link({hashOfCode(u"old"_s), 1, at(20)}));
        const InvitationId revoked = link(u"revoked"_s)->id;
        QVERIFY(revoke(local(), revoked));
        QVERIFY(link(u"used up"_s));
        QVERIFY(redeem(u"used up"_s, u"dora"_s));
        m_now = 20;
        QStringList answers;
        for (const QString &code :
             {u"old"_s, u"revoked"_s, u"used up"_s, u"unknown"_s, QString()}) {
            // The name tells nothing either.
            for (const QString &name : {u"emil"_s, u"dora"_s}) {
                const auto refused = redeem(code, name);
                QVERIFY(!refused);
                answers.append(errorName(refused.error().code) + refused.error().message());
            }
        }
        answers.removeDuplicates();
        QCOMPARE(answers.size(), 1);
        QVERIFY(answers.first().startsWith(u"invitation_invalid"_s));
        // The last moment before.
        m_now = 10;
        QVERIFY(redeem(u"old"_s, u"emil"_s));
    }

    void aFailedRegistrationUsesNothingUp()
    {
        QVERIFY(link(u"code"_s));
        VERIFY_ERROR(redeem(u"code"_s, u"ann"_s), ErrorCode::UsernameTaken);
        QCOMPARE(used(), 0);
        QVERIFY(redeem(u"code"_s, u"dora"_s));
        QCOMPARE(used(), 1);
    }

    void twoThatRaceForTheLastUse()
    {
        QVERIFY(link(u"code"_s));
        QStringList answers;
        for (const QString &name : {u"dora"_s, u"emil"_s, u"fritz"_s}) {
            m_store->accounts().createInvited(
                newUser(name), hashOfCode(u"code"_s), [&](const Result<InvitedUser> &result) {
                    answers.append(result ? u"ok"_s : errorName(result.error().code));
                });
        }
        QTRY_COMPARE(answers.size(), 3);
        QCOMPARE(answers.count(u"ok"_s), 1);
        QCOMPARE(answers.count(u"invitation_invalid"_s), 2);
        QCOMPARE(used(), 1);
    }

    void theAccountJoinsTheRoom_data()
    {
        QTest::addColumn<bool>("isPrivate");
        QTest::newRow("public") << false;
        QTest::newRow("private") << true;
    }
    void theAccountJoinsTheRoom()
    {
        QFETCH(bool, isPrivate);
        const RoomId room = addRoom(ann, u"Lobby"_s, isPrivate)->room.id;
        QVERIFY(post(ann, room, u"before"_s));
        QVERIFY(link(u"code"_s, 2, room.toString()));
        const auto dora = redeem(u"code"_s, u"dora"_s);
        QVERIFY(dora && dora->room);
        QCOMPARE(dora->room->id, room);
        QCOMPARE(dora->room->memberCount, 2);
        QCOMPARE(membersOf(dora->user.id, room), QStringList({u"Ann 2"_s, u"dora 0"_s}));
        // History, not news.
        QCOMPARE(view(dora->user.id, room)->unread, 0);
        QVERIFY(deleteRoom(ann.id, room));
        const auto emil = redeem(u"code"_s, u"emil"_s);
        QVERIFY(emil && !emil->room);
    }

    void aFullRoomIsNotJoined()
    {
        const RoomId room = addRoom(ann, u"Lobby"_s)->room.id;
        QVERIFY(link(u"code"_s, 1, u"lobby"_s));
        StoreOptions small = options();
        small.limits.membersPerRoom = 1;
        reopen(small);
        const auto dora = redeem(u"code"_s, u"dora"_s);
        QVERIFY(dora && !dora->room);
        QCOMPARE(view(ann.id, room)->room.memberCount, 1);
    }

    void revokingIsLogged()
    {
        const InvitationId id = link(u"code"_s)->id;
        QVERIFY(revoke(dry(local()), id));
        QCOMPARE(links()->links.size(), 1);
        QVERIFY(revoke(local(), id));
        QVERIFY(lastEntry().startsWith(id.toString() + u" {\"expiresAt\""_s));
        QVERIFY(links()->links.isEmpty());
        VERIFY_ERROR(revoke(local(), id), ErrorCode::InvitationNotFound);
        VERIFY_ERROR(revoke(local(), InvitationId(randomId())), ErrorCode::InvitationNotFound);
        VERIFY_ERROR(revoke(by(bob, ServerRole::Administrator), id), ErrorCode::Forbidden);
    }

    void listsByPage()
    {
        QVERIFY(link({hashOfCode(u"old"_s), 1, at(20)}));
        for (int i = 0; i < 3; ++i)
            QVERIFY(link(QString::number(i)));
        m_now = 20;
        QList<InvitationId> seen;
        for (InvitationLinkPage page{{}, true}; page.more;) {
            page = *links({seen.isEmpty() ? InvitationId() : seen.last(), 2});
            for (const InvitationLink &each : page.links)
                seen.append(each.id);
        }
        QCOMPARE(seen.size(), 3);
        QVERIFY(std::is_sorted(seen.begin(), seen.end()));
        VERIFY_ERROR(revoke(local(), InvitationId()), ErrorCode::InvitationNotFound);
        // The expired one is forgotten in time.
        reopen(options());
        QTRY_COMPARE(number(u"SELECT count(*) FROM invitation_links"_s), 3);
    }
};

PARLANCE_TEST(TestStoreInvitations)

} // namespace tst_storeinvitations

#include "tst_storeinvitations.moc"
