// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testprogram.h"
#include "support/trafficfixture.h"

#include <QTest>

namespace tst_textreveals {

using namespace parlance;
using namespace parlance::test;

// Who sees the texts of the traffic, and for how long.
class TestTextReveals : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsTextsOnlyToWhoAskedForThem()
    {
        Looked f;
        f.name(u"Hall"_s);
        f.broker.publish(f.post(u"before"_s));
        QCOMPARE(f.reveal(f.action(f.auditor)), u"ok"_s);
        f.broker.publish(f.post(u"during"_s));
        f.broker.publish(f.post(u"psst"_s, bob));
        QCOMPARE(f.seen(), u"posted Hall ann, posted Hall ann during, posted ann"_s);
        QVERIFY(!f.log.entries().front().text);
        QVERIFY(!f.log.entries().back().text);
        Actor sameUser = f.auditor;
        sameUser.sessionId = SessionId(randomId());
        QCOMPARE(f.seenBy(sameUser), u"posted Hall ann, posted Hall ann, posted ann"_s);
        const AuditEntry &logged = f.store.audit.first();
        QCOMPARE(logged.action.reason, u"a complaint"_s);
        QCOMPARE(logged.outcome, u"ok"_s);
        QCOMPARE(logged.after[u"until"_s].toString(), toIsoString(f.now + 15min));
    }

    void ofOneRoom()
    {
        Looked f;
        f.name(u"Hall"_s);
        QString outcome;
        f.reveals.begin(f.action(f.auditor), f.room.toString(),
                        [&](const auto &begun) { outcome = begun ? u"ok"_s : u"refused"_s; });
        f.store.answerNext(u"Hall"_s);
        QCOMPARE(outcome, u"ok"_s);
        f.broker.publish(f.post(u"here"_s));
        f.room = RoomId(randomId());
        f.name(u"Attic"_s);
        f.broker.publish(f.post(u"there"_s));
        QCOMPARE(f.seen(), u"posted Hall ann here, posted Attic ann"_s);
        QCOMPARE(f.store.audit.first().target, u"Hall"_s);
        f.reveals.begin(f.action(f.auditor), u"nowhere"_s,
                        [&](const auto &begun) { outcome = errorName(begun.error().code); });
        f.store.answerNext({});
        QCOMPARE(outcome, u"room_not_found"_s);
    }

    void endsByItself()
    {
        Looked f;
        QStringList told;
        f.reveals.setListener([&](const TextReveal &reveal, bool hasBegun) {
            told.append(reveal.by + (hasBegun ? u" reads"_s : u" stops"_s));
        });
        f.name(u"Hall"_s);
        f.reveal(f.action(f.auditor));
        f.broker.publish(f.post(u"one"_s));
        f.now += 15min - 1ms;
        f.reveals.expire();
        QCOMPARE(f.reveals.current().size(), 1);
        QCOMPARE(f.seen(), u"posted Hall ann one"_s);
        f.now += 1ms;
        // Also before the timer has noticed.
        QCOMPARE(f.seen(), u"posted Hall ann"_s);
        QVERIFY(f.reveals.current().isEmpty());
        f.broker.publish(f.post(u"two"_s));
        QVERIFY(!f.log.entries().back().text);
        f.reveals.expire();
        QVERIFY(!f.log.entries().front().text);
        QCOMPARE(told, QStringList({u"chief reads"_s, u"chief stops"_s}));
        QCOMPARE(f.hide(f.auditor), u"conflict"_s);
    }

    void endsWithItsSession_data()
    {
        QTest::addColumn<QString>("how");
        for (const char *how : {"off", "session", "all sessions", "role", "by another process"})
            QTest::newRow(how) << QString::fromLatin1(how);
    }
    void endsWithItsSession()
    {
        QFETCH(QString, how);
        Looked f;
        f.name(u"Hall"_s);
        f.reveal(f.action(f.auditor));
        f.broker.publish(f.post(u"one"_s));
        const UserId user = f.auditor.userId;
        // Of others.
        f.broker.publish(SessionsEnded{user, {SessionId(randomId())}, {}});
        f.broker.publish(SessionsEnded{ann.id, {}, {}});
        f.broker.publish(RoleChanged{user, ServerRole::Operator});
        QCOMPARE(f.seen(), u"posted Hall ann one"_s);
        if (how == u"off")
            QCOMPARE(f.hide(f.auditor), u"ok"_s);
        else if (how == u"session")
            f.broker.publish(SessionsEnded{user, {f.auditor.sessionId}, {}});
        else if (how == u"all sessions")
            f.broker.publish(SessionsEnded{user, {}, {}});
        else if (how == u"by another process")
            f.reveals.endOf(f.auditor);
        else
            f.broker.publish(RoleChanged{user, ServerRole::User});
        QVERIFY(f.reveals.current().isEmpty());
        QCOMPARE(f.seen(), u"posted Hall ann"_s);
        QVERIFY(!f.log.entries().front().text);
        QCOMPARE(f.store.audit.size(), how == u"off" ? 2 : 1);
    }

    void doesNotBeginAfterItsSession_data()
    {
        QTest::addColumn<QString>("how");
        for (const char *how : {"session", "role", "by another process"})
            QTest::newRow(how) << QString::fromLatin1(how);
    }
    void doesNotBeginAfterItsSession()
    {
        QFETCH(QString, how);
        Looked f;
        f.name(u"Hall"_s);
        f.store.holdsAudit = true;
        QString outcome;
        f.reveals.begin(f.action(f.auditor), {}, [&](const Result<TextReveal> &begun) {
            outcome = begun ? u"ok"_s : errorName(begun.error().code);
        });
        if (how == u"session")
            f.broker.publish(SessionsEnded{f.auditor.userId, {f.auditor.sessionId}, {}});
        else if (how == u"role")
            f.broker.publish(RoleChanged{f.auditor.userId, ServerRole::User});
        else
            f.reveals.endOf(f.auditor);
        f.store.answerAudit();
        f.store.answerAudit();
        QCOMPARE(outcome, u"forbidden"_s);
        QVERIFY(f.reveals.current().isEmpty());
        f.broker.publish(f.post(u"secret"_s));
        QVERIFY(!f.log.entries().back().text);
        // The log tells that it did not last.
        QCOMPARE(f.store.audit.size(), 2);
        QCOMPARE(f.store.audit.last().after[u"textShown"_s].toBool(), false);
    }

    void severalAtOnce()
    {
        Looked f;
        f.name(u"Hall"_s);
        Actor other = f.auditor;
        other.userId = UserId(randomId());
        other.sessionId = SessionId(randomId());
        other.username = u"second"_s;
        f.reveal(f.action(f.auditor));
        f.now += 5min;
        f.reveal(f.action(other));
        f.broker.publish(f.post(u"one"_s));
        f.now += 10min;
        f.reveals.expire();
        QCOMPARE(f.seen(), u"posted Hall ann"_s);
        QCOMPARE(f.seenBy(other), u"posted Hall ann one"_s);
        // Asked for again, it begins anew.
        f.reveal(f.action(other));
        f.reveal(f.action(other));
        QCOMPARE(f.reveals.current().size(), 1);
        QCOMPARE(f.reveals.current().first().until, f.now + 15min);
    }

    void refusals()
    {
        Looked f;
        QCOMPARE(f.reveal(f.action(f.auditor, {})), u"validation_failed"_s);
        AdminAction dry = f.action(f.auditor);
        dry.dryRun = true;
        QCOMPARE(f.reveal(dry), u"ok"_s);
        QVERIFY(f.reveals.current().isEmpty());
        QVERIFY(f.store.audit.isEmpty());
        f.store.isWritable = false;
        QCOMPARE(f.reveal(f.action(f.auditor)), u"storage_failed"_s);
        QVERIFY(f.reveals.current().isEmpty());
        f.store.isWritable = true;
        for (int i = 0; i < TextReveals::most; ++i) {
            Actor each = f.auditor;
            each.sessionId = SessionId(randomId());
            QCOMPARE(f.reveal(f.action(each)), u"ok"_s);
        }
        QCOMPARE(f.reveal(f.action(f.auditor)), u"limit_reached"_s);
    }

    void textsAreBounded()
    {
        Looked f;
        f.name(u"Hall"_s);
        f.reveal(f.action(f.auditor));
        f.broker.publish(f.post(QString(TrafficLog::maxText + 1, u'x')));
        QCOMPARE(f.log.entries().front().text->size(), TrafficLog::maxText);
        const auto enough = TrafficLog::mostText / TrafficLog::maxText;
        for (qsizetype i = 0; i < enough; ++i)
            f.broker.publish(f.post(QString(TrafficLog::maxText, u'y')));
        QVERIFY(!f.log.entries().front().text);
        QVERIFY(f.log.entries().at(1).text);
    }
};

PARLANCE_TEST(TestTextReveals)

} // namespace tst_textreveals

#include "tst_textreveals.moc"
