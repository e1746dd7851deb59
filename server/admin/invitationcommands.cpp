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

QJsonObject renderLink(const InvitationLink &link)
{
    const auto orNull = [](bool isThere, const QString &text) {
        return isThere ? QJsonValue(text) : QJsonValue();
    };
    return {{u"id"_s, orNull(!link.id.isNull(), link.id.toString())},
            {u"uses"_s, link.uses},
            {u"used"_s, link.used},
            {u"expiresAt"_s, toIsoString(link.expiresAt)},
            {u"room"_s, orNull(!link.room.isEmpty(), link.room)},
            {u"roomId"_s, orNull(!link.roomId.isNull(), link.roomId.toString())},
            {u"note"_s, link.note},
            {u"createdAt"_s, toIsoString(link.createdAt)},
            {u"createdBy"_s, link.createdBy}};
}

QJsonObject renderChange(const InvitationLink &link, bool dryRun)
{
    return {{u"invitation"_s, renderLink(link)}, {u"dryRun"_s, dryRun}};
}

void createInvitation(Services &services, const Call &call, Respond respond)
{
    Arguments in = arguments(call);
    CreateInvitation command{.uses = in.number("uses", 1)};
    command.expiresAt = in.end("for", "until");
    command.room = in.text("room");
    command.note = in.text("note");
    if (!in.ok())
        return respond(in.error());
    const AdminAction action = adminAction(call);
    services.invitations.create(
        action, command, systemNow(),
        answer<CreatedInvitation>(std::move(respond),
                                  [dryRun = action.dryRun](const CreatedInvitation &created) {
                                      QJsonObject json = renderChange(created.link, dryRun);
                                      if (!dryRun)
                                          json.insert(u"code"_s, created.code);
                                      return json;
                                  }));
}

void revokeInvitation(Services &services, const Call &call, Respond respond)
{
    Arguments in = arguments(call);
    const auto id = in.id<InvitationId>("invitation");
    if (!in.ok())
        return respond(in.error());
    const AdminAction action = adminAction(call);
    services.invitations.revoke(
        action, id,
        answer<InvitationLink>(std::move(respond),
                               [dryRun = action.dryRun](const InvitationLink &link) {
                                   return renderChange(link, dryRun);
                               }));
}

void listInvitations(Services &services, const Call &call, Respond respond)
{
    Arguments in = arguments(call);
    InvitationLinkQuery query{.after = in.id<InvitationId>("after")};
    query.limit = in.pageLimit();
    if (!in.ok())
        return respond(in.error());
    const auto cursor = [](const InvitationLink &last) { return last.id.toString(); };
    services.invitations.list(
        query,
        answer<InvitationLinkPage>(std::move(respond), [cursor](const InvitationLinkPage &page) {
            return adminjson::page(page.links, page.more, renderLink, cursor);
        }));
}

} // namespace

std::vector<Command> invitationCommands()
{
    return {
        {.rule = changes("invitations.create", Permission::ManageUsers),
         .summary = "Create an invitation to register; its code is shown this once",
         .arguments = {{.name = "uses",
                        .type = Type::Number,
                        .help = "How many accounts may be made with it: 1, or up to 10000"},
                       {.name = "for",
                        .type = Type::Duration,
                        .help = "How long it is valid: 7d, or up to a year",
                        .example = "7d"},
                       untilTime,
                       {.name = "room", .help = "The new account joins this room: a name or an id"},
                       {.name = "note", .help = "For administrators: who it is for"}},
         .handler = createInvitation,
         .answer = "AdminCreatedInvitation",
         .errors = {ErrorCode::RoomNotFound}},
        {.rule = reads("invitations.list"),
         .summary = "List the invitations to register that have not expired",
         .arguments = {afterId, pageSize},
         .handler = listInvitations,
         .answer = "AdminInvitationPage",
         .columns = {"id", "used", "uses", "expiresAt", "room", "note", "createdBy"}},
        {.rule = changes("invitations.revoke", Permission::ManageUsers),
         .summary = "Revoke an invitation to register",
         .arguments = {{.name = "invitation",
                        .required = true,
                        .help = "The id of an invitation",
                        .example = "697dc67900000000000000d4"}},
         .handler = revokeInvitation,
         .answer = "AdminInvitationChange",
         .errors = {ErrorCode::InvitationNotFound}},
    };
}

} // namespace parlance::admin
