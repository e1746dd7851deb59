// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/storesuite.h"
#include "support/testprogram.h"

namespace tst_storemessages {

using namespace parlance;
using namespace parlance::test;

// Messages: order, paging, changes, unread.
class TestStoreMessages : public StoreSuite
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { backends(); }
    void init() { setUp(); }
    void cleanup() { m_store.reset(); }

    void appends()
    {
        const RoomId room = addRoom(ann, u"Lobby"_s)->room.id;
        m_now = 11;
        const auto first = post(ann, room, u"Grüße, 世界 👋"_s);
        QVERIFY(first);
        QVERIFY(!first->repeated);
        QCOMPARE(first->message.seq, 1);
        QCOMPARE(first->message.changedSeq, 1);
        QCOMPARE(first->message.author, ann);
        QVERIFY(first->message.createdAt == at(11));
        const auto second = post(ann, room, u"b"_s);
        QCOMPARE(second->message.seq, 2);
        QVERIFY(second->message.position > first->message.position);
        QVERIFY(second->message.id > first->message.id);

        const auto stored = page(ann.id, {room, {}, {}, 50});
        QCOMPARE(stored->messages.size(), 2);
        const Message &read = stored->messages.first();
        QCOMPARE(read.text, u"Grüße, 世界 👋"_s);
        QCOMPARE(read.id, first->message.id);
        QCOMPARE(read.position, first->message.position);
        QCOMPARE(read.author, ann);
        QCOMPARE(read.roomId, room);
        QVERIFY(!read.editedAt && !read.deletedAt);

        VERIFY_ERROR(post(bob, room, u"x"_s), ErrorCode::NotMember);
        VERIFY_ERROR(post(ann, RoomId(), u"x"_s), ErrorCode::RoomNotFound);
        // Anybody may read a public room.
        QCOMPARE(page(bob.id, {room, {}, {}, 50})->messages.size(), 2);
        VERIFY_ERROR(page(bob.id, {RoomId(), {}, {}, 50}), ErrorCode::RoomNotFound);
    }

    void appendsAClientIdOnce()
    {
        const RoomId room = addRoom(ann, u"Lobby"_s)->room.id;
        QVERIFY(join(bob, room));
        const auto first = post(ann, room, u"a"_s, u"id-1"_s);
        const auto again = post(ann, room, u"other text"_s, u"id-1"_s);
        QVERIFY(again->repeated);
        QCOMPARE(again->message.id, first->message.id);
        QCOMPARE(again->message.text, u"a"_s);
        QVERIFY(!post(bob, room, u"b"_s, u"id-1"_s)->repeated);
        QCOMPARE(post(ann, room, u"c"_s)->message.seq, 3);
        reopen(options());
        QVERIFY(post(ann, room, u"a"_s, u"id-1"_s)->repeated);
        QVERIFY(edit(ann.id, first->message.id, u"edited"_s));
        QCOMPARE(post(ann, room, u"a"_s, u"id-1"_s)->message.text, u"edited"_s);

        m_now = 24 * 3600 - 1;
        QVERIFY(post(ann, room, u"a"_s, u"id-1"_s)->repeated);
        m_now = 24 * 3600;
        const auto later = post(ann, room, u"a"_s, u"id-1"_s);
        QVERIFY(!later->repeated);
        QVERIFY(post(ann, room, u"a"_s, u"id-1"_s)->repeated);
        m_now = 49 * 3600;
        reopen(options());
        QTRY_COMPARE(number(u"select count(*) from message_client_ids"_s), 0);
    }

    // Who was removed from a room must not read there by repeating a post elsewhere.
    void aClientIdIsOfOneRoom()
    {
        const RoomId den = addRoom(ann, u"Den"_s, true)->room.id;
        const RoomId lobby = addRoom(bob, u"Lobby"_s)->room.id;
        QVERIFY(invite(ann, den, bob.id));
        QVERIFY(join(bob, den));
        const auto first = post(bob, den, u"secret"_s, u"id-1"_s);
        QVERIFY(edit(ann.id, first->message.id, u"more secret"_s));
        QVERIFY(removeMember(ann.id, den, bob.id));
        const auto elsewhere = post(bob, lobby, u"hello"_s, u"id-1"_s);
        QVERIFY(!elsewhere->repeated);
        QCOMPARE(elsewhere->message.roomId, lobby);
        QCOMPARE(elsewhere->message.text, u"hello"_s);
        QCOMPARE(post(bob, lobby, u"hello"_s, u"id-1"_s)->message.id, elsewhere->message.id);
        VERIFY_ERROR(post(bob, den, u"secret"_s, u"id-1"_s), ErrorCode::RoomNotFound);
    }

    void repeatsWithinOneBatch()
    {
        const RoomId room = addRoom(ann, u"Lobby"_s)->room.id;
        QList<StoredMessage> stored;
        for (int i = 0; i < 20; ++i)
            m_store->messages().appendMessage({room, ann, u"x"_s, u"same"_s},
                                              [&](auto result) { stored.append(*result); });
        QTRY_COMPARE(stored.size(), 20);
        for (int i = 0; i < 20; ++i) {
            QCOMPARE(stored[i].repeated, i > 0);
            QCOMPARE(stored[i].message.seq, 1);
        }
    }

    void answersInOrder()
    {
        const RoomId room = addRoom(ann, u"Lobby"_s)->room.id;
        QList<qint64> answered;
        for (int i = 0; i < 1000; ++i)
            m_store->messages().appendMessage(
                {room, ann, QString::number(i), {}},
                [&](auto result) { answered.append(result ? result->message.seq : -1); });
        QVERIFY(answered.isEmpty());
        QTRY_COMPARE(answered.size(), 1000);
        for (int i = 0; i < 1000; ++i)
            QCOMPARE(answered[i], i + 1);
        QCOMPARE(page(ann.id, {room, {}, {}, 1})->messages.first().text, u"999"_s);
    }

    // Posts, edits and deletions share the counter, and every value of it is somewhere.
    void countsWithoutGaps()
    {
        const RoomId room = addRoom(ann, u"Lobby"_s)->room.id;
        QList<MessageId> ids;
        for (int i = 0; i < 10; ++i)
            ids.append(post(ann, room, QString::number(i))->message.id);
        m_now = 20;
        const auto edited = edit(ann.id, ids[2], u"two"_s);
        QCOMPARE(edited->changedSeq, 11);
        QCOMPARE(edited->seq, 3);
        QVERIFY(edited->editedAt == at(20));
        const auto change = remove(ann.id, ids[4]);
        QVERIFY(change->changed);
        const Message &deleted = change->message;
        QCOMPARE(deleted.changedSeq, 12);
        QVERIFY(deleted.position > edited->position);
        QVERIFY(deleted.text.isEmpty());
        QVERIFY(deleted.deletedAt == at(20));
        const auto twice = remove(ann.id, ids[4]);
        QVERIFY(!twice->changed);
        QCOMPARE(twice->message.changedSeq, 12);
        VERIFY_ERROR(edit(ann.id, ids[4], u"x"_s), ErrorCode::MessageNotFound);
        QCOMPARE(post(ann, room, u"ten"_s)->message.seq, 13);
        QCOMPARE(view(ann.id, room)->room.lastSeq, 13);
        QCOMPARE(number(u"select count(*) from messages where text = '4'"_s), 0);
    }

    void mayChangeMessages()
    {
        const RoomId room = addRoom(ann, u"Lobby"_s)->room.id;
        QVERIFY(join(bob, room));
        const MessageId bobs = post(bob, room, u"b"_s)->message.id;
        const MessageId anns = post(ann, room, u"a"_s)->message.id;
        VERIFY_ERROR(edit(bob.id, anns, u"x"_s), ErrorCode::Forbidden);
        VERIFY_ERROR(remove(cid.id, anns), ErrorCode::Forbidden);
        VERIFY_ERROR(remove(ann.id, MessageId()), ErrorCode::MessageNotFound);
        QVERIFY(remove(ann.id, bobs));

        const RoomId den = addRoom(ann, u"Den"_s, true)->room.id;
        const MessageId secret = post(ann, den, u"s"_s)->message.id;
        VERIFY_ERROR(edit(bob.id, secret, u"x"_s), ErrorCode::MessageNotFound);
        QVERIFY(invite(ann, den, bob.id));
        VERIFY_ERROR(remove(bob.id, secret), ErrorCode::MessageNotFound);
        QVERIFY(deleteRoom(ann.id, den));
        VERIFY_ERROR(edit(ann.id, secret, u"x"_s), ErrorCode::MessageNotFound);
    }

    void pagesMessages()
    {
        const RoomId room = addRoom(ann, u"Lobby"_s)->room.id;
        const RoomId other = addRoom(ann, u"Other"_s)->room.id;
        for (int i = 0; i < 10; ++i) {
            QVERIFY(post(ann, room, QString::number(i)));
            QVERIFY(post(ann, other, QString::number(i)));
        }
        auto result = page(ann.id, {room, {}, {}, 4});
        QCOMPARE(seqs(result->messages), QList<qint64>({7, 8, 9, 10}));
        QVERIFY(result->more);
        result = page(ann.id, {room, 7, {}, 4});
        QCOMPARE(seqs(result->messages), QList<qint64>({3, 4, 5, 6}));
        result = page(ann.id, {room, 3, {}, 2});
        QCOMPARE(seqs(result->messages), QList<qint64>({1, 2}));
        QVERIFY(!result->more);
        result = page(ann.id, {room, {}, 0, 4});
        QCOMPARE(seqs(result->messages), QList<qint64>({1, 2, 3, 4}));
        QVERIFY(result->more);
        result = page(ann.id, {room, {}, 6, 4});
        QCOMPARE(seqs(result->messages), QList<qint64>({7, 8, 9, 10}));
        QVERIFY(!result->more);
        QVERIFY(page(ann.id, {room, {}, 10, 4})->messages.isEmpty());
    }

    void listsChanges()
    {
        const RoomId room = addRoom(ann, u"Lobby"_s)->room.id;
        QList<MessageId> ids;
        for (int i = 0; i < 4; ++i)
            ids.append(post(ann, room, QString::number(i))->message.id);
        QVERIFY(edit(ann.id, ids[0], u"zero"_s));   // 5
        QVERIFY(remove(ann.id, ids[3]));            // 6
        QVERIFY(post(ann, room, u"4"_s));           // 7
        QVERIFY(edit(ann.id, ids[0], u"nought"_s)); // 8

        auto result = changes(ann.id, room, 2);
        QCOMPARE(seqs(result->messages), QList<qint64>({3, 4, 7, 1}));
        QVERIFY(result->messages[1].deletedAt && result->messages[1].text.isEmpty());
        QCOMPARE(result->messages[3].text, u"nought"_s);
        QCOMPARE(result->until, 8);
        QVERIFY(!result->more);

        result = changes(ann.id, room, 0, 2);
        QCOMPARE(seqs(result->messages), QList<qint64>({2, 3}));
        QVERIFY(result->more);
        QCOMPARE(result->until, 3);
        result = changes(ann.id, room, result->until, 2);
        QCOMPARE(seqs(result->messages), QList<qint64>({4, 7}));
        QVERIFY(result->more);
        result = changes(ann.id, room, result->until, 2);
        QCOMPARE(seqs(result->messages), QList<qint64>({1}));
        QVERIFY(!result->more);
        QCOMPARE(result->until, 8);
        QVERIFY(changes(ann.id, room, 8)->messages.isEmpty());
        QCOMPARE(changes(ann.id, room, 8)->until, 8);
        VERIFY_ERROR(changes(ann.id, RoomId(), 0), ErrorCode::RoomNotFound);
    }

    void countsUnread()
    {
        const RoomId room = addRoom(ann, u"Lobby"_s)->room.id;
        QVERIFY(post(ann, room, u"before"_s));
        QVERIFY(join(bob, room));
        QCOMPARE(view(bob.id, room)->unread, 0);
        QCOMPARE(view(bob.id, room)->readSeq, 1);
        QVERIFY(post(ann, room, u"2"_s));
        const MessageId third = post(ann, room, u"3"_s)->message.id;
        QVERIFY(post(bob, room, u"4"_s));
        QCOMPARE(view(bob.id, room)->unread, 2);
        QCOMPARE(view(ann.id, room)->unread, 1);
        QCOMPARE(view(cid.id, room)->unread, 0);
        QVERIFY(remove(ann.id, third));
        QCOMPARE(view(bob.id, room)->unread, 1);

        QVERIFY(markRead(bob.id, room, 3)->changed);
        QVERIFY(!markRead(bob.id, room, 3)->changed);
        QCOMPARE(view(bob.id, room)->unread, 0);
        QCOMPARE(markRead(bob.id, room, 1)->seq, 3);
        QCOMPARE(markRead(bob.id, room, 1000)->seq, 5);
        QCOMPARE(view(bob.id, room)->readSeq, 5);
        VERIFY_ERROR(markRead(cid.id, room, 1), ErrorCode::NotMember);
        VERIFY_ERROR(markRead(cid.id, RoomId(), 1), ErrorCode::RoomNotFound);

        int answered = 0;
        for (int i = 0; i < 120; ++i)
            m_store->messages().appendMessage({room, ann, u"x"_s, {}}, [&](auto) { ++answered; });
        QTRY_COMPARE(answered, 120);
        QCOMPARE(view(bob.id, room)->unread, 100);
    }
};

PARLANCE_TEST(TestStoreMessages)

} // namespace tst_storemessages

#include "tst_storemessages.moc"
