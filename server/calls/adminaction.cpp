// SPDX-License-Identifier: GPL-3.0-or-later
#include "calls/adminaction.h"

#include "domain/validation.h"

#include <QJsonDocument>

namespace parlance {

using namespace Qt::StringLiterals;

namespace {

// Refused calls are logged too, and anybody may make those.
constexpr qsizetype maxLoggedBytes = 4096;
// Of the text of an announcement; other valid arguments are shorter.
constexpr qsizetype maxLoggedText = 1000;
constexpr qsizetype maxLoggedReason = 500;

QJsonObject shortArguments(QJsonObject arguments)
{
    arguments.remove(u"reason"_s);
    arguments.remove(u"dryRun"_s);
    for (auto each = arguments.begin(); each != arguments.end(); ++each) {
        const QString text = each.value().toString();
        if (text.size() > maxLoggedText)
            each.value() = text.left(maxLoggedText) + u'…';
    }
    const QByteArray text = QJsonDocument(arguments).toJson(QJsonDocument::Compact);
    return text.size() > maxLoggedBytes ? QJsonObject() : arguments;
}

bool isTrue(const QJsonValue &value)
{
    return value.toBool() || value.toString() == u"true"_s;
}

} // namespace

AdminAction adminAction(const Call &call)
{
    const Actor &actor = *call.caller.actor;
    AdminAction action{.actorId = actor.userId, .actor = actor.username, .role = actor.role};
    action.address = call.caller.remoteAddress;
    action.command = QString::fromLatin1(call.admin->command);
    action.arguments = shortArguments(call.args);
    action.reason = plainLine(call.args.value(u"reason"_s).toString(), maxLoggedReason);
    action.dryRun = !call.admin->reads && isTrue(call.args.value(u"dryRun"_s));
    action.sessionId = actor.sessionId;
    return action;
}

} // namespace parlance
