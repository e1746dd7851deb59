// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/storesuite.h"
#include "support/testprogram.h"

namespace tst_storeresume {

using namespace parlance;
using namespace parlance::test;

QStringList texts(const QList<Message> &messages)
{
    QStringList list;
    for (const Message &message : messages)
        list.append(message.deletedAt ? u"deleted"_s : message.text);
    return list;
}

// The changes that a user missed after a counter value, by room.
class TestStoreResume : public StoreSuite
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { backends(); }
    void init() { setUp(); }
    void cleanup() { m_store.reset(); }

    void resumesRooms()
    {
        const RoomId lobby = addRoom(ann, u"Lobby"_s)->room.id;
        const RoomId quiet = addRoom(ann, u"Quiet"_s)->room.id;
        const MessageId old = said(lobby, u"old"_s); // 1
        said(lobby, u"seen"_s);                      // 2
        const MessageId gone = said(lobby, u"g"_s);  // 3
        QVERIFY(edit(ann.id, old, u"edited"_s));     // 4
        QVERIFY(remove(ann.id, gone));               // 5
        said(quiet, u"q"_s);

        const auto answer = resume(ann.id, {{lobby, 2}, {quiet, 1}, {quiet, 0}});
        QCOMPARE(answer->size(), 3);
        QCOMPARE(answer->at(0).roomId, lobby);
        QCOMPARE(texts(answer->at(0).changes->messages), (QStringList{u"edited"_s, u"deleted"_s}));
        QCOMPARE(answer->at(0).changes->until, 5);
        QVERIFY(!answer->at(0).changes->more);
        QVERIFY(answer->at(1).changes->messages.isEmpty());
        QCOMPARE(answer->at(1).changes->until, 1);
        QCOMPARE(texts(answer->at(2).changes->messages), QStringList{u"q"_s});
        QVERIFY(resume(ann.id, {})->isEmpty());
    }

    void resumesWithAnErrorARoom()
    {
        const RoomId open = addRoom(ann, u"Open"_s)->room.id;
        const RoomId den = addRoom(ann, u"Den"_s, true)->room.id;
        const RoomId deleted = addRoom(ann, u"Deleted"_s)->room.id;
        const RoomId mine = addRoom(bob, u"Mine"_s)->room.id;
        for (const RoomId &room : {open, deleted})
            QVERIFY(join(bob, room));
        QVERIFY(invite(ann, den, bob.id));
        QVERIFY(join(bob, den));
        QVERIFY(leave(bob, open));
        QVERIFY(removeMember(ann.id, den, bob.id));
        QVERIFY(deleteRoom(ann.id, deleted));
        QVERIFY(post(bob, mine, u"a"_s));
        const auto answer = resume(
            bob.id, {{open, 0}, {den, 0}, {deleted, 0}, {RoomId(), 0}, {mine, 2}, {mine, 0}});
        QCOMPARE(answer->size(), 6);
        VERIFY_ERROR(answer->at(0).changes, ErrorCode::NotMember);
        VERIFY_ERROR(answer->at(1).changes, ErrorCode::RoomNotFound);
        VERIFY_ERROR(answer->at(2).changes, ErrorCode::RoomNotFound);
        VERIFY_ERROR(answer->at(3).changes, ErrorCode::RoomNotFound);
        VERIFY_ERROR(answer->at(4).changes, ErrorCode::ReloadRequired);
        QCOMPARE(texts(answer->at(5).changes->messages), QStringList{u"a"_s});
    }

    // Each room returns at most a page, and all rooms together at most the limit. Further calls
    // return the rest.
    void resumesPieceByPiece()
    {
        StoreOptions few = options();
        few.limits.pageSize = 4;
        few.limits.resumedMessages = 6;
        reopen(few);
        const RoomId a = addRoom(ann, u"A"_s)->room.id;
        const RoomId b = addRoom(ann, u"B"_s)->room.id;
        const RoomId c = addRoom(ann, u"C"_s)->room.id;
        postMany(a, 5);
        postMany(b, 3);
        postMany(c, 1);
        QList<ResumeRooms::Place> places{{a, 0}, {b, 0}, {c, 0}};
        auto answer = resume(ann.id, places);
        QCOMPARE(answer->at(0).changes->messages.size(), 4);
        QVERIFY(answer->at(0).changes->more);
        QCOMPARE(answer->at(1).changes->messages.size(), 2);
        QVERIFY(answer->at(1).changes->more);
        QVERIFY(answer->at(2).changes->messages.isEmpty());
        QVERIFY(answer->at(2).changes->more);
        QCOMPARE(answer->at(2).changes->until, 0);
        for (qsizetype i = 0; i < places.size(); ++i)
            places[i].since = answer->at(i).changes->until;
        answer = resume(ann.id, places);
        QCOMPARE(seqs(answer->at(0).changes->messages), QList<qint64>{5});
        QCOMPARE(seqs(answer->at(1).changes->messages), QList<qint64>{3});
        QCOMPARE(seqs(answer->at(2).changes->messages), QList<qint64>{1});
        for (const ResumedRoom &room : *answer)
            QVERIFY(!room.changes->more);
    }
};

PARLANCE_TEST(TestStoreResume)

} // namespace tst_storeresume

#include "tst_storeresume.moc"
