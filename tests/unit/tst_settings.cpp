// SPDX-License-Identifier: GPL-3.0-or-later
#include "configfile.h"
#include "configvalues.h"
#include "support/testprogram.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

namespace tst_settings {

using namespace parlance;
using namespace Qt::StringLiterals;

// The configuration in force as administrators see it, and their listener.
class TestSettings : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_dir;

    QString write(const QString &name, const QByteArray &text)
    {
        const QString path = m_dir.filePath(name);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("cannot write %s", qUtf8Printable(path));
        return path;
    }

private Q_SLOTS:
    void everyKeyIsASetting()
    {
        QStringList keys = configKeys();
        keys.append(u"PARLANCE_JWT_SECRET"_s);
        keys.sort();
        QStringList listed;
        for (const Setting &each : settingsOf(Config()))
            listed.append(each.key);
        listed.sort();
        QCOMPARE(listed, keys);
    }

    void settingsTellWhereTheyComeFromAndNoSecret()
    {
        ConfigSources sources;
        sources.file = write(u"c.toml"_s, "listen = [\"127.0.0.1:1\"]\n[log]\nlevel = \"error\"\n"
                                          "[limits]\nmessage_bytes = 1000\n");
        sources.environment = {{u"PARLANCE_LOG_LEVEL"_s, u"debug"_s},
                               {u"PARLANCE_METRICS_TOKEN"_s, u"nobody-sees-this-one"_s},
                               {u"PARLANCE_JWT_SECRET"_s, u"nobody sees this one"_s}};
        sources.dataDirectory = u"/option"_s;
        const auto config = loadConfig(sources);
        QVERIFY(config);
        QMap<QString, QString> texts;
        for (const Setting &each : settingsOf(*config)) {
            const QJsonValue value = each.value.isArray() ? each.value[0] : each.value;
            texts.insert(each.key, value.toVariant().toString() + u'|' + each.source);
            QVERIFY(!texts[each.key].contains(u"nobody"_s));
        }
        QCOMPARE(texts[u"listen"_s], u"http://127.0.0.1:1|file"_s);
        QCOMPARE(texts[u"log.level"_s], u"debug|environment"_s);
        QCOMPARE(texts[u"limits.message_bytes"_s], u"1000|file"_s);
        QCOMPARE(texts[u"data"_s], u"/option|command line"_s);
        QCOMPARE(texts[u"log.format"_s], u"text|default"_s);
        QCOMPARE(texts[u"metrics.token"_s], u"(hidden)|environment"_s);
        QCOMPARE(texts[u"PARLANCE_JWT_SECRET"_s], u"(hidden)|environment"_s);
    }

    void settingsHaveTheirDefaultAndWhetherACommandSetsThem()
    {
        Config config;
        config.logLevel = u"error"_s;
        config.limits.messageBytes = 1000;
        config.jwtSecret = "nobody sees this one";
        QMap<QString, Setting> settings;
        for (const Setting &each : settingsOf(config))
            settings.insert(each.key, each);
        const Setting level = settings[u"log.level"_s];
        QCOMPARE(level.value, QJsonValue(u"error"_s));
        QCOMPARE(level.defaultValue, QJsonValue(Config().logLevel));
        QVERIFY(!level.needsRestart);
        const Setting bytes = settings[u"limits.message_bytes"_s];
        QCOMPARE(bytes.value, QJsonValue(1000));
        QCOMPARE(bytes.defaultValue, QJsonValue(Config().limits.messageBytes));
        QVERIFY(bytes.needsRestart);
        QCOMPARE(settings[u"PARLANCE_JWT_SECRET"_s].defaultValue, QJsonValue(u"(in the data)"_s));
    }

    void administratorsMayHaveAListener_data()
    {
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("problem");
        const auto row = [](const char *value, const char *problem) {
            QTest::newRow(value) << QString::fromLatin1(value) << QString::fromLatin1(problem);
        };
        row("127.0.0.1:9000", "");
        row("http://[::1]:9000", "");
        row("9000", "is not an address");
        row("127.0.0.1:99999", "is not an address");
        row("127.0.0.1:9000=phone", "must not name a dialect");
        row("0.0.0.0:9000", "would carry passwords in the clear");
        row("https://127.0.0.1:9000", "needs a certificate");
    }
    void administratorsMayHaveAListener()
    {
        QFETCH(QString, value);
        QFETCH(QString, problem);
        const QByteArray text = "[admin]\nlisten = \"" + value.toUtf8() + "\"\n";
        ConfigSources byFile;
        byFile.file = write(u"c.toml"_s, text);
        ConfigSources byVariable;
        byVariable.environment = {{u"PARLANCE_ADMIN_LISTEN"_s, value}};
        for (const ConfigSources &sources : {byFile, byVariable}) {
            const auto config = loadConfig(sources);
            const auto checked = config ? checkListeners(*config) : Result<void>(config.error());
            QCOMPARE(checked.has_value(), problem.isEmpty());
            if (checked)
                QVERIFY(config->adminListen);
            else
                QVERIFY2(checked.error().message().contains(problem),
                         qPrintable(checked.error().message()));
        }
        QVERIFY(!Config().adminListen);
    }

    void metricsAreNotForEverybody_data()
    {
        QTest::addColumn<QString>("listen");
        QTest::addColumn<QString>("token");
        QTest::addColumn<QString>("problem");
        const auto row = [](const char *listen, const char *token, const char *problem) {
            QTest::addRow("%s %s", listen, token)
                << QString::fromLatin1(listen) << QString::fromLatin1(token)
                << QString::fromLatin1(problem);
        };
        const char *good = "0123456789abcdef";
        row("127.0.0.1:9464", "", "");
        row("[::1]:9464", good, "");
        row("0.0.0.0:9464", good, "");
        row("0.0.0.0:9464", "", "would show the metrics to everybody");
        row("[::]:9464", "", "would show the metrics to everybody");
        row("127.0.0.1:9464", "short", "must have 16 to 512 characters");
        row("127.0.0.1:9464", "with a space in the middle", "must have 16 to 512 characters");
        row("nonsense", good, "is not an address");
        row("127.0.0.1:9464=phone", good, "must not name a dialect");
    }
    void metricsAreNotForEverybody()
    {
        QFETCH(QString, listen);
        QFETCH(QString, token);
        QFETCH(QString, problem);
        ConfigSources byFile;
        byFile.file =
            write(u"c.toml"_s, "allow_plaintext = true\n[metrics]\nlisten = \"" + listen.toUtf8() +
                                   "\"\ntoken = \"" + token.toUtf8() + "\"\n");
        ConfigSources byVariable;
        byVariable.environment = {{u"PARLANCE_METRICS_LISTEN"_s, listen},
                                  {u"PARLANCE_METRICS_TOKEN"_s, token},
                                  {u"PARLANCE_ALLOW_PLAINTEXT"_s, u"on"_s}};
        for (const ConfigSources &sources : {byFile, byVariable}) {
            const auto config = loadConfig(sources);
            const auto checked = config ? checkListeners(*config) : Result<void>(config.error());
            QCOMPARE(checked.has_value(), problem.isEmpty());
            const QString message = checked ? QString() : checked.error().message();
            QVERIFY2(message.contains(problem), qPrintable(message));
            QVERIFY(token.isEmpty() || !message.contains(token));
            if (checked)
                QVERIFY(config->metricsListen && config->metricsToken == token.toUtf8());
        }
        QVERIFY(!Config().metricsListen);
    }
};

PARLANCE_TEST(TestSettings)

} // namespace tst_settings

#include "tst_settings.moc"
