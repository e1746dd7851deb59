// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/admincommand.h"

#include "admin/localserver.h"
#include "cli/adminanswer.h"
#include "cli/adminclient.h"
#include "cli/admincsv.h"
#include "cli/adminfollow.h"
#include "cli/adminhelp.h"
#include "cli/adminoutput.h"
#include "cli/adminrequest.h"
#include "cli/exit.h"
#include "domain/limits.h"

#include <QDir>

namespace parlance {

using namespace Qt::StringLiterals;

namespace {

Result<QString> socketPath(const AdminCommandContext &context, const AdminRequest &request)
{
    if (request.socket.isEmpty())
        return context.socketPath(request.dataDirectory, request.configFile);
    return QDir().absoluteFilePath(request.socket);
}

int showAnswer(const AdminRequest &request, const QByteArray &line)
{
    int exitCode = ExitOk;
    const auto result = resultIn(line, exitCode);
    if (!result)
        return exitCode;
    return printText(request.json ? adminJson(*result) : adminText(*request.command, *result),
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
        if (const int printed = printText(text); printed != ExitOk)
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
    if (request.command->isFollowed)
        return followEntries(client, request);
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

int runAdminCommand(const AdminCommandContext &context, const QStringList &arguments)
{
    auto request = readAdminRequest(arguments);
    if (!request)
        return fail(ExitUsage, escapedForTerminal(request.error().message()));
    if (request->kind == AdminRequest::Kind::Completion)
        return printText(adminCompletion());
    if (request->kind == AdminRequest::Kind::Help)
        return printText(request->command ? adminHelp(*request->command)
                                          : adminHelp(request->words));
    if (!request->token)
        request->token = context.token;
    // A variable that should hold a token must not give an administrator's rights by being empty.
    if (request->token && request->token->isEmpty())
        return fail(ExitUsage, u"PARLANCE_ADMIN_TOKEN is empty"_s);
    return askServer(context, *request);
}

} // namespace parlance
