// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/storesuite.h"
#include "support/testprogram.h"

namespace tst_storeaccounts {

using namespace parlance;
using namespace parlance::test;

// Accounts and sessions.
class TestStoreAccounts : public StoreSuite
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { backends(); }
    void init() { setUp(); }
    void cleanup() { m_store.reset(); }

    void createsUsers()
    {
        m_now = 5;
        const auto dan = addUser(u"Dan"_s, u"Dan@Example.org"_s);
        QVERIFY(dan);
        QCOMPARE(dan->email, u"Dan@Example.org"_s);
        const auto found =
            await<User>([&](auto done) { m_store->accounts().findUser(dan->id, done); });
        QVERIFY(found);
        QCOMPARE(found->username, u"Dan"_s);
        QCOMPARE(found->email, u"Dan@Example.org"_s);
        QVERIFY(found->createdAt == at(5));
        QVERIFY(!found->lastSeenAt);
        QVERIFY(!found->mustChangePassword);
        QVERIFY(found->role == ServerRole::User);

        VERIFY_ERROR(addUser(u"DAN"_s), ErrorCode::UsernameTaken);
        VERIFY_ERROR(addUser(u"Eve"_s, u"dan@example.ORG"_s), ErrorCode::EmailTaken);
        QVERIFY(addUser(u"Eve"_s));
    }

    void findsUsers()
    {
        const auto byName = [&](const QString &key) {
            return await<User>([&](auto done) { m_store->accounts().findUserByName(key, done); });
        };
        QCOMPARE(byName(u"ann"_s)->id, ann.id);
        VERIFY_ERROR(byName(u"nobody"_s), ErrorCode::UserNotFound);
        VERIFY_ERROR(await<User>([&](auto done) { m_store->accounts().findUser(UserId(), done); }),
                     ErrorCode::UserNotFound);

        QVERIFY(addUser(u"Annabel"_s));
        QVERIFY(addUser(u"ann%"_s));
        const auto search = [&](const QString &prefix, int limit) {
            QStringList list;
            const auto found = await<QList<User>>(
                [&](auto done) { m_store->accounts().searchUsers(prefix, limit, done); });
            for (const User &user : *found)
                list.append(user.username);
            return list;
        };
        QCOMPARE(search(u"ann"_s, 10), QStringList({u"Ann"_s, u"ann%"_s, u"Annabel"_s}));
        QCOMPARE(search(u"ann"_s, 2), QStringList({u"Ann"_s, u"ann%"_s}));
        QCOMPARE(search(u"ann%"_s, 10), QStringList({u"ann%"_s}));
        QCOMPARE(search(u""_s, 10).size(), 5);
        const auto all =
            await<QList<User>>([&](auto done) { m_store->accounts().listUsers(done); });
        QCOMPARE(all->size(), 5);
    }

    void findsCredentials()
    {
        const auto dan = addUser(u"Dan"_s, u"dan@example.org"_s);
        const auto find = [&](const QString &key) {
            return await<Credentials>(
                [&](auto done) { m_store->accounts().findCredentials(key, done); });
        };
        QCOMPARE(find(u"dan"_s)->passwordHash, u"hash of Dan"_s);
        QCOMPARE(find(u"dan@example.org"_s)->user.id, dan->id);
        VERIFY_ERROR(find(u""_s), ErrorCode::UserNotFound);
        // A user name in the form of somebody's address wins over the address.
        const auto imitator = addUser(u"dan@example.org"_s);
        QCOMPARE(find(u"dan@example.org"_s)->user.id, imitator->id);
        QCOMPARE(await<Credentials>([&](auto done) {
                     m_store->accounts().findCredentialsById(dan->id, done);
                 })->user.username,
                 u"Dan"_s);
        VERIFY_ERROR(await<Credentials>([&](auto done) {
                         m_store->accounts().findCredentialsById(UserId(), done);
                     }),
                     ErrorCode::UserNotFound);
    }

    void changesUsers()
    {
        const auto promote = [&](UserId id) {
            return await<User>([&](auto done) {
                m_store->accounts().setRole(id, ServerRole::Administrator, done);
            });
        };
        QVERIFY(promote(ann.id)->role == ServerRole::Administrator);
        VERIFY_ERROR(promote(UserId()), ErrorCode::UserNotFound);
        QVERIFY(
            await<void>([&](auto done) { m_store->accounts().setLastSeen(ann.id, at(9), done); }));
        VERIFY_ERROR(
            await<void>([&](auto done) { m_store->accounts().setLastSeen(UserId(), at(9), done); }),
            ErrorCode::UserNotFound);
        const auto found =
            await<User>([&](auto done) { m_store->accounts().findUser(ann.id, done); });
        QVERIFY(found->lastSeenAt == at(9));
    }

    void updatesPasswordAndEndsSessions()
    {
        const auto kept = addSession(ann.id, at(100));
        const auto ended = addSession(ann.id, at(100));
        const auto others = addSession(bob.id, at(100));
        QVERIFY(await<void>([&](auto done) {
            m_store->accounts().updatePassword({ann.id, u"new"_s, true, kept->id, {}}, done);
        }));
        QVERIFY(actor(kept->id)->mustChangePassword);
        VERIFY_ERROR(actor(ended->id), ErrorCode::SessionEnded);
        QVERIFY(actor(others->id));
        QCOMPARE(passwordHash(ann.id), u"new"_s);
        VERIFY_ERROR(
            await<void>([&](auto done) {
                m_store->accounts().updatePassword({UserId(), u"new"_s, false, {}, {}}, done);
            }),
            ErrorCode::UserNotFound);
        QVERIFY(await<void>([&](auto done) {
            m_store->accounts().updatePassword({ann.id, u"x"_s, false, {}, {}}, done);
        }));
        VERIFY_ERROR(actor(kept->id), ErrorCode::SessionEnded);
    }

    // What was verified with the old password is worth nothing once there is a new one.
    void aChangedPasswordOvertakesWhatWasVerifiedBefore()
    {
        const QString old = passwordHash(ann.id);
        const auto session = addSession(ann.id, old, at(100));
        const auto change = [&](const QString &fresh, const std::optional<QString> &verified) {
            return await<void>([&](auto done) {
                m_store->accounts().updatePassword({ann.id, fresh, false, session->id, verified},
                                                   done);
            });
        };
        QVERIFY(change(u"new"_s, old));
        VERIFY_ERROR(addSession(ann.id, old, at(100)), ErrorCode::InvalidCredentials);
        VERIFY_ERROR(change(u"newer"_s, old), ErrorCode::InvalidCredentials);
        QCOMPARE(passwordHash(ann.id), u"new"_s);
        QVERIFY(actor(session->id));
        QCOMPARE(number(u"select count(*) from sessions"_s), 1);
        QVERIFY(addSession(ann.id, u"new"_s, at(100)));
        // The command line knows no present password.
        QVERIFY(change(u"newest"_s, {}));
    }

    // --- sessions

    void sessions()
    {
        m_now = 3;
        const auto session = addSession(ann.id, at(50));
        QVERIFY(session->createdAt == at(3));
        const auto found = actor(session->id);
        QVERIFY(found);
        QCOMPARE(found->userId, ann.id);
        QCOMPARE(found->username, u"Ann"_s);
        QCOMPARE(found->sessionId, session->id);
        QVERIFY(found->expiresAt == at(50));
        VERIFY_ERROR(addSession(UserId(), at(50)), ErrorCode::InvalidCredentials);

        QVERIFY(
            await<void>([&](auto done) { m_store->sessions().deleteSession(session->id, done); }));
        VERIFY_ERROR(actor(session->id), ErrorCode::SessionEnded);
        QVERIFY(
            await<void>([&](auto done) { m_store->sessions().deleteSession(session->id, done); }));

        const auto second = addSession(ann.id, at(50));
        const auto bobs = addSession(bob.id, at(50));
        QVERIFY(
            await<void>([&](auto done) { m_store->sessions().deleteSessionsOf(ann.id, done); }));
        VERIFY_ERROR(actor(second->id), ErrorCode::SessionEnded);
        QVERIFY(actor(bobs->id));

        const auto expire = [&](Timestamp now) {
            return *await<qint64>(
                [&](auto done) { m_store->sessions().deleteExpiredSessions(now, done); });
        };
        QCOMPARE(expire(at(49)), 0);
        QCOMPARE(expire(at(50)), 1);
        VERIFY_ERROR(actor(bobs->id), ErrorCode::SessionEnded);
    }
};

PARLANCE_TEST(TestStoreAccounts)

} // namespace tst_storeaccounts

#include "tst_storeaccounts.moc"
