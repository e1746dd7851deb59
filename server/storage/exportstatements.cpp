// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/exportstatements.h"

#include "storage/accountstatements.h"
#include "storage/adminactionstatements.h"
#include "storage/adminstatements.h"
#include "storage/answerbudget.h"
#include "storage/auditstatements.h"
#include "storage/counters.h"
#include "storage/pages.h"
#include "storage/rows.h"

#include <limits>

namespace parlance::statements {

using namespace Qt::StringLiterals;

namespace {

// A page looks at so many positions at most: the messages have no index by author.
constexpr qint64 PagePositions = 20'000;

ExportPart partAfter(ExportPart part)
{
    return ExportPart(int(part) + 1);
}

ExportedMembership exportedMembership(Cursor &row)
{
    return ExportedMembership{row.id<RoomId>(), row.value<RoomKind>(), row.text(),
                              row.value<RoomRole>(), row.time()};
}

ExportPage pageOf(const User &user, const AccountStatus &status, ExportPart part, qint64 entry)
{
    ExportPage page{.part = part, .user = user, .status = status};
    page.next = {partAfter(part), {}, entry};
    return page;
}

// Nobody gets a further page without an entry in the log.
bool isLogged(Database &db, const User &user, qint64 position)
{
    const auto entry =
        rows::first(db.query("find_audit_entry", {{"position", position}}), rows::auditEntry);
    return entry && entry->action.command == u"users.export"_s && entry->target == user.username &&
           entry->outcome == u"ok"_s;
}

// Continues in the same part if the list has more than a page.
template <class T, class Key>
void cut(ExportPage &page, QList<T> &list, int size, Key keyOf)
{
    if (pages::cut(list, size))
        page.next = {page.part, keyOf(list.last()), page.next.entry};
}

void readSessions(Database &db, ExportPage &page, const QByteArray &after, int size, Timestamp now)
{
    const auto found =
        rows::all(db.query("list_sessions_of", {{"user", page.user.id},
                                                {"after", SessionId::fromBytes(after)},
                                                {"now", now},
                                                {"limit", size + 1}}),
                  rows::storedSession);
    for (const StoredSession &each : found)
        page.sessions.append({each.session, each.dialect, each.address});
    cut(page, page.sessions, size,
        [](const ExportedSession &last) { return last.session.id.toBytes(); });
}

void readMemberships(Database &db, ExportPage &page, const QByteArray &after, int size)
{
    page.memberships =
        rows::all(db.query("list_memberships_of", {{"user", page.user.id},
                                                   {"after", RoomId::fromBytes(after)},
                                                   {"limit", size + 1}}),
                  exportedMembership);
    cut(page, page.memberships, size,
        [](const ExportedMembership &last) { return last.room.toBytes(); });
}

// One everywhere has an empty key, which comes first; so the next page begins with the first mute
// that did not fit.
void readMutes(Database &db, ExportPage &page, const QByteArray &from, int size, Timestamp now)
{
    page.mutes = rows::all(
        db.query("list_mutes_of",
                 {{"user", page.user.id}, {"from", from}, {"now", now}, {"limit", size + 1}}),
        rows::mute);
    const QByteArray next =
        page.mutes.size() > size ? page.mutes.last().roomId.toBytes() : QByteArray();
    cut(page, page.mutes, size, [&next](const Mute &) { return next; });
}

void readRoomBans(Database &db, ExportPage &page, const QByteArray &after, int size, Timestamp now)
{
    page.roomBans = rows::all(db.query("list_room_bans_of", {{"user", page.user.id},
                                                             {"after", RoomId::fromBytes(after)},
                                                             {"now", now},
                                                             {"limit", size + 1}}),
                              rows::roomBan);
    cut(page, page.roomBans, size, [](const RoomBan &last) { return last.roomId.toBytes(); });
}

void readReports(Database &db, ExportPage &page, const QByteArray &after, int size)
{
    page.reports = rows::all(db.query("list_reports_by", {{"user", page.user.id},
                                                          {"after", ReportId::fromBytes(after)},
                                                          {"limit", size + 1}}),
                             rows::report);
    cut(page, page.reports, size, [](const Report &last) { return last.id.toBytes(); });
}

void readMessages(Database &db, const Limits &limits, ExportPage &page, const QByteArray &after,
                  int size)
{
    const qint64 begin = after.toLongLong();
    const qint64 end = begin + PagePositions;
    qint64 last = begin;
    AnswerBudget budget(size, limits.pageBytes);
    bool isFull = false;
    Cursor row =
        db.query("list_messages_of_author",
                 {{"author", page.user.id}, {"after", begin}, {"last", end}, {"limit", size + 1}});
    while (row.next() && !isFull) {
        const auto [message, position] = rows::postedMessage(row);
        isFull = !budget.take(message);
        if (isFull)
            break;
        page.messages.append(message);
        last = position;
    }
    if (isFull)
        page.next = {page.part, QByteArray::number(last), page.next.entry};
    else if (end < storedPosition(db))
        page.next = {page.part, QByteArray::number(end), page.next.entry};
}

// The log names users and rooms alike.
bool isAboutUser(const AuditEntry &entry)
{
    return entry.action.command.startsWith("users."_L1) ||
           entry.action.arguments.contains("user"_L1);
}

void readAudit(Database &db, const Limits &limits, ExportPage &page, const QByteArray &before,
               int size)
{
    AuditQuery query{.target = page.user.username, .limit = size};
    // Somebody else may have had the name before.
    query.since = page.user.createdAt;
    if (!before.isEmpty())
        query.before = before.toLongLong();
    const auto found = listAudit(db, limits, query);
    if (!found)
        return;
    page.audit = found->entries;
    if (found->more)
        page.next = {page.part, QByteArray::number(page.audit.last().position), page.next.entry};
    page.audit.removeIf([](const AuditEntry &entry) { return !isAboutUser(entry); });
}

void readActions(Database &db, ExportPage &page, const QByteArray &before, int size)
{
    const qint64 newest = std::numeric_limits<qint64>::max();
    page.audit = rows::all(
        db.query("list_actions_of", {{"actor", page.user.username},
                                     {"user", page.user.id},
                                     {"before", before.isEmpty() ? newest : before.toLongLong()},
                                     {"limit", size + 1}}),
        rows::auditEntry);
    cut(page, page.audit, size,
        [](const AuditEntry &last) { return QByteArray::number(last.position); });
}

} // namespace

Result<ExportPage> beginExport(Database &db, WriteContext &writer, const AdminAction &action,
                               const QString &user, int)
{
    const auto target = findAccount(db, writer, action, user);
    if (!target)
        return target.error();
    recordChange(db, writer, action, target->user.username, {}, {});
    return pageOf(target->user, target->status, ExportPart::Account,
                  db.number("find_last_audit_position"));
}

Result<ExportPage> continueExport(Database &db, const Limits &limits, const QString &user,
                                  const ExportPlace &place, int limit, Timestamp now)
{
    const auto found = findByNameOrId(db, limits, user);
    if (!found)
        return found.error();
    if (!isLogged(db, *found, place.entry))
        return Error::of(ErrorCode::Conflict, u"This export was not begun"_s);
    const int size = pages::size(limits, limit);
    ExportPage page =
        pageOf(*found, statusAt(accountStatus(db, found->id), now), place.part, place.entry);
    switch (place.part) {
    case ExportPart::Sessions:
        readSessions(db, page, place.after, size, now);
        break;
    case ExportPart::Memberships:
        readMemberships(db, page, place.after, size);
        break;
    case ExportPart::Mutes:
        readMutes(db, page, place.after, size, now);
        break;
    case ExportPart::RoomBans:
        readRoomBans(db, page, place.after, size, now);
        break;
    case ExportPart::Reports:
        readReports(db, page, place.after, size);
        break;
    case ExportPart::Messages:
        readMessages(db, limits, page, place.after, size);
        break;
    case ExportPart::Audit:
        readAudit(db, limits, page, place.after, size);
        break;
    case ExportPart::Actions:
        readActions(db, page, place.after, size);
        break;
    case ExportPart::Account:
    case ExportPart::End:
        break;
    }
    return page;
}

} // namespace parlance::statements
