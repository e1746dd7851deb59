// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/tlskeeper.h"
#include "support/netfixture.h"
#include "support/testprogram.h"

#include <QFile>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QSslCertificate>

namespace tst_nettlsfiles {

using namespace parlance;
using namespace parlance::test;
using namespace Qt::StringLiterals;

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString &path, const QByteArray &text)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("cannot write %s", qPrintable(path));
}

/// Three certificates, and the files a server uses one of them from.
struct Renewed
{
    TestCertificates files;
    net::TlsFiles used{files.path(u"used.pem"_s), files.path(u"used.key"_s)};

    Renewed()
    {
        for (const auto &name : {u"old"_s, u"new"_s, u"other"_s})
            files.make(name);
    }
    void use(const QString &certificate, const QString &key) const
    {
        write(used.certificate, contents(files.path(certificate)));
        write(used.key, contents(files.path(key)));
        QVERIFY(QFile::setPermissions(used.key, QFile::ReadOwner | QFile::WriteOwner));
    }
    QSslCertificate certificate(const QString &name) const
    {
        return QSslCertificate::fromData(contents(files.path(name))).value(0);
    }
};

QSslCertificate peer(const RawClient &client)
{
    return static_cast<const QSslSocket &>(client.socket).peerCertificate();
}

/// The certificate files: which are accepted, and how they are reloaded.
class TestNetTlsFiles : public QObject
{
    Q_OBJECT

private:
    TestCertificates m_files;

    static void addRoute(TestFront &front)
    {
        front.router.add(http::Method::Get, u"/secure"_s,
                         [](const http::ExchangePtr &exchange, const QStringList &) {
                             exchange->reply(http::Response::text(
                                 exchange->request().secure ? "secure" : "plain"));
                         });
    }

private Q_SLOTS:
    void initTestCase() { qputenv("PARLANCE_TEST_TLS", "1"); }

    void files_data()
    {
        QTest::addColumn<QString>("certificate");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("word");
        const auto row = [](const char *certificate, const char *key, const char *word) {
            QTest::addRow("%s %s", certificate, key)
                << QString::fromLatin1(certificate) << QString::fromLatin1(key)
                << QString::fromLatin1(word);
        };
        row("ec.pem", "ec.key", "");
        row("rsa.pem", "rsa.key", "");
        row("rsa.pem", "traditional.key", "");
        row("both.pem", "both.pem", "");
        row("ec.pem", "rsa.key", "does not belong");
        row("rsa.pem", "ec.key", "does not belong");
        row("ec.pem", "locked.key", "passphrase");
        row("ed25519.pem", "ed25519.key", "no private key, RSA or EC");
        row("ec.pem", "ec.pem", "no private key, RSA or EC");
        row("ec.key", "ec.key", "no certificate");
        row("empty.pem", "ec.key", "no certificate");
        row("missing.pem", "ec.key", "missing.pem cannot be read");
        row("ec.pem", "missing.key", "missing.key cannot be read");
        row("ec.pem", "/dev/zero", "is not a file");
        row("/", "ec.key", "is not a file");
        row("large.pem", "ec.key", "too large");
        row("small.pem", "small.key", "key too small");
        m_files.make(u"ec"_s);
        m_files.make(u"rsa"_s, {u"rsa:2048"_s});
        m_files.make(u"small"_s, {u"rsa:512"_s});
        m_files.make(u"ed25519"_s, {u"ed25519"_s});
        const auto path = [this](const QString &file) { return m_files.path(file); };
        TestCertificates::openssl({u"rsa"_s, u"-traditional"_s, u"-in"_s, path(u"rsa.key"_s),
                                   u"-out"_s, path(u"traditional.key"_s)});
        TestCertificates::openssl({u"ec"_s, u"-aes128"_s, u"-passout"_s, u"pass:secret"_s, u"-in"_s,
                                   path(u"ec.key"_s), u"-out"_s, path(u"locked.key"_s)});
        write(path(u"both.pem"_s), contents(path(u"ec.pem"_s)) + contents(path(u"ec.key"_s)));
        QFile::setPermissions(path(u"both.pem"_s), QFile::ReadOwner);
        write(path(u"empty.pem"_s), {});
        write(path(u"large.pem"_s), QByteArray(2'000'000, '\n'));
    }
    void files()
    {
        QFETCH(QString, certificate);
        QFETCH(QString, key);
        QFETCH(QString, word);
        const auto path = [this](const QString &file) {
            return file.startsWith(u'/') ? file : m_files.path(file);
        };
        const auto loaded = net::loadTlsCertificate({path(certificate), path(key)});
        QCOMPARE(bool(loaded), word.isEmpty());
        if (loaded) {
            QVERIFY(loaded->warnings.isEmpty());
            return;
        }
        const QString detail = loaded.error().detail;
        QVERIFY2(detail.contains(word), qPrintable(detail));
        QVERIFY(!detail.contains(u'\n'));
        const bool keyIsWrong = word != u"no certificate"_s && certificate != u"/"_s;
        QVERIFY2(detail.contains(keyIsWrong && key.startsWith(u'/') ? key : u"tls."_s),
                 qPrintable(detail));
    }

    void filesThatDeserveAWarning()
    {
        TestCertificates files;
        const auto path = [&files](const char *file) {
            return files.path(QString::fromLatin1(file));
        };
        files.make(u"ec"_s);
        TestCertificates::openssl({u"req"_s, u"-new"_s, u"-key"_s, path("ec.key"), u"-subj"_s,
                                   u"/CN=localhost"_s, u"-out"_s, path("request")});
        TestCertificates::openssl({u"x509"_s, u"-req"_s, u"-in"_s, path("request"), u"-signkey"_s,
                                   path("ec.key"), u"-days"_s, u"0"_s, u"-out"_s, path("ec.pem")});
        const auto warnings = [&] {
            const auto loaded = net::loadTlsCertificate({path("ec.pem"), path("ec.key")});
            return loaded ? loaded->warnings : QStringList{loaded.error().detail};
        };
        // The certificate expires in the second in which it becomes valid.
        QTRY_COMPARE(warnings().size(), 1);
        QVERIFY(warnings().at(0).contains(u"ec.pem has expired on 20"_s));
        QVERIFY(QFile::setPermissions(path("ec.key"), QFile::ReadOwner | QFile::ReadOther));
        QCOMPARE(warnings().size(), 2);
        QVERIFY(warnings().at(1).contains(u"ec.key can be read by every user"_s));
    }

    void renewal()
    {
        Renewed files;
        files.use(u"old.pem"_s, u"old.key"_s);
        net::TlsKeeper keeper(files.used);
        QVERIFY(keeper.load());
        QSignalSpy loaded(&keeper, &net::TlsKeeper::loaded);
        TestFront front;
        addRoute(front);
        front.tls = keeper.configuration();
        QVERIFY(front.start());
        const auto shown = [&] {
            RawClient client(front);
            return peer(client);
        };
        RawClient early(front);
        QCOMPARE(peer(early), files.certificate(u"old.pem"_s));

        files.use(u"new.pem"_s, u"new.key"_s);
        keeper.reload();
        QTRY_COMPARE(loaded.size(), 1);
        QVERIFY(loaded.takeFirst().at(0).toBool());
        QCOMPARE(shown(), files.certificate(u"new.pem"_s));

        files.use(u"other.pem"_s, u"old.key"_s);
        QTest::ignoreMessage(
            QtCriticalMsg,
            QRegularExpression(u"^The TLS certificate stays as it was: .*does not belong"_s));
        keeper.reload();
        QTRY_COMPARE(loaded.size(), 1);
        QVERIFY(!loaded.takeFirst().at(0).toBool());
        QCOMPARE(shown(), files.certificate(u"new.pem"_s));

        // After concurrent reloads, the files of the last one are used.
        keeper.reload();
        files.use(u"other.pem"_s, u"other.key"_s);
        keeper.reload();
        keeper.reload();
        QTRY_COMPARE(loaded.size(), 2);
        QVERIFY(loaded.at(1).at(0).toBool());
        QCOMPARE(shown(), files.certificate(u"other.pem"_s));

        early.get("/secure");
        QCOMPARE(early.takeAnswer().body, QByteArray("secure"));
    }
};

PARLANCE_TEST(TestNetTlsFiles)

} // namespace tst_nettlsfiles

#include "tst_nettlsfiles.moc"
