// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/reportstatements.h"

#include "domain/encodedsize.h"
#include "storage/access.h"
#include "storage/accountstatements.h"
#include "storage/adminactionstatements.h"
#include "storage/adminstatements.h"
#include "storage/auditstatements.h"
#include "storage/pages.h"
#include "storage/rows.h"
#include "stores/windowstore.h"

#include <algorithm>

namespace parlance::statements {

using namespace Qt::StringLiterals;

namespace {

// As stored: an empty value stands for none.
template <class IdType>
QByteArray maybe(IdType id)
{
    return id.isNull() ? QByteArray() : id.toBytes();
}

Result<Report> reportById(Database &db, ReportId id)
{
    return rows::firstOr(ErrorCode::ReportNotFound, db.query("find_report", {{"id", id}}),
                         rows::report);
}

struct Reported
{
    UserId user;
    RoomId room = {};
    bool isDeleted = false;
};

// Only what the reporter can read.
Result<Reported> findMessage(Database &db, UserId reporter, MessageId id)
{
    const auto message = rows::first(db.query("find_message", {{"id", id}}), rows::message);
    if (!message || !mayRead(db, message->roomId, reporter))
        return ErrorCode::MessageNotFound;
    return Reported{message->author.id, message->roomId, message->deletedAt.has_value()};
}

Result<Reported> findReported(Database &db, const Limits &limits, UserId reporter,
                              const NewReport &report)
{
    if (!report.messageId.isNull())
        return findMessage(db, reporter, report.messageId);
    const auto user = findUser(db, limits, report.userId);
    return user ? Result<Reported>(Reported{user->id}) : user.error();
}

Cursor reports(Database &db, const ReportQuery &query, UserId user, int limit)
{
    const Bind state{"state", query.state};
    const Bind after{"after", query.after};
    const Bind rows{"limit", limit};
    if (user.isNull())
        return db.query("list_reports", {state, after, rows});
    return db.query("list_reports_of_user", {{"user", user}, state, after, rows});
}

// At least one, and no more than an answer may have.
ReportPage readPage(Cursor rows, int size, qint64 bytes)
{
    ReportPage page;
    while (rows.next()) {
        if (page.reports.size() == size || bytes <= 0) {
            page.more = true;
            break;
        }
        page.reports.append(rows::report(rows));
        bytes -= encodedBytes(page.reports.last().text.value_or(QString()));
    }
    return page;
}

QJsonObject logged(const Report &report, const QString &state)
{
    return {{u"state"_s, state}, {u"user"_s, report.user.username}};
}

} // namespace

Result<StoredReport> addReport(Database &db, WriteContext &writer, UserId reporter,
                               const NewReport &report)
{
    if (const auto there = mustNotBeErased(db, reporter); !there)
        return there.error();
    const auto found = findReported(db, writer.limits, reporter, report);
    if (!found)
        return found.error();
    const QByteArray message = maybe(report.messageId);
    if (const auto open = rows::first(
            db.query("find_open_report",
                     {{"reporter", reporter}, {"user", found->user}, {"message", message}}),
            rows::report))
        return StoredReport{*open, true};
    if (found->isDeleted)
        return ErrorCode::MessageNotFound;
    if (found->user == reporter)
        return Error::of(ErrorCode::Conflict, u"You cannot report yourself"_s);
    if (db.number("count_open_reports", {{"reporter", reporter}}) >=
        writer.limits.openReportsPerUser)
        return Error::of(ErrorCode::LimitReached,
                         u"Your reports have to be read before you can send more"_s);
    const Timestamp now = writer.now();
    const auto id = writer.newId<ReportId>(now);
    db.exec("insert_report", {{"id", id},
                              {"reporter", reporter},
                              {"user", found->user},
                              {"message", message},
                              {"room", maybe(found->room)},
                              {"reason", report.reason},
                              {"now", now}});
    const auto stored = reportById(db, id);
    return stored ? Result<StoredReport>(StoredReport{*stored}) : stored.error();
}

Result<ReportPage> listReports(Database &db, const Limits &limits, const ReportQuery &query)
{
    UserId user;
    if (!query.user.isEmpty()) {
        const auto found = findByNameOrId(db, limits, query.user);
        if (!found)
            return found.error();
        user = found->id;
    }
    const int size = pages::size(limits, query.limit);
    return readPage(reports(db, query, user, size + 1), size, limits.pageBytes);
}

Result<ReportWindow> openReportWindow(Database &db, const Limits &limits,
                                      const ReportWindowQuery &query)
{
    const int size = std::clamp(query.limit, 0, maxWindowRows);
    const qint64 offset = std::max<qint64>(query.offset, 0);
    return ReportWindow{
        db.number("count_reports"),
        readPage(db.query("list_open_reports", {{"limit", size}, {"offset", offset}}), size,
                 limits.pageBytes)
            .reports};
}

Result<Report> resolveReport(Database &db, WriteContext &writer, const AdminAction &action,
                             ReportId id)
{
    if (const auto acting = checkActor(db, writer, action); !acting)
        return acting.error();
    auto report = reportById(db, id);
    if (!report)
        return report;
    if (report->state == ReportState::Resolved)
        return Error::of(ErrorCode::Conflict, u"The report is resolved"_s);
    report->state = ReportState::Resolved;
    report->resolvedAt = writer.now();
    report->resolvedBy = action.actor;
    report->note = action.reason;
    if (action.dryRun)
        return report;
    db.exec("resolve_report", {{"id", id},
                               {"now", report->resolvedAt},
                               {"by", report->resolvedBy},
                               {"note", report->note}});
    recordChange(db, writer, action, id.toString(), logged(*report, u"open"_s),
                 logged(*report, u"resolved"_s));
    return report;
}

} // namespace parlance::statements
