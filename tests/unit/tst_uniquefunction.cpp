// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/uniquefunction.h"
#include "support/testprogram.h"

#include <QString>
#include <QTest>

#include <array>
#include <memory>
#include <vector>

namespace tst_uniquefunction {

using namespace parlance;

/// Counts the copies, moves and destructions of a capture.
struct Counts
{
    int copies = 0;
    int alive = 0;
};

template <size_t padding>
struct Counted
{
    explicit Counted(Counts &kept)
        : counts(kept)
    {
        ++counts.alive;
    }
    Counted(const Counted &other)
        : counts(other.counts)
    {
        ++counts.alive;
        ++counts.copies;
    }
    Counted(Counted &&other) noexcept
        : counts(other.counts)
    {
        ++counts.alive;
    }
    ~Counted() { --counts.alive; }

    Counts &counts;
    std::array<std::byte, padding> pad = {};
};

static_assert(!std::is_copy_constructible_v<UniqueFunction<void()>>);
static_assert(std::is_nothrow_move_constructible_v<UniqueFunction<void()>>);
static_assert(sizeof(UniqueFunction<void()>) == 4 * sizeof(void *));
static_assert(!std::is_constructible_v<UniqueFunction<int()>, QString (*)()>);

class TestUniqueFunction : public QObject
{
    Q_OBJECT

    // A callable of `padding` bytes and a reference is moved through `hands` functions and called.
    template <size_t padding>
    static void passOn(int hands)
    {
        Counts counts;
        {
            UniqueFunction<int(int)> function = [kept = Counted<padding>(counts)](int number) {
                return number + kept.counts.alive;
            };
            std::vector<UniqueFunction<int(int)>> others;
            for (int i = 0; i < hands; ++i) {
                others.push_back(std::move(function));
                QVERIFY(!function);
                function = std::move(others.back());
                QVERIFY(!others.back());
            }
            QCOMPARE(counts.alive, 1);
            QCOMPARE(function(41), 42);
            QCOMPARE(function(1), 2);
        }
        QCOMPARE(counts.alive, 0);
        QCOMPARE(counts.copies, 0);
    }

private Q_SLOTS:
    void movesWhatItHolds()
    {
        passOn<1>(1);
        passOn<16>(5);
        passOn<17>(5);
        passOn<400>(100);
    }

    void holdsWhatCannotBeCopied()
    {
        UniqueFunction<int(std::unique_ptr<int>)> add =
            [kept = std::make_unique<int>(2)](const std::unique_ptr<int> &more) {
                return *kept + *more;
            };
        QCOMPARE(add(std::make_unique<int>(3)), 5);
    }

    void keepsStateBetweenCalls()
    {
        const UniqueFunction<int()> next = [count = 0]() mutable { return ++count; };
        QCOMPARE(next(), 1);
        QCOMPARE(next(), 2);
    }

    void destroysTheCallableThatItReplaces()
    {
        Counts counts;
        Task task = [kept = Counted<1>(counts)] {};
        QCOMPARE(counts.alive, 1);
        task = [kept = Counted<100>(counts)] {};
        QCOMPARE(counts.alive, 1);
        task = nullptr;
        QCOMPARE(counts.alive, 0);
        QVERIFY(!task);
    }

    void passesReferencesThrough()
    {
        int number = 1;
        const UniqueFunction<int &(int &)> same = [](int &value) -> int & { return ++value; };
        QCOMPARE(&same(number), &number);
        QCOMPARE(number, 2);
    }
};

PARLANCE_TEST(TestUniqueFunction)

} // namespace tst_uniquefunction

#include "tst_uniquefunction.moc"
