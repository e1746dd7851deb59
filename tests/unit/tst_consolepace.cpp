// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/subscription.h"
#include "support/testprogram.h"

#include <QTest>
#include <QThread>

namespace tst_consolepace {

using namespace parlance;
using namespace parlance::console;
using namespace Qt::StringLiterals;

/// A view of the database that answers when the test wants it.
class Table : public TableView
{
public:
    quint64 version() const override { return 1; }
    QStringList sortable() const override { return {}; }
    bool readsDatabase() const override { return true; }
    void read(const Window &, const Actor &, Callback<Page> done) override
    {
        answers.push_back(std::move(done));
    }

    std::vector<Callback<Page>> answers;
};

/// Of three views, each of which may take long.
struct Member
{
    bool computeNext()
    {
        if (isSlow)
            QThread::msleep(2 * Pace::mostAtOnce.count());
        return ++computed % 3 != 0;
    }

    bool isSlow;
    int computed = 0;
};

class TestConsolePace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theDatabaseIsReadInTurns()
    {
        Table table;
        Views views;
        views.add(u"table"_s, Permission::ViewServer, table);
        Pace pace;
        ReadTurns turns;
        int sent = 0;
        std::vector<std::shared_ptr<TableSubscription>> watches;
        for (int i = 0; i < 4; ++i) {
            const console::Subscription::Context context{
                i, *views.find(u"table"_s), pace, turns,
                [&sent](const protocol::ServerMessage &) { ++sent; }};
            watches.push_back(std::make_shared<TableSubscription>(context, Window()));
        }
        for (int round = 0; round < 3; ++round) {
            for (const auto &watch : watches)
                watch->compute({});
        }
        QCOMPARE(table.answers.size(), size_t(1));
        table.answers[0](Page());
        QCOMPARE(table.answers.size(), size_t(2));
        // One that ends keeps nobody waiting, whether it is read or waits.
        watches[1].reset();
        watches[2].reset();
        table.answers[1](Page());
        QCOMPARE(table.answers.size(), size_t(3));
        table.answers[2](Page());
        QCOMPARE(table.answers.size(), size_t(3));
        QCOMPARE(sent, 2);
    }

    void readsThatAreDoneAtOnceDoNotNest()
    {
        ReadTurns turns;
        Task first;
        int depth = 0;
        int reads = 0;
        turns.add([&](Task done) { first = std::move(done); });
        for (int i = 0; i < 100'000; ++i) {
            turns.add([&](Task done) {
                QCOMPARE(++depth, 1);
                done();
                --depth;
                ++reads;
            });
        }
        QCOMPARE(reads, 0);
        first();
        QCOMPARE(reads, 100'000);
    }

    void aReadMayBeDoneAfterTheEnd()
    {
        Task done;
        {
            ReadTurns turns;
            turns.add([&](Task end) { done = std::move(end); });
        }
        done();
    }

    void computingEndsWhenTheTimeIsUsedUp()
    {
        Pace pace;
        Member quick{false};
        Member slow{true};
        Member last{false};
        std::vector<Member *> members{&quick, &slow, &last};
        {
            const Pace::Work work(pace);
            takeTurns(members, pace);
        }
        QCOMPARE(last.computed, 0);
        QCOMPARE(members.size(), size_t(3));
        slow.isSlow = false;
        while (!members.empty()) {
            const Pace::Work work(pace);
            takeTurns(members, pace);
        }
        QCOMPARE(quick.computed, 3);
        QCOMPARE(slow.computed, 3);
        QCOMPARE(last.computed, 3);
    }
};

PARLANCE_TEST(TestConsolePace)

} // namespace tst_consolepace

#include "tst_consolepace.moc"
