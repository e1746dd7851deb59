// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/peoplesuite.h"
#include "support/testprogram.h"

namespace tst_storepending {

using namespace parlance;
using namespace parlance::test;

// Nobody can find or add an account before it is approved.
class TestStorePending : public PeopleSuite
{
    Q_OBJECT

private:
    Result<UserChange> reject(const AdminAction &action, const QString &user)
    {
        return await<UserChange>(
            [&](auto done) { m_store->admin().rejectUser(action, user, done); });
    }
    static QStringList names(const Result<UserPage> &page)
    {
        QStringList list;
        for (const UserDetails &each : page ? page->users : QList<UserDetails>())
            list.append(each.user.username);
        return list;
    }

private Q_SLOTS:
    void initTestCase_data() { backends(); }
    void init()
    {
        setUp();
        QVERIFY(changeState(local(), u"bob"_s, {AccountState::Pending}));
    }
    void cleanup() { m_store.reset(); }

    void notFound()
    {
        QCOMPARE(PeopleSuite::names(newest()), QStringList({u"Ann"_s, u"Cid"_s}));
        QVERIFY(search(u"b"_s)->isEmpty());
        QVERIFY(changeState(local(), u"bob"_s, {}));
        QCOMPARE(PeopleSuite::names(newest()), QStringList({u"Ann"_s, u"Bob"_s, u"Cid"_s}));
        QCOMPARE(PeopleSuite::names(search(u"b"_s)), QStringList{u"Bob"_s});
    }

    void notAdded()
    {
        VERIFY_ERROR(direct(ann, bob.id), ErrorCode::UserNotFound);
        VERIFY_ERROR(send(ann, bob.id.toString(), u"x"_s), ErrorCode::UserNotFound);
        const RoomId room = addRoom(ann, u"Lobby"_s, true)->room.id;
        VERIFY_ERROR(invite(ann, room, bob.id), ErrorCode::UserNotFound);
        VERIFY_ERROR(
            await<CreatedRoom>([&](auto done) {
                m_store->rooms().createRoom(ann, {u"Hall"_s, false, {bob.id}}, u"hall"_s, done);
            }),
            ErrorCode::UserNotFound);
        QVERIFY(changeState(local(), u"bob"_s, {}));
        QVERIFY(direct(ann, bob.id));
        QVERIFY(invite(ann, room, bob.id));
    }

    // Others are still found, whatever they did.
    void bannedOnesAreFound()
    {
        for (const AccountState state :
             {AccountState::Suspended, AccountState::Deactivated, AccountState::Locked}) {
            QVERIFY(changeState(local(), u"bob"_s, {state}));
            QCOMPARE(PeopleSuite::names(search(u"b"_s)), QStringList{u"Bob"_s});
        }
    }

    void aRejectedAccountIsGone()
    {
        const auto dora = addUser(u"Dora"_s);
        QVERIFY(changeState(local(), u"dora"_s, {AccountState::Pending}));
        QVERIFY(mute(local(), {u"dora"_s}));
        VERIFY_ERROR(reject(local(), u"ann"_s), ErrorCode::Conflict);
        VERIFY_ERROR(reject(local(), u"nobody"_s), ErrorCode::UserNotFound);
        const QStringList before = everything();
        QCOMPARE(reject(dry(local()), u"dora"_s)->user.id, dora->id);
        QCOMPARE(everything(), before);
        QVERIFY(reject(local(), u"dora"_s));
        QCOMPARE(lastEntry(), u"Dora {\"id\":\"%1\",\"sessions\":0,\"state\":\"pending\"} "
                              "{\"state\":\"erased\"} ok"_s.arg(dora->id.toString()));
        QCOMPARE(text(details(dora->id.toString())->status), u"erased||"_s);
        VERIFY_ERROR(reject(local(), dora->id.toString()), ErrorCode::Conflict);
        QVERIFY(mutes()->mutes.isEmpty());
        QVERIFY(addUser(u"Dora"_s));
    }

    void listedByState()
    {
        QVERIFY(changeState(local(), u"cid"_s, {AccountState::Suspended, at(10), {}}));
        QCOMPARE(names(users({.state = AccountState::Pending})), QStringList{u"Bob"_s});
        QCOMPARE(names(users({.state = AccountState::Suspended})), QStringList{u"Cid"_s});
        QCOMPARE(names(users({.state = AccountState::Active})), QStringList{u"Ann"_s});
        QCOMPARE(names(users({.search = u"x"_s, .state = AccountState::Pending})), QStringList());
        m_now = 10;
        QCOMPARE(names(users({.state = AccountState::Suspended})), QStringList());
        QCOMPARE(names(users({.state = AccountState::Active})), QStringList({u"Ann"_s, u"Cid"_s}));
    }
};

PARLANCE_TEST(TestStorePending)

} // namespace tst_storepending

#include "tst_storepending.moc"
