// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/limits.h"
#include "storage/database.h"
#include "storage/writecontext.h"
#include "stores/reportstore.h"

/// See accountstatements.h.
namespace parlance::statements {

Result<StoredReport> addReport(Database &db, WriteContext &writer, UserId reporter,
                               const NewReport &report);
Result<ReportPage> listReports(Database &db, const Limits &limits, const ReportQuery &query);
Result<ReportWindow> openReportWindow(Database &db, const Limits &limits,
                                      const ReportWindowQuery &query);
/// Logged.
Result<Report> resolveReport(Database &db, WriteContext &writer, const AdminAction &action,
                             ReportId id);

} // namespace parlance::statements
