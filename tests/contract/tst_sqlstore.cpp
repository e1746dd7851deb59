// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/storesuite.h"
#include "support/testprogram.h"

namespace tst_sqlstore {

using namespace parlance;
using namespace parlance::test;

// What the store does when rooms go, processes end, queues fill and statements are refused.
class TestSqlStore : public StoreSuite
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { backends(); }
    void init() { setUp(); }
    void cleanup() { m_store.reset(); }

    void deletesRoomsAndPurgesThem()
    {
        const RoomId kept = addRoom(ann, u"Kept"_s)->room.id;
        const RoomId room = addRoom(ann, u"Lobby"_s)->room.id;
        QVERIFY(join(bob, room));
        QVERIFY(post(ann, kept, u"x"_s));
        qint64 position = 0;
        int answered = 0;
        for (int i = 0; i < 1200; ++i)
            m_store->messages().appendMessage({room, ann, u"x"_s, u"c%1"_s.arg(i)},
                                              [&](auto result) {
                                                  ++answered;
                                                  position = result->message.position;
                                              });
        QTRY_COMPARE(answered, 1200);
        VERIFY_ERROR(deleteRoom(bob.id, room), ErrorCode::Forbidden);
        VERIFY_ERROR(deleteRoom(ann.id, RoomId()), ErrorCode::RoomNotFound);
        QCOMPARE(deleteRoom(ann.id, room)->name, u"Lobby"_s);
        VERIFY_ERROR(view(ann.id, room), ErrorCode::RoomNotFound);
        VERIFY_ERROR(post(ann, room, u"x"_s), ErrorCode::RoomNotFound);
        VERIFY_ERROR(page(ann.id, {room, {}, {}, 50}), ErrorCode::RoomNotFound);
        const auto ids = await<std::vector<RoomId>>(
            [&](auto done) { m_store->memberships().roomIdsOf(bob.id, done); });
        QVERIFY(ids->empty());
        QVERIFY(addRoom(bob, u"Lobby"_s));

        reopen(options());
        QTRY_COMPARE(number(u"select count(*) from rooms where deleted_at is not null"_s), 0);
        QCOMPARE(number(u"select count(*) from messages"_s), 1);
        reopen(options());
        QCOMPARE(post(ann, kept, u"y"_s)->message.position, position + 1);
        // It stood for a message of the room that is gone.
        const auto reused = post(ann, kept, u"z"_s, u"c7"_s);
        QVERIFY(!reused->repeated);
        QCOMPARE(reused->message.position, position + 2);
        QVERIFY(post(ann, kept, u"z"_s, u"c7"_s)->repeated);
    }

    void showsMessagesOfAuthorsWhoAreGone()
    {
        const RoomId room = addRoom(ann, u"Lobby"_s)->room.id;
        QVERIFY(join(bob, room));
        QVERIFY(post(bob, room, u"x"_s));
        QVERIFY(leave(bob, room));
        number(u"delete from users where username = 'Bob'"_s);
        const auto stored = page(ann.id, {room, {}, {}, 50});
        QCOMPARE(stored->messages.size(), 1);
        QCOMPARE(stored->messages.first().author, (UserRef{bob.id, {}}));
    }

    void reopeningKeepsCounters()
    {
        const RoomId room = addRoom(ann, u"Lobby"_s)->room.id;
        const auto first = post(ann, room, u"a"_s);
        QVERIFY(post(ann, room, u"b"_s));
        const auto edited = edit(ann.id, first->message.id, u"c"_s);
        reopen(options());
        const auto next = post(ann, room, u"d"_s);
        QCOMPARE(next->message.seq, 4);
        QCOMPARE(next->message.position, edited->position + 1);
    }

    void answersOverloaded()
    {
        StoreOptions small = options();
        small.executor.queueLimit = 10;
        reopen(small);
        const RoomId room = addRoom(ann, u"Lobby"_s)->room.id;
        int stored = 0;
        int overloaded = 0;
        for (int i = 0; i < 15; ++i)
            m_store->messages().appendMessage({room, ann, u"x"_s, {}}, [&](auto result) {
                stored += result ? 1 : 0;
                overloaded += !result && result.error().code == ErrorCode::Overloaded;
            });
        QCOMPARE(stored + overloaded, 0);
        QTRY_COMPARE(stored, 10);
        QCOMPARE(overloaded, 5);
        for (int i = 0; i < 12; ++i)
            m_store->accounts().findUser(ann.id, [&](auto result) {
                overloaded += !result && result.error().code == ErrorCode::Overloaded;
            });
        QTRY_COMPARE(overloaded, 7);
        QCOMPARE(post(ann, room, u"x"_s)->message.seq, 11);
    }

    void finishesBeforeItGoes()
    {
        const RoomId room = addRoom(ann, u"Lobby"_s)->room.id;
        int stored = 0;
        int refused = 0;
        for (int i = 0; i < 100; ++i)
            m_store->messages().appendMessage({room, ann, u"x"_s, {}}, [&](auto result) {
                stored += result ? 1 : 0;
                m_store->ping([&](auto pinged) {
                    refused += !pinged && pinged.error().code == ErrorCode::ShuttingDown;
                });
            });
        // Not reset(): the callbacks still need the pointer.
        m_store->~SqlStore();
        ::operator delete(m_store.release());
        QCOMPARE(stored, 100);
        QCOMPARE(refused, 100);
        QCOMPARE(number(u"select count(*) from messages"_s), 100);
    }

    void noticesOtherProcesses()
    {
        int noticed = 0;
        m_store->setExternalChangeHandler([&] { ++noticed; });
        const RoomId room = addRoom(ann, u"Lobby"_s)->room.id;
        QCOMPARE(post(ann, room, u"a"_s)->message.seq, 1);
        QCOMPARE(noticed, 0);
        {
            SqlStore other(makeBackend(), options());
            QVERIFY(other.open());
            const auto posted = await<StoredMessage>([&](auto done) {
                other.messages().appendMessage({room, ann, u"b"_s, {}}, done);
            });
            QCOMPARE(posted->message.seq, 2);
            // At once, not only when the change has been noticed.
            QCOMPARE(post(ann, room, u"c"_s)->message.seq, 3);
            const auto again = await<StoredMessage>([&](auto done) {
                other.messages().appendMessage({room, ann, u"d"_s, {}}, done);
            });
            QCOMPARE(again->message.seq, 4);
        }
        QTRY_VERIFY(noticed >= 2);
    }

    // As where another process takes a unique name after it was looked up.
    void aRefusedStatementCostsItsCallerAlone()
    {
        const RoomId room = addRoom(ann, u"Lobby"_s)->room.id;
        number(u"create unique index once on messages (text)"_s);
        QStringList answers;
        qint64 position = 0;
        int sent = 0;
        for (const QString &text : {u"a"_s, u"b"_s, u"a"_s, u"c"_s}) {
            const QString clientId = u"c%1"_s.arg(sent++);
            m_store->messages().appendMessage({room, ann, text, clientId}, [&, text](auto stored) {
                answers.append(text + (stored ? QString::number(stored->message.seq)
                                              : errorName(stored.error().code)));
                position = stored ? stored->message.position : position;
            });
        }
        QTRY_COMPARE(answers.size(), 4);
        QCOMPARE(answers, QStringList({u"a1"_s, u"b2"_s, u"ainternal_error"_s, u"c3"_s}));
        // Nothing is left of it, its client id neither.
        const auto next = post(ann, room, u"d"_s, u"c2"_s);
        QVERIFY(!next->repeated);
        QCOMPARE(next->message.seq, 4);
        QCOMPARE(next->message.position, position + 1);
        QCOMPARE(number(u"select count(*) from messages"_s), 4);
    }

    void pings() { QVERIFY(ping()); }
};

PARLANCE_TEST(TestSqlStore)

} // namespace tst_sqlstore

#include "tst_sqlstore.moc"
