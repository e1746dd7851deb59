// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/admincommand.h"

#include "admin/localserver.h"
#include "cli/adminclient.h"
#include "cli/adminhelp.h"
#include "cli/adminoutput.h"
#include "cli/adminrequest.h"
#include "cli/exit.h"

#include <QDir>
#include <QJsonDocument>
#include <QTextStream>

#include <algorithm>
#include <initializer_list>

namespace parlance {

using namespace Qt::StringLiterals;

namespace {

/// `after`: of the page, unless it is empty.
QByteArray requestLine(const AdminRequest &request, const QString &after = {})
{
    QJsonObject arguments = request.arguments;
    if (!after.isEmpty())
        arguments.insert(u"after"_s, after);
    QJsonObject json{{u"id"_s, 1},
                     {u"command"_s, QString::fromLatin1(request.command->rule.command)},
                     {u"arguments"_s, arguments}};
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

/// Prints an error, or a page of a stream, or the answer. `next`: how a stream goes on; empty at
/// its end.
int showAnswer(const AdminRequest &request, const QByteArray &line, QString &next)
{
    const QJsonObject answer = QJsonDocument::fromJson(line).object();
    if (answer.value(u"error"_s).isObject())
        return refused(answer.value(u"error"_s).toObject());
    if (!answer.contains(u"ok"_s))
        return fail(ExitUnavailable, u"the answer is not that of a Parlance server"_s);
    const QJsonValue result = answer.value(u"ok"_s);
    const QString before = u"the command was executed, but "_s;
    if (!request.command->isStream)
        return print(request.json ? adminJson(result) : adminText(*request.command, result),
                     before);
    QString lines;
    for (const QJsonValue item : result[u"items"_s].toArray())
        lines += adminJson(item);
    next = result[u"next"_s].toString();
    return print(lines, before);
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
    if (const auto connected = client.connect(*path); !connected)
        return fail(ExitUnavailable, escapedForTerminal(connected.error().message()));
    auto answer = client.ask(line);
    while (answer) {
        QString next;
        const int code = showAnswer(request, *answer, next);
        if (code != ExitOk || next.isEmpty())
            return code;
        answer = client.ask(requestLine(request, next));
    }
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
