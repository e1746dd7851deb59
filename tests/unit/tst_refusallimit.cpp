// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/auditlog.h"
#include "support/testprogram.h"
#include "support/unusedstore.h"

#include <QTest>

namespace tst_refusallimit {

using namespace parlance;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

AuditEntry refusal(const QString &actor, const QString &command = u"users.ban"_s)
{
    AuditEntry entry;
    entry.action.actor = actor;
    entry.action.command = command;
    entry.action.arguments = {{u"user"_s, u"bob"_s}};
    entry.action.reason = u"why"_s;
    entry.target = u"bob"_s;
    entry.outcome = u"forbidden"_s;
    return entry;
}

/// Keeps what is logged.
class Store : public test::UnusedAudit
{
public:
    void appendAudit(AuditEntry entry, Callback<void> done) override
    {
        entries.append(entry);
        done(Result<void>());
    }
    QList<AuditEntry> entries;
};

// Refused calls cannot fill the log.
class TestRefusalLimit : public QObject
{
    Q_OBJECT

private:
    Timestamp m_now = fromEpochMs(0);
    Clock m_clock = [this] { return m_now; };

private Q_SLOTS:
    void countsWhatIsTooMuch()
    {
        RefusalLimit limit(m_clock, {2, 1min});
        QVERIFY(limit.admits(refusal(u"ann"_s)));
        QVERIFY(limit.admits(refusal(u"ann"_s)));
        QVERIFY(limit.takeCounted().isEmpty());
        for (int i = 0; i < 5; ++i)
            QVERIFY(!limit.admits(refusal(u"ann"_s, u"users.list"_s)));
        QVERIFY(limit.admits(refusal(u"ben"_s)));
        const auto counted = limit.takeCounted();
        QCOMPARE(counted.size(), 1);
        QCOMPARE(counted[0].action.actor, u"ann"_s);
        QCOMPARE(counted[0].action.command, u"users.list"_s);
        QCOMPARE(counted[0].outcome, u"forbidden"_s);
        QCOMPARE(counted[0].action.arguments, (QJsonObject{{u"refusals"_s, 5}}));
        QCOMPARE(counted[0].target + counted[0].action.reason, QString());
        QVERIFY(limit.takeCounted().isEmpty());
        m_now += 30s;
        QVERIFY(limit.admits(refusal(u"ann"_s)));
        QVERIFY(!limit.admits(refusal(u"ann"_s)));
    }

    // An account keeps its allowance under another name, and a name is no account.
    void knowsActorsByTheirIds()
    {
        RefusalLimit limit(m_clock, {1, 1min});
        AuditEntry entry = refusal(u"ann"_s);
        entry.action.actorId = UserId(RawId{{1}});
        QVERIFY(limit.admits(entry));
        entry.action.actor = u"anna"_s;
        QVERIFY(!limit.admits(entry));
        QVERIFY(limit.admits(refusal(u"ann"_s)));
    }

    void memoryIsBounded()
    {
        RefusalLimit limit(m_clock, {1, 1min});
        const int actors = int(RefusalLimit::maxActors) + 50;
        for (int round = 0; round < 2; ++round) {
            for (int i = 0; i < actors; ++i)
                limit.admits(refusal(u"user %1"_s.arg(i)));
        }
        const auto counted = limit.takeCounted();
        QCOMPARE(counted.size(), qsizetype(RefusalLimit::maxActors) + 1);
        const auto others =
            std::find_if(counted.begin(), counted.end(), [](const AuditEntry &each) {
                return each.action.actor == u"local:server"_s;
            });
        QVERIFY(others != counted.end());
        QCOMPARE(others->action.arguments, (QJsonObject{{u"refusals"_s, 50}}));
    }

    void theLogStoresTheCounts()
    {
        Store store;
        AuditLog log(store, m_clock, {1, 1min});
        int answered = 0;
        for (int i = 0; i < 4; ++i)
            log.logRefused(refusal(u"ann"_s).action, Error::of(ErrorCode::Forbidden),
                           [&] { ++answered; });
        QCOMPARE(answered, 4);
        QCOMPARE(store.entries.size(), 1);
        log.flush();
        QCOMPARE(store.entries.size(), 2);
        QCOMPARE(store.entries[1].action.arguments, (QJsonObject{{u"refusals"_s, 3}}));
        log.flush();
        QCOMPARE(store.entries.size(), 2);
    }
};

PARLANCE_TEST(TestRefusalLimit)

} // namespace tst_refusallimit

#include "tst_refusallimit.moc"
