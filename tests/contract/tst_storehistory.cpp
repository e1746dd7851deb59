// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/storesuite.h"
#include "domain/encodedsize.h"
#include "support/testprogram.h"

#include <QRandomGenerator>

namespace tst_storehistory {

using namespace parlance;
using namespace parlance::test;

QStringList texts(const Result<QList<Message>> &messages)
{
    QStringList list;
    for (const Message &message : messages ? *messages : QList<Message>())
        list.append(message.text);
    return list;
}

// Whole lists of messages, of a room and of all direct conversations together.
class TestStoreHistory : public StoreSuite
{
    Q_OBJECT

private:
    Result<QList<Message>> history(UserId viewer, RoomId room,
                                   const std::optional<MessageId> &before = {}, int limit = 1000)
    {
        return await<QList<Message>>([&](auto done) {
            m_store->messages().listHistory(viewer, {room, before, limit}, done);
        });
    }
    Result<QList<Message>> directs(UserId user, const std::optional<UserId> &peer = {},
                                   const std::optional<MessageId> &before = {}, int limit = 1000)
    {
        return await<QList<Message>>([&](auto done) {
            m_store->messages().listDirectHistory(user, peer, before, limit, done);
        });
    }
    /// All messages, read in pages of `limit`.
    QStringList allDirects(UserId user, const std::optional<UserId> &peer, int limit)
    {
        QStringList all;
        std::optional<MessageId> before;
        while (true) {
            const auto page = directs(user, peer, before, limit);
            // Stops if pages repeat.
            const bool fits = page && page->size() <= limit && all.size() <= m_said.size();
            if (!fits || page->isEmpty())
                return fits ? all : QStringList{u"no such page"_s};
            all.append(texts(page));
            before = page->last().id;
        }
    }
    MessageId said(const UserRef &author, RoomId room, const QString &text)
    {
        const auto stored = post(author, room, text);
        return stored ? stored->message.id : MessageId();
    }

    /// The messages in ann's conversations, oldest first: the other user and the text.
    struct Said
    {
        UserId peer;
        MessageId id;
        QString text;
    };
    QList<Said> m_said;

    QStringList newestFirst(const std::optional<UserId> &peer = {}) const
    {
        QStringList list;
        for (const Said &each : m_said) {
            if (!peer || each.peer == *peer)
                list.prepend(each.text);
        }
        return list;
    }
    void sayMany(const QList<UserRef> &peers, const QList<RoomId> &conversations, int count)
    {
        QRandomGenerator random(4711);
        int answered = 0;
        for (int i = 0; i < count; ++i) {
            // The first conversations have few messages, and one of them ends early.
            const int least = i > count / 2 ? 1 : 0;
            const int which = std::max(int(random.bounded(peers.size())), least);
            const UserRef &author = random.bounded(2) == 0 ? ann : peers[which];
            const QString text = u"%1 to %2"_s.arg(i).arg(which);
            m_store->messages().appendMessage(
                {conversations[which], author, text, {}}, [&, which](auto done) {
                    ++answered;
                    m_said.append({peers[which].id, done->message.id, done->message.text});
                });
        }
        QTRY_COMPARE(answered, count);
    }
    /// Edits and deletes some messages, which keep their places.
    void changeSome()
    {
        for (qsizetype i = 5; i < m_said.size(); i += 17) {
            Said &edited = m_said[i];
            edited.text += u" edited"_s;
            QVERIFY(number(u"update messages set text = text || ' edited', edited_at = 1, "
                           "changed_position = changed_position + 100000 where id = x'%1'"_s.arg(
                               edited.id.toString())) == -1);
        }
        for (qsizetype i = m_said.size() - 1; i > 0; i -= 13) {
            const Said gone = m_said.takeAt(i);
            QVERIFY(remove(ann.id, gone.id) || remove(gone.peer, gone.id));
        }
    }

private Q_SLOTS:
    void initTestCase_data() { backends(); }
    void init()
    {
        m_said.clear();
        setUp();
    }
    void cleanup() { m_store.reset(); }

    void listsTheNewestOldestFirst()
    {
        const RoomId room = addRoom(ann, u"Lobby"_s)->room.id;
        QCOMPARE(texts(history(bob.id, room)), QStringList());
        QList<MessageId> ids;
        for (const QString &text : {u"a"_s, u"b"_s, u"c"_s, u"d"_s})
            ids.append(said(ann, room, text));
        QVERIFY(edit(ann.id, ids[0], u"A"_s));
        QVERIFY(remove(ann.id, ids[1]));
        const auto all = history(bob.id, room);
        QCOMPARE(texts(all), (QStringList{u"A"_s, u"c"_s, u"d"_s}));
        QCOMPARE(all->first().author, ann);
        QVERIFY(!all->first().recipient);
        QCOMPARE(texts(history(bob.id, room, {}, 2)), (QStringList{u"c"_s, u"d"_s}));
        QCOMPARE(texts(history(bob.id, room, ids[3], 1)), QStringList{u"c"_s});
        QCOMPARE(texts(history(bob.id, room, ids[2])), QStringList{u"A"_s});
        // A deleted message still marks a place.
        QCOMPARE(texts(history(bob.id, room, ids[1])), QStringList{u"A"_s});
        QCOMPARE(texts(history(bob.id, room, ids[0])), QStringList());
        QCOMPARE(texts(history(bob.id, room, {}, 0)), QStringList{u"d"_s});
        StoreOptions few = options();
        few.limits.listSize = 2;
        reopen(few);
        QCOMPARE(texts(history(bob.id, room)), (QStringList{u"c"_s, u"d"_s}));
    }

    void historyIsForThoseWhoMayRead()
    {
        const RoomId room = addRoom(ann, u"Lobby"_s)->room.id;
        const RoomId secret = addRoom(ann, u"Secret"_s, true)->room.id;
        const RoomId talk = direct(ann, bob.id)->view.room.id;
        const MessageId there = said(ann, secret, u"x"_s);
        QCOMPARE(texts(history(ann.id, secret)), QStringList{u"x"_s});
        VERIFY_ERROR(history(bob.id, secret), ErrorCode::RoomNotFound);
        QVERIFY(invite(ann, secret, bob.id));
        VERIFY_ERROR(history(bob.id, secret), ErrorCode::NotMember);
        VERIFY_ERROR(history(cid.id, talk), ErrorCode::RoomNotFound);
        VERIFY_ERROR(history(ann.id, RoomId()), ErrorCode::RoomNotFound);
        VERIFY_ERROR(history(ann.id, room, there), ErrorCode::MessageNotFound);
        VERIFY_ERROR(history(ann.id, room, MessageId()), ErrorCode::MessageNotFound);
    }

    void listsFitTheirBytes_data()
    {
        QTest::addColumn<bool>("isDirect");
        QTest::addColumn<bool>("isMerged");
        QTest::newRow("a room") << false << false;
        QTest::newRow("a direct conversation") << true << false;
        QTest::newRow("all of them") << true << true;
    }
    void listsFitTheirBytes()
    {
        QFETCH(bool, isDirect);
        QFETCH(bool, isMerged);
        const RoomId room =
            isDirect ? direct(ann, bob.id)->view.room.id : addRoom(ann, u"Lobby"_s)->room.id;
        for (int i = 0; i < 5; ++i)
            QVERIFY(post(ann, room, QString::number(i) + u"x"_s.repeated(999)));
        const auto listed = [&](int messages, qint64 more) {
            StoreOptions small = options();
            Message message;
            message.author = ann;
            message.text = u"x"_s.repeated(1000);
            small.limits.listBytes = messages * encodedBytes(message) + more;
            reopen(small);
            const auto list = isDirect
                                  ? directs(ann.id, isMerged ? std::nullopt : std::optional(bob.id))
                                  : history(ann.id, room);
            QString heads;
            for (const QString &text : texts(list))
                heads += text[0];
            return heads;
        };
        QCOMPARE(listed(5, 0), isDirect ? u"43210"_s : u"01234"_s);
        QCOMPARE(listed(3, 0), isDirect ? u"432"_s : u"234"_s);
        QCOMPARE(listed(3, -1), isDirect ? u"43"_s : u"34"_s);
        // A page has at least one message, however long it is.
        QCOMPARE(listed(0, 1), u"4"_s);
    }

    void mergesDirectConversations_data()
    {
        QTest::addColumn<int>("limit");
        for (const int limit : {1000, 77, 50, 7})
            QTest::addRow("pages of %d", limit) << limit;
    }
    // Compared with all messages, sorted.
    void mergesDirectConversations()
    {
        QFETCH(int, limit);
        QList<UserRef> peers{bob, cid};
        for (int i = 0; i < 3; ++i)
            peers.append(ref(*addUser(u"Peer %1"_s.arg(i))));
        QList<RoomId> conversations;
        for (const UserRef &peer : peers)
            conversations.append(direct(ann, peer.id)->view.room.id);
        // Empty conversations, those of other users and rooms have no effect.
        QVERIFY(direct(ann, addUser(u"Silent"_s)->id));
        QVERIFY(post(bob, direct(bob, cid.id)->view.room.id, u"not for ann"_s));
        QVERIFY(post(ann, addRoom(ann, u"Lobby"_s)->room.id, u"not direct"_s));
        sayMany(peers, conversations, 400);
        changeSome();
        QVERIFY(m_said.size() > 300);

        QCOMPARE(allDirects(ann.id, {}, limit), newestFirst());
        for (const UserRef &peer : peers)
            QCOMPARE(allDirects(ann.id, peer.id, limit), newestFirst(peer.id));
        QCOMPARE(allDirects(cid.id, ann.id, limit), newestFirst(cid.id));
    }

    void directMessagesHaveBothParties()
    {
        const RoomId talk = direct(ann, bob.id)->view.room.id;
        QVERIFY(post(ann, talk, u"to bob"_s));
        QVERIFY(post(bob, talk, u"to ann"_s));
        for (const std::optional<UserId> &peer : {std::optional<UserId>(), std::optional(bob.id)}) {
            const auto list = directs(ann.id, peer);
            QCOMPARE(texts(list), (QStringList{u"to ann"_s, u"to bob"_s}));
            QCOMPARE(list->first().author, bob);
            QCOMPARE(list->first().recipient, ann);
            QCOMPARE(list->last().author, ann);
            QCOMPARE(list->last().recipient, bob);
        }
        // Also set outside of lists.
        QCOMPARE(post(ann, talk, u"x"_s)->message.recipient, bob);
        QCOMPARE(post(bob, talk, u"x"_s, u"c1"_s)->message.recipient, ann);
        const auto repeated = post(bob, talk, u"x"_s, u"c1"_s);
        QVERIFY(repeated->repeated);
        QCOMPARE(repeated->message.recipient, ann);
    }

    void directHistoryIsOnesOwn()
    {
        const MessageId own = said(ann, direct(ann, bob.id)->view.room.id, u"a"_s);
        const MessageId others = said(bob, direct(bob, cid.id)->view.room.id, u"b"_s);
        const MessageId open = said(ann, addRoom(ann, u"Lobby"_s)->room.id, u"c"_s);
        QCOMPARE(texts(directs(bob.id)), (QStringList{u"b"_s, u"a"_s}));
        QCOMPARE(texts(directs(cid.id)), QStringList{u"b"_s});
        QCOMPARE(texts(directs(ann.id, cid.id)), QStringList());
        QCOMPARE(texts(directs(ann.id, ann.id)), QStringList());
        QCOMPARE(texts(directs(ann.id, UserId())), QStringList());
        VERIFY_ERROR(directs(ann.id, {}, others), ErrorCode::MessageNotFound);
        VERIFY_ERROR(directs(ann.id, {}, MessageId()), ErrorCode::MessageNotFound);
        VERIFY_ERROR(directs(bob.id, cid.id, own), ErrorCode::MessageNotFound);
        // A message in a room that the user may read also marks a place.
        QCOMPARE(texts(directs(ann.id, {}, open)), QStringList{u"a"_s});
        VERIFY_ERROR(directs(ann.id, bob.id, open), ErrorCode::MessageNotFound);
        QCOMPARE(texts(directs(ann.id, {}, own)), QStringList());
    }
};

PARLANCE_TEST(TestStoreHistory)

} // namespace tst_storehistory

#include "tst_storehistory.moc"
