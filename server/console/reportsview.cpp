// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/reportsview.h"

#include "admin/adminjson.h"

namespace parlance::console {

ReportsView::ReportsView(Reports &reports, Broker &broker)
    : m_reports(reports)
{
    broker.subscribe(Broker::Stage::AfterDelivery, [this](const Event &event) {
        const auto *changed = std::get_if<TableChanged>(&event);
        const bool isOfReports = changed && changed->table == TableChanged::Table::Reports;
        // What they name may have changed: a message is deleted, a user erased.
        if (m_isWatched && (isOfReports || std::holds_alternative<MessageDeleted>(event) ||
                            std::holds_alternative<UserErased>(event)))
            m_version.note();
    });
}

void ReportsView::setWatched(bool isWatched)
{
    m_isWatched = isWatched;
    m_version.note();
}

void ReportsView::read(const Window &window, const Actor &, Callback<Page> done)
{
    const ReportWindowQuery query{.offset = window.offset, .limit = window.limit};
    m_reports.openWindow(query, [done = std::move(done)](const Result<ReportWindow> &found) {
        if (!found)
            return done(found.error());
        Page page{.total = found->total};
        for (const Report &each : found->reports)
            page.rows.push_back({each.id.toString(), adminjson::report(each)});
        done(page);
    });
}

} // namespace parlance::console
