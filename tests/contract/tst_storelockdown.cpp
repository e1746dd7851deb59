// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/adminsuite.h"
#include "support/testprogram.h"

namespace tst_storelockdown {

using namespace parlance;
using namespace parlance::test;

// What nobody new may do while the server is locked down.
class TestStoreLockdown : public AdminSuite
{
    Q_OBJECT

private:
    RoomId lobby;

    Result<StoredMessage> postWithoutJoining(const UserRef &author, const QString &clientId = {})
    {
        return await<StoredMessage>([&](auto done) {
            m_store->messages().appendMessage({lobby, author, u"x"_s, clientId, true}, done);
        });
    }
    Result<RoomView> ensure(const UserRef &user, const QString &name)
    {
        return await<RoomView>(
            [&](auto done) { m_store->rooms().ensureRoom(user, name, name.toCaseFolded(), done); });
    }
    Result<OpenedDirect> direct(const UserRef &user, const UserRef &peer)
    {
        return await<OpenedDirect>(
            [&](auto done) { m_store->rooms().openDirect(user, peer.id, done); });
    }
    template <class T>
    static QString codeOf(const Result<T> &result)
    {
        return result ? u"ok"_s : errorName(result.error().code);
    }

private Q_SLOTS:
    void initTestCase_data() { backends(); }
    void init()
    {
        setUp();
        lobby = addRoom(ann, u"Lobby"_s)->room.id;
    }
    void cleanup() { m_store.reset(); }

    void isOneSwitch()
    {
        QVERIFY(!*lockedDown());
        QCOMPARE(codeOf(lockDown(local(), false)), u"conflict"_s);
        QVERIFY(*lockDown(dry(local()), true));
        QVERIFY(!*lockedDown());
        QVERIFY(*lockDown(local(u"lockdown"_s), true));
        QVERIFY(*lockedDown());
        QCOMPARE(codeOf(lockDown(local(), true)), u"conflict"_s);
        const AuditEntry entry = audit()->entries.first();
        QCOMPARE(entry.before, (QJsonObject{{u"lockedDown"_s, false}}));
        QCOMPARE(entry.after, (QJsonObject{{u"lockedDown"_s, true}}));
        // It is stored.
        reopen(options());
        QVERIFY(*lockedDown());
        QVERIFY(!*lockDown(local(), false));
        QVERIFY(!*lockedDown());
        QCOMPARE(audit()->entries.size(), 2);
    }

    void whoHasLostTheRoleCannotSwitchIt()
    {
        QCOMPARE(codeOf(lockDown(by(ann, ServerRole::Operator), true)), u"forbidden"_s);
        QVERIFY(!*lockedDown());
    }

    void membersGoOn()
    {
        QVERIFY(join(bob, lobby));
        QVERIFY(direct(ann, bob));
        QVERIFY(lockDown(local(), true));
        for (const UserRef &member : {ann, bob}) {
            QCOMPARE(codeOf(post(member, lobby, u"x"_s)), u"ok"_s);
            QCOMPARE(codeOf(postWithoutJoining(member)), u"ok"_s);
            // They join again as their sockets come back.
            QCOMPARE(codeOf(join(member, lobby)), u"ok"_s);
            QCOMPARE(codeOf(ensure(member, u"Lobby"_s)), u"ok"_s);
        }
        QCOMPARE(codeOf(direct(bob, ann)), u"ok"_s);
    }

    void othersNeitherPostNorJoin()
    {
        QVERIFY(lockDown(local(), true));
        QCOMPARE(codeOf(join(bob, lobby)), u"locked_down"_s);
        QCOMPARE(codeOf(postWithoutJoining(bob)), u"locked_down"_s);
        QCOMPARE(codeOf(post(bob, lobby, u"x"_s)), u"not_member"_s);
        QVERIFY(lockDown(local(), false));
        QCOMPARE(codeOf(postWithoutJoining(bob)), u"ok"_s);
        QCOMPARE(codeOf(join(bob, lobby)), u"ok"_s);
    }

    // Its author must not believe that it has failed.
    void aRetryIsAnsweredWithTheStoredMessage()
    {
        const MessageId said = postWithoutJoining(bob, u"id-1"_s)->message.id;
        QVERIFY(lockDown(local(), true));
        const auto again = postWithoutJoining(bob, u"id-1"_s);
        QVERIFY(again && again->repeated);
        QCOMPARE(again->message.id, said);
        QCOMPARE(codeOf(postWithoutJoining(bob, u"id-2"_s)), u"locked_down"_s);
    }

    void whoIsNoMemberEditsNothing()
    {
        const MessageId said = postWithoutJoining(bob)->message.id;
        const auto edit = [&] {
            return await<Message>([&](auto done) {
                m_store->messages().editMessage(bob.id, {said, u"y"_s}, done);
            });
        };
        QVERIFY(lockDown(local(), true));
        QCOMPARE(codeOf(edit()), u"locked_down"_s);
        QVERIFY(lockDown(local(), false));
        QCOMPARE(codeOf(edit()), u"ok"_s);
    }

    void plainUsersMakeNoRooms()
    {
        QVERIFY(lockDown(local(), true));
        QCOMPARE(codeOf(addRoom(bob, u"New"_s)), u"locked_down"_s);
        QCOMPARE(codeOf(addRoom(bob, u"Hidden"_s, true)), u"locked_down"_s);
        QCOMPARE(codeOf(ensure(bob, u"Other"_s)), u"locked_down"_s);
        QCOMPARE(codeOf(direct(bob, ann)), u"locked_down"_s);
        QVERIFY(changeRole(local(), u"bob"_s, ServerRole::Operator));
        QCOMPARE(codeOf(addRoom(bob, u"New"_s)), u"ok"_s);
        QCOMPARE(codeOf(ensure(bob, u"Other"_s)), u"ok"_s);
        QCOMPARE(codeOf(direct(bob, ann)), u"ok"_s);
    }

    void administratorsStillMakeAccounts()
    {
        QVERIFY(lockDown(local(), true));
        QVERIFY(add(local(), newUser(u"kim"_s)));
    }

    void isMeasured()
    {
        const auto measure = [&] {
            return *await<StoreSize>([&](auto done) { m_store->server().measure(done); });
        };
        const StoreSize before = measure();
        QVERIFY(direct(ann, bob));
        QVERIFY(addRoom(ann, u"Hidden"_s, true));
        QVERIFY(addUser(u"kim"_s));
        const StoreSize after = measure();
        QCOMPARE(after.rooms, before.rooms + 1);
        QCOMPARE(after.accounts, before.accounts + 1);
        QVERIFY(after.bytes > 0 && after.schema >= 7);
    }
};

PARLANCE_TEST(TestStoreLockdown)

} // namespace tst_storelockdown

#include "tst_storelockdown.moc"
