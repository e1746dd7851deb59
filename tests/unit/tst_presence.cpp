// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/presence.h"
#include "realtime/localbroker.h"
#include "support/numbered.h"
#include "support/testprogram.h"
#include "support/unusedstore.h"

#include <QElapsedTimer>
#include <QTest>

namespace tst_presence {

using namespace parlance;
using namespace parlance::test;

class RoomsStore : public UnusedAccounts, public UnusedMemberships
{
public:
    void roomIdsOf(UserId, Callback<std::vector<RoomId>> done) override
    {
        ++asked;
        answers.push_back(std::move(done));
    }
    void setLastSeen(UserId, Timestamp, Callback<void> done) override
    {
        ++lastSeen;
        done({});
    }
    int asked = 0;
    int lastSeen = 0;
    std::vector<Callback<std::vector<RoomId>>> answers;
};

class TestPresence : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void presenceCountsAUserOnce()
    {
        LocalBroker broker;
        RoomsStore store;
        Presence presence(store, store, broker, systemNow);
        QList<bool> announced;
        broker.subscribe(Broker::Stage::AfterDelivery, [&](const Event &event) {
            if (const auto *change = std::get_if<PresenceChanged>(&event))
                announced.append(change->online);
        });
        int ready = 0;
        const auto count = [&](const Result<std::vector<RoomId>> &rooms) {
            ready += rooms && rooms->size() == 1;
        };
        presence.connect(userRef(1), count);
        presence.connect(userRef(1), count);
        QCOMPARE(store.asked, 1);
        QVERIFY(!presence.isOnline(userId(1)));
        store.answers[0](std::vector<RoomId>{roomId(1)});
        QCOMPARE(ready, 2);
        presence.connect(userRef(1), count);
        QCOMPARE(store.asked, 1);
        QCOMPARE(presence.onlineCount(roomId(1)), 1);
        QCOMPARE(announced, QList<bool>{true});
        presence.disconnect(userId(1));
        presence.disconnect(userId(1));
        QVERIFY(presence.isOnline(userId(1)));
        presence.disconnect(userId(1));
        QVERIFY(!presence.isOnline(userId(1)));
        QCOMPARE(presence.onlineCount(roomId(1)), 0);
        QCOMPARE(announced, (QList<bool>{true, false}));
        QCOMPARE(store.lastSeen, 1);
    }

    void onlineListsAreToldNowAndThen()
    {
        LocalBroker broker;
        RoomsStore store;
        Presence presence(store, store, broker, systemNow);
        int told = 0;
        int toldOther = 0;
        broker.subscribe(Broker::Stage::AfterDelivery, [&](const Event &event) {
            if (const auto *online = std::get_if<RoomOnlineChanged>(&event))
                ++(online->roomId == roomId(1) ? told : toldOther);
        });
        const auto watch = presence.watch(roomId(1));
        const auto watchOther = presence.watch(roomId(2));
        QElapsedTimer pause;
        pause.start();
        presence.announceOnline(roomId(1));
        QTRY_COMPARE(told, 1);
        // Changes during a pause are published once, at its end.
        while (told == 1 && !pause.hasExpired(5000)) {
            presence.announceOnline(roomId(1));
            if (toldOther == 0)
                presence.announceOnline(roomId(2));
            QCoreApplication::processEvents();
            // The pause of one room does not delay another.
            QVERIFY(toldOther == 1 || !pause.hasExpired(200));
        }
        QCOMPARE(told, 2);
        QVERIFY(pause.elapsed() >= 200);
    }

    void whatHappensWhileRoomsLoadWins()
    {
        LocalBroker broker;
        RoomsStore store;
        Presence presence(store, store, broker, systemNow);
        std::vector<RoomId> got;
        presence.connect(userRef(1),
                         [&](const Result<std::vector<RoomId>> &rooms) { got = *rooms; });
        // The answer is older than these: room 1 was left, 2 joined, 3 joined and left, 4 deleted.
        broker.publish(MemberLeft{roomId(1), userRef(1)});
        broker.publish(MemberJoined{room(2), userRef(1), RoomRole::Member});
        broker.publish(MemberJoined{room(3), userRef(1), RoomRole::Member});
        broker.publish(MemberLeft{roomId(3), userRef(1)});
        broker.publish(RoomDeleted{roomId(4)});
        store.answers[0](std::vector<RoomId>{roomId(1), roomId(4), roomId(5)});
        std::sort(got.begin(), got.end());
        QCOMPARE(got, (std::vector<RoomId>{roomId(2), roomId(5)}));
    }

    void aFailedLoadCountsNothing()
    {
        LocalBroker broker;
        RoomsStore store;
        Presence presence(store, store, broker, systemNow);
        int failed = 0;
        const auto count = [&](const auto &rooms) { failed += !rooms; };
        presence.connect(userRef(1), count);
        store.answers[0](ErrorCode::Overloaded);
        QCOMPARE(failed, 1);
        QVERIFY(!presence.isOnline(userId(1)));
        presence.connect(userRef(1), count);
        QCOMPARE(store.asked, 2);
    }
};

PARLANCE_TEST(TestPresence)

} // namespace tst_presence

#include "tst_presence.moc"
