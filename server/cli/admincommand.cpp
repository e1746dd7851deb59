// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/admincommand.h"

#include "admin/localserver.h"
#include "cli/adminclient.h"
#include "cli/admincsv.h"
#include "cli/adminhelp.h"
#include "cli/adminoutput.h"
#include "cli/adminrequest.h"
#include "cli/exit.h"
#include "domain/limits.h"

#include <QDir>
#include <QJsonDocument>
#include <QTextStream>

#include <algorithm>
#include <initializer_list>

namespace parlance {

using namespace Qt::StringLiterals;

namespace {

/// `after`: of the page, unless it is empty.
QByteArray requestLine(const AdminRequest &request)
{
    QJsonObject json{{u"id"_s, 1},
                     {u"command"_s, QString::fromLatin1(request.command->rule.command)},
                     {u"arguments"_s, request.arguments}};
    if (request.token)
        json.insert(u"as"_s, *request.token);
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

Result<QString> socketPath(const AdminCommandContext &context, const AdminRequest &request)
{
    if (request.socket.isEmpty())
        return context.socketPath(request.dataDirectory, request.configFile);
    return QDir().absoluteFilePath(request.socket);
}

/// `before`: of the error's text.
int print(const QString &text, const QString &before = {})
{
    QTextStream out(stdout);
    out << text;
    out.flush();
    return out.status() == QTextStream::Ok
               ? ExitOk
               : fail(ExitStorage, before + u"the standard output cannot be written"_s);
}

int refused(const QJsonObject &error)
{
    QString message = error.value(u"message"_s).toString();
    const int seconds = error.value(u"retryAfter"_s).toInt();
    if (seconds > 0)
        message += u" (try again in %1 s)"_s.arg(seconds);
    return fail(exitCodeOf(error.value(u"code"_s).toString()), escapedForTerminal(message));
}

// An error of the server, or another answer, is printed: empty.
std::optional<QJsonValue> resultIn(const QByteArray &line, int &exitCode)
{
    const QJsonObject answer = QJsonDocument::fromJson(line).object();
    if (answer.value(u"error"_s).isObject())
        exitCode = refused(answer.value(u"error"_s).toObject());
    else if (!answer.contains(u"ok"_s))
        exitCode = fail(ExitUnavailable, u"the answer is not that of a Parlance server"_s);
    else
        return answer.value(u"ok"_s);
    return std::nullopt;
}

int showAnswer(const AdminRequest &request, const QByteArray &line)
{
    int exitCode = ExitOk;
    const auto result = resultIn(line, exitCode);
    if (!result)
        return exitCode;
    return print(request.json ? adminJson(*result) : adminText(*request.command, *result),
                 u"the command was executed, but "_s);
}

// As CSV, or as one JSON object a line.
QString entryLine(const AdminRequest &request, const QJsonValue &entry)
{
    return request.csv ? csvRecord(*request.command, entry.toObject()) : adminJson(entry);
}

// One page after the other is printed: all of them may be longer than the memory.
int printAllPages(AdminClient &client, AdminRequest request)
{
    request.arguments.insert(u"limit"_s, Limits().pageSize);
    QString text = request.csv ? csvHeader(*request.command) : QString();
    for (QJsonValue next; !next.isUndefined();) {
        const auto line = client.ask(requestLine(request));
        if (!line)
            return fail(ExitUnavailable, line.error().message() + u"; there are more entries"_s);
        int exitCode = ExitOk;
        const auto page = resultIn(*line, exitCode);
        if (!page)
            return exitCode;
        for (const QJsonValue item : (*page)[u"items"_s].toArray())
            text += entryLine(request, item);
        if (const int printed = print(text); printed != ExitOk)
            return printed;
        text.clear();
        next = (*page)[u"next"_s];
        request.arguments.insert(QString::fromLatin1(cursorOf(*request.command)->name), next);
    }
    return ExitOk;
}

// A token, or another socket, is for a server.
bool canRestore(const AdminCommandContext &context, const AdminRequest &request)
{
    return context.restore && !request.token && request.socket.isEmpty() &&
           qstrcmp(request.command->rule.command, "storage.restore") == 0;
}

int askServer(const AdminCommandContext &context, const AdminRequest &request)
{
    const QByteArray line = requestLine(request);
    if (line.size() >= admin::LocalServer::maxLineBytes)
        return fail(ExitUsage, u"the arguments are too long"_s);
    const auto path = socketPath(context, request);
    if (!path)
        return fail(ExitConfig, path.error().message());
    AdminClient client;
    if (const auto connected = client.connect(*path); !connected) {
        if (canRestore(context, request))
            return context.restore(request.dataDirectory, request.configFile,
                                   request.arguments.value(u"name"_s).toString(),
                                   request.arguments.value(u"dryRun"_s).toBool());
        return fail(ExitUnavailable, escapedForTerminal(connected.error().message()));
    }
    if (request.csv || request.command->isStream)
        return printAllPages(client, request);
    const auto answer = client.ask(line);
    if (answer)
        return showAnswer(request, *answer);
    QString message = answer.error().message();
    if (!request.command->rule.reads)
        message += u"; the command may have been executed, see: parlance-server admin audit list"_s;
    return fail(ExitUnavailable, message);
}

} // namespace

int exitCodeOf(const QString &errorName)
{
    const auto isOneOf = [&errorName](std::initializer_list<ErrorCode> codes) {
        return std::any_of(codes.begin(), codes.end(), [&errorName](ErrorCode code) {
            return errorName == parlance::errorName(code);
        });
    };
    using enum ErrorCode;
    if (isOneOf({Forbidden, AuthenticationRequired, InvalidToken, SessionEnded,
                 PasswordChangeRequired, AccountPending, AccountSuspended, AccountClosed}))
        return ExitNoPermission;
    if (isOneOf({StorageFailed}))
        return ExitStorage;
    if (isOneOf({RateLimited, Overloaded, ShuttingDown, Internal}))
        return ExitTryLater;
    return ExitData;
}

int runAdminCommand(const AdminCommandContext &context, const QStringList &arguments)
{
    auto request = readAdminRequest(arguments);
    if (!request)
        return fail(ExitUsage, escapedForTerminal(request.error().message()));
    if (request->kind == AdminRequest::Kind::Completion)
        return print(adminCompletion());
    if (request->kind == AdminRequest::Kind::Help)
        return print(request->command ? adminHelp(*request->command) : adminHelp(request->words));
    if (!request->token)
        request->token = context.token;
    // A variable that should hold a token must not give an administrator's rights by being empty.
    if (request->token && request->token->isEmpty())
        return fail(ExitUsage, u"PARLANCE_ADMIN_TOKEN is empty"_s);
    return askServer(context, *request);
}

} // namespace parlance
