// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services.h"
#include "calls/admission.h"
#include "calls/claims.h"
#include "dialects/registry.h"
#include "http/exchange.h"

#include <QJsonObject>

#include <memory>
#include <vector>

namespace parlance::net {

class Router;

/// Serves the dialects' rows over HTTP: who calls, within the allowance, which row is meant, the
/// call, its answer. Event loop only.
class RestApi
{
public:
    /// All outlive it.
    RestApi(Services services, const Registry &registry, Admission &admission, Claims &claims);

    /// Adds every row of every dialect. Keep this object as long as the router.
    void addTo(Router &router);

private:
    struct Row
    {
        const Dialect *dialect;
        const Route *route;
    };
    using Rows = std::vector<Row>;
    struct Work;
    using WorkPtr = std::shared_ptr<Work>;

    bool isLegacyApi(const Row &row) const;
    Rows rowsFor(const Rows &all, quint8 pinnedDialect) const;
    void serve(const http::ExchangePtr &exchange, const QStringList &parameters, const Rows &rows);
    void authenticate(const WorkPtr &work);
    void refuseToken(const WorkPtr &work, const Error &error);
    void admit(const WorkPtr &work);
    void permit(const WorkPtr &work);
    bool claim(const WorkPtr &work);
    void identify(const WorkPtr &work);
    static std::optional<Row> meant(const Work &work, Named named);
    void choose(const WorkPtr &work, Named named);
    void run(const WorkPtr &work);
    static void finish(const WorkPtr &work, const Result<Reply> &reply);
    static Result<void> readArguments(Work &work);

    Services m_services;
    const Registry &m_registry;
    Admission &m_admission;
    Claims &m_claims;
    std::vector<std::unique_ptr<Rows>> m_rows;
};

} // namespace parlance::net
