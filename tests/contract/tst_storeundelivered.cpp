// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/storesuite.h"
#include "support/testprogram.h"

namespace tst_storeundelivered {

using namespace parlance;
using namespace parlance::test;

// Messages to an address, and undelivered messages.
class TestStoreUndelivered : public StoreSuite
{
    Q_OBJECT

private:
    using StoreSuite::send;
    Result<AddressedMessage> send(const UserRef &author, UserId to, const QString &text,
                                  const QString &clientId = {})
    {
        return send(author, to.toString(), text, clientId);
    }
    Result<QList<Message>> undelivered(UserId user, int limit = 1000)
    {
        return await<QList<Message>>(
            [&](auto done) { m_store->messages().listUndelivered(user, limit, done); });
    }
    QStringList waiting(UserId user, int limit = 1000)
    {
        const auto list = undelivered(user, limit);
        QStringList texts;
        for (const Message &message : list ? *list : QList<Message>())
            texts.append(message.text);
        return list ? texts : QStringList{errorName(list.error().code)};
    }
    Result<void> deliver(UserId user, qint64 first, qint64 last)
    {
        return await<void>(
            [&](auto done) { m_store->messages().markDelivered(user, first, last, done); });
    }

private Q_SLOTS:
    void initTestCase_data() { backends(); }
    void init() { setUp(); }
    void cleanup() { m_store.reset(); }

    void sendsToUsers()
    {
        number(u"update users set alias = 'p-7' where username = 'Bob'"_s);
        const auto first = send(ann, bob.id, u"one"_s);
        QVERIFY(first && first->opened);
        QCOMPARE(first->opened->kind, RoomKind::Direct);
        QCOMPARE(first->opened->id, first->stored.message.roomId);
        QCOMPARE(first->stored.message.recipient->id, bob.id);
        QCOMPARE(first->stored.message.recipient->alias, u"p-7"_s);
        QCOMPARE(first->stored.message.author, ann);
        const auto second = send(ann, u"p-7"_s, u"two"_s);
        QVERIFY(second && !second->opened);
        QCOMPARE(second->stored.message.roomId, first->opened->id);
        const auto back = send(bob, ann.id.toString().toUpper(), u"three"_s);
        QCOMPARE(back->stored.message.roomId, first->opened->id);
        QCOMPARE(back->stored.message.recipient, ann);
        QCOMPARE(direct(ann, bob.id)->view.room.id, first->opened->id);
    }

    void sendsToRooms()
    {
        const RoomId room = addRoom(ann, u"Lobby"_s)->room.id;
        const RoomId secret = addRoom(ann, u"Secret"_s, true)->room.id;
        const auto sent = send(ann, room.toString(), u"x"_s);
        QVERIFY(sent && !sent->opened);
        QCOMPARE(sent->stored.message.roomId, room);
        QVERIFY(!sent->stored.message.recipient);
        VERIFY_ERROR(send(bob, room.toString(), u"x"_s), ErrorCode::NotMember);
        VERIFY_ERROR(send(bob, secret.toString(), u"x"_s), ErrorCode::UserNotFound);
        QVERIFY(invite(ann, secret, bob.id));
        VERIFY_ERROR(send(bob, secret.toString(), u"x"_s), ErrorCode::NotMember);
        QCOMPARE(waiting(ann.id), QStringList());
    }

    void refusesAddressesOfNobody()
    {
        for (const QString &address : {u""_s, u"p-7"_s, u"Bob"_s, UserId().toString()})
            VERIFY_ERROR(send(ann, address, u"x"_s), ErrorCode::UserNotFound);
        VERIFY_ERROR(send(ann, ann.id, u"x"_s), ErrorCode::Conflict);
        StoreOptions few = options();
        few.limits.directsPerUser = 1;
        reopen(few);
        QVERIFY(send(ann, bob.id, u"x"_s));
        VERIFY_ERROR(send(ann, cid.id, u"x"_s), ErrorCode::LimitReached);
        QVERIFY(send(ann, bob.id, u"x"_s));
        QVERIFY(send(cid, ann.id, u"x"_s));
        QVERIFY(send(ann, cid.id, u"x"_s));
    }

    void waitsOnce()
    {
        const RoomId talk = direct(ann, bob.id)->view.room.id;
        QVERIFY(post(ann, talk, u"a"_s, u"c1"_s));
        QVERIFY(send(ann, bob.id, u"b"_s, u"c2"_s));
        QVERIFY(send(cid, bob.id, u"c"_s));
        QVERIFY(post(bob, talk, u"back"_s));
        QVERIFY(post(ann, talk, u"a"_s, u"c1"_s)->repeated);
        const auto again = send(ann, bob.id, u"b"_s, u"c2"_s);
        QVERIFY(again->stored.repeated);
        QVERIFY(!again->opened);
        QCOMPARE(waiting(bob.id), (QStringList{u"a"_s, u"b"_s, u"c"_s}));
        QCOMPARE(waiting(ann.id), QStringList{u"back"_s});
        QCOMPARE(waiting(cid.id), QStringList());
        QCOMPARE(waiting(bob.id, 2), (QStringList{u"a"_s, u"b"_s}));
        reopen(options());
        QCOMPARE(waiting(bob.id), (QStringList{u"a"_s, u"b"_s, u"c"_s}));
        StoreOptions few = options();
        few.limits.listSize = 1;
        reopen(few);
        QCOMPARE(waiting(bob.id), QStringList{u"a"_s});

        // A repeat of a delivered message is not undelivered again.
        QVERIFY(deliver(bob.id, 0, again->stored.message.position));
        QVERIFY(send(ann, bob.id, u"b"_s, u"c2"_s)->stored.repeated);
        QCOMPARE(waiting(bob.id), QStringList{u"c"_s});
    }

    void nothingOfRoomsWaits()
    {
        const RoomId room = addRoom(ann, u"Lobby"_s)->room.id;
        QVERIFY(join(bob, room));
        QVERIFY(post(ann, room, u"x"_s));
        QCOMPARE(waiting(bob.id), QStringList());
        QCOMPARE(number(u"select count(*) from undelivered"_s), 0);
    }

    void deliversARange()
    {
        QList<qint64> positions;
        for (const QString &text : {u"a"_s, u"b"_s, u"c"_s, u"d"_s})
            positions.append(send(ann, bob.id, text)->stored.message.position);
        const qint64 others = send(ann, cid.id, u"for cid"_s)->stored.message.position;
        QVERIFY(deliver(bob.id, positions[1], positions[2]));
        QCOMPARE(waiting(bob.id), (QStringList{u"a"_s, u"d"_s}));
        QVERIFY(deliver(bob.id, positions[1], positions[2]));
        QVERIFY(deliver(bob.id, positions[3], positions[0]));
        QCOMPARE(waiting(bob.id), (QStringList{u"a"_s, u"d"_s}));
        // Only the messages to this user.
        QVERIFY(deliver(bob.id, 0, others));
        QCOMPARE(waiting(bob.id), QStringList());
        QCOMPARE(waiting(cid.id), QStringList{u"for cid"_s});
    }

    // A listed message is marked by the position of its post, even after edits.
    void editedMessagesAreMarkedByTheirPosition()
    {
        const Message posted = send(ann, bob.id, u"a"_s)->stored.message;
        QVERIFY(send(ann, bob.id, u"b"_s));
        QVERIFY(edit(ann.id, posted.id, u"A"_s));
        const auto list = undelivered(bob.id);
        QCOMPARE(waiting(bob.id), (QStringList{u"A"_s, u"b"_s}));
        QCOMPARE(list->first().position, posted.position);
        QVERIFY(deliver(bob.id, list->first().position, list->first().position));
        QCOMPARE(waiting(bob.id), QStringList{u"b"_s});
        // An edit does not make it undelivered again.
        QVERIFY(edit(ann.id, posted.id, u"AA"_s));
        QCOMPARE(waiting(bob.id), QStringList{u"b"_s});
    }

    void whatIsReadOrDeletedWaitsNoLonger()
    {
        const Message a = send(ann, bob.id, u"a"_s)->stored.message;
        const Message b = send(ann, bob.id, u"b"_s)->stored.message;
        QVERIFY(send(ann, bob.id, u"c"_s));
        QVERIFY(send(cid, bob.id, u"of another"_s));
        QVERIFY(send(bob, ann.id, u"back"_s));
        QVERIFY(markRead(bob.id, a.roomId, a.seq)->changed);
        QCOMPARE(waiting(bob.id), (QStringList{u"b"_s, u"c"_s, u"of another"_s}));
        QCOMPARE(waiting(ann.id), QStringList{u"back"_s});
        QVERIFY(remove(ann.id, b.id));
        QCOMPARE(waiting(bob.id), (QStringList{u"c"_s, u"of another"_s}));
        QCOMPARE(number(u"select count(*) from undelivered"_s), 3);
        // All messages, and beyond.
        QVERIFY(markRead(bob.id, a.roomId, 1000)->changed);
        QCOMPARE(waiting(bob.id), QStringList{u"of another"_s});
        QVERIFY(markRead(ann.id, a.roomId, 1000)->changed);
        QCOMPARE(waiting(ann.id), QStringList());
        QVERIFY(send(ann, bob.id, u"later"_s));
        QVERIFY(!markRead(bob.id, a.roomId, 1)->changed);
        QCOMPARE(waiting(bob.id), (QStringList{u"of another"_s, u"later"_s}));
    }

    // Earlier writes are answered before the list and are in it. Later writes are not.
    void listsInTheOrderOfCommits()
    {
        QStringList answers;
        const auto sendSoon = [&](const QString &text) {
            m_store->messages().appendAddressed(
                {bob.id.toString(), ann, text, {}},
                [&answers, text](const auto &) { answers.append(text); });
        };
        const auto listSoon = [&] {
            m_store->messages().listUndelivered(bob.id, 1000, [&answers](const auto &list) {
                QString texts;
                for (const Message &message : *list)
                    texts += message.text;
                answers.append(u'<' + texts + u'>');
            });
        };
        for (const QString &text : {u"a"_s, u"b"_s, u"c"_s}) {
            sendSoon(text);
            listSoon();
        }
        m_store->messages().markDelivered(
            bob.id, 0, 1'000'000, [&answers](const auto &) { answers.append(u"marked"_s); });
        sendSoon(u"d"_s);
        listSoon();
        QVERIFY(answers.isEmpty());
        QVERIFY(ping());
        QCOMPARE(answers, (QStringList{u"a"_s, u"<a>"_s, u"b"_s, u"<ab>"_s, u"c"_s, u"<abc>"_s,
                                       u"marked"_s, u"d"_s, u"<d>"_s}));
    }
};

PARLANCE_TEST(TestStoreUndelivered)

} // namespace tst_storeundelivered

#include "tst_storeundelivered.moc"
