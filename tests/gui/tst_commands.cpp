// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/commandarguments.h"
#include "commands/durations.h"
#include "commands/figures.h"
#include "support/consolebench.h"
#include "support/testprogram.h"

#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QTest>

namespace tst_commands {

using namespace Qt::StringLiterals;
using namespace parlance;
using gui::CommandSpec;

/// What a server says about its commands: name, arguments, those that are required.
struct Offered
{
    QMap<QString, QStringList> arguments;
    QMap<QString, QStringList> required;
    QSet<QString> changing;
};

Offered offeredBy(const QJsonObject &api)
{
    Offered offered;
    const QJsonObject schemas = api[u"components"_s][u"schemas"_s].toObject();
    const QJsonObject paths = api[u"paths"_s].toObject();
    for (const QString &path : paths.keys()) {
        if (!path.startsWith(u"/api/v1/admin/"_s))
            continue;
        const QJsonObject methods = paths[path].toObject();
        const bool changes = methods.contains(u"post"_s);
        const QJsonObject operation = methods[changes ? u"post"_s : u"get"_s].toObject();
        const QString name = operation[u"operationId"_s].toString();
        QStringList &arguments = offered.arguments[name];
        for (const QJsonValue &each : operation[u"parameters"_s].toArray())
            arguments.append(each[u"name"_s].toString());
        const QString body =
            operation[u"requestBody"_s][u"content"_s][u"application/json"_s][u"schema"_s][u"$ref"_s]
                .toString();
        const QJsonObject schema = schemas[body.section(u'/', -1)].toObject();
        arguments += schema[u"properties"_s].toObject().keys();
        for (const QJsonValue &each : schema[u"required"_s].toArray())
            offered.required[name].append(each.toString());
        if (changes)
            offered.changing.insert(name);
    }
    return offered;
}

QStringList argumentsOf(const CommandSpec &spec)
{
    QStringList names;
    for (const gui::Filled &each : spec.filled)
        names.append(QString::fromLatin1(each.argument));
    for (const auto &each : spec.fixed)
        names.append(QString::fromLatin1(each.first));
    for (const gui::Field &each : gui::commandarguments::fieldsOf(spec, {}))
        names.append(QString::fromLatin1(each.argument));
    if (spec.hasDryRun)
        names.append(u"dryRun"_s);
    return names;
}

class TestCommands : public QObject
{
    Q_OBJECT

private:
    static Offered askServer(const test::RealServer &server)
    {
        QNetworkAccessManager manager;
        const QNetworkRequest request(QUrl(server.httpUrl() + u"/openapi.json"_s));
        const std::unique_ptr<QNetworkReply> reply(manager.get(request));
        if (!QTest::qWaitFor([&reply] { return reply->isFinished(); }, 20000))
            return {};
        return offeredBy(QJsonDocument::fromJson(reply->readAll()).object());
    }

private Q_SLOTS:
    void haveNamesOfTheirOwnAndTexts()
    {
        QSet<QString> names;
        for (const CommandSpec &spec : gui::commandSpecs()) {
            const QString name = gui::nameOf(spec);
            QVERIFY2(!names.contains(name), qPrintable(name));
            names.insert(name);
            QCOMPARE(gui::findSpec(name), &spec);
            for (const char *text : {spec.title, spec.deed, spec.outcome, spec.explanation})
                QVERIFY2(*text != 0, qPrintable(name));
            QVERIFY2(!*spec.undo || gui::findSpec(QString::fromLatin1(spec.undo)),
                     qPrintable(name));
        }
        QVERIFY(!gui::findSpec(u"users.dance"_s));
    }

    void areThoseOfTheServer()
    {
        test::RealServer server;
        server.start();
        const Offered offered = askServer(server);
        QVERIFY(offered.arguments.size() > 40);
        for (const CommandSpec &spec : gui::commandSpecs()) {
            const QString command = QString::fromLatin1(spec.command);
            QVERIFY2(offered.arguments.contains(command), qPrintable(command));
            const QStringList given = argumentsOf(spec);
            for (const QString &each : given) {
                QVERIFY2(offered.arguments[command].contains(each),
                         qPrintable(gui::nameOf(spec) + u": "_s + each));
            }
            for (const QString &each : offered.required[command])
                QVERIFY2(given.contains(each), qPrintable(gui::nameOf(spec) + u": "_s + each));
        }
    }

    void areAllOfTheServerButThese()
    {
        // A stopped server does it; the page of the storage checks backups.
        const QSet<QString> absent{u"storage.restore"_s};
        test::RealServer server;
        server.start();
        for (const QString &command : askServer(server).changing) {
            const auto &all = gui::commandSpecs();
            const bool isThere = std::any_of(all.begin(), all.end(), [&](const CommandSpec &spec) {
                return command == QLatin1StringView(spec.command);
            });
            QVERIFY2(isThere || absent.contains(command), qPrintable(command));
        }
    }

    void needTheRoleThatTheyName_data()
    {
        QTest::addColumn<QString>("role");
        for (const char *role : {"auditor", "operator", "administrator"})
            QTest::newRow(role) << QString::fromLatin1(role);
    }

    void needTheRoleThatTheyName()
    {
        QFETCH(const QString, role);
        const QStringList ranks{u"auditor"_s, u"operator"_s, u"administrator"_s};
        const test::ConsoleBench bench(role);
        for (const CommandSpec &spec : gui::commandSpecs()) {
            const auto needed = ranks.indexOf(QString::fromLatin1(spec.needs));
            QVERIFY(needed >= 0);
            const bool may = bench.commands.mayRun(spec);
            QVERIFY2(may == (ranks.indexOf(role) >= needed), qPrintable(gui::nameOf(spec)));
            QCOMPARE(bench.commands.whyNot(spec).isEmpty(), may);
        }
    }

    void takeArgumentsFromTheChosenRow()
    {
        const gui::Chosen chosen{
            gui::Subject::Mute, u"ann"_s, u"1/2"_s, {{u"userId"_s, u"1"_s}, {u"roomId"_s, u"2"_s}}};
        const CommandSpec *unmute = gui::findSpec(u"users.unmute"_s);
        QCOMPARE(gui::commandarguments::from(*unmute, chosen),
                 (gui::Cells{{u"user"_s, u"1"_s}, {u"room"_s, u"2"_s}}));
        const gui::Chosen everywhere{
            gui::Subject::Mute, u"ann"_s, u"1/"_s, {{u"userId"_s, u"1"_s}}};
        QCOMPARE(gui::commandarguments::from(*unmute, everywhere),
                 (gui::Cells{{u"user"_s, u"1"_s}}));
        QVERIFY(gui::commandarguments::missing(*unmute, everywhere).empty());
        QCOMPARE(int(gui::commandarguments::missing(*unmute, {}).size()), 2);
    }

    // What is lifted by mistake comes back with its end.
    void undoKeepsTheEnd()
    {
        const gui::Chosen ban{
            gui::Subject::Ban,
            u"192.0.2.7"_s,
            u"192.0.2.7"_s,
            {{u"address"_s, u"192.0.2.7"_s}, {u"until"_s, u"2030-01-01T00:00:00.000Z"_s}}};
        const CommandSpec *lift = gui::findSpec(u"bans.remove"_s);
        const CommandSpec *undo = gui::findSpec(QString::fromLatin1(lift->undo));
        const gui::Cells arguments = gui::commandarguments::from(*lift, ban);
        QCOMPARE(gui::commandarguments::toUndo(*undo, ban, arguments),
                 (gui::Cells{{u"address"_s, u"192.0.2.7"_s},
                             {u"until"_s, u"2030-01-01T00:00:00.000Z"_s}}));
    }

    void readDurations()
    {
        for (const char *good : {"90s", "30m", "12h", "7d", "2w", " 7 D "})
            QVERIFY2(!gui::durations::normalized(QString::fromLatin1(good)).isEmpty(), good);
        QCOMPARE(gui::durations::normalized(u" 7 D "_s), u"7d"_s);
        for (const char *bad :
             {"", "7", "d", "-1d", "0h", "1.5h", "7y", "+7d", "9999999999999999w"})
            QVERIFY2(gui::durations::normalized(QString::fromLatin1(bad)).isEmpty(), bad);
        QVERIFY(gui::durations::text(u"2h"_s).startsWith(u"2 hour"_s));
        QVERIFY(!gui::durations::timeFrom(u"2026-01-31"_s).isEmpty());
        QVERIFY(gui::durations::timeFrom(u"yesterday"_s).isEmpty());
    }

    void countWhatADryRunSays()
    {
        QVERIFY(gui::figuresOf(u"users.suspend"_s, {{u"dryRun"_s, true}}).isEmpty());
        const auto ended = gui::figuresOf(u"users.suspend"_s, {{u"endedSessions"_s, 3}});
        QCOMPARE(ended.size(), 1);
        QVERIFY(ended.first().contains(u"3 session"_s));
        const auto kept =
            gui::figuresOf(u"users.erase"_s, {{u"messages"_s, 214}, {u"messagesDeleted"_s, false}});
        QVERIFY(kept.first().startsWith(u"keeps 214"_s));
        const auto gone =
            gui::figuresOf(u"users.erase"_s, {{u"messages"_s, 214}, {u"messagesDeleted"_s, true}});
        QVERIFY(gone.first().startsWith(u"removes 214"_s));
    }
};

PARLANCE_TEST(TestCommands)

} // namespace tst_commands

#include "tst_commands.moc"
