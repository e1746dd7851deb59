// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/roommoderationsuite.h"
#include "support/testprogram.h"

namespace tst_storeadminmessages {

using namespace parlance;
using namespace parlance::test;

// Messages as administrators see and change them.
class TestStoreAdminMessages : public RoomModerationSuite
{
    Q_OBJECT

private:
    static QStringList texts(const Result<RoomMessages> &page)
    {
        QStringList list;
        for (const Message &each : page ? page->messages : QList<Message>())
            list.append(each.author.username + u": "_s + each.text);
        return list;
    }

    Result<MessageReceipts> receipts(MessageId message, UserId after = {}, int limit = 100)
    {
        return await<MessageReceipts>(
            [&](auto done) { m_store->adminMessages().findReceipts(message, after, limit, done); });
    }
    static QStringList shown(const Result<MessageReceipts> &found)
    {
        QStringList list;
        for (const Receipt &each : found ? found->recipients : QList<Receipt>())
            list.append(u"%1 %2%3"_s.arg(each.user.username)
                            .arg(each.readSeq)
                            .arg(each.isUndelivered ? u" waits"_s : u""_s));
        list.sort();
        return list;
    }

private Q_SLOTS:
    void initTestCase_data() { backends(); }
    void init() { setUpRooms(); }
    void cleanup() { m_store.reset(); }

    void areListed()
    {
        for (const QString &each : {u"one"_s, u"two"_s, u"three"_s})
            QVERIFY(post(bob, den, each));
        QVERIFY(post(ann, den, u"four"_s));
        QVERIFY(remove(bob.id, roomMessages({u"den"_s})->messages.at(2).id));
        const auto first = roomMessages({u"DEN"_s, {}, {}, 3});
        QCOMPARE(texts(first), (QStringList{u"Ann: four"_s, u"Bob: three"_s, u"Bob: "_s}));
        QVERIFY(first->messages.last().deletedAt);
        const auto second = roomMessages({den.toString(), {}, first->next, 3});
        QCOMPARE(texts(second), QStringList{u"Bob: one"_s});
        QVERIFY(!second->next);
        QCOMPARE(texts(roomMessages({u"den"_s, u"ann"_s})), QStringList{u"Ann: four"_s});
        const auto his = roomMessages({u"den"_s, bob.id.toString(), {}, 2});
        QCOMPARE(texts(his), (QStringList{u"Bob: three"_s, u"Bob: "_s}));
        QCOMPARE(texts(roomMessages({u"den"_s, u"bob"_s, his->next})), QStringList{u"Bob: one"_s});
        QVERIFY(roomMessages({u"lobby"_s})->messages.isEmpty());
    }

    // A page with a user looks at a part of the room only, and says how to go on.
    void aLongRoomIsSearchedInParts()
    {
        QVERIFY(post(bob, lobby, u"old"_s));
        postMany(lobby, 10'500);
        const auto first = roomMessages({u"lobby"_s, u"bob"_s});
        QVERIFY(first);
        QVERIFY(first->messages.isEmpty());
        QVERIFY(first->next);
        const auto second = roomMessages({u"lobby"_s, u"bob"_s, first->next});
        QCOMPARE(texts(second), QStringList{u"Bob: old"_s});
        QVERIFY(!second->next);
    }

    void whatIsNotListed()
    {
        const RoomId both = direct(ann, bob.id)->view.room.id;
        VERIFY_ERROR(roomMessages({both.toString()}), ErrorCode::RoomNotFound);
        VERIFY_ERROR(roomMessages({u"hall"_s}), ErrorCode::RoomNotFound);
        VERIFY_ERROR(roomMessages({u"den"_s, u"nobody"_s}), ErrorCode::UserNotFound);
    }

    void receiptsAreThoseOfTheOtherMembers()
    {
        m_now = 10;
        const Message said = post(bob, lobby, u"secret"_s)->message;
        m_now = 11;
        QVERIFY(join(ref(*addUser(u"Dee"_s)), lobby));
        QVERIFY(markRead(cid.id, lobby, said.seq));
        const auto found = receipts(said.id);
        QVERIFY(found);
        QCOMPARE(found->roomId, lobby);
        QCOMPARE(found->room, u"Lobby"_s);
        QVERIFY(!found->isDirect);
        QCOMPARE(found->author.username, u"Bob"_s);
        QCOMPARE(found->position, said.position);
        QCOMPARE(found->seq, said.seq);
        QCOMPARE(found->createdAt, at(10));
        QCOMPARE(shown(found), (QStringList{u"Ann 0"_s, u"Cid %1"_s.arg(said.seq)}));
        QVERIFY(edit(bob.id, said.id, u"changed"_s));
        QCOMPARE(receipts(said.id)->position, said.position);

        const auto first = receipts(said.id, {}, 1);
        QVERIFY(first->more);
        QCOMPARE(first->recipients.size(), 1);
        const auto second = receipts(said.id, first->recipients.first().user.id, 1);
        QVERIFY(!second->more);
        QCOMPARE(second->recipients.size(), 1);
        QVERIFY(second->recipients.first().user.id != first->recipients.first().user.id);
    }

    void receiptsOfDirectMessages()
    {
        const Message said = send(bob, ann.id.toString(), u"secret"_s)->stored.message;
        const auto found = receipts(said.id);
        QVERIFY(found && found->isDirect);
        QCOMPARE(shown(found), QStringList{u"Ann 0 waits"_s});
        QVERIFY(await<void>([&](auto done) {
            m_store->messages().markDelivered(ann.id, said.position, said.position, done);
        }));
        QCOMPARE(shown(receipts(said.id)), QStringList{u"Ann 0"_s});
        VERIFY_ERROR(receipts(MessageId(randomId())), ErrorCode::MessageNotFound);
    }

    void areRedacted()
    {
        const MessageId said = post(bob, den, u"secret"_s)->message.id;
        m_now = 10;
        const auto redacted = redact(because(u"spam"_s), said);
        QVERIFY(redacted);
        QCOMPARE(redacted->text, QString());
        QCOMPARE(redacted->deletedAt, at(10));
        QCOMPARE(redacted->changedSeq, 2);
        const Message seen = page(bob.id, {den, {}, {}, 50})->messages.first();
        QVERIFY(seen.text.isEmpty() && seen.deletedAt);
        QCOMPARE(seqs(changes(bob.id, den, 1)->messages), QList<qint64>{1});
        QCOMPARE(lastEntry(), said.toString() +
                                  u" {\"author\":\"Bob\",\"deleted\":false,\"room\":\"Den\"} "
                                  "{\"author\":\"Bob\",\"deleted\":true,\"room\":\"Den\"} ok"_s);
        QVERIFY(
            !everything().join(u' ').contains(QString::fromLatin1(QByteArray("secret").toHex())));
        VERIFY_ERROR(redact(local(), said), ErrorCode::Conflict);
        VERIFY_ERROR(redact(local(), MessageId(randomId())), ErrorCode::MessageNotFound);
    }

    void alsoInDirectConversations()
    {
        const auto sent = send(bob, ann.id.toString(), u"secret"_s);
        const MessageId said = sent->stored.message.id;
        QCOMPARE(number(u"SELECT count(*) FROM undelivered"_s), 1);
        QVERIFY(redact(local(), said));
        QCOMPARE(number(u"SELECT count(*) FROM undelivered"_s), 0);
        QVERIFY(
            page(ann.id, {sent->stored.message.roomId, {}, {}, 50})->messages.first().deletedAt);
    }

    void notOfADeletedRoom()
    {
        const MessageId said = post(bob, den, u"secret"_s)->message.id;
        QVERIFY(removeRoom(local(), u"den"_s));
        VERIFY_ERROR(redact(local(), said), ErrorCode::MessageNotFound);
        VERIFY_ERROR(receipts(said), ErrorCode::MessageNotFound);
    }

    void aDryRunChangesNothing()
    {
        const MessageId said = post(bob, den, u"secret"_s)->message.id;
        const QStringList before = everything();
        const auto planned = redact(dry(local()), said);
        QVERIFY(planned && planned->deletedAt && planned->text.isEmpty());
        QCOMPARE(everything(), before);
    }
};

PARLANCE_TEST(TestStoreAdminMessages)

} // namespace tst_storeadminmessages

#include "tst_storeadminmessages.moc"
