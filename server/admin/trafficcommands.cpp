// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/adminjson.h"
#include "admin/arguments.h"
#include "admin/commandgroups.h"
#include "calls/adminaction.h"
#include "dialects/handlersupport.h"

namespace parlance::admin {

using namespace Qt::StringLiterals;
using Type = Argument::Type;

namespace {

void revealTexts(Services &services, const Call &call, Respond respond)
{
    Arguments in = arguments(call);
    const QString room = in.text("room");
    const bool isEnd = in.flag("off");
    if (isEnd && !room.isEmpty())
        in.fail("off", u"and \"room\" exclude each other"_s);
    if (!in.ok())
        return respond(in.error());
    const AdminAction action = adminAction(call);
    auto done = answer<TextReveal>(std::move(respond),
                                   [isEnd, dryRun = action.dryRun](const TextReveal &reveal) {
                                       QJsonObject json = adminjson::textReveal(reveal);
                                       json.insert(u"shown"_s, !isEnd);
                                       json.insert(u"dryRun"_s, dryRun);
                                       return json;
                                   });
    if (isEnd)
        services.reveals.end(action, std::move(done));
    else
        services.reveals.begin(action, room, std::move(done));
}

} // namespace

std::vector<Command> trafficCommands()
{
    return {
        {.rule = changes("traffic.reveal", Permission::ReadMessages),
         .summary = "Show the text of new messages in your console's traffic for 15 minutes; all "
                    "other administrators are told, so --reason is needed",
         .arguments = {{.name = "room", .help = "Only of this room: a name or an id"},
                       {.name = "off", .type = Type::Flag, .help = "End it before its time"}},
         .handler = revealTexts,
         .answer = "AdminTextReveal",
         .errors = {ErrorCode::RoomNotFound, ErrorCode::LimitReached, ErrorCode::Conflict}},
    };
}

} // namespace parlance::admin
