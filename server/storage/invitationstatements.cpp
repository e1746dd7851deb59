// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/invitationstatements.h"

#include "storage/access.h"
#include "storage/accountstatements.h"
#include "storage/adminactionstatements.h"
#include "storage/adminroomstatements.h"
#include "storage/auditstatements.h"
#include "storage/membershipstatements.h"
#include "storage/pages.h"
#include "storage/rows.h"

namespace parlance::statements {

using namespace Qt::StringLiterals;

namespace {

InvitationLink readLink(Cursor &row)
{
    return InvitationLink{row.id<InvitationId>(),
                          row.integer(),
                          row.integer(),
                          row.time(),
                          row.optional(&Cursor::id<RoomId>).value_or(RoomId()),
                          row.text(),
                          row.text(),
                          row.time(),
                          row.text()};
}

// What the log says of it; what is empty is left out.
QJsonObject toJson(const InvitationLink &link)
{
    QJsonObject object{{u"uses"_s, link.uses},
                       {u"used"_s, link.used},
                       {u"expiresAt"_s, toIsoString(link.expiresAt)}};
    if (!link.room.isEmpty())
        object.insert(u"room"_s, link.room);
    if (!link.note.isEmpty())
        object.insert(u"note"_s, link.note);
    return object;
}

// The new account is in no other room, and a full or deleted room is no reason to refuse it.
std::optional<Room> enterRoomOf(Database &db, WriteContext &writer, const InvitationLink &link,
                                UserId user)
{
    if (link.roomId.isNull())
        return std::nullopt;
    const auto room = roomById(db, link.roomId);
    if (!room || room->memberCount >= writer.limits.membersPerRoom)
        return std::nullopt;
    enterRoom(db, writer, link.roomId, user);
    const auto entered = roomById(db, link.roomId);
    return entered ? std::optional(*entered) : std::nullopt;
}

} // namespace

Result<InvitedUser> createInvited(Database &db, WriteContext &writer, const NewUser &user,
                                  const QByteArray &codeHash)
{
    const auto link = rows::first(
        db.query("find_usable_invitation_link", {{"code_hash", codeHash}, {"now", writer.now()}}),
        readLink);
    if (!link)
        return ErrorCode::InvitationInvalid;
    const auto created = createUser(db, writer, user);
    if (!created)
        return created.error();
    db.exec("use_invitation_link", {{"id", link->id}});
    return InvitedUser{*created, enterRoomOf(db, writer, *link, created->id)};
}

Result<InvitationLink> createLink(Database &db, WriteContext &writer, const AdminAction &action,
                                  const NewInvitationLink &link)
{
    if (const auto acting = checkActor(db, writer, action); !acting)
        return acting.error();
    InvitationLink created{.uses = link.uses, .expiresAt = link.expiresAt};
    if (!link.room.isEmpty()) {
        const auto found = findRoomDetails(db, writer.limits, link.room);
        if (!found)
            return found.error();
        created.roomId = found->room.id;
        created.room = found->room.name;
    }
    created.note = link.note;
    created.createdAt = writer.now();
    created.createdBy = action.actor;
    if (action.dryRun)
        return created;
    created.id = writer.newId<InvitationId>(created.createdAt);
    const bool hasRoom = !created.roomId.isNull();
    db.exec("insert_invitation_link",
            {{"id", created.id},
             {"code_hash", link.codeHash},
             {"uses", created.uses},
             {"expires_at", created.expiresAt},
             {"room", hasRoom ? std::optional(created.roomId) : std::nullopt},
             {"note", created.note},
             {"now", created.createdAt},
             {"created_by", created.createdBy}});
    recordChange(db, writer, action, created.id.toString(), {}, toJson(created));
    return created;
}

Result<InvitationLink> revokeLink(Database &db, WriteContext &writer, const AdminAction &action,
                                  InvitationId id)
{
    if (const auto acting = checkActor(db, writer, action); !acting)
        return acting.error();
    auto link = rows::firstOr(ErrorCode::InvitationNotFound,
                              db.query("find_invitation_link", {{"id", id}, {"now", writer.now()}}),
                              readLink);
    if (!link || action.dryRun)
        return link;
    db.exec("delete_invitation_link", {{"id", id}});
    recordChange(db, writer, action, id.toString(), toJson(*link), {});
    return link;
}

Result<InvitationLinkPage> listLinks(Database &db, const Limits &limits,
                                     const InvitationLinkQuery &query, Timestamp now)
{
    const int size = pages::size(limits, query.limit);
    InvitationLinkPage page{
        rows::all(db.query("list_invitation_links",
                           {{"after", query.after}, {"now", now}, {"limit", size + 1}}),
                  readLink)};
    page.more = pages::cut(page.links, size);
    return page;
}

} // namespace parlance::statements
