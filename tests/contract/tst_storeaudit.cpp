// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/adminsuite.h"
#include "support/testprogram.h"

#include <QJsonArray>

namespace tst_storeaudit {

using namespace parlance;
using namespace parlance::test;

// The audit log.
class TestStoreAudit : public AdminSuite
{
    Q_OBJECT

private:
    static AuditEntry entry(const QString &actor, const QString &command, const QString &target)
    {
        AuditEntry made;
        made.action.actor = actor;
        made.action.command = command;
        made.target = target;
        made.outcome = u"ok"_s;
        return made;
    }
    static QString positions(const Result<AuditPage> &page)
    {
        QStringList list;
        for (const AuditEntry &each : page ? page->entries : QList<AuditEntry>())
            list.append(QString::number(each.position));
        return list.join(u' ');
    }
    /// Positions 1 to 6, at the seconds 10, 20, … 60.
    void addSix()
    {
        const QList<AuditEntry> entries{entry(u"ann"_s, u"users.suspend"_s, u"bob"_s),
                                        entry(u"ann"_s, u"users.ban"_s, u"cid"_s),
                                        entry(u"bob"_s, u"users.suspend"_s, u"bob"_s),
                                        entry(u"bob"_s, u"users.ban"_s, u"bob"_s),
                                        entry(u"ann"_s, u"users.ban"_s, u"bob"_s),
                                        entry(u"Ann"_s, u"users.ban"_s, u"Bob"_s)};
        for (const AuditEntry &each : entries) {
            m_now += 10;
            QVERIFY(append(each));
        }
    }

private Q_SLOTS:
    void initTestCase_data() { backends(); }
    void init() { setUp(); }
    void cleanup() { m_store.reset(); }

    void keepsEveryField()
    {
        m_now = 4;
        AuditEntry made;
        made.position = 99;
        made.at = at(1000);
        made.action = by(ann, ServerRole::Operator);
        made.action.address = u"192.0.2.7"_s;
        made.action.command = u"users.suspend"_s;
        made.action.arguments = {{u"user"_s, u"Bö\"b"_s}, {u"days"_s, 3}};
        made.action.reason = u"spam 'x'"_s;
        made.target = u"Bob"_s;
        made.before = {{u"state"_s, u"active"_s}};
        made.after = {{u"state"_s, u"suspended"_s}, {u"list"_s, QJsonArray{1, 2}}};
        made.outcome = u"forbidden"_s;
        QVERIFY(append(made));
        QVERIFY(append({}));
        reopen(options());
        const auto page = audit();
        QCOMPARE(page->entries.size(), 2);
        made.position = 1;
        made.at = at(4);
        QCOMPARE(text(page->entries[1]), text(made));
        AuditEntry empty;
        empty.position = 2;
        empty.at = at(4);
        QCOMPARE(text(page->entries[0]), text(empty));
        QVERIFY(page->entries[0].action.actorId.isNull());
    }

    void aDryRunIsNotLogged()
    {
        AuditEntry made = entry(u"ann"_s, u"users.ban"_s, u"bob"_s);
        made.action.dryRun = true;
        QVERIFY(append(made));
        QVERIFY(audit()->entries.isEmpty());
    }

    void filters_data()
    {
        QTest::addColumn<QString>("actor");
        QTest::addColumn<QString>("command");
        QTest::addColumn<QString>("target");
        QTest::addColumn<qint64>("since");
        QTest::addColumn<qint64>("until");
        QTest::addColumn<qint64>("before");
        QTest::addColumn<QString>("expected");
        const QString ban = u"users.ban"_s;
        const qint64 no = -1;
        const auto row = [](const char *name, const QString &actor, const QString &command,
                            const QString &target, qint64 since, qint64 until, qint64 before,
                            const QString &expected) {
            QTest::newRow(name) << actor << command << target << since << until << before
                                << expected;
        };
        row("all", {}, {}, {}, no, no, no, u"6 5 4 3 2 1"_s);
        row("before", {}, {}, {}, no, no, 4, u"3 2 1"_s);
        row("before the first", {}, {}, {}, no, no, 1, {});
        row("actor", u"ann"_s, {}, {}, no, no, no, u"5 2 1"_s);
        row("other case", u"Ann"_s, {}, {}, no, no, no, u"6"_s);
        row("unknown actor", u"cid"_s, {}, {}, no, no, no, {});
        row("command", {}, ban, {}, no, no, no, u"6 5 4 2"_s);
        row("part of a command", {}, u"users"_s, {}, no, no, no, {});
        row("target", {}, {}, u"bob"_s, no, no, no, u"5 4 3 1"_s);
        row("actor, command", u"ann"_s, ban, {}, no, no, no, u"5 2"_s);
        row("actor, target", u"ann"_s, {}, u"bob"_s, no, no, no, u"5 1"_s);
        row("command, target", {}, ban, u"bob"_s, no, no, no, u"5 4"_s);
        row("all three", u"ann"_s, ban, u"bob"_s, no, no, no, u"5"_s);
        row("since", {}, {}, {}, 40, no, no, u"6 5 4"_s);
        row("until", {}, {}, {}, no, 30, no, u"3 2 1"_s);
        row("between", {}, {}, {}, 20, 40, no, u"4 3 2"_s);
        row("between, before", {}, {}, {}, 20, 40, 4, u"3 2"_s);
        row("between, command", {}, ban, {}, 20, 40, no, u"4 2"_s);
        row("between, actor", u"ann"_s, {}, {}, 20, 50, no, u"5 2"_s);
        row("between, target", {}, {}, u"bob"_s, 20, 40, no, u"4 3"_s);
        row("nothing between", {}, {}, {}, 41, 49, no, {});
        row("target, before", {}, {}, u"bob"_s, no, no, 5, u"4 3 1"_s);
        row("actor, before", u"ann"_s, {}, {}, no, no, 5, u"2 1"_s);
    }
    void filters()
    {
        QFETCH(QString, actor);
        QFETCH(QString, command);
        QFETCH(QString, target);
        QFETCH(qint64, since);
        QFETCH(qint64, until);
        QFETCH(qint64, before);
        QFETCH(QString, expected);
        addSix();
        AuditQuery query;
        query.actor = actor;
        query.command = command;
        query.target = target;
        if (since >= 0)
            query.since = at(since);
        if (until >= 0)
            query.until = at(until);
        if (before >= 0)
            query.before = before;
        QCOMPARE(positions(audit(query)), expected);
        // The same, one entry a page.
        QStringList read;
        query.limit = 1;
        for (bool more = true; more && read.size() < 10;) {
            const auto page = audit(query);
            QVERIFY(page);
            if (page->entries.isEmpty())
                break;
            read.append(positions(page));
            query.before = page->entries.last().position;
            more = page->more;
        }
        QCOMPARE(read.join(u' '), expected);
    }

    void pages()
    {
        addSix();
        AuditQuery query;
        query.limit = 6;
        QVERIFY(!audit(query)->more);
        query.limit = 5;
        QVERIFY(audit(query)->more);
        query.limit = 0;
        QCOMPARE(positions(audit(query)), u"6"_s);
        query.limit = 1000000;
        QCOMPARE(audit(query)->entries.size(), 6);
    }

    // The clock may have been set, but newer entries still come first.
    void theOrderIsThatOfThePositions()
    {
        for (const qint64 second : {50, 20, 30}) {
            m_now = second;
            QVERIFY(append(entry(u"ann"_s, u"users.ban"_s, u"bob"_s)));
        }
        QCOMPARE(positions(audit()), u"3 2 1"_s);
        AuditQuery query;
        query.since = at(30);
        QCOMPARE(positions(audit(query)), u"3 1"_s);
    }

    void everyChangeIsLoggedWithItsActor()
    {
        m_now = 8;
        appoint(ann, ServerRole::Administrator);
        AdminAction action = by(ann, ServerRole::Administrator);
        action.address = u"192.0.2.7"_s;
        action.command = u"users.suspend"_s;
        action.arguments = {{u"user"_s, u"bob"_s}};
        action.reason = u"spam"_s;
        QVERIFY(addSession(bob.id, at(50)));
        QVERIFY(changeState(action, u"bob"_s, {AccountState::Suspended, at(90), u"Spam"_s}));
        AuditEntry expected;
        expected.position = 1;
        expected.at = at(8);
        expected.action = action;
        expected.target = u"Bob"_s;
        expected.before = {{u"state"_s, u"active"_s}};
        expected.after = {{u"state"_s, u"suspended"_s},
                          {u"until"_s, toIsoString(at(90))},
                          {u"reason"_s, u"Spam"_s}};
        expected.outcome = u"ok"_s;
        QCOMPARE(text(audit()->entries.first()), text(expected));
    }

    void entriesCannotBeChanged()
    {
        addSix();
        const QStringList before = everything();
        const QString error = run(u"UPDATE audit SET outcome = 'x' WHERE position = 1"_s);
        QVERIFY2(error.contains(u"append-only"), qPrintable(error));
        QCOMPARE(everything(), before);
    }

    // The retention is 30 days.
    void pruning()
    {
        constexpr qint64 day = 24 * 3600;
        addSix();
        m_now = 20 * day;
        QVERIFY(append(entry(u"dan"_s, u"users.ban"_s, u"bob"_s)));
        StoreOptions limited = options();
        limited.auditRetention = std::chrono::days(30);
        reopen(limited);
        // They stay up to a day longer, so that the pruning is logged once a day.
        m_now = 30 * day + 100;
        reopen(limited);
        QVERIFY(ping());
        QCOMPARE(audit()->entries.size(), 7);
        m_now = 31 * day + 11;
        reopen(limited);
        QTRY_COMPARE(audit()->entries.size(), 2);
        const AuditEntry pruned = audit()->entries.first();
        QCOMPARE(pruned.action.actor, u"local:server"_s);
        QCOMPARE(pruned.action.command, u"audit.prune"_s);
        QCOMPARE(lastEntry(),
                 u" {} {\"before\":\"%1\",\"deleted\":6} ok"_s.arg(toIsoString(at(day + 11))));
        QCOMPARE(audit()->entries.last().action.actor, u"dan"_s);
        // Only what is older than that can be deleted by hand.
        const QStringList before = everything();
        for (const QString &sql :
             {u"DELETE FROM audit"_s, u"DELETE FROM audit WHERE position = 7"_s,
              u"DELETE FROM audit_horizon"_s, u"UPDATE audit SET reason = 'x'"_s,
              u"UPDATE audit_horizon SET before = %1"_s.arg(toEpochMs(at(m_now))),
              u"INSERT OR REPLACE INTO audit SELECT * FROM audit"_s})
            QVERIFY2(!run(sql).isEmpty(), qPrintable(sql));
        QCOMPARE(everything(), before);
    }

    // All steps together have one entry.
    void pruningInSteps()
    {
        constexpr int count = 1100;
        for (int i = 0; i < count; ++i)
            m_store->audit().appendAudit(entry(u"ann"_s, u"users.ban"_s, u"bob"_s),
                                         [](const Result<void> &) {});
        QVERIFY(append(entry(u"ann"_s, u"users.ban"_s, u"bob"_s)));
        StoreOptions limited = options();
        limited.auditRetention = std::chrono::days(1);
        m_now = 3 * 24 * 3600;
        reopen(limited);
        QTRY_COMPARE(audit()->entries.size(), 1);
        const QJsonObject after = audit()->entries.first().after;
        QCOMPARE(after.value(u"deleted"_s).toInteger(), count + 1);
        // Nothing is left of the run: the next one has an entry of its own.
        m_now = 6 * 24 * 3600;
        reopen(limited);
        QTRY_COMPARE(audit()->entries.first().after.value(u"deleted"_s).toInteger(), 1);
        QCOMPARE(audit()->entries.size(), 1);
    }

    void withoutARetentionAllStay()
    {
        addSix();
        m_now = 4000 * 24 * 3600;
        reopen(options());
        QVERIFY(ping());
        QCOMPARE(audit()->entries.size(), 6);
    }

    void entriesOutliveTheirUsersAndPositionsAreNotReused()
    {
        appoint(cid, ServerRole::Operator);
        QVERIFY(changeState(by(cid, ServerRole::Operator), u"bob"_s, {AccountState::Deactivated}));
        QCOMPARE(run(u"DELETE FROM users WHERE username_key IN ('bob', 'cid')"_s), QString());
        QCOMPARE(lastEntry(), u"Bob {\"state\":\"active\"} {\"state\":\"deactivated\"} ok"_s);
        QCOMPARE(audit()->entries.first().action.actorId, cid.id);
        QVERIFY(run(u"DELETE FROM audit"_s).contains(u"append-only"));
        QCOMPARE(run(u"DROP TRIGGER audit_keeps_all"_s), QString());
        QCOMPARE(run(u"DELETE FROM audit"_s), QString());
        reopen(options());
        QVERIFY(append(entry(u"ann"_s, u"users.ban"_s, u"bob"_s)));
        QCOMPARE(positions(audit()), u"2"_s);
    }
};

PARLANCE_TEST(TestStoreAudit)

} // namespace tst_storeaudit

#include "tst_storeaudit.moc"
