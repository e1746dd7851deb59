// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "calls/callpipeline.h"
#include "net/restcall.h"

#include <memory>
#include <vector>

namespace parlance::net {

class Router;

/// The HTTP transport of calls: finds the rows for a path and the session of a token, and passes
/// the call to the pipeline. Event loop only.
class RestApi
{
public:
    /// All outlive it.
    RestApi(CallPipeline &pipeline, Services services, const Registry &registry);

    enum class Part { Everything, AllButCommands, OnlyCommands };
    /// Adds the rows of every dialect; `part`: with those of commands for administrators or not.
    /// This object must live as long as the router.
    void addTo(Router &router, Part part = Part::Everything);
    const CallErrors &errors() const { return m_errors; }

private:
    using RestCallPtr = std::shared_ptr<RestCall>;

    RestRows rowsFor(const RestRows &all, quint8 pinnedDialect) const;
    void serve(const http::ExchangePtr &exchange, const QStringList &parameters,
               const RestRows &rows);
    void authenticate(const RestCallPtr &call);
    void runAs(const RestCallPtr &call, const Result<Actor> &actor);

    CallPipeline &m_pipeline;
    Services m_services;
    const Registry &m_registry;
    CallErrors m_errors;
    std::vector<std::unique_ptr<RestRows>> m_rows;
};

} // namespace parlance::net
