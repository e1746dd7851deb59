// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"
#include "configfile.h"
#include "configvalues.h"
#include "support/testprogram.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

namespace tst_config {

using namespace parlance;
using namespace Qt::StringLiterals;

class TestConfig : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_dir;

    QString write(const QString &name, const QByteArray &text)
    {
        QString path = m_dir.filePath(name);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly))
            qFatal("cannot write %s", qPrintable(path));
        file.write(text);
        return path;
    }

    static QByteArray defaultFile()
    {
        QFile file(u":/resources/parlance.toml"_s);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private Q_SLOTS:
    void commandLineBeatsEnvironmentBeatsFile()
    {
        ConfigSources sources;
        sources.file = write(u"order.toml"_s, "listen = [\"127.0.0.1:1001\"]\ndata = \"/file\"\n");
        auto config = loadConfig(sources);
        QVERIFY(config);
        QCOMPARE(config->listen.at(0).port, 1001);
        QCOMPARE(config->dataDirectory, u"/file"_s);

        sources.environment = {{u"PARLANCE_LISTEN"_s, u"127.0.0.1:1002,[::1]:1003"_s},
                               {u"PORT"_s, u"1009"_s},
                               {u"PARLANCE_DATA"_s, u"/environment"_s},
                               {u"JWT_SECRET"_s, u"weaker"_s},
                               {u"PARLANCE_JWT_SECRET"_s, u"stronger"_s},
                               {u"PARLANCE_RATE_LIMITS"_s, u"off"_s}};
        config = loadConfig(sources);
        QVERIFY(config);
        QCOMPARE(config->listen.size(), 2u);
        QCOMPARE(config->listen.at(1).toUrl(), u"http://[::1]:1003"_s);
        QCOMPARE(config->dataDirectory, u"/environment"_s);
        QCOMPARE(config->jwtSecret, "stronger");
        QVERIFY(!config->rateLimits.enabled);

        sources.listen = QStringList{u"0.0.0.0:1004"_s};
        sources.dataDirectory = u"/option"_s;
        config = loadConfig(sources);
        QVERIFY(config);
        QCOMPARE(config->listen.size(), 1u);
        QCOMPARE(config->listen.at(0).toUrl(), u"http://0.0.0.0:1004"_s);
        QCOMPARE(config->dataDirectory, u"/option"_s);
    }

    void openSocketsAreAWord_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<int>("expected");
        const auto row = [](const char *value, int expected) {
            QTest::newRow(value) << QByteArray(value) << expected;
        };
        row("\"loopback\"", int(OpenSockets::Loopback));
        row("\"on\"", int(OpenSockets::On));
        row("\"off\"", int(OpenSockets::Off));
        row("true", int(OpenSockets::On));
        row("false", int(OpenSockets::Off));
        row("\"true\"", -1);
        row("\"ON\"", -1);
        row("1", -1);
    }
    void openSocketsAreAWord()
    {
        QFETCH(QByteArray, value);
        QFETCH(int, expected);
        QVERIFY(Config().openSockets == OpenSockets::Loopback);
        QTemporaryDir dir;
        const QString path = dir.filePath(u"c.toml"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("legacy.open_sockets = " + value + '\n');
        file.close();
        Config config;
        const auto read = readConfigFile(path, config);
        QCOMPARE(read.has_value(), expected >= 0);
        if (read)
            QCOMPARE(int(config.openSockets), expected);
        else
            QVERIFY(read.error().message().contains(u"loopback"_s));
    }

    void takesTheNamesOfOtherBackends_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("JWT_SECRET") << u"JWT_SECRET"_s;
        QTest::newRow("secretKey") << u"secretKey"_s;
        QTest::newRow("PARLANCE_JWT_SECRET") << u"PARLANCE_JWT_SECRET"_s;
    }
    void takesTheNamesOfOtherBackends()
    {
        QFETCH(QString, name);
        ConfigSources sources;
        sources.environment = {{name, u"abc"_s}, {u"PORT"_s, u"3000"_s}};
        const auto config = loadConfig(sources);
        QVERIFY(config);
        QCOMPARE(config->jwtSecret, "abc");
        QCOMPARE(config->listen.at(0).toUrl(), u"http://127.0.0.1:3000"_s);
    }

    void readsDotEnv()
    {
        const QString path = write(u"env"_s, "# comment\n\nexport PORT=4000\nJWT_SECRET=\"a # b\"\n"
                                             "secretKey='x y'\nPARLANCE_DATA=/data # where\n");
        const auto environment = readEnvironment(path);
        QVERIFY(environment);
        QCOMPARE(environment->value(u"PORT"_s), u"4000"_s);
        QCOMPARE(environment->value(u"JWT_SECRET"_s), u"a # b"_s);
        QCOMPARE(environment->value(u"secretKey"_s), u"x y"_s);
        QCOMPARE(environment->value(u"PARLANCE_DATA"_s), u"/data"_s);
        qputenv("PARLANCE_DATA", "/process");
        QCOMPARE(readEnvironment(path)->value(u"PARLANCE_DATA"_s), u"/process"_s);
        qunsetenv("PARLANCE_DATA");
        const auto broken = readEnvironment(write(u"broken"_s, "PORT=1\nnonsense\n"));
        QVERIFY(!broken);
        QVERIFY(broken.error().detail.contains(u"broken:2:"_s));
    }

    void saysWhatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("word");
        const auto row = [](const char *name, const char *text, const char *line,
                            const char *word) {
            QTest::newRow(name) << QByteArray(text) << QString::fromLatin1(line)
                                << QString::fromLatin1(word);
        };
        row("syntax", "\nlisten = [", ":2:", "");
        row("unknown key", "[http]\nmax_bodybytes = 1", ":2:", "http.max_bodybytes");
        row("unknown section", "[htp]\na = 1", ":2:", "htp.a");
        row("type", "[http]\n\nmax_body_bytes = \"1\"", ":3:", "whole number");
        row("range", "[http]\nmax_body_bytes = 1", ":2:", "whole number from");
        row("recovery", "[socketio]\nrecovery_messages = 0", ":2:", "from 1 to");
        row("buffer", "[websocket]\nmax_buffered_bytes = 262143", ":2:", "from 262144 to");
        row("fraction", "[auth]\ntoken_lifetime_days = 1.5", ":2:", "whole number");
        row("address", "listen = [\"nowhere\"]", ":1:", "nowhere");
        row("scheme", "listen = [\"ftp://127.0.0.1:1\"]", ":1:", "ftp://127.0.0.1:1");
        row("certificate", "[tls]\ncertificate = 1", ":2:", "tls.certificate must be a string");
        row("plaintext", "allow_plaintext = \"on\"", ":1:", "true or false");
        row("empty list", "listen = []", ":1:", "at least one");
        row("proxy", "[http]\ntrusted_proxies = [\"10.0.0.0/99\"]", ":2:", "10.0.0.0/99");
        row("choice", "[log]\nlevel = \"loud\"", ":2:", "one of");
        row("boolean", "[rate_limits]\nenabled = 1", ":2:", "true or false");
    }
    void saysWhatIsWrong()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, line);
        QFETCH(QString, word);
        ConfigSources sources;
        sources.file = write(u"wrong.toml"_s, text);
        const auto config = loadConfig(sources);
        QVERIFY(!config);
        QVERIFY2(config.error().detail.contains(sources.file + line),
                 qPrintable(config.error().detail));
        QVERIFY2(config.error().detail.contains(word), qPrintable(config.error().detail));
        QVERIFY(!config.error().detail.contains(u'\n'));
    }

    void refusesWrongVariables_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("value");
        QTest::newRow("port") << u"PORT"_s << u"web"_s;
        QTest::newRow("port range") << u"PORT"_s << u"70000"_s;
        QTest::newRow("listen") << u"PARLANCE_LISTEN"_s << u"127.0.0.1"_s;
        QTest::newRow("limits") << u"PARLANCE_RATE_LIMITS"_s << u"0"_s;
        QTest::newRow("plaintext") << u"PARLANCE_ALLOW_PLAINTEXT"_s << u"true"_s;
        QTest::newRow("level") << u"PARLANCE_LOG_LEVEL"_s << u"loud"_s;
        QTest::newRow("format") << u"PARLANCE_LOG_FORMAT"_s << u"xml"_s;
        QTest::newRow("missing file") << u"PARLANCE_CONFIG"_s << u"/nonexistent.toml"_s;
    }
    void refusesWrongVariables()
    {
        QFETCH(QString, name);
        QFETCH(QString, value);
        ConfigSources sources;
        sources.environment = {{name, value}};
        const auto config = loadConfig(sources);
        QVERIFY(!config);
        QVERIFY2(config.error().detail.contains(name) || config.error().detail.contains(value),
                 qPrintable(config.error().detail));
    }

    void theBufferHoldsTheLongestMessage()
    {
        ConfigSources sources;
        sources.file = write(u"long.toml"_s, "[limits]\nmessage_bytes = 262144\n");
        QVERIFY(loadConfig(sources));
        sources.file = write(u"longer.toml"_s, "[limits]\nmessage_bytes = 262145\n");
        const auto config = loadConfig(sources);
        QVERIFY(!config);
        QVERIFY(config.error().detail.contains(u"max_buffered_bytes must be at least 4194320"_s));
    }

    void tls()
    {
        ConfigSources sources;
        sources.file = write(u"tls.toml"_s, "listen = [\"https://[::]:1\", \"127.0.0.1:2\"]\n"
                                            "[tls]\ncertificate = \"~/c.pem\"\nkey = \"/k\"\n");
        auto config = loadConfig(sources);
        QVERIFY(config);
        QCOMPARE(config->listen.at(0).toUrl(), u"https://[::]:1"_s);
        QCOMPARE(config->listen.at(1).toUrl(), u"http://127.0.0.1:2"_s);
        QVERIFY(usesTls(*config));
        QCOMPARE(config->tlsCertificate, QDir::homePath() + u"/c.pem"_s);
        QCOMPARE(config->tlsKey, u"/k"_s);
        sources.environment = {{u"PARLANCE_LISTEN"_s, u"127.0.0.1:3"_s},
                               {u"PARLANCE_TLS_CERTIFICATE"_s, u"/c"_s},
                               {u"PARLANCE_TLS_KEY"_s, u"~/k"_s}};
        config = loadConfig(sources);
        QVERIFY(config);
        QVERIFY(!usesTls(*config));
        QCOMPARE(config->tlsCertificate, u"/c"_s);
        QCOMPARE(config->tlsKey, QDir::homePath() + u"/k"_s);
    }

    void listenersThatMayNotBe_data()
    {
        QTest::addColumn<QString>("listen");
        QTest::addColumn<QString>("certificate");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("allowed");
        QTest::addColumn<QString>("word");
        const auto row = [](const QString &listen, const char *certificate, const char *key,
                            const char *allowed, const char *word) {
            QTest::addRow("%s %s%s%s", qPrintable(listen), certificate, key, allowed)
                << listen << QString::fromLatin1(certificate) << QString::fromLatin1(key)
                << QString::fromLatin1(allowed) << QString::fromLatin1(word);
        };
        for (const QString &local : {u"127.0.0.1:1"_s, u"127.9.9.9:1"_s, u"[::1]:1"_s})
            row(local, "", "", "", "");
        for (const QString &open : {u"0.0.0.0:1"_s, u"[::]:1"_s, u"192.0.2.1:1"_s}) {
            row(open, "", "", "", "allow_plaintext");
            row(open, "c", "k", "off", "allow_plaintext");
            row(u"127.0.0.1:1,"_s + open, "", "", "", "allow_plaintext");
            row(open, "", "", "on", "");
            row(u"https://"_s + open, "c", "k", "", "");
            row(u"https://"_s + open, "", "k", "on", "tls.certificate");
            row(u"https://"_s + open, "c", "", "on", "tls.key");
        }
    }
    void listenersThatMayNotBe()
    {
        QFETCH(QString, listen);
        QFETCH(QString, certificate);
        QFETCH(QString, key);
        QFETCH(QString, allowed);
        QFETCH(QString, word);
        ConfigSources sources;
        sources.environment = {{u"PARLANCE_LISTEN"_s, listen},
                               {u"PARLANCE_TLS_CERTIFICATE"_s, certificate},
                               {u"PARLANCE_TLS_KEY"_s, key},
                               {u"PARLANCE_ALLOW_PLAINTEXT"_s, allowed}};
        const auto config = loadConfig(sources);
        QVERIFY(config);
        const auto checked = checkListeners(*config);
        QCOMPARE(bool(checked), word.isEmpty());
        if (checked)
            return;
        QVERIFY2(checked.error().detail.contains(word), qPrintable(checked.error().detail));
        QVERIFY(checked.error().detail.contains(listen.section(u',', -1)));
        QVERIFY(!checked.error().detail.contains(u'\n'));
    }

    void theDefaultFileHoldsTheDefaults()
    {
        const QByteArray text = defaultFile();
        QVERIFY(!text.isEmpty());
        ConfigSources sources;
        sources.file = write(u"commented.toml"_s, text);
        QVERIFY(loadConfig(sources));

        // Uncommented, it must set every key there is, and change nothing.
        QString uncommented = QString::fromUtf8(text);
        uncommented.replace(
            QRegularExpression(u"^#(?=[a-z_]+ = )"_s, QRegularExpression::MultilineOption), {});
        for (const QString &key : configKeys())
            QVERIFY2(
                uncommented.contains(QRegularExpression(u"\\b%1 = "_s.arg(key.section(u'.', -1)))),
                qPrintable(key));
        sources.file = write(u"uncommented.toml"_s, uncommented.toUtf8());
        const auto read = loadConfig(sources);
        QVERIFY2(read, read ? "" : qPrintable(read.error().detail));
        const Config fresh;
        QCOMPARE(read->listen.at(0).toUrl(), fresh.listen.at(0).toUrl());
        QCOMPARE(read->allowPlaintext, fresh.allowPlaintext);
        QCOMPARE(read->tlsCertificate, fresh.tlsCertificate);
        QCOMPARE(read->tlsKey, fresh.tlsKey);
        QCOMPARE(read->maxBodyBytes, fresh.maxBodyBytes);
        QCOMPARE(read->headerTimeout, fresh.headerTimeout);
        QCOMPARE(read->idleTimeout, fresh.idleTimeout);
        QCOMPARE(read->rateLimits.authentication.period, fresh.rateLimits.authentication.period);
        QCOMPARE(read->rateLimits.events.count, fresh.rateLimits.events.count);
        QCOMPARE(read->rateLimits.events.period, fresh.rateLimits.events.period);
        QCOMPARE(read->rateLimits.connections, fresh.rateLimits.connections);
        QCOMPARE(read->pingInterval, fresh.pingInterval);
        QCOMPARE(read->maxPayloadBytes, fresh.maxPayloadBytes);
        QCOMPARE(read->allowEngineIo3, fresh.allowEngineIo3);
        QCOMPARE(read->maxBufferedBytes, fresh.maxBufferedBytes);
        QCOMPARE(read->socketIoClientDirectory, fresh.socketIoClientDirectory);
        QCOMPARE(read->synchronous, fresh.synchronous);
        QCOMPARE(read->limits.messageBytes, fresh.limits.messageBytes);
        QCOMPARE(read->limits.membersPerRoom, fresh.limits.membersPerRoom);
        QCOMPARE(read->logLevel, fresh.logLevel);
        QCOMPARE(read->tokenLifetime, fresh.tokenLifetime);
        const QList<Setting> ofFile = settingsOf(*read);
        const QList<Setting> ofNone = settingsOf(fresh);
        for (qsizetype i = 0; i < ofNone.size(); ++i) {
            if (ofNone[i].key != u"data")
                QVERIFY2(ofFile[i].value == ofNone[i].value, qPrintable(ofNone[i].key));
        }
    }
};

PARLANCE_TEST(TestConfig)

} // namespace tst_config

#include "tst_config.moc"
