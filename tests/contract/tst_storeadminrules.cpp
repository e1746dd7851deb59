// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/adminsuite.h"
#include "support/testprogram.h"

#include <functional>

namespace tst_storeadminrules {

using namespace parlance;
using namespace parlance::test;

const AccountStatus banned{AccountState::Suspended};

// Whom administrators may change, and what a dry run does.
class TestStoreAdminRules : public AdminSuite
{
    Q_OBJECT

private:
    using Change = std::function<QString(const AdminAction &, const UserRef &)>;

    template <class T>
    static QString outcome(const Result<T> &result)
    {
        return result ? u"ok"_s : errorName(result.error().code);
    }
    /// Every change of an existing account, by name.
    QList<std::pair<QString, Change>> changes()
    {
        return {
            {u"changeRole"_s,
             [this](const AdminAction &action, const UserRef &user) {
                 return outcome(changeRole(action, user.username, ServerRole::User));
             }},
            {u"changeState"_s,
             [this](const AdminAction &action, const UserRef &user) {
                 return outcome(changeState(action, user.username, banned));
             }},
            {u"resetPassword"_s,
             [this](const AdminAction &action, const UserRef &user) {
                 return outcome(reset(action, user.username));
             }},
            {u"endSessions"_s,
             [this](const AdminAction &action, const UserRef &user) {
                 return outcome(end(action, user.username, {}));
             }},
            {u"muteUser"_s,
             [this](const AdminAction &action, const UserRef &user) {
                 return outcome(mute(action, {user.username}));
             }},
            {u"endSession"_s,
             [this](const AdminAction &action, const UserRef &user) {
                 const auto list = sessions({user.username})->sessions;
                 return outcome(
                     end(action, {}, list.isEmpty() ? SessionId() : list.first().session.id));
             }},
        };
    }
    static void addRolePairs()
    {
        QTest::addColumn<QString>("actorRole");
        QTest::addColumn<QString>("otherRole");
        for (const ServerRole mine : serverRoles()) {
            for (const ServerRole other : serverRoles()) {
                const QString name = roleName(mine) + u'/' + roleName(other);
                QTest::newRow(qPrintable(name)) << roleName(mine) << roleName(other);
            }
        }
    }

private Q_SLOTS:
    void initTestCase_data() { backends(); }
    void init() { setUp(); }
    void cleanup() { m_store.reset(); }

    // --- ranks

    void aHigherRoleIsOutOfReach_data() { addRolePairs(); }
    void aHigherRoleIsOutOfReach()
    {
        QFETCH(QString, actorRole);
        QFETCH(QString, otherRole);
        const ServerRole mine = *roleFromName(actorRole);
        const ServerRole theirs = *roleFromName(otherRole);
        appoint(cid, ServerRole::Administrator);
        appoint(ann, mine);
        const AdminAction action = by(ann, mine);
        const bool allowed = rankOf(theirs) <= rankOf(mine);
        for (const auto &[name, change] : changes()) {
            appoint(bob, theirs);
            QVERIFY(changeState(local(), u"bob"_s, {AccountState::Active}));
            QVERIFY(addSession(bob.id, at(50)));
            const QStringList before = everything();
            const QString expected = allowed ? u"ok"_s : errorName(ErrorCode::Forbidden);
            QVERIFY2(change(dry(action), bob) == expected, qPrintable(name));
            QCOMPARE(everything(), before);
            QVERIFY2(change(action, bob) == expected, qPrintable(name));
            QCOMPARE(everything() == before, !allowed);
        }
    }

    // While its command waits, the session of an actor may end.
    void anActorWhoseSessionHasEndedIsRefused()
    {
        appoint(ann, ServerRole::Administrator);
        AdminAction action = by(ann, ServerRole::Administrator);
        action.sessionId = addSession(ann.id, at(50))->id;
        AuditEntry done{.action = action, .outcome = u"ok"_s};
        QVERIFY(addSession(bob.id, at(50)));
        QVERIFY(append(done));
        QVERIFY(end(local(), {}, action.sessionId));
        const QStringList before = everything();
        for (const auto &[name, change] : changes())
            QVERIFY2(change(action, bob) == errorName(ErrorCode::SessionEnded), qPrintable(name));
        VERIFY_ERROR(add(action, newUser(u"dan"_s)), ErrorCode::SessionEnded);
        VERIFY_ERROR(append(done), ErrorCode::SessionEnded);
        QCOMPARE(everything(), before);
        // What is refused is logged all the same.
        done.outcome = u"session_ended"_s;
        QVERIFY(append(done));
    }

    // While its command waits, an actor may lose the role, or be suspended.
    void anActorWhoLostTheRightsIsRefused()
    {
        appoint(cid, ServerRole::Administrator);
        appoint(ann, ServerRole::Operator);
        for (const auto &[name, change] : changes())
            QVERIFY2(change(by(ann, ServerRole::Administrator), bob) ==
                         errorName(ErrorCode::Forbidden),
                     qPrintable(name));
        QCOMPARE(outcome(add(by(ann, ServerRole::Administrator), newUser(u"Dan"_s))),
                 errorName(ErrorCode::Forbidden));
        const AdminAction action = by(ann, ServerRole::Operator);
        QVERIFY(changeState(local(), u"ann"_s, {AccountState::Suspended}));
        for (const auto &[name, change] : changes())
            QVERIFY2(change(action, bob) == errorName(ErrorCode::Forbidden), qPrintable(name));
    }

    void nobodyGivesMoreThanHeHas_data() { addRolePairs(); }
    void nobodyGivesMoreThanHeHas()
    {
        QFETCH(QString, actorRole);
        QFETCH(QString, otherRole);
        const ServerRole mine = *roleFromName(actorRole);
        const ServerRole given = *roleFromName(otherRole);
        appoint(ann, mine);
        const AdminAction action = by(ann, mine);
        const QString expected =
            rankOf(given) <= rankOf(mine) ? u"ok"_s : errorName(ErrorCode::Forbidden);
        const QStringList before = everything();
        QCOMPARE(outcome(changeRole(dry(action), u"bob"_s, given)), expected);
        QCOMPARE(outcome(add(dry(action), newUser(u"Dan"_s, given))), expected);
        QCOMPARE(everything(), before);
        QCOMPARE(outcome(changeRole(action, u"bob"_s, given)), expected);
        QCOMPARE(outcome(add(action, newUser(u"Dan"_s, given))), expected);
        QCOMPARE(everything() == before, expected != u"ok");
    }

    // --- the own account, and the last administrator

    void theOwnAccount()
    {
        appoint(ann, ServerRole::Administrator);
        appoint(bob, ServerRole::Administrator);
        const AdminAction own = by(ann, ServerRole::Administrator);
        const QStringList before = everything();
        for (const AdminAction &action : {own, dry(own)}) {
            const auto role = changeRole(action, ann.id.toString(), ServerRole::User);
            VERIFY_ERROR(role, ErrorCode::Conflict);
            QCOMPARE(role.error().message(), u"You cannot do this to your own account"_s);
            VERIFY_ERROR(changeState(action, u"ann"_s, banned), ErrorCode::Conflict);
        }
        QCOMPARE(everything(), before);
        QVERIFY(addSession(ann.id, at(50)));
        const auto single = addSession(ann.id, at(50));
        QCOMPARE(end(own, {}, single->id)->sessions.size(), size_t(1));
        QCOMPARE(end(own, u"ann"_s, {})->sessions.size(), size_t(1));
        QVERIFY(reset(own, u"ann"_s));
    }

    void theLastAdministratorStays_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<qint64>("until");
        QTest::addColumn<bool>("isLast");
        const auto row = [](const char *name, AccountState state, qint64 until, bool isLast) {
            QTest::newRow(name) << int(state) << until << isLast;
        };
        // The state of the other administrator.
        row("active", AccountState::Active, -1, false);
        row("pending", AccountState::Pending, -1, true);
        row("locked", AccountState::Locked, -1, true);
        row("banned", AccountState::Suspended, -1, true);
        row("suspended", AccountState::Suspended, 11, true);
        row("suspension has ended", AccountState::Suspended, 10, false);
        row("deactivated", AccountState::Deactivated, -1, true);
        row("erased", AccountState::Erased, -1, true);
    }
    void theLastAdministratorStays()
    {
        QFETCH(int, state);
        QFETCH(qint64, until);
        QFETCH(bool, isLast);
        m_now = 10;
        appoint(ann, ServerRole::Administrator);
        appoint(bob, ServerRole::Administrator);
        appoint(cid, ServerRole::Operator);
        AccountStatus status{AccountState(state)};
        if (until >= 0)
            status.until = at(until);
        QVERIFY(changeState(local(), u"bob"_s, status));
        const QStringList before = everything();
        const auto role = changeRole(dry(local()), u"ann"_s, ServerRole::Operator);
        const auto ban = changeState(dry(local()), u"ann"_s, banned);
        QCOMPARE(everything(), before);
        const QString expected = isLast ? errorName(ErrorCode::Conflict) : u"ok"_s;
        QCOMPARE(outcome(role), expected);
        QCOMPARE(outcome(ban), expected);
        if (isLast) {
            QCOMPARE(role.error().message(), u"This is the last administrator"_s);
            VERIFY_ERROR(changeRole(local(), u"ann"_s, ServerRole::User), ErrorCode::Conflict);
            VERIFY_ERROR(changeState(local(), u"ann"_s, {AccountState::Deactivated}),
                         ErrorCode::Conflict);
            QCOMPARE(everything(), before);
        }
        // These leave an administrator.
        QVERIFY(changeRole(local(), u"ann"_s, ServerRole::Administrator));
        QVERIFY(changeState(local(), u"ann"_s, {AccountState::Active}));
        QVERIFY(reset(local(), u"ann"_s));
        QVERIFY(end(local(), u"ann"_s, {}));
    }

    void anAdministratorWhoCannotLogInIsNotTheLast()
    {
        appoint(ann, ServerRole::Administrator);
        QCOMPARE(run(u"UPDATE users SET state = 2 WHERE username_key = 'ann'"_s), QString());
        QVERIFY(changeState(local(), u"ann"_s, banned));
        QVERIFY(changeRole(local(), u"ann"_s, ServerRole::User));
    }

    // One whose suspension has ended can log in, so it is the last one.
    void aSuspensionThatHasEndedCounts()
    {
        appoint(ann, ServerRole::Administrator);
        QCOMPARE(run(u"UPDATE users SET state = 3, suspended_until = %1 WHERE username_key = "
                     "'ann'"_s.arg(toEpochMs(at(5)))),
                 QString());
        m_now = 5;
        VERIFY_ERROR(changeRole(local(), u"ann"_s, ServerRole::User), ErrorCode::Conflict);
        VERIFY_ERROR(changeState(local(), u"ann"_s, banned), ErrorCode::Conflict);
        m_now = 4;
        QVERIFY(changeRole(local(), u"ann"_s, ServerRole::User));
    }

    // --- dry runs

    void aDryRunTellsAndChangesNothing()
    {
        QVERIFY(addSession(bob.id, at(50)));
        const auto second = addSession(bob.id, at(50));
        const QStringList before = everything();
        const AdminAction action = dry(local());
        const auto added = add(action, newUser(u"Dan"_s, ServerRole::Operator));
        QVERIFY(added && added->user.id.isNull());
        QCOMPARE(added->user.username, u"Dan"_s);
        QVERIFY(added->user.role == ServerRole::Operator);
        QVERIFY(changeRole(action, u"bob"_s, ServerRole::Auditor)->user.role ==
                ServerRole::Auditor);
        const auto state = changeState(action, u"bob"_s, {AccountState::Suspended, at(9), u"x"_s});
        QCOMPARE(text(state->status), u"suspended|%1|x"_s.arg(toIsoString(at(9))));
        QCOMPARE(state->sessions, 2);
        const auto password = reset(action, u"bob"_s);
        QCOMPARE(password->sessions, 2);
        QVERIFY(password->user.mustChangePassword);
        QCOMPARE(end(action, u"bob"_s, {})->sessions.size(), size_t(2));
        QCOMPARE(end(action, {}, second->id)->sessions, std::vector{second->id});
        QCOMPARE(everything(), before);
        for (const QString &nobody : {u"nobody"_s, QString()}) {
            VERIFY_ERROR(changeRole(action, nobody, ServerRole::User), ErrorCode::UserNotFound);
            VERIFY_ERROR(changeState(action, nobody, banned), ErrorCode::UserNotFound);
            VERIFY_ERROR(reset(action, nobody), ErrorCode::UserNotFound);
            VERIFY_ERROR(end(action, nobody, {}), ErrorCode::UserNotFound);
        }
        VERIFY_ERROR(end(action, {}, SessionId(randomId())), ErrorCode::SessionNotFound);
        QCOMPARE(everything(), before);
    }

    // A change that cannot be logged is not made.
    void whatIsNotLoggedIsNotDone()
    {
        QVERIFY(addSession(bob.id, at(50)));
        const QStringList before = everything();
        QCOMPARE(run(u"CREATE UNIQUE INDEX no_more ON audit (outcome)"_s), QString());
        AuditEntry first;
        first.outcome = u"ok"_s;
        QVERIFY(append(first));
        for (const auto &[name, change] : changes())
            QVERIFY2(change(local(), bob) == errorName(ErrorCode::Internal), qPrintable(name));
        VERIFY_ERROR(add(local(), newUser(u"Dan"_s)), ErrorCode::Internal);
        QStringList after = everything();
        after.removeLast();
        QCOMPARE(after, before);
    }
};

PARLANCE_TEST(TestStoreAdminRules)

} // namespace tst_storeadminrules

#include "tst_storeadminrules.moc"
