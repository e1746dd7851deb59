// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/adminanswer.h"

#include "cli/adminoutput.h"
#include "cli/exit.h"

#include <QJsonDocument>
#include <QTextStream>

#include <algorithm>
#include <initializer_list>

namespace parlance {

using namespace Qt::StringLiterals;

namespace {

int refused(const QJsonObject &error)
{
    QString message = error.value(u"message"_s).toString();
    const int seconds = error.value(u"retryAfter"_s).toInt();
    if (seconds > 0)
        message += u" (try again in %1 s)"_s.arg(seconds);
    return fail(exitCodeOf(error.value(u"code"_s).toString()), escapedForTerminal(message));
}

} // namespace

QByteArray requestLine(const AdminRequest &request)
{
    QJsonObject json{{u"id"_s, 1},
                     {u"command"_s, QString::fromLatin1(request.command->rule.command)},
                     {u"arguments"_s, request.arguments}};
    if (request.token)
        json.insert(u"as"_s, *request.token);
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

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

int printText(const QString &text, const QString &before)
{
    QTextStream out(stdout);
    out << text;
    out.flush();
    return out.status() == QTextStream::Ok
               ? ExitOk
               : fail(ExitStorage, before + u"the standard output cannot be written"_s);
}

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

} // namespace parlance
