// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/lastrooms.h"
#include "realtime/localbroker.h"
#include "support/testprogram.h"
#include "support/unusedstore.h"

#include <QTest>

namespace tst_lastrooms {

using namespace parlance;
using namespace parlance::test;

using Arrival = LastRooms::Arrival;

/// Sockets.
constexpr quint64 first = 1;
constexpr quint64 second = 2;
constexpr quint64 third = 3;

// Keeps one session's last room; answers when the test says so, in its order.
class SlowSessions : public UnusedSessions
{
public:
    void findLastRoom(SessionId, Callback<LastRoom> done) override
    {
        ++reads;
        waiting.push_back([this, done = std::move(done)] {
            done(fails ? Result<LastRoom>(fails.value()) : kept);
        });
    }
    void setLastRoom(SessionId, LastRoom last, Callback<void> done) override
    {
        ++writes;
        waiting.push_back([this, last, done = std::move(done)] {
            if (fails)
                return done(fails.value());
            kept = last;
            done({});
        });
    }
    void answer()
    {
        const Task next = std::move(waiting.front());
        waiting.erase(waiting.begin());
        next();
    }
    void answerAll()
    {
        while (!waiting.empty())
            answer();
    }

    LastRoom kept;
    std::optional<Error> fails;
    int reads = 0;
    int writes = 0;
    std::vector<Task> waiting;
};

class TestLastRooms : public QObject
{
    Q_OBJECT

private:
    struct Fixture
    {
        SlowSessions store;
        UnusedAccounts accountStore;
        LocalBroker broker;
        Sessions sessions{store, accountStore, Tokens(QByteArray(32, 's')), broker, systemNow, {}};
        LastRooms rooms{sessions};
        const SessionId session{randomId()};
        const RoomId hall{randomId()};
        const RoomId den{randomId()};
        int told = 0;

        void moved(quint64 socket, RoomId room, Arrival arrival = Arrival::Joined)
        {
            rooms.moved(session, socket, room, arrival,
                        [this](const Result<void> &stored) { told += int(stored.has_value()); });
        }
        void movedAndStored(quint64 socket, RoomId room, Arrival arrival = Arrival::Joined)
        {
            moved(socket, room, arrival);
            store.answerAll();
        }
        Result<LastRoom> last()
        {
            Result<LastRoom> found = ErrorCode::Internal;
            rooms.find(session, [&found](const Result<LastRoom> &result) { found = result; });
            store.answerAll();
            return found;
        }
    };

private Q_SLOTS:
    void aSessionBeginsWithout()
    {
        Fixture f;
        QCOMPARE(*f.last(), LastRoom());
        QCOMPARE(f.store.writes, 0);
    }

    void aSocketMovesOn()
    {
        Fixture f;
        f.movedAndStored(first, f.hall);
        f.movedAndStored(first, f.den);
        QCOMPARE(*f.last(), (LastRoom{f.den, false, 1}));
        QCOMPARE(f.store.kept, (LastRoom{f.den, false, 1}));
        QCOMPARE(f.store.reads, 1);
    }

    void aMoveIsToldOnceItIsStored()
    {
        Fixture f;
        f.moved(first, f.hall);
        f.store.answer();
        QCOMPARE(f.told, 0);
        // While that is being stored, the same again is not known to be on disk either.
        f.moved(second, f.hall);
        QCOMPARE(f.told, 0);
        f.store.answer();
        QCOMPARE(f.told, 1);
        f.store.answer();
        QCOMPARE(f.told, 2);
    }

    void whatIsOnDiskIsNotWrittenAgain()
    {
        Fixture f;
        f.movedAndStored(first, f.hall);
        f.movedAndStored(first, f.hall);
        QCOMPARE(f.store.writes, 1);
        QCOMPARE(f.told, 2);
    }

    void socketsDisagreeAndAgree()
    {
        Fixture f;
        f.movedAndStored(first, f.hall);
        f.movedAndStored(second, f.den);
        QCOMPARE(*f.last(), (LastRoom{{}, true, 0}));
        QCOMPARE(f.store.kept, (LastRoom{{}, true, 0}));
        f.movedAndStored(first, f.den);
        QCOMPARE(*f.last(), (LastRoom{f.den, false, 2}));
        QCOMPARE(f.store.kept, (LastRoom{f.den, false, 2}));
    }

    // It may come back.
    void theRoomOfOneThatIsGoneCountsOn()
    {
        Fixture f;
        f.movedAndStored(first, f.hall);
        f.movedAndStored(second, f.hall);
        f.rooms.ended(f.session, first);
        QCOMPARE(*f.last(), (LastRoom{f.hall, false, 2}));
        f.movedAndStored(second, f.den);
        QCOMPARE(*f.last(), (LastRoom{{}, true, 0}));
        QCOMPARE(f.store.kept, (LastRoom{{}, true, 0}));
    }

    void oneThatComesBackMovesOn()
    {
        Fixture f;
        f.movedAndStored(first, f.hall);
        f.rooms.ended(f.session, first);
        f.movedAndStored(second, f.hall, Arrival::Resumed);
        QCOMPARE(f.store.writes, 1);
        f.movedAndStored(second, f.den);
        QCOMPARE(f.store.kept, (LastRoom{f.den, false, 1}));
    }

    // One that comes back stands for one, wherever it goes; the others may yet come back.
    void eachComesBackOnce_data()
    {
        QTest::addColumn<bool>("isKnown");
        QTest::newRow("while another is there") << true;
        QTest::newRow("after a restart") << false;
    }
    void eachComesBackOnce()
    {
        QFETCH(bool, isKnown);
        Fixture f;
        f.movedAndStored(first, f.hall);
        f.movedAndStored(second, f.hall);
        f.rooms.ended(f.session, first);
        if (!isKnown)
            f.rooms.ended(f.session, second);
        f.movedAndStored(third, f.hall, Arrival::Resumed);
        f.movedAndStored(third, f.den);
        QCOMPARE(*f.last(), (LastRoom{{}, true, 0}));
        if (isKnown)
            f.movedAndStored(second, f.den);
        QCOMPARE(f.last()->several, !isKnown);
    }

    // It is a new one, and the other may yet come back.
    void oneThatJoinsTakesNobodysPlace()
    {
        Fixture f;
        f.movedAndStored(first, f.hall);
        f.rooms.ended(f.session, first);
        f.movedAndStored(second, f.hall);
        QCOMPARE(f.store.kept, (LastRoom{f.hall, false, 2}));
        f.movedAndStored(second, f.den);
        QCOMPARE(f.store.kept, (LastRoom{{}, true, 0}));
    }

    // Before it is known where the session was.
    void oneThatEndsAtOnceCounts()
    {
        Fixture f;
        f.moved(first, f.hall);
        f.rooms.ended(f.session, first);
        f.movedAndStored(second, f.den);
        QCOMPARE(f.store.kept, (LastRoom{{}, true, 0}));
        f.rooms.ended(f.session, second);
        // Nothing is left of the session.
        f.store.kept = {f.den, false, 1};
        QCOMPARE(*f.last(), (LastRoom{f.den, false, 1}));
    }

    void whatNobodyUsesIsReadAnew()
    {
        Fixture f;
        f.movedAndStored(first, f.hall);
        f.rooms.ended(f.session, first);
        f.store.kept = {f.den, false, 1};
        QCOMPARE(*f.last(), (LastRoom{f.den, false, 1}));
        QCOMPARE(*f.last(), (LastRoom{f.den, false, 1}));
        QCOMPARE(f.store.reads, 3);
    }

    void oneThatEndsWhileItIsStoredIsNotLost()
    {
        Fixture f;
        f.moved(first, f.hall);
        f.store.answer();
        f.rooms.ended(f.session, first);
        QCOMPARE(*f.last(), (LastRoom{f.hall, false, 1}));
        QCOMPARE(f.store.kept, (LastRoom{f.hall, false, 1}));
    }

    void thoseWhoAskAtOnceReadOnce()
    {
        Fixture f;
        int answers = 0;
        for (int i = 0; i < 3; ++i)
            f.rooms.find(f.session, [&answers](const auto &last) { answers += int(bool(last)); });
        QCOMPARE(f.store.waiting.size(), size_t(1));
        f.store.answer();
        QCOMPARE(answers, 3);
    }

    void theStoresErrorsAreToldAndAreNotKept()
    {
        Fixture f;
        f.store.fails = Error{ErrorCode::Overloaded, {}, {}};
        QCOMPARE(f.last().error().code, ErrorCode::Overloaded);
        f.movedAndStored(first, f.hall);
        QCOMPARE(f.told, 0);
        f.store.fails.reset();
        f.movedAndStored(first, f.hall);
        QCOMPARE(f.told, 1);
        f.store.fails = Error{ErrorCode::Overloaded, {}, {}};
        f.movedAndStored(first, f.den);
        QCOMPARE(f.told, 1);
        f.store.fails.reset();
        // It is in the den all the same, and that is written with the next move.
        QCOMPARE(*f.last(), (LastRoom{f.den, false, 1}));
        f.movedAndStored(first, f.den);
        QCOMPARE(f.told, 2);
        QCOMPARE(f.store.kept, (LastRoom{f.den, false, 1}));
    }
};

PARLANCE_TEST(TestLastRooms)

} // namespace tst_lastrooms

#include "tst_lastrooms.moc"
