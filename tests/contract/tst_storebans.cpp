// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/adminsuite.h"
#include "support/testprogram.h"

namespace tst_storebans {

using namespace parlance;
using namespace parlance::test;

constexpr qint64 hour = 3600;

// Networks that nobody may connect from.
class TestStoreBans : public AdminSuite
{
    Q_OBJECT

private:
    static QString text(const AddressBan &ban)
    {
        const QString until = ban.until ? toIsoString(*ban.until) : u"ever"_s;
        return QStringList{ban.network.toString(), until, ban.reason, ban.createdBy}.join(u'|');
    }
    static QStringList texts(const QList<AddressBan> &bans)
    {
        QStringList list;
        for (const AddressBan &each : bans)
            list.append(text(each));
        return list;
    }
    QStringList all()
    {
        const auto found =
            await<QList<AddressBan>>([&](auto done) { m_store->bans().allBans(done); });
        return found ? texts(*found) : QStringList{errorName(found.error().code)};
    }
    static AdminAction because(const QString &reason)
    {
        AdminAction action = local(u"bans.add"_s);
        action.reason = reason;
        return action;
    }

private Q_SLOTS:
    void initTestCase_data() { backends(); }
    void init() { setUp(); }
    void cleanup() { m_store.reset(); }

    void beginsReplacesAndEnds()
    {
        QVERIFY(ban(because(u"spam"_s), u"192.0.2.0/24"_s));
        QCOMPARE(all(), QStringList{u"192.0.2.0/24|ever|spam|local:root(0)"_s});
        const Timestamp until = at(m_now + hour);
        QVERIFY(ban(because(u"again"_s), u"192.0.2.0/24"_s, until));
        const QString later = u"192.0.2.0/24|"_s + toIsoString(until) + u"|again|local:root(0)"_s;
        QCOMPARE(all(), QStringList{later});
        // A ban of a part of it is another one.
        QVERIFY(ban(because(u"one"_s), u"192.0.2.7"_s));
        QCOMPARE(all().size(), 2);
        QCOMPARE(text(*unban(local(), u"192.0.2.0/24"_s)), later);
        QCOMPARE(all(), QStringList{u"192.0.2.7|ever|one|local:root(0)"_s});
        QVERIFY(unban(local(), u"192.0.2.0/24"_s).error().code == ErrorCode::Conflict);
    }

    void endsByTheWallClock()
    {
        QVERIFY(ban(local(), u"192.0.2.7"_s, at(m_now + hour)));
        m_now += hour - 1;
        QCOMPARE(all().size(), 1);
        m_now += 1;
        QCOMPARE(all(), QStringList());
        QCOMPARE(texts(bans()->bans), QStringList());
        QVERIFY(unban(local(), u"192.0.2.7"_s).error().code == ErrorCode::Conflict);
        // What the log says was before is not what has ended.
        QVERIFY(ban(local(u"bans.add"_s), u"192.0.2.7"_s));
        QCOMPARE(audit()->entries.first().before, (QJsonObject{{u"banned"_s, false}}));
    }

    void isLogged()
    {
        QVERIFY(ban(because(u"spam"_s), u"2001:db8::/32"_s, at(m_now + hour)));
        const AuditEntry entry = audit()->entries.first();
        QCOMPARE(entry.target, u"2001:db8::/32"_s);
        QCOMPARE(entry.before, (QJsonObject{{u"banned"_s, false}}));
        QCOMPARE(entry.after, (QJsonObject{{u"banned"_s, true},
                                           {u"until"_s, toIsoString(at(m_now + hour))},
                                           {u"reason"_s, u"spam"_s}}));
        QVERIFY(unban(local(u"bans.remove"_s), u"2001:db8::/32"_s));
        QCOMPARE(audit()->entries.first().after, (QJsonObject{{u"banned"_s, false}}));
    }

    void aDryRunChangesNothing()
    {
        QVERIFY(ban(dry(because(u"spam"_s)), u"192.0.2.7"_s));
        QCOMPARE(all(), QStringList());
        QVERIFY(ban(local(), u"192.0.2.7"_s));
        QVERIFY(unban(dry(local()), u"192.0.2.7"_s));
        QCOMPARE(all().size(), 1);
        QCOMPARE(audit()->entries.size(), 1);
    }

    void whoHasLostTheRoleChangesNothing()
    {
        const AdminAction former = by(ann, ServerRole::Operator);
        QVERIFY(ban(former, u"192.0.2.7"_s).error().code == ErrorCode::Forbidden);
        QVERIFY(ban(local(), u"192.0.2.7"_s));
        QVERIFY(unban(former, u"192.0.2.7"_s).error().code == ErrorCode::Forbidden);
        QCOMPARE(all().size(), 1);
    }

    void comesInPages()
    {
        for (const auto &network : {u"192.0.2.0/24"_s, u"10.0.0.0/8"_s, u"2001:db8::/32"_s})
            QVERIFY(ban(local(), network));
        const auto first = bans({.limit = 2});
        QVERIFY(first->more);
        QCOMPARE(first->bans.size(), 2);
        QCOMPARE(first->bans.first().network.toString(), u"10.0.0.0/8"_s);
        const auto second = bans({.after = first->bans.last().network.toString(), .limit = 2});
        QVERIFY(!second->more);
        QCOMPARE(second->bans.first().network.toString(), u"2001:db8::/32"_s);
    }

    void thereIsALimit()
    {
        StoreOptions few = options();
        few.limits.addressBans = 2;
        reopen(few);
        QVERIFY(ban(local(), u"192.0.2.1"_s, at(m_now + hour)));
        QVERIFY(ban(local(), u"192.0.2.2"_s));
        QVERIFY(ban(local(), u"192.0.2.3"_s).error().code == ErrorCode::LimitReached);
        // A replaced one is no further one, nor is one that has ended.
        QVERIFY(ban(local(), u"192.0.2.2"_s));
        m_now += hour;
        QVERIFY(ban(local(), u"192.0.2.3"_s));
    }
};

PARLANCE_TEST(TestStoreBans)

} // namespace tst_storebans

#include "tst_storebans.moc"
