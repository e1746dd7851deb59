// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rooms.h"
#include "realtime/localbroker.h"
#include "support/testprogram.h"
#include "support/testsupport.h"
#include "support/unusedstore.h"

namespace tst_rooms {

using namespace parlance;
using namespace parlance::test;
using namespace Qt::StringLiterals;

UserId userId(char c)
{
    return UserId::fromBytes(QByteArray(RawId::Size, c));
}

const RoomId roomId = RoomId::fromBytes(QByteArray(RawId::Size, 'r'));

Actor ann()
{
    Actor actor;
    actor.userId = userId('a');
    actor.username = u"ann"_s;
    actor.alias = u"user-1"_s;
    return actor;
}

UserRef refOf(const Actor &actor)
{
    return {actor.userId, actor.username, actor.alias};
}

/// Records its calls; the test sets the answers.
class Asked : public UnusedRooms, public UnusedMemberships
{
public:
    QStringList asked;
    std::vector<UserId> members;
    UserRef by;
    std::optional<ErrorCode> fails;
    bool changed = true;

    void createRoom(UserRef actor, CreateRoom command, QString key,
                    Callback<CreatedRoom> done) override
    {
        by = actor;
        members = command.members;
        asked.append(u"create %1 %2 %3"_s.arg(command.name, key).arg(command.isPrivate));
        if (fails)
            return done(*fails);
        CreatedRoom created{{}, {}};
        created.view.room.id = roomId;
        for (const UserId &member : command.members)
            created.members.append({member, QString::fromLatin1(member.toBytes().left(1)), {}});
        done(created);
    }
    void ensureRoom(UserRef actor, QString name, QString key, Callback<RoomView> done) override
    {
        by = actor;
        asked.append(u"ensure %1 %2"_s.arg(name, key));
        done(RoomView());
    }
    void findRoomByName(UserId viewer, QString key, Callback<RoomView> done) override
    {
        asked.append(u"find %1 %2"_s.arg(viewer.toString(), key));
        done(RoomView());
    }
    void listVisibleRooms(UserId viewer, std::optional<RoomId> before, int limit,
                          Callback<QList<Room>> done) override
    {
        asked.append(u"list %1 %2 %3"_s
                         .arg(viewer.isNull() ? u"-"_s : viewer.toString(),
                              before ? before->toString() : u"-"_s)
                         .arg(limit));
        done(QList<Room>());
    }
    void joinRoom(UserRef actor, RoomId id, Callback<MembershipChange> done) override
    {
        by = actor;
        if (fails)
            return done(*fails);
        MembershipChange change{{}, actor, RoomRole::Member, changed};
        change.room.id = id;
        done(change);
    }
};

struct Tested
{
    Asked store;
    LocalBroker broker;
    Rooms rooms{store, store, broker, {}};
    QStringList published;

    Tested()
    {
        broker.subscribe(Broker::Stage::AfterDelivery, [this](const Event &event) {
            const auto &joined = std::get<MemberJoined>(event);
            QVERIFY(joined.room.id == roomId);
            const QString role = joined.role == RoomRole::Owner ? u" owns"_s : QString();
            published.append(joined.user.username + role);
        });
    }
    Result<RoomView> create(const CreateRoom &command)
    {
        return await<RoomView>([&](auto done) {
            rooms.create(ann(), command, [this, done](const Result<RoomView> &created) {
                published.append(u"answer"_s);
                done(created);
            });
        });
    }
};

class TestRooms : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bringsMembersIn_data()
    {
        QTest::addColumn<QByteArray>("members");
        QTest::addColumn<QStringList>("published");
        const QString owner = u"ann owns"_s;
        const QString answer = u"answer"_s;
        QTest::newRow("none") << QByteArray() << QStringList{owner, answer};
        QTest::newRow("two") << QByteArray("bc") << QStringList{owner, u"b"_s, u"c"_s, answer};
    }
    void bringsMembersIn()
    {
        QFETCH(QByteArray, members);
        Tested tested;
        CreateRoom command{u" Lobby "_s, true, {}};
        for (const char member : members)
            command.members.push_back(userId(member));
        QVERIFY(tested.create(command));
        QByteArray asked;
        for (const UserId &member : tested.store.members)
            asked += member.toBytes().left(1);
        QCOMPARE(asked, members);
        QTEST(tested.published, "published");
        QCOMPARE(tested.store.by, refOf(ann()));
        QCOMPARE(tested.store.asked, QStringList{u"create Lobby lobby 1"_s});
    }

    void announcesNothingThatFailed()
    {
        Tested tested;
        tested.store.fails = ErrorCode::UserNotFound;
        const auto created = tested.create({u"Lobby"_s, false, {userId('b')}});
        QVERIFY(!created);
        QCOMPARE(created.error().code, ErrorCode::UserNotFound);
        QCOMPARE(tested.published, QStringList{u"answer"_s});
    }

    void knowsRoomsByName_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("valid");
        QTest::addColumn<QString>("key");
        QTest::newRow("plain") << u"Lobby"_s << u"Lobby"_s << u"lobby"_s;
        QTest::newRow("trimmed") << u" My Room "_s << u"My Room"_s << u"my room"_s;
        QTest::newRow("slash") << u"a/b"_s << u"a/b"_s << u"a/b"_s;
        QTest::newRow("empty") << QString() << QString() << QString();
        QTest::newRow("an id") << QString(24, u'a') << QString() << QString();
        QTest::newRow("long") << QString(65, u'x') << QString() << QString();
        QTest::newRow("endless") << u"\u0315\u0300"_s.repeated(500'000) << QString() << QString();
    }
    void knowsRoomsByName()
    {
        QFETCH(QString, name);
        QFETCH(QString, valid);
        QFETCH(QString, key);
        Tested tested;
        const auto ensured =
            await<RoomView>([&](auto done) { tested.rooms.ensure(ann(), name, done); });
        const auto found =
            await<RoomView>([&](auto done) { tested.rooms.findByName(ann(), name, done); });
        QCOMPARE(ensured.has_value(), !valid.isEmpty());
        QCOMPARE(found.has_value(), !valid.isEmpty());
        QVERIFY(tested.published.isEmpty());
        if (!ensured) {
            QCOMPARE(ensured.error().code, ErrorCode::ValidationFailed);
            QCOMPARE(found.error().code, ErrorCode::RoomNotFound);
            QVERIFY(tested.store.asked.isEmpty());
            return;
        }
        QCOMPARE(tested.store.by, refOf(ann()));
        QCOMPARE(tested.store.asked,
                 (QStringList{u"ensure %1 %2"_s.arg(valid, key),
                              u"find %1 %2"_s.arg(ann().userId.toString(), key)}));
    }

    void listsWhatIsVisible_data()
    {
        QTest::addColumn<bool>("isKnown");
        QTest::addColumn<std::optional<RoomId>>("before");
        QTest::addColumn<int>("limit");
        QTest::addColumn<QString>("asked");
        const std::optional<RoomId> newest;
        QTest::newRow("nobody") << false << newest << 50 << u"list - - 50"_s;
        QTest::newRow("ann") << true << newest << 50
                             << u"list %1 - 50"_s.arg(ann().userId.toString());
        QTest::newRow("older") << false << std::optional(roomId) << 1000
                               << u"list - %1 1000"_s.arg(roomId.toString());
    }
    void listsWhatIsVisible()
    {
        QFETCH(bool, isKnown);
        QFETCH(std::optional<RoomId>, before);
        QFETCH(int, limit);
        Tested tested;
        const auto viewer = isKnown ? std::optional(ann()) : std::nullopt;
        QVERIFY(await<QList<Room>>(
            [&](auto done) { tested.rooms.listVisible(viewer, before, limit, done); }));
        QTEST(tested.store.asked.join(u'|'), "asked");
    }

    // For a user who already was a member, another event is published.
    void tellsWhetherAMemberIsNew_data()
    {
        QTest::addColumn<bool>("isNew");
        QTest::newRow("new") << true;
        QTest::newRow("member") << false;
    }
    void tellsWhetherAMemberIsNew()
    {
        QFETCH(bool, isNew);
        Tested tested;
        tested.store.changed = isNew;
        const auto joined =
            await<MembershipChange>([&](auto done) { tested.rooms.join(ann(), roomId, done); });
        QVERIFY(joined);
        QCOMPARE(joined->changed, isNew);
        QCOMPARE(joined->user, refOf(ann()));
        QCOMPARE(tested.published, isNew ? QStringList{u"ann"_s} : QStringList());
        tested.store.fails = ErrorCode::RoomNotFound;
        QVERIFY(
            !await<MembershipChange>([&](auto done) { tested.rooms.join(ann(), roomId, done); }));
        QCOMPARE(tested.published.size(), isNew ? 1 : 0);
    }
};

PARLANCE_TEST(TestRooms)

} // namespace tst_rooms

#include "tst_rooms.moc"
