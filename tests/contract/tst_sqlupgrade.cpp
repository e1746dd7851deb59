// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/storesuite.h"
#include "storage/importstore.h"
#include "storage/migrator.h"
#include "support/testprogram.h"

namespace tst_sqlupgrade {

using namespace parlance;
using namespace parlance::test;

QString hex(int number)
{
    return u"%1"_s.arg(number, 24, 16, QChar(u'0'));
}
template <class Id>
Id idOf(int number)
{
    return *Id::fromHex(hex(number));
}

constexpr int annId = 1;
constexpr int bobId = 2;
constexpr int lobbyId = 10;
constexpr int talkId = 11;
constexpr int sessionId = 20;

// The data of the previous release: two users with an e-mail address, a session, a room and a
// direct conversation with two messages each, one of which was edited and one deleted.
QStringList rowsOfTheFirstRelease()
{
    QStringList list;
    for (const auto &[id, name] : {std::pair(annId, u"ann"_s), std::pair(bobId, u"bob"_s)})
        list.append(u"INSERT INTO users VALUES (x'%1', '%2', '%2', '%2@x', '%2@x', 'hash of %2', "
                    "0, 0, 1000, NULL)"_s.arg(hex(id), name));
    list.append(u"INSERT INTO sessions VALUES (x'%1', x'%2', 1000, 9000000000000)"_s.arg(
        hex(sessionId), hex(annId)));
    list.append(u"INSERT INTO rooms VALUES (x'%1', 0, 'Lobby', 'lobby', NULL, x'%2', NULL, 1, 0, "
                "1, 1, NULL)"_s.arg(hex(lobbyId), hex(annId)));
    list.append(u"INSERT INTO rooms VALUES (x'%1', 2, NULL, NULL, x'%2%3', NULL, x'%2', 2, 0, 1, "
                "1, NULL)"_s.arg(hex(talkId), hex(annId), hex(bobId)));
    const auto member = [&](int room, int user, int role) {
        list.append(u"INSERT INTO memberships VALUES (x'%1', x'%2', %3, 1, 0)"_s.arg(
            hex(room), hex(user), QString::number(role)));
    };
    member(lobbyId, annId, 2);
    member(talkId, annId, 0);
    member(talkId, bobId, 0);
    const auto message = [&](int position, int room, const QString &rest) {
        list.append(u"INSERT INTO messages VALUES (%1, x'%2', x'%3', %4)"_s.arg(
            QString::number(position), hex(100 + position), hex(room), rest));
    };
    const QString ann = u"x'%1'"_s.arg(hex(annId));
    message(1, lobbyId, u"1, 3, 5, %1, 'edited', 1, 2, NULL"_s.arg(ann));
    message(2, talkId, u"1, 1, 2, %1, 'to bob', 1, NULL, NULL"_s.arg(ann));
    message(3, lobbyId, u"2, 2, 3, %1, 'said', 1, NULL, NULL"_s.arg(ann));
    message(4, talkId, u"2, 3, 6, %1, '', 1, NULL, 3"_s.arg(ann));
    return list;
}

// Upgrades a database of the first release, which supported SQLite only.
class TestSqlUpgrade : public StoreSuite
{
    Q_OBJECT

private:
    Result<void> makeFirstRelease()
    {
        const auto backend = makeBackend();
        const SqlCatalog catalog(backend->folder());
        Database database(*backend, catalog);
        if (auto opened = database.open(Backend::Role::Writer); !opened)
            return opened;
        QList<Migration> first =
            readMigrations(u":/sql/migrations/"_s + backend->folder()).mid(0, 1);
        first.first().statements.append(rowsOfTheFirstRelease());
        return migrate(database, first, at(0));
    }
    QStringList history(RoomId room)
    {
        const auto list = await<QList<Message>>([&](auto done) {
            m_store->messages().listHistory(idOf<UserId>(annId), {room, {}, 1000}, done);
        });
        QStringList texts;
        for (const Message &message : list ? *list : QList<Message>())
            texts.append(message.text + u' ' + message.author.username +
                         (message.recipient ? u" to "_s + message.recipient->username : QString()));
        return list ? texts : QStringList{errorName(list.error().code)};
    }

private Q_SLOTS:
    void initTestCase_data()
    {
        QTest::addColumn<QString>("backend");
        QTest::newRow("sqlite") << u"sqlite"_s;
    }
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        const auto made = makeFirstRelease();
        QVERIFY2(made, made ? "" : qPrintable(made.error().detail));
        reopen(options());
    }
    void cleanup() { m_store.reset(); }

    void aTrialOfAnImportUpgradesNothing()
    {
        m_store.reset();
        m_dir = std::make_unique<QTemporaryDir>();
        QVERIFY(makeFirstRelease());
        {
            ImportStore import(makeBackend());
            VERIFY_ERROR(import.open(ImportStore::Schema::MustBeCurrent), ErrorCode::StorageFailed);
        }
        const auto backend = makeBackend();
        const SqlCatalog catalog(backend->folder());
        Database database(*backend, catalog);
        QVERIFY(database.open(Backend::Role::Writer));
        QCOMPARE(database.number("find_schema_version"), 1);
        ImportStore import(makeBackend());
        QVERIFY(import.open(ImportStore::Schema::Update));
        QVERIFY(import.open(ImportStore::Schema::MustBeCurrent));
    }

    void keepsAccountsAndSessions()
    {
        QVERIFY(number(u"select max(version) from schema_migrations"_s) >= 2);
        const auto found = await<Credentials>(
            [&](auto done) { m_store->accounts().findCredentials(u"ann@x"_s, done); });
        QVERIFY(found);
        QCOMPARE(found->user.id, idOf<UserId>(annId));
        QCOMPARE(found->passwordHash, u"hash of ann"_s);
        QCOMPARE(found->user.shownName(), u"ann"_s);
        QVERIFY(!found->user.phoneNumber);
        QVERIFY(found->user.alias.isEmpty());
        const auto session = actor(idOf<SessionId>(sessionId));
        QVERIFY(session);
        QCOMPARE(session->username, u"ann"_s);
        QCOMPARE(session->dialect, QString());
        // The client that opened it is unknown.
        const ClientQuery query{{}, {}, false, at(0)};
        const auto match = await<ClientMatch>(
            [&](auto done) { m_store->sessions().matchClient(session->userId, query, done); });
        QVERIFY(match && match->actor && !match->sameAddress && !match->sameOrigin);
        VERIFY_ERROR(
            await<Actor>([&](auto done) { m_store->sessions().findActorOfClient(query, done); }),
            ErrorCode::SessionEnded);
        QVERIFY(addUser(u"Cid"_s));
    }

    void keepsMessages()
    {
        QCOMPARE(history(idOf<RoomId>(lobbyId)), (QStringList{u"edited ann"_s, u"said ann"_s}));
        QCOMPARE(history(idOf<RoomId>(talkId)), QStringList{u"to bob ann to bob"_s});
        const auto directs = await<QList<Message>>([&](auto done) {
            m_store->messages().listDirectHistory(idOf<UserId>(bobId), {}, {}, 10, done);
        });
        QCOMPARE(directs->size(), 1);
        // It is unknown whether old messages were delivered. They count as delivered.
        const auto waiting = await<QList<Message>>(
            [&](auto done) { m_store->messages().listUndelivered(idOf<UserId>(bobId), 10, done); });
        QVERIFY(waiting && waiting->isEmpty());
        const UserRef bobby{idOf<UserId>(bobId), u"bob"_s};
        const auto answer = post(bobby, idOf<RoomId>(talkId), u"hello"_s);
        QCOMPARE(answer->message.position, 7);
        QCOMPARE(answer->message.seq, 4);
        QCOMPARE(answer->message.recipient->username, u"ann"_s);
    }

    void oldRoomsGoWithTheirLastMember()
    {
        const UserRef anna{idOf<UserId>(annId), u"ann"_s};
        QVERIFY(leave(anna, idOf<RoomId>(lobbyId)));
        VERIFY_ERROR(view(anna.id, idOf<RoomId>(lobbyId)), ErrorCode::RoomNotFound);
        reopen(options());
        QVERIFY(actor(idOf<SessionId>(sessionId)));
    }
};

PARLANCE_TEST(TestSqlUpgrade)

} // namespace tst_sqlupgrade

#include "tst_sqlupgrade.moc"
