// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/reportstatements.h"
#include "storage/statementrunner.h"
#include "stores/reportstore.h"

namespace parlance {

class SqlReportStore : public ReportStore
{
public:
    explicit SqlReportStore(StatementRunner &runner)
        : m_runner(runner)
    {
    }
    void addReport(UserId reporter, NewReport report, Callback<StoredReport> done) override
    {
        m_runner.write<statements::addReport>(std::move(done), reporter, std::move(report));
    }
    void listReports(ReportQuery query, Callback<ReportPage> done) override
    {
        m_runner.read<statements::listReports>(std::move(done), std::move(query));
    }
    void openWindow(ReportWindowQuery query, Callback<ReportWindow> done) override
    {
        m_runner.read<statements::openReportWindow>(std::move(done), query);
    }
    void resolveReport(AdminAction action, ReportId id, Callback<Report> done) override
    {
        m_runner.write<statements::resolveReport>(std::move(done), std::move(action), id);
    }

private:
    StatementRunner &m_runner;
};

} // namespace parlance
