// SPDX-License-Identifier: GPL-3.0-or-later
#include "calls/adminaction.h"

namespace parlance {

using namespace Qt::StringLiterals;

namespace {

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
    action.arguments = call.args;
    action.arguments.remove(u"reason"_s);
    action.arguments.remove(u"dryRun"_s);
    action.reason = call.args.value(u"reason"_s).toString();
    action.dryRun = isTrue(call.args.value(u"dryRun"_s));
    return action;
}

} // namespace parlance
