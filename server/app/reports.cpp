// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/reports.h"

#include "app/answerandpublish.h"
#include "domain/validation.h"

namespace parlance {

void Reports::add(const Actor &actor, const NewReport &report, Callback<StoredReport> done)
{
    const auto reason = validReason(report.reason);
    if (!reason)
        return done(reason.error());
    NewReport valid = report;
    valid.reason = *reason;
    auto added = [this, done = std::move(done)](const Result<StoredReport> &stored) {
        done(stored);
        if (stored && !stored->repeated)
            m_broker.publish(TableChanged{TableChanged::Table::Reports});
    };
    m_store.addReport(actor.userId, std::move(valid), std::move(added));
}

void Reports::list(const ReportQuery &query, Callback<ReportPage> done)
{
    m_store.listReports(query, std::move(done));
}

void Reports::openWindow(const ReportWindowQuery &query, Callback<ReportWindow> done)
{
    m_store.openWindow(query, std::move(done));
}

void Reports::resolve(const AdminAction &action, ReportId id, Callback<Report> done)
{
    auto publish = [this](const Report &) {
        m_broker.publish(TableChanged{TableChanged::Table::Reports});
    };
    m_store.resolveReport(action, id, answerAndPublish(action, std::move(done), publish));
}

} // namespace parlance
