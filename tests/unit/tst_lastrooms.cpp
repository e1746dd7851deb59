// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialects/lastrooms.h"
#include "realtime/localbroker.h"
#include "support/unusedstore.h"

#include <QTest>

using namespace parlance;
using namespace parlance::test;

namespace {

// Keeps one session's last room; answers when the test says so, in its order.
class SessionStore : public UnusedStore
{
public:
    void findLastRoom(SessionId, Callback<LastRoom> done) override
    {
        ++reads;
        waiting.push_back([this, done] { done(fails ? Result<LastRoom>(fails.value()) : kept); });
    }
    void setLastRoom(SessionId, LastRoom last, Callback<void> done) override
    {
        ++writes;
        waiting.push_back([this, last, done] {
            if (fails)
                return done(fails.value());
            kept = last;
            done({});
        });
    }
    void answer()
    {
        const auto first = waiting.front();
        waiting.erase(waiting.begin());
        first();
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
    std::vector<std::function<void()>> waiting;
};

} // namespace

class TestLastRooms : public QObject
{
    Q_OBJECT

private:
    struct Fixture
    {
        SessionStore store;
        LocalBroker broker;
        Passwords passwords{{}};
        Accounts accounts{store, passwords, Tokens(QByteArray(32, 's')), broker, systemNow, {}};
        LastRooms rooms{accounts};
        const SessionId session{randomId()};
        const RoomId hall{randomId()};
        const RoomId den{randomId()};
        /// Two sockets: only where they are counts.
        const int first = 0;
        const int second = 0;
        int told = 0;

        void moved(const int &socket, RoomId room)
        {
            rooms.moved(session, &socket, room,
                        [this](const Result<void> &stored) { told += int(stored.has_value()); });
        }
        void movedAndStored(const int &socket, RoomId room)
        {
            moved(socket, room);
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
        f.movedAndStored(f.first, f.hall);
        f.movedAndStored(f.first, f.den);
        QCOMPARE(*f.last(), (LastRoom{f.den, false}));
        QCOMPARE(f.store.kept, (LastRoom{f.den, false}));
        QCOMPARE(f.store.reads, 1);
    }

    void aMoveIsToldOnceItIsStored()
    {
        Fixture f;
        f.moved(f.first, f.hall);
        f.store.answer();
        QCOMPARE(f.told, 0);
        // While that is being stored, the same again is not known to be on disk either.
        f.moved(f.second, f.hall);
        QCOMPARE(f.told, 0);
        f.store.answer();
        QCOMPARE(f.told, 1);
        f.store.answer();
        QCOMPARE(f.told, 2);
    }

    void whatIsOnDiskIsNotWrittenAgain()
    {
        Fixture f;
        f.movedAndStored(f.first, f.hall);
        f.movedAndStored(f.second, f.hall);
        f.movedAndStored(f.first, f.hall);
        QCOMPARE(f.store.writes, 1);
        QCOMPARE(f.told, 3);
    }

    void socketsDisagreeAndAgree()
    {
        Fixture f;
        f.movedAndStored(f.first, f.hall);
        f.movedAndStored(f.second, f.den);
        QCOMPARE(*f.last(), (LastRoom{{}, true}));
        QCOMPARE(f.store.kept, (LastRoom{{}, true}));
        f.movedAndStored(f.first, f.den);
        QCOMPARE(*f.last(), (LastRoom{f.den, false}));
        QCOMPARE(f.store.kept, (LastRoom{f.den, false}));
    }

    // It may come back.
    void theRoomOfOneThatIsGoneCountsOn()
    {
        Fixture f;
        f.movedAndStored(f.first, f.hall);
        f.movedAndStored(f.second, f.hall);
        f.rooms.ended(f.session, &f.first);
        QCOMPARE(*f.last(), (LastRoom{f.hall, false}));
        f.movedAndStored(f.second, f.den);
        QCOMPARE(*f.last(), (LastRoom{{}, true}));
        QCOMPARE(f.store.kept, (LastRoom{{}, true}));
    }

    void whatNobodyUsesIsReadAnew()
    {
        Fixture f;
        f.movedAndStored(f.first, f.hall);
        f.rooms.ended(f.session, &f.first);
        f.store.kept = {f.den, false};
        QCOMPARE(*f.last(), (LastRoom{f.den, false}));
        QCOMPARE(*f.last(), (LastRoom{f.den, false}));
        QCOMPARE(f.store.reads, 3);
    }

    void oneThatEndsWhileItIsStoredIsNotLost()
    {
        Fixture f;
        f.moved(f.first, f.hall);
        f.store.answer();
        f.rooms.ended(f.session, &f.first);
        QCOMPARE(*f.last(), (LastRoom{f.hall, false}));
        QCOMPARE(f.store.kept, (LastRoom{f.hall, false}));
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
        f.movedAndStored(f.first, f.hall);
        QCOMPARE(f.told, 0);
        f.store.fails.reset();
        f.movedAndStored(f.first, f.hall);
        QCOMPARE(f.told, 1);
        f.store.fails = Error{ErrorCode::Overloaded, {}, {}};
        f.movedAndStored(f.first, f.den);
        QCOMPARE(f.told, 1);
        f.store.fails.reset();
        // It is in the den all the same, and that is written with the next move.
        QCOMPARE(*f.last(), (LastRoom{f.den, false}));
        f.movedAndStored(f.first, f.den);
        QCOMPARE(f.told, 2);
        QCOMPARE(f.store.kept, (LastRoom{f.den, false}));
    }
};

QTEST_GUILESS_MAIN(TestLastRooms)
#include "tst_lastrooms.moc"
