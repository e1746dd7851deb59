// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bans.h"
#include "support/connectionlistfake.h"
#include "support/testprogram.h"
#include "support/unusedstore.h"

#include <QTest>

namespace tst_addressbans {

using namespace parlance;
using namespace parlance::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

constexpr Timestamp start{1'000'000'000ms};

// Answers on request.
class SlowBans : public UnusedBans
{
public:
    void allBans(Callback<QList<AddressBan>> done) override { loads.push_back(std::move(done)); }
    void addBan(AdminAction, BanNetwork command, Callback<AddressBan> done) override
    {
        ++asked;
        done(AddressBan{command.network, command.until, {}, {}, {}});
    }
    void removeBan(AdminAction, IpNetwork network, Callback<AddressBan> done) override
    {
        done(AddressBan{network, {}, {}, {}, {}});
    }
    std::vector<Callback<QList<AddressBan>>> loads;
    int asked = 0;
};

IpNetwork network(const QString &text)
{
    return *IpNetwork::parse(text);
}

struct BansFixture
{
    BansFixture() { bans.setConnections(open); }

    std::optional<Result<BanChange>> add(const QString &text, const AdminAction &action = {})
    {
        std::optional<Result<BanChange>> answer;
        bans.add(action, {network(text), {}}, [&](const auto &change) { answer = change; });
        return answer;
    }
    bool mayConnect(const QString &address) const { return bans.mayConnect(address).has_value(); }

    Timestamp now = start;
    SlowBans store;
    test::FakeConnections open;
    Bans bans{store, [this] { return now; }, {network(u"198.51.100.0/24"_s)}};
};

// Networks, their look-up, and which of them may be banned.
class TestAddressBans : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsNetworks_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("canonical");
        const auto row = [](const char *text, const char *canonical) {
            QTest::newRow(*text ? text : "empty")
                << QString::fromLatin1(text) << QString::fromLatin1(canonical);
        };
        row("192.0.2.1", "192.0.2.1");
        row("192.0.2.1/32", "192.0.2.1");
        row("10.0.0.0/8", "10.0.0.0/8");
        row("0.0.0.0/0", "0.0.0.0/0");
        row("255.255.255.255", "255.255.255.255");
        row("2001:DB8:0::1", "2001:db8::1");
        row("2001:db8::/32", "2001:db8::/32");
        row("2001:db8::1/128", "2001:db8::1");
        row("::/0", "::/0");
        row("::ffff:192.0.2.1", "192.0.2.1");
        row("::ffff:c000:201", "192.0.2.1");
        row("::ffff:10.0.0.0/104", "10.0.0.0/8");
        for (const char *none : {"",
                                 "/8",
                                 "10",
                                 "10.0.0",
                                 "10.0.0.0/",
                                 "10.0.0.0/33",
                                 "10.0.0.0/-1",
                                 "10.0.0.0/08",
                                 "10.0.0.0/255.0.0.0",
                                 "10.0.0.0/8/8",
                                 "010.0.0.1",
                                 "256.0.0.1",
                                 "10.0.0.1 ",
                                 " 10.0.0.1",
                                 "10.0.0.5/8",
                                 "2001:db8::1/32",
                                 "2001:db8::/129",
                                 "fe80::1%eth0",
                                 "::ffff:10.0.0.1/104",
                                 "localhost",
                                 "*",
                                 "10.0.0.*",
                                 "1:2:3"})
            row(none, "");
    }
    void readsNetworks()
    {
        QFETCH(QString, text);
        QFETCH(QString, canonical);
        const auto read = IpNetwork::parse(text);
        QCOMPARE(read ? read->toString() : QString(), canonical);
        if (!read)
            QVERIFY(read.error().code == ErrorCode::ValidationFailed);
        else
            QVERIFY(network(read->toString()) == *read);
    }

    void tellsWhichNetworkIsMeant()
    {
        QVERIFY(IpNetwork::parse(u"10.0.0.5/8"_s).error().message().contains(u"10.0.0.0/8 meant"));
    }

    void knowsWhatIsInside_data()
    {
        QTest::addColumn<QString>("outer");
        QTest::addColumn<QString>("inner");
        QTest::addColumn<bool>("inside");
        const auto row = [](const char *outer, const char *inner, bool inside) {
            QTest::addRow("%s in %s", inner, outer)
                << QString::fromLatin1(outer) << QString::fromLatin1(inner) << inside;
        };
        row("10.0.0.0/8", "10.0.0.0", true);
        row("10.0.0.0/8", "10.255.255.255", true);
        row("10.0.0.0/8", "11.0.0.0", false);
        row("10.0.0.0/8", "9.255.255.255", false);
        row("10.0.0.0/8", "10.1.0.0/16", true);
        row("10.1.0.0/16", "10.0.0.0/8", false);
        row("192.0.2.128/25", "192.0.2.127", false);
        row("192.0.2.128/25", "192.0.2.128", true);
        row("0.0.0.0/0", "203.0.113.9", true);
        row("0.0.0.0/0", "2001:db8::1", false);
        row("2001:db8::/32", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", true);
        row("2001:db8::/32", "2001:db9::", false);
        row("2001:db8:0:1::/64", "2001:db8:0:1:8000::", true);
        row("2001:db8:0:1::/64", "2001:db8:0:2::", false);
        row("2001:db8::/65", "2001:db8::7fff:ffff:ffff:ffff", true);
        row("2001:db8::/65", "2001:db8::8000:0:0:0", false);
        row("2001:db8::1", "2001:db8::1", true);
        row("10.0.0.0/8", "::ffff:10.2.3.4", true);
        row("10.0.0.0/8", "a00::", false);
    }
    void knowsWhatIsInside()
    {
        QFETCH(QString, outer);
        QFETCH(QString, inner);
        QFETCH(bool, inside);
        QCOMPARE(network(outer).contains(network(inner)), inside);
    }

    void mayBan_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("allowed");
        const auto row = [](const char *text, bool allowed) {
            QTest::newRow(text) << QString::fromLatin1(text) << allowed;
        };
        row("0.0.0.0/0", false);
        row("0.0.0.0/1", false);
        row("10.0.0.0/7", false);
        row("10.0.0.0/8", true);
        row("::/0", false);
        row("2001:db8::/31", false);
        row("2001:db8::/32", true);
        row("127.0.0.1", false);
        row("127.4.0.0/16", false);
        row("127.0.0.0/8", false);
        row("::1", false);
        row("::/64", false);
        row("::ffff:127.0.0.1", false);
        row("::fffe:0:0/95", false);
        row("192.0.2.1", true);
    }
    void mayBan()
    {
        QFETCH(QString, text);
        QFETCH(bool, allowed);
        BansFixture f;
        const auto answer = f.add(text);
        QCOMPARE(answer->has_value(), allowed);
        QCOMPARE(f.store.asked, int(allowed));
        if (!allowed)
            QVERIFY(answer->error().code == ErrorCode::Conflict);
    }

    void nobodyBansThemselvesOrAProxy()
    {
        BansFixture f;
        const AdminAction action{.address = u"192.0.2.7"_s};
        QVERIFY(f.add(u"192.0.2.0/24"_s, action)->error().code == ErrorCode::Conflict);
        QVERIFY(f.add(u"198.51.100.9"_s)->error().code == ErrorCode::Conflict);
        QVERIFY(f.add(u"198.51.0.0/16"_s)->error().code == ErrorCode::Conflict);
        QCOMPARE(f.store.asked, 0);
        QVERIFY(*f.add(u"192.0.3.0/24"_s, action));
        // By the local socket.
        QVERIFY(*f.add(u"192.0.2.0/24"_s, {.address = u"local:root(0)"_s}));
    }

    void nobodyBansAHigherRole()
    {
        BansFixture f;
        ConnectionInfo chief{.id = 1, .actor = Actor(), .address = u"192.0.2.7"_s};
        chief.actor->role = ServerRole::Administrator;
        f.open.open = {chief};
        const AdminAction action{.role = ServerRole::Operator};
        QVERIFY(f.add(u"192.0.2.0/24"_s, action)->error().code == ErrorCode::Forbidden);
        QVERIFY(*f.add(u"192.0.3.0/24"_s, action));
        QVERIFY(*f.add(u"192.0.2.0/24"_s, {.role = ServerRole::Administrator}));
    }

    void closesWhatIsOpenAfterTheAnswer()
    {
        BansFixture f;
        f.open.open = {{.id = 1, .address = u"192.0.2.7"_s},
                       {.id = 2, .address = u"192.0.3.7"_s},
                       {.id = 3, .address = u"192.0.2.8"_s}};
        QCOMPARE((*f.add(u"192.0.2.0/24"_s, {.dryRun = true}))->connections, 2);
        QCOMPARE(f.open.banished, QStringList());
        QVERIFY(f.mayConnect(u"192.0.2.7"_s));
        QCOMPARE((*f.add(u"192.0.2.0/24"_s))->connections, 2);
        QCOMPARE(f.open.banished, QStringList{u"192.0.2.0/24"_s});
        QVERIFY(!f.mayConnect(u"192.0.2.7"_s));
        QVERIFY(f.mayConnect(u"192.0.3.7"_s));
    }

    void theSmallestNetworkThatIsInForceCounts()
    {
        BanTable table;
        table.insert({network(u"10.0.0.0/8"_s), {}, u"all"_s, {}, {}});
        table.insert({network(u"10.1.0.0/16"_s), start + 1h, u"some"_s, {}, {}});
        table.insert({network(u"10.1.1.1"_s), start + 2h, u"one"_s, {}, {}});
        const auto reason = [&table](const QString &address, Timestamp now) {
            const AddressBan *ban = table.find(network(address), now);
            return ban ? ban->reason : u"none"_s;
        };
        QCOMPARE(reason(u"10.1.1.1"_s, start), u"one"_s);
        QCOMPARE(reason(u"10.1.1.2"_s, start), u"some"_s);
        QCOMPARE(reason(u"10.1.1.2"_s, start + 1h), u"all"_s);
        QCOMPARE(reason(u"10.1.1.1"_s, start + 2h), u"all"_s);
        QCOMPARE(reason(u"11.0.0.1"_s, start), u"none"_s);
        QCOMPARE(reason(u"2001:db8::1"_s, start), u"none"_s);
        // Replaced, not added.
        table.insert({network(u"10.0.0.0/8"_s), {}, u"other"_s, {}, {}});
        QCOMPARE(table.size(), 3);
        table.remove(network(u"10.0.0.0/8"_s));
        QCOMPARE(reason(u"10.2.0.1"_s, start), u"none"_s);
        table.remove(network(u"10.0.0.0/8"_s));
        QCOMPARE(table.size(), 2);
        table.prune(start + 1h);
        QCOMPARE(table.size(), 1);
        QCOMPARE(reason(u"10.1.1.1"_s, start), u"one"_s);
        table.prune(start + 2h);
        QVERIFY(table.isEmpty());
    }

    void endsByTheWallClock()
    {
        BansFixture f;
        f.bans.add({}, {network(u"192.0.2.7"_s), start + 1h}, [](const auto &) {});
        f.now = start + 1h - 1ms;
        QVERIFY(!f.mayConnect(u"192.0.2.7"_s));
        QVERIFY(!f.mayConnect(u"::ffff:192.0.2.7"_s));
        f.now = start + 1h;
        QVERIFY(f.mayConnect(u"192.0.2.7"_s));
    }

    // The answer of a look-up that began before a ban does not lose that ban.
    void readsAgainWhatChangedMeanwhile()
    {
        BansFixture f;
        int loaded = 0;
        f.bans.load([&](const Result<void> &) { ++loaded; });
        QVERIFY(*f.add(u"192.0.2.7"_s));
        std::exchange(f.store.loads, {}).front()(QList<AddressBan>{});
        QCOMPARE(loaded, 0);
        QVERIFY(!f.mayConnect(u"192.0.2.7"_s));
        QCOMPARE(f.store.loads.size(), size_t(1));
        const AddressBan other{network(u"192.0.2.8"_s), {}, {}, {}, {}};
        std::exchange(f.store.loads, {}).front()(QList<AddressBan>{other});
        QCOMPARE(loaded, 1);
        QVERIFY(f.mayConnect(u"192.0.2.7"_s));
        QVERIFY(!f.mayConnect(u"192.0.2.8"_s));
        // A failed one keeps what is known.
        f.bans.load([&](const Result<void> &result) { loaded += result ? 1 : 10; });
        f.store.loads.front()(ErrorCode::StorageFailed);
        QCOMPARE(loaded, 11);
        QVERIFY(!f.mayConnect(u"192.0.2.8"_s));
    }

    void textThatIsNoAddressIsNotBanned()
    {
        BansFixture f;
        QVERIFY(*f.add(u"192.0.2.7"_s));
        QVERIFY(f.mayConnect({}));
        QVERIFY(f.mayConnect(u"local:root(0)"_s));
    }
};

PARLANCE_TEST(TestAddressBans)

} // namespace tst_addressbans

#include "tst_addressbans.moc"
