// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/administration.h"
#include "domain/report.h"
#include "stores/storerole.h"

namespace parlance {

/// Exactly one of the two ids is set.
struct NewReport
{
    MessageId messageId = {};
    UserId userId = {};
    QString reason = {};
};

struct StoredReport
{
    Report report = {};
    /// The reporter has an open report of the same already: this is it, unchanged.
    bool repeated = false;
};

struct ReportQuery
{
    ReportState state = ReportState::Open;
    /// Only those of this user and of messages of this user: a name or an id; empty: all.
    QString user = {};
    /// The last id of the previous page; null: the first page.
    ReportId after = {};
    int limit = 100;
};

struct ReportPage
{
    QList<Report> reports = {};
    bool more = false;
};

struct ReportWindowQuery
{
    qint64 offset = 0;
    int limit = 100;
};

struct ReportWindow
{
    /// Of all open reports.
    qint64 total = 0;
    QList<Report> reports = {};
};

/// Reports of messages and users. See StoreRole for the rules of every call, and AdminStore for
/// those with an AdminAction. A report stays when what it names is deleted.
class ReportStore : public StoreRole
{
public:
    /// MessageNotFound (also if the reporter may not read it, or it is deleted), UserNotFound,
    /// Conflict (oneself), LimitReached (of open reports of the reporter).
    virtual void addReport(UserId reporter, NewReport report, Callback<StoredReport> done) = 0;
    /// Oldest first. A page ends early if the messages are long. UserNotFound.
    virtual void listReports(ReportQuery query, Callback<ReportPage> done) = 0;
    /// The open ones, oldest first. It ends early like a page.
    virtual void openWindow(ReportWindowQuery query, Callback<ReportWindow> done) = 0;
    /// The report as it is then; AdminAction::reason becomes its note. ReportNotFound; Conflict: it
    /// is resolved.
    virtual void resolveReport(AdminAction action, ReportId id, Callback<Report> done) = 0;
};

} // namespace parlance
