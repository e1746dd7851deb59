// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/commands.h"
#include "cli/adminclient.h"
#include "cli/admincommand.h"
#include "cli/adminhelp.h"
#include "cli/adminoutput.h"
#include "cli/adminrequest.h"
#include "cli/exit.h"
#include "support/testprogram.h"

#include <QJsonDocument>
#include <QLocalServer>
#include <QProcess>
#include <QRegularExpression>
#include <QSemaphore>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <memory>

namespace tst_admincommand {

using namespace parlance;
using namespace Qt::StringLiterals;

/// Answers one connection with fixed bytes and closes it, in a thread of its own.
class FakeServer
{
public:
    FakeServer(const QString &path, const QByteArray &answer)
    {
        QSemaphore listening;
        m_thread.reset(QThread::create([this, path, answer, &listening] {
            QLocalServer server;
            server.listen(path);
            listening.release();
            if (!server.waitForNewConnection(10000))
                return;
            const std::unique_ptr<QLocalSocket> socket(server.nextPendingConnection());
            while (!socket->canReadLine() && socket->waitForReadyRead(10000)) {
            }
            m_received = socket->readLine();
            socket->write(answer);
            while (socket->bytesToWrite() > 0 && socket->waitForBytesWritten(10000)) {
            }
        }));
        m_thread->start();
        listening.acquire();
    }
    ~FakeServer() { m_thread->wait(); }

    QJsonObject received()
    {
        m_thread->wait();
        return QJsonDocument::fromJson(m_received).object();
    }

private:
    std::unique_ptr<QThread> m_thread;
    QByteArray m_received;
};

class TestAdminCommand : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_dir;

    QString path() const { return m_dir.filePath(u"admin.sock"_s); }

    static QStringList words(const QString &line) { return line.split(u' ', Qt::SkipEmptyParts); }

    static QJsonObject json(const QByteArray &text)
    {
        return QJsonDocument::fromJson(text).object();
    }

    int run(const QString &line, const std::optional<QString> &token = {}) const
    {
        AdminCommandContext context;
        context.socketPath = [this](const QString &, const QString &) { return path(); };
        context.token = token;
        return runAdminCommand(context, words(line));
    }

    /// What bash offers for the last word.
    static QStringList completed(const QStringList &typed)
    {
        const QString ask = u"\nCOMP_WORDS=(\"$@\") COMP_CWORD=$(($# - 1))\n_parlance_server\n"
                            "printf '%s\\n' \"${COMPREPLY[@]}\""_s;
        const QStringList arguments{u"-c"_s, adminCompletion() + ask, u"bash"_s,
                                    u"parlance-server"_s};
        QProcess bash;
        bash.start(u"bash"_s, arguments + typed);
        if (!bash.waitForFinished() || bash.exitCode() != 0)
            return {u"failed"_s};
        return QString::fromUtf8(bash.readAllStandardOutput()).split(u'\n', Qt::SkipEmptyParts);
    }

private Q_SLOTS:
    void wordsBecomeARequest_data()
    {
        QTest::addColumn<QString>("command");
        QTest::addColumn<QByteArray>("arguments");
        const auto row = [](const char *line, const char *command, const char *arguments) {
            QTest::newRow(line) << QString::fromLatin1(command) << QByteArray(arguments);
        };
        row("users list", "users.list", "{}");
        row("users list --state suspended --limit 5", "users.list",
            R"({"state": "suspended", "limit": 5})");
        row("users set-role ann operator", "users.set-role",
            R"({"user": "ann", "role": "operator"})");
        row("users set-role --dry-run ann --reason=why operator", "users.set-role",
            R"({"user": "ann", "role": "operator", "reason": "why", "dryRun": true})");
        row("--json users ban ann", "users.ban", R"({"user": "ann"})");
        row("connections show 7 --json", "connections.show", R"({"connection": 7})");
        row("users show -- --ann", "users.show", R"({"user": "--ann"})");
        row("sessions end --user ann --reason --json", "sessions.end",
            R"({"user": "ann", "reason": "--json"})");
    }

    void wordsBecomeARequest()
    {
        QFETCH(QString, command);
        QFETCH(QByteArray, arguments);
        const auto request = readAdminRequest(words(QString::fromLatin1(QTest::currentDataTag())));
        QVERIFY2(request, request ? "" : qPrintable(request.error().message()));
        QVERIFY(request->kind == AdminRequest::Kind::Command);
        QCOMPARE(QString::fromLatin1(request->command->rule.command), command);
        QCOMPARE(request->arguments, json(arguments));
    }

    void optionsOfAllCommandsStandAnywhere()
    {
        for (const char *line : {"--data D --socket S --config C --as T --json users list",
                                 "users list --data D --socket S --config C --as T --json"}) {
            const auto request = readAdminRequest(words(QString::fromLatin1(line)));
            QVERIFY(request);
            QVERIFY(request->json);
            QCOMPARE(request->dataDirectory, u"D"_s);
            QCOMPARE(request->socket, u"S"_s);
            QCOMPARE(request->configFile, u"C"_s);
            QCOMPARE(request->token, std::optional(u"T"_s));
        }
    }

    void wrongWordsAreRefused_data()
    {
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *line, const char *expected) {
            QTest::newRow(line) << QString::fromLatin1(expected);
        };
        row("", "a command is missing");
        row("nonsense", "only: connections, sessions, users, mutes, rooms, messages,");
        row("users", "wants one of: list, show");
        row("users nonsense", "no command \"nonsense\" of users, only: list, show");
        row("nonsense --help", "no command \"nonsense\"");
        row("users show", "USER is missing");
        row("users set-role ann", "ROLE is missing");
        row("rooms purge Lobby", "--before is missing");
        row("lockdown", "on|off is missing");
        row("users show ann ben", "\"ben\" is one word too many");
        row("users list --nonsense", "nonsense");
        row("users list --dry-run", "dry-run");
        row("users list --limit", "limit");
        row("users list --limit x", "--limit must be a whole number, not \"x\"");
        row("users list --limit -1", "--limit must be a whole number");
        row("users list --limit 1.5", "--limit must be a whole number");
        row("connections show x", "CONNECTION must be a whole number");
        row("users ban ann --dry-run=no", "dry-run");
        row("users ban ann --reason a --reason b", "--reason is there twice");
        row("users list --as=", "--as is empty");
        row("--as= users list", "--as is empty");
        row("users list --socket=", "--socket is empty");
        row("completion", "completion bash");
        row("completion nonsense", "completion bash");
    }

    void wrongWordsAreRefused()
    {
        QFETCH(QString, expected);
        const QString line = QString::fromLatin1(QTest::currentDataTag());
        const auto request = readAdminRequest(words(line));
        QVERIFY(!request);
        const QString message = request.error().message();
        QVERIFY2(message.contains(expected), qPrintable(message));
        QVERIFY(!message.contains(u'\n'));
        QCOMPARE(run(line), int(ExitUsage));
    }

    void everyCommandHasHelp()
    {
        const QString all = adminHelp(QStringList());
        for (const admin::Command &command : admin::commands()) {
            const QString name = admin::wordsOf(command).join(u' ');
            QVERIFY2(all.contains(u"  "_s + name), qPrintable(name));
            QVERIFY(all.contains(QString::fromLatin1(command.summary)));
            const QString help = adminHelp(command);
            QVERIFY(help.contains(QString::fromLatin1(command.summary)));
            for (const admin::Argument &argument : adminArguments(command)) {
                const QString shown =
                    isPositional(argument) ? valueName(argument) : u"--"_s + optionName(argument);
                QVERIFY2(help.contains(u"\n  "_s + shown), qPrintable(name + u' ' + shown));
                QVERIFY(*argument.help);
                QVERIFY(help.contains(QString::fromLatin1(argument.help)));
            }
            const auto request = readAdminRequest(admin::wordsOf(command) << u"--help"_s);
            QVERIFY(request && request->kind == AdminRequest::Kind::Help);
            QCOMPARE(request->command, &command);
        }
        const QString users = adminHelp({u"users"_s});
        QVERIFY(users.contains(u"users ban USER"_s) && !users.contains(u"audit list"_s));
        QVERIFY(all.contains(u"  lockdown on|off "_s));
        QVERIFY(all.contains(u"  rooms purge ROOM --before TIME "_s));
    }

    void namesOfOptionsAreUnique()
    {
        for (const admin::Command &command : admin::commands()) {
            QStringList names;
            for (const QCommandLineOption &option : adminOptions())
                names += option.names();
            for (const admin::Argument &argument : adminArguments(command))
                names.append(optionName(argument));
            QCOMPARE(names.removeDuplicates(), 0);
        }
    }

    void listsAreTables()
    {
        const auto *command = admin::findCommand(u"audit.list"_s);
        const QString text = adminText(*command, json(R"({"next": "7", "items": [
            {"position": 12, "actor": "日本", "reason": "", "command": "users.ban", "more": 1},
            {"position": 7, "actor": "ann", "outcome": "ok", "target": null}]})"));
        QCOMPARE(text, u"position  at  actor  role  address  command    target  reason  outcome\n"
                       "12        -   日本   -     -        users.ban  -       -       -\n"
                       "7         -   ann    -     -        -          -       -       ok\n"
                       "More: --before 7\n"_s);
        const admin::Command plain{.summary = ""};
        QCOMPARE(adminText(plain, json(R"({"items": [{"b": true, "a": [1, "x"]}]})")),
                 u"a        b\n[1,\"x\"]  true\n"_s);
        QCOMPARE(adminText(plain, json(R"({"items": []})")), QString());
    }

    void objectsAreLines()
    {
        const auto *command = admin::findCommand(u"users.show"_s);
        QCOMPARE(adminText(*command, json(R"({"user": {"name": "a\nb", "e": {}}, "n": 1234567890123,
                                             "list": ["x", {"y": false}], "none": null})")),
                 u"list.1: x\nlist.2.y: false\nn: 1234567890123\nnone: -\nuser.e: -\n"
                 "user.name: a\\nb\n"_s);
        QCOMPARE(adminText(*command, QJsonObject()), u"Done.\n"_s);
        QCOMPARE(adminText(*command, QJsonValue()), u"Done.\n"_s);
    }

    void controlCharactersAreEscaped_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("shown");
        QTest::newRow("plain") << u"Zoë 日本 🙂 e\u0301"_s << u"Zoë 日本 🙂 e\u0301"_s;
        QTest::newRow("escape") << u"\u001b[2J"_s << u"\\u{1b}[2J"_s;
        QTest::newRow("C1") << u"\u009b2J\u007f"_s << u"\\u{9b}2J\\u{7f}"_s;
        QTest::newRow("lines") << u"a\r\n\tb\u2028"_s << u"a\\u{d}\\n\\tb\\u{2028}"_s;
        QTest::newRow("direction") << u"\u202eabc\u2066"_s << u"\\u{202e}abc\\u{2066}"_s;
        QTest::newRow("hidden") << u"a\u200bb\U000E0041"_s << u"a\\u{200b}b\\u{e0041}"_s;
    }

    void controlCharactersAreEscaped()
    {
        QFETCH(QString, text);
        QFETCH(QString, shown);
        QCOMPARE(escapedForTerminal(text), shown);
        const QJsonObject object{{u"name"_s, text}, {text, 1}};
        const QString line = adminJson(object);
        QCOMPARE(line.indexOf(u'\n'), line.size() - 1);
        QCOMPARE(escapedForTerminal(line.chopped(1)), line.chopped(1));
        QCOMPARE(json(line.toUtf8()), object);
    }

    void completionNamesEveryCommand()
    {
        for (const admin::Command &command : admin::commands()) {
            QStringList typed{u"admin"_s};
            for (const QString &word : admin::wordsOf(command)) {
                QVERIFY(completed(typed + QStringList{QString()}).contains(word));
                typed.append(word);
            }
            const QStringList options = completed(typed + QStringList{u"--"_s});
            for (const admin::Argument &argument : adminArguments(command))
                QCOMPARE(options.contains(u"--"_s + optionName(argument)), !isPositional(argument));
            QVERIFY(options.contains(u"--json"_s));
        }
    }

    void completionKnowsPlacesAndValues()
    {
        const auto offers = [](const QString &line) { return completed(line.split(u' ')); };
        QCOMPARE(offers(u"adm"_s), QStringList{u"admin"_s});
        QCOMPARE(offers(u"--data = x admin us"_s), QStringList{u"users"_s});
        QCOMPARE(offers(u"--data admin --as users admin users sus"_s), QStringList{u"suspend"_s});
        QCOMPARE(offers(u"admin users set-role ann op"_s), QStringList{u"operator"_s});
        QCOMPARE(offers(u"admin users set-role --reason ann op"_s), QStringList());
        QCOMPARE(offers(u"admin users list --state = susp"_s), QStringList{u"suspended"_s});
        QCOMPARE(offers(u"admin reports list --state res"_s), QStringList{u"resolved"_s});
        QCOMPARE(offers(u"admin users list --search a"_s), QStringList());
        QCOMPARE(offers(u"admin completion "_s), QStringList{u"bash"_s});
        QCOMPARE(offers(u"user "_s), QStringList());
    }

    void theServerIsAsked()
    {
        FakeServer server(path(), R"({"id": 1, "ok": {}})"
                                  "\n");
        QCOMPARE(run(u"users ban ann --reason why"_s, u"secret"_s), int(ExitOk));
        QCOMPARE(server.received(), json(R"({"id": 1, "command": "users.ban", "as": "secret",
                                            "arguments": {"user": "ann", "reason": "why"}})"));
    }

    void aTokenIsNeverEmpty() { QCOMPARE(run(u"users list"_s, QString()), int(ExitUsage)); }

    void longAnswersAreWhole()
    {
        const QByteArray answer(3'000'000, 'x');
        FakeServer server(path(), answer + '\n');
        AdminClient client;
        QVERIFY(client.connect(path()));
        const auto received = client.ask("{}");
        QVERIFY(received);
        QCOMPARE(received->size(), answer.size() + 1);
    }

    void errorsHaveExitCodes_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<int>("code");
        const auto error = [](const char *name, int code) {
            const QJsonObject about{{u"code"_s, QString::fromLatin1(name)},
                                    {u"message"_s, u"No"_s},
                                    {u"retryAfter"_s, 2}};
            const QJsonDocument answer(QJsonObject{{u"error"_s, about}});
            QTest::newRow(name) << QByteArray(answer.toJson(QJsonDocument::Compact) + '\n') << code;
        };
        error("user_not_found", ExitData);
        error("validation_failed", ExitData);
        error("forbidden", ExitNoPermission);
        error("invalid_token", ExitNoPermission);
        error("overloaded", ExitTryLater);
        error("internal_error", ExitTryLater);
        error("storage_failed", ExitStorage);
        QTest::newRow("no answer") << QByteArray() << int(ExitUnavailable);
        QTest::newRow("half a line") << QByteArray("{\"ok\": {}}") << int(ExitUnavailable);
        QTest::newRow("no JSON") << QByteArray("SSH-2.0\n") << int(ExitUnavailable);
    }

    void errorsHaveExitCodes()
    {
        QFETCH(QByteArray, answer);
        QFETCH(int, code);
        FakeServer server(path(), answer);
        QCOMPARE(run(u"users list"_s), code);
    }

    void anUnreachableServerIsNamed()
    {
        QTest::failOnWarning(QRegularExpression(u"."_s));
        AdminClient client;
        const auto missing = client.connect(m_dir.filePath(u"missing"_s));
        QVERIFY(!missing && missing.error().message().contains(u"there is no such socket"_s));
        const QString longPath = m_dir.filePath(QString(108, u'x'));
        const auto tooLong = client.connect(longPath);
        QVERIFY(!tooLong && tooLong.error().message().contains(u"100 bytes"_s));
        QCOMPARE(run(u"--socket %1 users list"_s.arg(longPath)), int(ExitUnavailable));

        QFile file(m_dir.filePath(u"file"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const auto ended = client.connect(file.fileName());
        QVERIFY(!ended && ended.error().message().contains(u"no server listens there"_s));
    }
};

PARLANCE_TEST(TestAdminCommand)

} // namespace tst_admincommand

#include "tst_admincommand.moc"
