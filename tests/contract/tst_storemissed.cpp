// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/storesuite.h"
#include "support/testprogram.h"

namespace tst_storemissed {

using namespace parlance;
using namespace parlance::test;

// "posted text", "edited text" or "deleted", in the order of the answer.
QStringList shown(const MissedChanges &missed)
{
    QStringList list;
    for (const auto &[message, isNew] : missed.messages) {
        if (message.deletedAt)
            list.append(isNew ? u"deleted unseen"_s : u"deleted"_s);
        else
            list.append((isNew ? u"posted "_s : u"edited "_s) + message.text);
    }
    return list;
}

// What a user missed after a commit position, in all rooms.
class TestStoreMissed : public StoreSuite
{
    Q_OBJECT

private:
    Result<MissedChanges> missed(UserId user, qint64 since)
    {
        return await<MissedChanges>(
            [&](auto done) { m_store->recovery().listMissed(user, since, done); });
    }
    qint64 position()
    {
        const auto found =
            await<qint64>([&](auto done) { m_store->recovery().lastPosition(done); });
        return found ? *found : -1;
    }

private Q_SLOTS:
    void initTestCase_data() { backends(); }
    void init() { setUp(); }
    void cleanup() { m_store.reset(); }

    void knowsItsPosition()
    {
        QCOMPARE(position(), 0);
        const RoomId room = addRoom(ann, u"Lobby"_s)->room.id;
        QCOMPARE(position(), 0);
        const auto first = post(ann, room, u"a"_s);
        QCOMPARE(position(), first->message.position);
        const auto edited = edit(ann.id, first->message.id, u"b"_s);
        QCOMPARE(position(), edited->position);
        reopen(options());
        QCOMPARE(position(), edited->position);
        // Not even what is purged takes it back.
        QVERIFY(deleteRoom(ann.id, room));
        QTRY_COMPARE(number(u"select count(*) from rooms"_s), 0);
        QCOMPARE(position(), edited->position);
    }

    // Every change once, as it is now, in the order of the last changes.
    void listsChangesOfAllRooms()
    {
        const RoomId lobby = addRoom(ann, u"Lobby"_s)->room.id;
        const RoomId den = addRoom(ann, u"Den"_s, true)->room.id;
        const MessageId old = said(lobby, u"old"_s);
        const MessageId older = said(den, u"older"_s);
        said(den, u"untouched"_s);
        const qint64 since = position();
        QVERIFY(missed(ann.id, since)->messages.isEmpty());
        QCOMPARE(missed(ann.id, since)->until, since);

        const MessageId fresh = said(lobby, u"fresh"_s);
        said(den, u"in the den"_s);
        QVERIFY(edit(ann.id, old, u"changed"_s));
        QVERIFY(edit(ann.id, fresh, u"fresh, edited"_s));
        QVERIFY(remove(ann.id, older));
        const MessageId gone = said(lobby, u"gone"_s);
        QVERIFY(remove(ann.id, gone));
        QVERIFY(edit(ann.id, old, u"changed again"_s));

        const auto all = missed(ann.id, since);
        QCOMPARE(shown(*all),
                 (QStringList{u"posted in the den"_s, u"posted fresh, edited"_s, u"deleted"_s,
                              u"deleted unseen"_s, u"edited changed again"_s}));
        QCOMPARE(all->until, position());
        QCOMPARE(all->messages.last().message.position, position());
        QVERIFY(all->messages[2].message.text.isEmpty());
        QCOMPARE(all->messages[1].message.author, ann);

        // From any position on, the answer is the end of the longer one.
        for (qsizetype i = 0; i < all->messages.size(); ++i) {
            const auto rest = missed(ann.id, all->messages[i].message.position);
            QCOMPARE(rest->messages.size(), all->messages.size() - i - 1);
        }
        reopen(options());
        QCOMPARE(shown(*missed(ann.id, since)), shown(*all));
    }

    // Whatever happened when: the sum of what was missed is what is there.
    void missesNothingWhereverItBegins()
    {
        const RoomId rooms[] = {addRoom(ann, u"A"_s)->room.id, addRoom(ann, u"B"_s)->room.id,
                                addRoom(ann, u"C"_s)->room.id};
        QList<MessageId> ids;
        QList<QList<Message>> states{{}};
        QHash<MessageId, Message> now;
        for (int i = 0; i < 60; ++i) {
            const auto id = ids.isEmpty() ? MessageId() : ids[(i * 7) % ids.size()];
            Result<Message> changed = ErrorCode::Internal;
            if (i % 3 == 1)
                changed = edit(ann.id, id, QString::number(i));
            else if (i % 7 == 2 && !now.value(id).deletedAt)
                changed = remove(ann.id, id)->message;
            if (!changed) {
                changed = post(ann, rooms[i % 3], QString::number(i))->message;
                ids.append(changed->id);
            }
            now.insert(changed->id, *changed);
            states.append(now.values());
        }
        const qint64 last = position();
        QCOMPARE(last + 1, states.size());
        for (qint64 since = 0; since <= last; ++since) {
            QHash<MessageId, qint64> positions;
            for (const Message &message : std::as_const(states[since]))
                positions.insert(message.id, message.position);
            const auto answer = missed(ann.id, since);
            qint64 before = since;
            for (const auto &[message, isNew] : answer->messages) {
                QCOMPARE(isNew, !positions.contains(message.id));
                QVERIFY(message.position > before);
                before = message.position;
                positions.insert(message.id, message.position);
            }
            QCOMPARE(positions.size(), now.size());
            for (const Message &message : std::as_const(now))
                QCOMPARE(positions.value(message.id), message.position);
        }
    }

    void membershipCountsAsItIsNow()
    {
        const RoomId stays = addRoom(ann, u"Stays"_s)->room.id;
        const RoomId left = addRoom(ann, u"Left"_s)->room.id;
        const RoomId removed = addRoom(ann, u"Removed"_s)->room.id;
        const RoomId deleted = addRoom(ann, u"Deleted"_s)->room.id;
        const RoomId joined = addRoom(ann, u"Joined"_s)->room.id;
        for (const RoomId &room : {stays, left, removed, deleted})
            QVERIFY(join(bob, room));
        const qint64 since = position();
        for (const RoomId &room : {stays, left, removed, deleted, joined})
            said(room, u"news"_s);
        QCOMPARE(missed(bob.id, since)->messages.size(), 4);
        QVERIFY(leave(bob, left));
        QVERIFY(removeMember(ann.id, removed, bob.id));
        QVERIFY(deleteRoom(ann.id, deleted));
        QVERIFY(join(bob, joined));
        const auto answer = missed(bob.id, since);
        QCOMPARE(answer->messages.size(), 2);
        QCOMPARE(answer->messages[0].message.roomId, stays);
        QCOMPARE(answer->messages[1].message.roomId, joined);
        QVERIFY(missed(cid.id, since)->messages.isEmpty());
        QCOMPARE(missed(cid.id, since)->until, position());
    }

    void saysWhereItCannot()
    {
        const RoomId room = addRoom(ann, u"Lobby"_s)->room.id;
        said(room, u"a"_s);
        VERIFY_ERROR(missed(ann.id, -1), ErrorCode::ReloadRequired);
        VERIFY_ERROR(missed(ann.id, position() + 1), ErrorCode::ReloadRequired);
        VERIFY_ERROR(missed(ann.id, std::numeric_limits<qint64>::max()), ErrorCode::ReloadRequired);
        VERIFY_ERROR(missed(ann.id, std::numeric_limits<qint64>::min()), ErrorCode::ReloadRequired);
        QVERIFY(missed(ann.id, 0));
        // Not even for somebody whom it does not concern.
        VERIFY_ERROR(missed(cid.id, position() + 1), ErrorCode::ReloadRequired);
    }

    // The limit is one of changes, whatever kind they are and wherever they were made.
    void answersUpToTheLimit()
    {
        StoreOptions few = options();
        few.limits.recoveredMessages = 6;
        reopen(few);
        const RoomId lobby = addRoom(ann, u"Lobby"_s)->room.id;
        const RoomId den = addRoom(ann, u"Den"_s)->room.id;
        const MessageId old = said(lobby, u"old"_s);
        const qint64 since = position();
        QList<MessageId> ids;
        for (const RoomId &room : {lobby, lobby, lobby, den, den})
            ids.append(said(room, u"x"_s));
        // A message counts once, however often it was changed.
        for (const MessageId &id : std::as_const(ids))
            QVERIFY(edit(ann.id, id, u"y"_s));
        QVERIFY(edit(ann.id, old, u"z"_s));
        QCOMPARE(missed(ann.id, since)->messages.size(), 6);
        said(den, u"one too many"_s);
        VERIFY_ERROR(missed(ann.id, since), ErrorCode::ReloadRequired);
        // Behind the first edit.
        QCOMPARE(missed(ann.id, since + 6)->messages.size(), 6);
        QVERIFY(missed(bob.id, since)->messages.isEmpty());
    }

    // What counts is what the texts take in JSON.
    void answersUpToTheLimitOfBytes_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("plain") << QString(16'000, u'x');
        QTest::newRow("two bytes") << QString(8'000, u'é');
        QTest::newRow("escaped") << QString(8'000, u'"');
        QTest::newRow("control characters") << QString(2'666, QChar(1));
    }
    void answersUpToTheLimitOfBytes()
    {
        QFETCH(QString, text);
        StoreOptions small = options();
        small.limits.missedBytes = 35'000;
        reopen(small);
        const RoomId lobby = addRoom(ann, u"Lobby"_s)->room.id;
        const RoomId den = addRoom(ann, u"Den"_s)->room.id;
        postMany(lobby, 2, text);
        QCOMPARE(missed(ann.id, 0)->messages.size(), 2);
        const auto all = resume(ann.id, {{lobby, 0}});
        QCOMPARE(all->at(0).changes->messages.size(), 2);
        QVERIFY(!all->at(0).changes->more);

        postMany(lobby, 1, text);
        postMany(den, 1, u"short"_s);
        VERIFY_ERROR(missed(ann.id, 0), ErrorCode::ReloadRequired);
        const auto answer = resume(ann.id, {{lobby, 0}, {lobby, 2}, {den, 0}});
        QCOMPARE(answer->at(0).changes->messages.size(), 2);
        QCOMPARE(answer->at(0).changes->until, 2);
        QVERIFY(answer->at(0).changes->more);
        QVERIFY(answer->at(1).changes->messages.isEmpty());
        QCOMPARE(answer->at(1).changes->until, 2);
        QVERIFY(answer->at(1).changes->more);
        // There is room for a short one.
        QCOMPARE(answer->at(2).changes->messages.size(), 1);
    }

    // However little fits, asking on brings everything once.
    void pagesEndByBytes_data()
    {
        QTest::addColumn<qsizetype>("bytes");
        QTest::addColumn<int>("pages");
        QTest::newRow("less than one") << qsizetype(1) << 5;
        QTest::newRow("two") << qsizetype(2 * 6'700) << 3;
        QTest::newRow("all") << qsizetype(5 * 6'700) << 1;
    }
    void pagesEndByBytes()
    {
        QFETCH(qsizetype, bytes);
        QFETCH(int, pages);
        StoreOptions small = options();
        small.limits.pageBytes = bytes;
        small.limits.missedBytes = bytes;
        reopen(small);
        const RoomId room = addRoom(ann, u"Lobby"_s)->room.id;
        postMany(room, 5, QString(1'000, QChar(1)));
        const QList<qint64> all{1, 2, 3, 4, 5};

        QList<qint64> got;
        int count = 0;
        for (bool more = true; more; ++count) {
            const auto answer = page(ann.id, {room, {}, got.isEmpty() ? 0 : got.last(), 50});
            got += seqs(answer->messages);
            more = answer->more;
        }
        QCOMPARE(got, all);
        QCOMPARE(count, pages);

        got.clear();
        count = 0;
        for (bool more = true; more; ++count) {
            const auto before = got.isEmpty() ? std::nullopt : std::optional(got.first());
            const auto answer = page(ann.id, {room, before, {}, 50});
            got = seqs(answer->messages) + got;
            more = answer->more;
        }
        QCOMPARE(got, all);
        QCOMPARE(count, pages);

        for (const bool together : {false, true}) {
            got.clear();
            count = 0;
            qint64 since = 0;
            for (bool more = true; more; ++count) {
                const auto answer = together ? resume(ann.id, {{room, since}})->at(0).changes
                                             : changes(ann.id, room, since);
                got += seqs(answer->messages);
                since = answer->until;
                more = answer->more;
            }
            QCOMPARE(got, all);
            QCOMPARE(count, pages);
            QCOMPARE(since, 5);
        }
    }
};

PARLANCE_TEST(TestStoreMissed)

} // namespace tst_storemissed

#include "tst_storemissed.moc"
