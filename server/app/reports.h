// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "realtime/broker.h"
#include "stores/reportstore.h"

namespace parlance {

/// What users report to the moderators of the server. The errors are the store's, and
/// ValidationFailed. Event loop only.
class Reports
{
public:
    Reports(ReportStore &store, Broker &broker)
        : m_store(store)
        , m_broker(broker)
    {
    }

    /// One report of the same thing at a time: a second one is answered with the first.
    void add(const Actor &actor, const NewReport &report, Callback<StoredReport> done);
    void list(const ReportQuery &query, Callback<ReportPage> done);
    void openWindow(const ReportWindowQuery &query, Callback<ReportWindow> done);
    /// The rules of Administration hold.
    void resolve(const AdminAction &action, ReportId id, Callback<Report> done);

private:
    ReportStore &m_store;
    Broker &m_broker;
};

} // namespace parlance
