// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/mutestatements.h"

#include "storage/adminactionstatements.h"
#include "storage/adminroomstatements.h"
#include "storage/auditstatements.h"
#include "storage/pages.h"
#include "storage/rows.h"

namespace parlance::statements {

using namespace Qt::StringLiterals;

namespace {

// As stored: an empty value stands for everywhere.
QByteArray place(RoomId room)
{
    return room.isNull() ? QByteArray() : room.toBytes();
}

// A mute to come, or the place of one, without a creator. An empty room: everywhere.
Result<Mute> planMute(Database &db, WriteContext &writer, const AdminAction &action,
                      const QString &user, const QString &room)
{
    const auto target = findOther(db, writer, action, user);
    if (!target)
        return target.error();
    Mute mute{{target->user.id, target->user.username, target->user.alias}};
    if (room.isEmpty())
        return mute;
    const auto found = findRoomDetails(db, writer.limits, room);
    if (!found)
        return found.error();
    mute.roomId = found->room.id;
    mute.room = found->room.name;
    return mute;
}

std::optional<Mute> present(Database &db, const Mute &planned, Timestamp now)
{
    return rows::first(
        db.query("find_mute",
                 {{"user", planned.user.id}, {"room", place(planned.roomId)}, {"now", now}}),
        rows::mute);
}

// What the log says of it; what is empty is left out.
QJsonObject toJson(const std::optional<Mute> &mute, const QString &room)
{
    QJsonObject object{{u"muted"_s, mute.has_value()}};
    if (!room.isEmpty())
        object.insert(u"room"_s, room);
    if (mute && mute->until)
        object.insert(u"until"_s, toIsoString(*mute->until));
    if (mute && !mute->reason.isEmpty())
        object.insert(u"reason"_s, mute->reason);
    return object;
}

} // namespace

Result<void> mustNotBeMuted(Database &db, UserId user, RoomId room, Timestamp now)
{
    const auto mute = rows::first(
        db.query("find_mute_in_force",
                 {{"user", user}, {"room", room}, {"everywhere", place({})}, {"now", now}}),
        rows::mute);
    return mute ? Result<void>(mutedError(*mute)) : Result<void>();
}

Result<Mute> muteUser(Database &db, WriteContext &writer, const AdminAction &action,
                      const MuteUser &command)
{
    auto mute = planMute(db, writer, action, command.user, command.room);
    if (!mute)
        return mute;
    const Timestamp now = writer.now();
    mute->until = command.until;
    mute->reason = action.reason;
    mute->createdAt = now;
    mute->createdBy = action.actor;
    if (action.dryRun)
        return mute;
    const auto before = present(db, *mute, now);
    db.exec("put_mute", {{"user", mute->user.id},
                         {"room", place(mute->roomId)},
                         {"until", mute->until},
                         {"reason", mute->reason},
                         {"created_at", now},
                         {"created_by", mute->createdBy}});
    recordChange(db, writer, action, mute->user.username, toJson(before, mute->room),
                 toJson(*mute, mute->room));
    return mute;
}

Result<Mute> unmuteUser(Database &db, WriteContext &writer, const AdminAction &action,
                        const QString &user, const QString &room)
{
    const auto planned = planMute(db, writer, action, user, room);
    if (!planned)
        return planned.error();
    const auto before = present(db, *planned, writer.now());
    if (!before)
        return Error::of(ErrorCode::Conflict, room.isEmpty()
                                                  ? u"The user is not muted everywhere"_s
                                                  : u"The user is not muted in this room"_s);
    if (action.dryRun)
        return *before;
    db.exec("delete_mute", {{"user", planned->user.id}, {"room", place(planned->roomId)}});
    recordChange(db, writer, action, planned->user.username, toJson(before, planned->room),
                 toJson(std::optional<Mute>(), planned->room));
    return *before;
}

Result<MutePage> listMutes(Database &db, const Limits &limits, const MuteQuery &query,
                           Timestamp now)
{
    const int size = pages::size(limits, query.limit);
    MutePage page{rows::all(db.query("list_mutes", {{"after_user", query.afterUser},
                                                    {"after_room", place(query.afterRoom)},
                                                    {"now", now},
                                                    {"limit", size + 1}}),
                            rows::mute)};
    page.more = pages::cut(page.mutes, size);
    return page;
}

} // namespace parlance::statements
