// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/adminjson.h"
#include "admin/arguments.h"
#include "admin/commandgroups.h"
#include "admin/recordjson.h"
#include "dialects/handlersupport.h"

namespace parlance::admin {

using namespace Qt::StringLiterals;
using Type = Argument::Type;

namespace {

void showRecord(Services &services, const Call &call, Respond respond)
{
    Arguments in = arguments(call);
    const auto id = quint64(in.number("connection", 0));
    const auto before = quint64(in.number("before", 0));
    const int limit = in.pageLimit();
    if (!in.ok())
        return respond(in.error());
    const auto page = services.records.record(id, before, limit);
    respond(page ? Result<Reply>(Reply{adminjson::records(*page, services.records)})
                 : page.error());
}

void listEnded(Services &services, const Call &call, Respond respond)
{
    Arguments in = arguments(call);
    const QString user = in.text("user");
    const auto before = quint64(in.number("before", 0));
    const int limit = in.pageLimit();
    if (!in.ok())
        return respond(in.error());
    const EndedPage page = services.records.ended(user, before, limit);
    respond(Reply{adminjson::page(page.connections, page.more, adminjson::endedConnection,
                                  [](const auto &last) { return QString::number(last.id); })});
}

void proveDelivery(Services &services, const Call &call, Respond respond)
{
    Arguments in = arguments(call);
    const auto message = in.id<MessageId>("message");
    const auto after = in.id<UserId>("after");
    const int limit = in.pageLimit();
    if (!in.ok())
        return respond(in.error());
    const auto render = [heartbeat = services.proof.heartbeat()](const ProofPage &page) {
        return adminjson::proof(page, heartbeat);
    };
    services.proof.prove(message, after, limit, answer<ProofPage>(std::move(respond), render));
}

const Argument beforeNumber{
    .name = "before", .type = Type::Number, .help = "Continue before this \"next\""};

} // namespace

std::vector<Command> recordCommands()
{
    return {
        {.rule = reads("connections.record"),
         .summary = "Show what a connection has done lately, newest first; up to an hour after it "
                    "ended",
         .arguments = {{.name = "connection",
                        .type = Type::Number,
                        .required = true,
                        .help = "The id of a connection",
                        .example = "17"},
                       beforeNumber,
                       pageSize},
         .handler = showRecord,
         .answer = "AdminConnectionRecordPage",
         .errors = {ErrorCode::ConnectionNotFound},
         .columns = {"at", "event", "details"}},
        {.rule = reads("connections.ended"),
         .summary = "List the connections that ended within the hour, the last one first",
         .arguments = {someUser, beforeNumber, pageSize},
         .handler = listEnded,
         .answer = "AdminEndedConnectionPage",
         .columns = {"id", "username", "dialect", "protocol", "address", "openedAt", "endedAt",
                     "end"}},
        {.rule = reads("messages.proof"),
         .summary = "Show whether a message has reached its recipients",
         .arguments = {{.name = "message",
                        .required = true,
                        .help = "The id of a message",
                        .example = "697dc67a00000000000000f6"},
                       afterId,
                       pageSize},
         .handler = proveDelivery,
         .answer = "AdminDeliveryProof",
         .errors = {ErrorCode::MessageNotFound},
         .columns = {"username", "state", "online", "connection", "sentAt", "deliveredAt", "read",
                     "reason"}},
    };
}

} // namespace parlance::admin
