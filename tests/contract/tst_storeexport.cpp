// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/peoplesuite.h"
#include "support/testprogram.h"

namespace tst_storeexport {

using namespace parlance;
using namespace parlance::test;

// Everything about one user, page by page.
class TestStoreExport : public PeopleSuite
{
    Q_OBJECT

private:
    Result<RoomBanChange> ban(const AdminAction &action, const BanFromRoom &command)
    {
        return await<RoomBanChange>(
            [&](auto done) { m_store->roomBans().banFromRoom(action, command, done); });
    }
    Result<StoredReport> report(const UserRef &reporter, UserId user, const QString &reason)
    {
        return await<StoredReport>([&](auto done) {
            m_store->reports().addReport(reporter.id, {{}, user, reason}, done);
        });
    }
    static AdminAction exporting() { return local(u"users.export"_s); }
    static QStringList texts(const ExportPage &page)
    {
        QStringList list;
        if (page.part == ExportPart::Account)
            list.append(u"account "_s + page.user.username);
        for (const ExportedSession &each : page.sessions)
            list.append(u"session "_s + each.dialect + each.address);
        for (const ExportedMembership &each : page.memberships)
            list.append(u"membership "_s + each.name + QString::number(int(each.role)));
        for (const Mute &each : page.mutes)
            list.append(u"mute "_s + each.room + each.reason);
        for (const RoomBan &each : page.roomBans)
            list.append(u"ban "_s + each.room + each.reason);
        for (const Report &each : page.reports)
            list.append(u"report "_s + each.user.username + each.reason);
        for (const Message &each : page.messages)
            list.append(u"message "_s + each.text);
        for (const AuditEntry &each : page.audit)
            list.append(u"audit "_s + each.action.command);
        return list;
    }
    QStringList whole(const QString &user, int limit = 100)
    {
        auto page = beginExport(exporting(), user);
        QStringList list;
        while (page) {
            list += texts(*page);
            if (page->next.part == ExportPart::End)
                return list;
            page = exportMore(user, page->next, limit);
        }
        return {};
    }

private Q_SLOTS:
    void initTestCase_data() { backends(); }
    void init() { setUp(); }
    void cleanup() { m_store.reset(); }

    void everythingAndNothingOfOthers_data()
    {
        QTest::addColumn<int>("limit");
        QTest::newRow("one by one") << 1;
        QTest::newRow("in pages of two") << 2;
        QTest::newRow("at once") << 100;
    }
    void everythingAndNothingOfOthers()
    {
        QFETCH(int, limit);
        const RoomId room = addRoom(bob, u"Lobby"_s)->room.id;
        const RoomId hall = addRoom(ann, u"Hall"_s)->room.id;
        QVERIFY(join(bob, hall));
        QVERIFY(join(ann, room));
        const NewSession session{
            bob.id, u"hash of Bob"_s, at(50) - at(0), u"phone"_s, {u"address"_s, {}, {}, false}};
        for (int i = 0; i < 2; ++i)
            QVERIFY(await<Session>(
                [&](auto done) { m_store->sessions().createSession(session, done); }));
        QVERIFY(post(ann, room, u"of ann"_s));
        QVERIFY(post(bob, room, u"in lobby"_s));
        const MessageId gone = post(bob, hall, u"in hall"_s)->message.id;
        QVERIFY(remove(bob.id, gone));
        QVERIFY(send(bob, ann.id.toString(), u"to ann"_s));
        QVERIFY(send(ann, bob.id.toString(), u"to bob"_s));
        AdminAction muting = local(u"users.mute"_s);
        muting.reason = u" why"_s;
        for (const QString &place : {QString(), u"Lobby"_s, u"Hall"_s})
            QVERIFY(mute(muting, {u"bob"_s, place}));
        QVERIFY(mute(muting, {u"ann"_s}));
        for (const auto &[name, owner] : {std::pair(u"Attic"_s, ann), std::pair(u"Barn"_s, cid)}) {
            QVERIFY(addRoom(owner, name));
            QVERIFY(ban(muting, {name, u"bob"_s}));
        }
        QVERIFY(report(bob, ann.id, u"rude"_s));
        QVERIFY(report(bob, cid.id, u"loud"_s));
        QVERIFY(report(ann, bob.id, u"of others"_s));

        QStringList all = whole(u"BOB"_s, limit);
        QCOMPARE(all.takeFirst(), u"account Bob"_s);
        QCOMPARE(all.mid(0, 2),
                 QStringList({u"session phoneaddress"_s, u"session phoneaddress"_s}));
        all = all.mid(2);
        QCOMPARE(all.mid(0, 3),
                 QStringList({u"membership Lobby2"_s, u"membership Hall0"_s, u"membership 0"_s}));
        all = all.mid(3);
        QCOMPARE(all.mid(0, 3),
                 QStringList({u"mute  why"_s, u"mute Lobby why"_s, u"mute Hall why"_s}));
        all = all.mid(3);
        QCOMPARE(all.mid(0, 4), QStringList({u"ban Attic why"_s, u"ban Barn why"_s,
                                             u"report Annrude"_s, u"report Cidloud"_s}));
        all = all.mid(4);
        QCOMPARE(all.mid(0, 3),
                 QStringList({u"message in lobby"_s, u"message "_s, u"message to ann"_s}));
        QCOMPARE(all.at(3), u"audit users.export"_s);
        QCOMPARE(all.mid(4), QStringList(5, u"audit users.mute"_s));
    }

    void whatAnAdministratorDid_data() { everythingAndNothingOfOthers_data(); }
    void whatAnAdministratorDid()
    {
        QFETCH(int, limit);
        appoint(bob, ServerRole::Administrator);
        appoint(cid, ServerRole::Administrator);
        const auto act = [&](UserId id, const QString &command) {
            AdminAction action = by({id, u"Bob"_s}, ServerRole::Administrator);
            action.command = command;
            return append({0, {}, action, u"somebody"_s, {}, {}, u"ok"_s});
        };
        for (const QString &command : {u"users.ban"_s, u"rooms.freeze"_s, u"announce"_s})
            QVERIFY(act(bob.id, command));
        // Of another user, who had the name before.
        QVERIFY(act(cid.id, u"users.erase"_s));
        const QStringList all = whole(u"bob"_s, limit);
        QCOMPARE(all, QStringList({u"account Bob"_s, u"audit users.export"_s, u"audit announce"_s,
                                   u"audit rooms.freeze"_s, u"audit users.ban"_s}));
    }

    // The log knows users and rooms by their names.
    void nothingOfWhoElseHadTheName()
    {
        QVERIFY(mute(local(u"users.mute"_s), {u"bob"_s}));
        QVERIFY(erase(local(u"users.erase"_s), u"bob"_s));
        m_now = 1;
        QVERIFY(add(local(u"users.create"_s), newUser(u"Bob"_s)));
        QVERIFY(addRoom(ann, u"Bob"_s));
        QVERIFY(setFrozen(local(u"rooms.freeze"_s), u"Bob"_s, true));
        QCOMPARE(whole(u"bob"_s),
                 QStringList({u"account Bob"_s, u"audit users.export"_s, u"audit users.create"_s}));
    }

    void isLoggedOnce()
    {
        const qint64 before = audit()->entries.size();
        QVERIFY(!whole(u"bob"_s, 1).isEmpty());
        QCOMPARE(audit()->entries.size(), before + 1);
        QCOMPARE(lastEntry(), u"Bob {} {} ok"_s);
    }

    // A place that no export has answered.
    void cannotSkipTheLog()
    {
        const ExportPage first = *beginExport(exporting(), u"bob"_s);
        QVERIFY(first.next.entry > 0);
        QVERIFY(exportMore(u"bob"_s, first.next));
        VERIFY_ERROR(exportMore(u"ann"_s, first.next), ErrorCode::Conflict);
        ExportPlace place = first.next;
        for (const qint64 entry : {qint64(0), place.entry + 1, qint64(-1)}) {
            place.entry = entry;
            VERIFY_ERROR(exportMore(u"bob"_s, place), ErrorCode::Conflict);
        }
        // Of another command.
        QVERIFY(mute(local(u"users.mute"_s), {u"bob"_s}));
        place.entry = audit()->entries.first().position;
        VERIFY_ERROR(exportMore(u"bob"_s, place), ErrorCode::Conflict);
    }

    void longTextsFillAPage()
    {
        const RoomId room = addRoom(bob, u"Lobby"_s)->room.id;
        for (int i = 0; i < 5; ++i)
            QVERIFY(post(bob, room, QString(16000, u'x')));
        StoreOptions small = options();
        small.limits.pageBytes = 40000;
        reopen(small);
        const ExportPage first = *beginExport(exporting(), u"bob"_s);
        auto page = exportMore(u"bob"_s, {ExportPart::Messages, {}, first.next.entry});
        QVERIFY(page);
        QCOMPARE(page->messages.size(), 2);
        QVERIFY(page->next.part == ExportPart::Messages);
        QCOMPARE(whole(u"bob"_s).filter(u"message "_s).size(), 5);
    }

    void whoMayNot()
    {
        appoint(ann, ServerRole::Administrator);
        appoint(cid, ServerRole::Operator);
        const QStringList before = everything();
        VERIFY_ERROR(beginExport(exporting(), u"nobody"_s), ErrorCode::UserNotFound);
        VERIFY_ERROR(beginExport(by(cid, ServerRole::Operator), u"ann"_s), ErrorCode::Forbidden);
        VERIFY_ERROR(beginExport(by(bob, ServerRole::Administrator), u"cid"_s),
                     ErrorCode::Forbidden);
        QCOMPARE(everything(), before);
        // One's own data.
        QVERIFY(beginExport(by(ann, ServerRole::Administrator), u"ann"_s));
    }

    void anErasedUser()
    {
        const RoomId room = addRoom(ann, u"Lobby"_s)->room.id;
        QVERIFY(join(bob, room));
        QVERIFY(post(bob, room, u"stays"_s));
        QVERIFY(erase(local(), u"bob"_s));
        const QStringList all = whole(bob.id.toString());
        QCOMPARE(all.mid(0, 2), QStringList({u"account deleted user"_s, u"message stays"_s}));
    }
};

PARLANCE_TEST(TestStoreExport)

} // namespace tst_storeexport

#include "tst_storeexport.moc"
