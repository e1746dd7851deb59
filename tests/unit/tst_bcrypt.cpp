// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bcrypt.h"
#include "app/passwords.h"
#include "support/testprogram.h"
#include "support/testsupport.h"

namespace tst_bcrypt {

using namespace parlance;
using namespace parlance::test;
using namespace Qt::StringLiterals;

const QByteArray alphabet =
    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
const QByteArray hashOfAlphabet = "$2a$05$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBui";
const QByteArray hashOfText = "$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";

class TestBcrypt : public QObject
{
    Q_OBJECT

private:
    Passwords m_passwords{{1, 64, 1, 8192}};

    bool verified(const QByteArray &hash, const QString &password)
    {
        const auto right = await<bool>(
            [&](auto done) { m_passwords.verify(QString::fromLatin1(hash), password, done); });
        return right && *right;
    }

private Q_SLOTS:
    // From the test suites of crypt_blowfish and jBCrypt.
    void knowsTheVectors_data()
    {
        QTest::addColumn<QByteArray>("hash");
        QTest::addColumn<QByteArray>("password");
        const auto add = [](const char *name, const QByteArray &hash, const QByteArray &password) {
            QTest::newRow(name) << hash << password;
        };
        add("three characters", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
            "U*U");
        add("four", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.VGOzA784oUp/Z0DY336zx7pLYAy0lwK", "U*U*");
        add("five", "$2a$05$XXXXXXXXXXXXXXXXXXXXXOAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a", "U*U*U");
        add("none", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.7uG0VCzI2bS7j6ymqJi9CdcdxiRTWNy", "");
        add("2b", hashOfText, "U*U");
        add("2y", "$2y$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW", "U*U");
        add("eight bits", "$2y$05$/OK.fbVrR/bpIqNJ5ianF.Sa7shbm4.OzKpvFnX1pQLmQW96oUlCq", "\xa3");
        add("cost 6", "$2a$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i", "abc");
        add("72 bytes", hashOfAlphabet, alphabet);
    }
    void knowsTheVectors()
    {
        QFETCH(QByteArray, hash);
        QFETCH(QByteArray, password);
        QVERIFY(isBcryptHash(hash));
        QVERIFY(bcryptMatches(hash, password));
        QVERIFY(!bcryptMatches(hash, 'x' + password));
        QVERIFY(!bcryptMatches(hash.chopped(1) + (hash.endsWith('O') ? 'P' : 'O'), password));
    }

    // As in other bcrypt libraries, so that users with a longer password can log in.
    void bytesAfterTheSeventySecondAreIgnored()
    {
        QCOMPARE(alphabet.size(), 72);
        QVERIFY(bcryptMatches(hashOfAlphabet, alphabet + "chars after 72 are ignored"));
        QVERIFY(bcryptMatches(hashOfAlphabet, alphabet + QByteArray(1024 - 72, 'x')));
        QVERIFY(!bcryptMatches(hashOfAlphabet, alphabet.chopped(1)));
        QVERIFY(!bcryptMatches(hashOfAlphabet, alphabet.chopped(1) + 'x'));
        QVERIFY(verified(hashOfAlphabet, QString::fromLatin1(alphabet) + u"and more"_s));
    }

    void nothingIsCutAtANul()
    {
        QVERIFY(!bcryptMatches(hashOfText, QByteArray("U*U\0", 4)));
        QVERIFY(!bcryptMatches(hashOfText, QByteArray("U*U\0more", 8)));
        QVERIFY(!bcryptMatches(hashOfText, QByteArray("\0", 1)));
        QVERIFY(!verified(hashOfText, u"U*U"_s + QChar(0) + u"more"_s));
        QVERIFY(verified(hashOfText, u"U*U"_s));
    }

    void malformedHashesMatchNothing_data()
    {
        QTest::addColumn<QByteArray>("hash");
        QTest::newRow("none") << QByteArray();
        QTest::newRow("too short") << hashOfText.chopped(1);
        QTest::newRow("too long") << hashOfText + 'W';
        QTest::newRow("another version") << QByteArray(hashOfText).replace("$2b$", "$2x$");
        QTest::newRow("no version") << QByteArray(hashOfText).replace("$2b$", "$2$0");
        QTest::newRow("no cost") << QByteArray(hashOfText).replace("$05$", "$xx$");
        QTest::newRow("no such cost") << QByteArray(hashOfText).replace("$05$", "$03$");
        QTest::newRow("no delimiter") << QByteArray(hashOfText).replace("$05$", "$05.");
        QTest::newRow("no salt") << QByteArray(hashOfText).replace("CCCC", "CC:C");
        QTest::newRow("DES") << QByteArray("ab7kqkxJ1P4k.");
        QTest::newRow("only its beginning") << QByteArray("$2b$");
    }
    void malformedHashesMatchNothing()
    {
        QFETCH(QByteArray, hash);
        QVERIFY(!bcryptMatches(hash, "U*U"));
        QVERIFY(!bcryptMatches(hash, hash));
        QVERIFY(!bcryptMatches(hash, ""));
        QVERIFY(!verified(hash, u"U*U"_s));
        QVERIFY(!verified(hash, {}));
    }

    void onlyHashesOfOthersAreOutdated()
    {
        QVERIFY(Passwords::isOutdated(QString::fromLatin1(hashOfText)));
        QVERIFY(!Passwords::isOutdated(*m_passwords.hashNow(u"U*U"_s)));
        QVERIFY(!Passwords::isOutdated({}));
        QVERIFY(verified(m_passwords.hashNow(u"U*U"_s)->toLatin1(), u"U*U"_s));
    }
};

PARLANCE_TEST(TestBcrypt)

} // namespace tst_bcrypt

#include "tst_bcrypt.moc"
