// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/storesuite.h"
#include "support/testprogram.h"

#include <QSet>

#include <algorithm>

namespace tst_storedialectmessages {

using namespace parlance;
using namespace parlance::test;

QStringList texts(const QList<Message> &messages)
{
    QStringList list;
    for (const Message &message : messages)
        list.append(message.text);
    return list;
}

// The functions for messages that the dialects use: messages to addresses, whole histories,
// undelivered direct messages.
class TestStoreDialectMessages : public StoreSuite
{
    Q_OBJECT

private:
    Message sent(const UserRef &author, const UserRef &to, const QString &text)
    {
        return send(author, to.id.toString(), text)->stored.message;
    }
    Result<QList<Message>> history(UserId viewer, const ListHistory &query)
    {
        return await<QList<Message>>(
            [&](auto done) { m_store->messages().listHistory(viewer, query, done); });
    }
    Result<QList<Message>> directs(UserId user, std::optional<UserId> peer = {},
                                   std::optional<MessageId> before = {}, int limit = 1000)
    {
        return await<QList<Message>>([&](auto done) {
            m_store->messages().listDirectHistory(user, peer, before, limit, done);
        });
    }
    QList<Message> waiting(UserId user, int limit = 1000)
    {
        return *await<QList<Message>>(
            [&](auto done) { m_store->messages().listUndelivered(user, limit, done); });
    }
    void delivered(UserId user, qint64 first, qint64 last)
    {
        QVERIFY(await<void>(
            [&](auto done) { m_store->messages().markDelivered(user, first, last, done); }));
    }

private Q_SLOTS:
    void initTestCase_data() { backends(); }
    void init() { setUp(); }
    void cleanup() { m_store.reset(); }

    void whoIsNoMemberMayPostWhereItIsAllowed()
    {
        const auto open = addRoom(ann, u"Open"_s)->room.id;
        const auto hidden = addRoom(ann, u"Hidden"_s, true)->room.id;
        const auto postFrom = [&](RoomId room, bool withoutJoining) {
            return await<StoredMessage>([&](auto done) {
                m_store->messages().appendMessage({room, bob, u"x"_s, {}, withoutJoining}, done);
            });
        };
        QVERIFY(postFrom(open, true));
        VERIFY_ERROR(postFrom(open, false), ErrorCode::NotMember);
        VERIFY_ERROR(postFrom(hidden, true), ErrorCode::RoomNotFound);
        QVERIFY(!view(bob.id, open)->role);
    }

    void messagesGoToAddresses()
    {
        const auto first = send(ann, bob.id.toString(), u"hello"_s, u"c"_s);
        QVERIFY(first->opened);
        QCOMPARE(*first->stored.message.recipient, bob);
        const auto second = send(bob, ann.id.toString(), u"hi"_s);
        QVERIFY(!second->opened);
        QCOMPARE(second->stored.message.roomId, first->stored.message.roomId);
        QCOMPARE(*second->stored.message.recipient, ann);
        QVERIFY(send(ann, bob.id.toString(), u"hello"_s, u"c"_s)->stored.repeated);
        const auto room = addRoom(ann, u"Open"_s)->room.id;
        QVERIFY(!send(ann, room.toString(), u"all"_s)->stored.message.recipient);
        VERIFY_ERROR(send(bob, room.toString(), u"x"_s), ErrorCode::NotMember);
        VERIFY_ERROR(send(ann, ann.id.toString(), u"x"_s), ErrorCode::Conflict);
        const auto hidden = addRoom(ann, u"Hidden"_s, true)->room.id;
        for (const QString &nobody : {QString(), u"Bob"_s, QString(24, u'0'), hidden.toString()})
            VERIFY_ERROR(send(bob, nobody, u"x"_s), ErrorCode::UserNotFound);
    }

    void everyReadingTellsTheRecipient()
    {
        const Message first = sent(ann, bob, u"hello"_s);
        const auto read = page(bob.id, {first.roomId, {}, {}, 10})->messages.first();
        QCOMPARE(*read.recipient, bob);
        QCOMPARE(read.author, ann);
        QCOMPARE(*edit(ann.id, first.id, u"hello!"_s)->recipient, bob);
        QCOMPARE(*changes(bob.id, first.roomId, 0)->messages.first().recipient, bob);
        QCOMPARE(*remove(ann.id, first.id)->message.recipient, bob);
    }

    void aHistoryIsTheNewest()
    {
        const auto room = addRoom(ann, u"Open"_s)->room.id;
        QList<MessageId> ids;
        for (int i = 0; i < 6; ++i)
            ids.append(post(ann, room, QString::number(i))->message.id);
        QVERIFY(remove(ann.id, ids[4]));
        QCOMPARE(texts(*history(bob.id, {room})), QString(u"0 1 2 3 5"_s).split(u' '));
        QCOMPARE(texts(*history(bob.id, {room, {}, 2})), QString(u"3 5"_s).split(u' '));
        QCOMPARE(texts(*history(bob.id, {room, ids[3], 2})), QString(u"1 2"_s).split(u' '));
        VERIFY_ERROR(history(bob.id, {room, MessageId(randomId())}), ErrorCode::MessageNotFound);
        const auto other = addRoom(ann, u"Hidden"_s, true)->room.id;
        VERIFY_ERROR(history(ann.id, {other, ids[0]}), ErrorCode::MessageNotFound);
        VERIFY_ERROR(history(bob.id, {other}), ErrorCode::RoomNotFound);
    }

    void aHistoryHasABound()
    {
        StoreOptions small = options();
        small.limits.listBytes = 5000;
        small.limits.listSize = 4;
        reopen(small);
        const auto room = addRoom(ann, u"Open"_s)->room.id;
        for (int i = 0; i < 6; ++i)
            QVERIFY(post(ann, room, QString::number(i)));
        QCOMPARE(texts(*history(ann.id, {room})), QString(u"2 3 4 5"_s).split(u' '));
        QVERIFY(post(ann, room, QString(4000, u'x')));
        QVERIFY(history(ann.id, {room})->size() < 4);
        QCOMPARE(history(ann.id, {room})->last().text.size(), 4000);
    }

    // Compared with a simple sort, page by page, over conversations of very different age.
    void directHistoriesAreMerged()
    {
        QList<UserRef> peers{bob, cid};
        for (int i = 0; i < 5; ++i)
            peers.append(ref(*addUser(u"peer %1"_s.arg(i))));
        QList<Message> all;
        for (int i = 0; i < 230; ++i) {
            const UserRef &peer = i < 120 ? peers[i % 2] : peers[(i * i) % peers.size()];
            const bool toAnn = i % 3 == 0;
            all.prepend(toAnn ? sent(peer, ann, QString::number(i))
                              : sent(ann, peer, QString::number(i)));
        }
        sent(bob, cid, u"not ann's"_s);
        QVERIFY(post(ann, addRoom(ann, u"Open"_s)->room.id, u"to all"_s));
        QCOMPARE(texts(*directs(ann.id)), texts(all));
        for (const int limit : {1, 7, 100}) {
            QStringList paged;
            std::optional<MessageId> before;
            for (;;) {
                const auto part = directs(ann.id, {}, before, limit);
                QVERIFY(part);
                if (part->isEmpty())
                    break;
                paged += texts(*part);
                before = part->last().id;
            }
            QCOMPARE(paged, texts(all));
        }
        QList<Message> ofBob;
        std::copy_if(all.begin(), all.end(), std::back_inserter(ofBob), [&](const Message &each) {
            return each.author.id == bob.id || each.recipient->id == bob.id;
        });
        QCOMPARE(texts(*directs(ann.id, bob.id)), texts(ofBob));
        QCOMPARE(texts(*directs(ann.id, bob.id, ofBob[3].id, 2)), texts(ofBob.mid(4, 2)));
    }

    void directHistoriesAreForTheParties()
    {
        const Message own = sent(ann, bob, u"x"_s);
        QVERIFY(directs(cid.id)->isEmpty());
        QVERIFY(directs(cid.id, ann.id)->isEmpty());
        VERIFY_ERROR(directs(cid.id, {}, own.id), ErrorCode::MessageNotFound);
        VERIFY_ERROR(directs(cid.id, ann.id, own.id), ErrorCode::MessageNotFound);
    }

    void directMessagesWait()
    {
        const Message first = sent(ann, bob, u"1"_s);
        const Message second = sent(cid, bob, u"2"_s);
        const Message third = post(ann, first.roomId, u"3"_s)->message;
        QVERIFY(post(ann, addRoom(ann, u"Open"_s)->room.id, u"to all"_s));
        QCOMPARE(texts(waiting(bob.id)), (QStringList{u"1"_s, u"2"_s, u"3"_s}));
        QVERIFY(waiting(ann.id).isEmpty());
        QCOMPARE(texts(waiting(bob.id, 2)), (QStringList{u"1"_s, u"2"_s}));
        // An edit does not change the position.
        QVERIFY(edit(ann.id, first.id, u"one"_s));
        QCOMPARE(texts(waiting(bob.id)), (QStringList{u"one"_s, u"2"_s, u"3"_s}));
        QCOMPARE(waiting(bob.id).first().position, first.position);
        delivered(cid.id, 0, third.position);
        delivered(bob.id, second.position, second.position);
        QCOMPARE(texts(waiting(bob.id)), (QStringList{u"one"_s, u"3"_s}));
        QVERIFY(remove(ann.id, third.id));
        QCOMPARE(texts(waiting(bob.id)), (QStringList{u"one"_s}));
        delivered(bob.id, 0, third.position);
        QVERIFY(waiting(bob.id).isEmpty());
        QCOMPARE(number(u"SELECT count(*) FROM undelivered"_s), 0);
    }

    void aRepeatWaitsOnce()
    {
        QVERIFY(send(ann, bob.id.toString(), u"x"_s, u"c"_s));
        QVERIFY(send(ann, bob.id.toString(), u"x"_s, u"c"_s));
        QCOMPARE(waiting(bob.id).size(), 1);
    }

    void whatIsReadHasArrived()
    {
        const Message first = sent(ann, bob, u"1"_s);
        const Message second = sent(ann, bob, u"2"_s);
        sent(cid, bob, u"3"_s);
        QVERIFY(markRead(bob.id, first.roomId, first.seq));
        QCOMPARE(texts(waiting(bob.id)), (QStringList{u"2"_s, u"3"_s}));
        QVERIFY(markRead(bob.id, first.roomId, second.seq));
        QCOMPARE(texts(waiting(bob.id)), (QStringList{u"3"_s}));
    }

    // A client that receives the undelivered messages must neither miss nor repeat messages sent
    // meanwhile.
    void undeliveredMessagesAreListedInCommitOrder()
    {
        QStringList answers;
        const auto sendLater = [&](int n) {
            m_store->messages().appendAddressed(
                {bob.id.toString(), ann, QString::number(n), {}},
                [&answers, n](const auto &) { answers += QString::number(n); });
        };
        for (int i = 0; i < 20; ++i)
            sendLater(i);
        m_store->messages().listUndelivered(bob.id, 1000, [&](const Result<QList<Message>> &found) {
            QCOMPARE(texts(*found), answers);
            answers += u"told"_s;
        });
        for (int i = 20; i < 40; ++i)
            sendLater(i);
        QTRY_COMPARE(answers.size(), 41);
        QCOMPARE(answers.indexOf(u"told"_s), 20);
    }
};

PARLANCE_TEST(TestStoreDialectMessages)

} // namespace tst_storedialectmessages

#include "tst_storedialectmessages.moc"
