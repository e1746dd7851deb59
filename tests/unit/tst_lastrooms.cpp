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

/// Numbers of sockets.
constexpr quint64 first = 1;
constexpr quint64 second = 2;
constexpr quint64 third = 3;

// Stores one session's last room. Answers on request, in order.
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

    void aMoveIsAnsweredOnceItIsStored()
    {
        Fixture f;
        f.moved(first, f.hall);
        f.store.answer();
        QCOMPARE(f.told, 0);
        // The same room again: it is not on disk before the first write has finished.
        f.moved(second, f.hall);
        QCOMPARE(f.told, 0);
        f.store.answer();
        QCOMPARE(f.told, 1);
        f.store.answer();
        QCOMPARE(f.told, 2);
    }

    void theSameRoomIsNotWrittenAgain()
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

    // Its client may reconnect.
    void theRoomOfAClosedSocketCounts()
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

    void aResumedSocketReplacesAClosedOne()
    {
        Fixture f;
        f.movedAndStored(first, f.hall);
        f.rooms.ended(f.session, first);
        f.movedAndStored(second, f.hall, Arrival::Resumed);
        QCOMPARE(f.store.writes, 1);
        f.movedAndStored(second, f.den);
        QCOMPARE(f.store.kept, (LastRoom{f.den, false, 1}));
    }

    // A resumed socket replaces one closed socket only. The clients of the others may still
    // reconnect.
    void aResumedSocketReplacesOnlyOne_data()
    {
        QTest::addColumn<bool>("isKnown");
        QTest::newRow("while another is there") << true;
        QTest::newRow("after a restart") << false;
    }
    void aResumedSocketReplacesOnlyOne()
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

    // It is a new socket, and the client of the closed one may still reconnect.
    void aJoiningSocketReplacesNone()
    {
        Fixture f;
        f.movedAndStored(first, f.hall);
        f.rooms.ended(f.session, first);
        f.movedAndStored(second, f.hall);
        QCOMPARE(f.store.kept, (LastRoom{f.hall, false, 2}));
        f.movedAndStored(second, f.den);
        QCOMPARE(f.store.kept, (LastRoom{{}, true, 0}));
    }

    // Closes before the session's room was read.
    void aSocketThatClosesAtOnceCounts()
    {
        Fixture f;
        f.moved(first, f.hall);
        f.rooms.ended(f.session, first);
        f.movedAndStored(second, f.den);
        QCOMPARE(f.store.kept, (LastRoom{{}, true, 0}));
        f.rooms.ended(f.session, second);
        // No state of the session is cached.
        f.store.kept = {f.den, false, 1};
        QCOMPARE(*f.last(), (LastRoom{f.den, false, 1}));
    }

    void unusedStateIsReadAgain()
    {
        Fixture f;
        f.movedAndStored(first, f.hall);
        f.rooms.ended(f.session, first);
        f.store.kept = {f.den, false, 1};
        QCOMPARE(*f.last(), (LastRoom{f.den, false, 1}));
        QCOMPARE(*f.last(), (LastRoom{f.den, false, 1}));
        QCOMPARE(f.store.reads, 3);
    }

    void aSocketThatClosesWhileItIsStoredCounts()
    {
        Fixture f;
        f.moved(first, f.hall);
        f.store.answer();
        f.rooms.ended(f.session, first);
        QCOMPARE(*f.last(), (LastRoom{f.hall, false, 1}));
        QCOMPARE(f.store.kept, (LastRoom{f.hall, false, 1}));
    }

    void concurrentLookUpsReadOnce()
    {
        Fixture f;
        int answers = 0;
        for (int i = 0; i < 3; ++i)
            f.rooms.find(f.session, [&answers](const auto &last) { answers += int(bool(last)); });
        QCOMPARE(f.store.waiting.size(), size_t(1));
        f.store.answer();
        QCOMPARE(answers, 3);
    }

    void errorsAreAnsweredAndNotCached()
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
        // The socket is in the den nevertheless. The next move stores that.
        QCOMPARE(*f.last(), (LastRoom{f.den, false, 1}));
        f.movedAndStored(first, f.den);
        QCOMPARE(f.told, 2);
        QCOMPARE(f.store.kept, (LastRoom{f.den, false, 1}));
    }
};

PARLANCE_TEST(TestLastRooms)

} // namespace tst_lastrooms

#include "tst_lastrooms.moc"
