// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/passwords.h"
#include "app/ratelimiter.h"
#include "app/tokens.h"
#include "support/testprogram.h"
#include "support/testsupport.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QMessageAuthenticationCode>

namespace tst_app {

using namespace parlance;
using namespace parlance::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

const QByteArray secret(32, 's');
const Timestamp now = fromEpochMs(1'700'000'000'000);

constexpr auto base64url = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

QString forge(const QByteArray &header, const QByteArray &payload, const QByteArray &key,
              QCryptographicHash::Algorithm hash)
{
    const QByteArray signedPart = header.toBase64(base64url) + '.' + payload.toBase64(base64url);
    const QByteArray signature =
        key.isEmpty() ? QByteArray() : QMessageAuthenticationCode::hash(signedPart, key, hash);
    return QString::fromLatin1(signedPart + '.' + signature.toBase64(base64url));
}

Session session()
{
    return {
        SessionId::fromHex(u"0123456789abcdef01234567").value_or(SessionId()), {}, now, now + 1h};
}

User user()
{
    User user;
    user.id = UserId::fromHex(u"aaaaaaaaaaaaaaaaaaaaaaaa").value_or(UserId());
    user.username = u"Zoë"_s;
    return user;
}

class TestApp : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tokensComeBack()
    {
        const Tokens tokens(secret);
        const QString token = tokens.issue(user(), session());
        const auto id = tokens.verify(token, now);
        QVERIFY(id);
        QCOMPARE(*id, session().id);
        const QJsonObject claims =
            QJsonDocument::fromJson(QByteArray::fromBase64(token.split(u'.')[1].toLatin1(),
                                                           QByteArray::Base64UrlEncoding))
                .object();
        for (const QString &name : {u"sub"_s, u"id"_s, u"userId"_s, u"profileId"_s})
            QCOMPARE(claims.value(name).toString(), user().id.toString());
        QCOMPARE(claims.value(u"username"_s).toString(), u"Zoë"_s);
        QCOMPARE(claims.value(u"exp"_s).toInteger(), toEpochMs(now + 1h) / 1000);
    }

    void refusesTokens_data()
    {
        QTest::addColumn<QString>("token");
        const QByteArray payload =
            R"({"jti":"0123456789abcdef01234567","exp":1900000000,"sub":"x"})";
        const QByteArray hs256 = R"({"alg":"HS256","typ":"JWT"})";
        const auto sha256 = QCryptographicHash::Sha256;
        QVERIFY(Tokens(secret).verify(forge(hs256, payload, secret, sha256), now));
        QTest::newRow("other key") << forge(hs256, payload, QByteArray(32, 'x'), sha256);
        QTest::newRow("alg none") << forge(R"({"alg":"none"})", payload, {}, sha256);
        QTest::newRow("alg none, signed") << forge(R"({"alg":"none"})", payload, secret, sha256);
        QTest::newRow("alg None") << forge(R"({"alg":"None"})", payload, {}, sha256);
        QTest::newRow("alg HS512")
            << forge(R"({"alg":"HS512"})", payload, secret, QCryptographicHash::Sha512);
        QTest::newRow("no alg") << forge("{}", payload, secret, sha256);
        QTest::newRow("no signature") << forge(hs256, payload, {}, sha256);
        QTest::newRow("expired") << forge(hs256, R"({"jti":"0123456789abcdef01234567","exp":1})",
                                          secret, sha256);
        QTest::newRow("no expiry")
            << forge(hs256, R"({"jti":"0123456789abcdef01234567"})", secret, sha256);
        QTest::newRow("no session") << forge(hs256, R"({"exp":1900000000})", secret, sha256);
        QTest::newRow("session of a wrong type")
            << forge(hs256, R"({"jti":{"$ne":null},"exp":1900000000})", secret, sha256);
        QTest::newRow("not JSON") << forge(hs256, "x", secret, sha256);
        QTest::newRow("empty") << QString();
        QTest::newRow("dots") << u".."_s;
        QTest::newRow("words") << u"undefined"_s;
        QTest::newRow("NUL") << QString(QChar(0)) + u"a.b.c"_s;
        QTest::newRow("long") << QString(1'000'000, u'a');
    }
    void refusesTokens()
    {
        QFETCH(QString, token);
        const auto verified = Tokens(secret).verify(token, now);
        QVERIFY(!verified);
        QCOMPARE(verified.error().code, ErrorCode::InvalidToken);
    }

    void hashesPasswords()
    {
        Passwords passwords({});
        const auto hash =
            await<QString>([&](auto done) { passwords.hash(u"correct horse"_s, done); });
        QVERIFY(hash);
        QVERIFY(hash->startsWith("$argon2id$"_L1));
        const auto verify = [&](const QString &stored, const QString &typed) {
            const auto right =
                await<bool>([&](auto done) { passwords.verify(stored, typed, done); });
            return right && *right;
        };
        QVERIFY(verify(*hash, u"correct horse"_s));
        QVERIFY(!verify(*hash, u"wrong horse"_s));
        QVERIFY(!verify(QString(), u"correct horse"_s));
        QVERIFY(!verify(u"not a hash"_s, u"correct horse"_s));
    }

    void refusesPasswordsBeyondItsQueue()
    {
        Passwords::Options options;
        options.threads = 1;
        options.maxWaiting = 2;
        Passwords passwords(options);
        int hashed = 0;
        int refused = 0;
        for (int i = 0; i < 10; ++i) {
            passwords.hash(u"password"_s, [&](const Result<QString> &hash) {
                hash ? ++hashed : ++refused;
                if (!hash)
                    QCOMPARE(hash.error().code, ErrorCode::Overloaded);
            });
        }
        QTRY_COMPARE(hashed + refused, 10);
        QCOMPARE(hashed, 2);
    }

    void limitsRates()
    {
        Timestamp time = now;
        RateLimiter limiter([&] { return time; });
        const Allowance allowance{3, 30s};
        for (int i = 2; i >= 0; --i) {
            const RateDecision decision = limiter.take(u"k"_s, allowance);
            QVERIFY(decision.allowed);
            QCOMPARE(decision.remaining, i);
        }
        const RateDecision refused = limiter.take(u"k"_s, allowance);
        QVERIFY(!refused.allowed);
        QCOMPARE(refused.retryAfter, 10s);
        QCOMPARE(refused.limit, 3);
        QVERIFY(limiter.take(u"other"_s, allowance).allowed);
        time += 10s;
        QVERIFY(limiter.take(u"k"_s, allowance).allowed);
        QVERIFY(!limiter.take(u"k"_s, allowance).allowed);
        time += 1h;
        QCOMPARE(limiter.take(u"k"_s, allowance).remaining, 2);
        // A clock that steps back refills nothing and breaks nothing.
        time -= 2h;
        QCOMPARE(limiter.take(u"k"_s, allowance).remaining, 1);
    }
};

PARLANCE_TEST(TestApp)

} // namespace tst_app

#include "tst_app.moc"
