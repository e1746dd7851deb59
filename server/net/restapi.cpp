// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/restapi.h"

#include "dialects/credentials.h"
#include "net/errorresponse.h"
#include "net/router.h"

#include <algorithm>
#include <map>

namespace parlance::net {

using namespace Qt::StringLiterals;

namespace {

// Patterns that differ only in parameter names are the same path.
QString pathOf(const QString &pattern)
{
    QStringList segments = pattern.toLower().split(u'/');
    for (QString &segment : segments) {
        if (segment.startsWith(u':'))
            segment = u":"_s;
    }
    return segments.join(u'/');
}

bool isPublic(const RestRows &rows)
{
    return std::any_of(rows.begin(), rows.end(),
                       [](const RestRow &row) { return row.route->access == Access::Public; });
}

} // namespace

RestApi::RestApi(CallPipeline &pipeline, Services services, const Registry &registry)
    : m_pipeline(pipeline)
    , m_services(services)
    , m_registry(registry)
{
}

void RestApi::addTo(Router &router, Part part)
{
    std::map<std::pair<http::Method, QString>, RestRows> groups;
    const std::vector<Dialect> &dialects = m_registry.dialects();
    for (size_t i = 0; i < dialects.size(); ++i) {
        for (const Route &route : dialects[i].routes) {
            const Part other = route.admin ? Part::AllButCommands : Part::OnlyCommands;
            if (part != other)
                groups[{route.method, pathOf(route.pattern)}].push_back({quint8(i), &route});
        }
    }
    for (auto &[key, group] : groups) {
        const RestRows &rows = *m_rows.emplace_back(std::make_unique<RestRows>(std::move(group)));
        router.add(key.first, rows.front().route->pattern,
                   [this, &rows](const http::ExchangePtr &exchange, const QStringList &parameters) {
                       serve(exchange, parameters, rows);
                   });
    }
}

// A listener that is pinned to one dialect serves only its rows and those of the native API.
RestRows RestApi::rowsFor(const RestRows &all, quint8 pinnedDialect) const
{
    if (pinnedDialect == 0)
        return all;
    RestRows rows;
    for (const RestRow &row : all) {
        if (row.dialect == pinnedDialect || row.dialect == 0)
            rows.push_back(row);
    }
    return rows;
}

void RestApi::serve(const http::ExchangePtr &exchange, const QStringList &parameters,
                    const RestRows &rows)
{
    RestRows possible = rowsFor(rows, exchange->request().listenerTag);
    if (possible.empty())
        return exchange->reply(
            errorResponse(404, "There is nothing here", exchange->request().target));
    authenticate(std::make_shared<RestCall>(m_registry, m_services.accounts, m_errors, exchange,
                                            parameters, std::move(possible)));
}

void RestApi::authenticate(const RestCallPtr &call)
{
    const http::Headers &headers = call->request().headers;
    const QString token = tokenFromHeaders(headers);
    const bool otherScheme =
        call->row().dialect != 0 && token.isEmpty() && !headers.value("Authorization").isEmpty();
    if (isPublic(call->rows()) || (token.isEmpty() && !otherScheme)) {
        call->setClient(clientEvidence(call->request()));
        return m_pipeline.run(call);
    }
    if (otherScheme)
        return m_pipeline.refuse(call,
                                 Error::of(ErrorCode::InvalidToken, u"Invalid token format"_s));
    m_services.sessions.authenticate(
        token, [this, call](const Result<Actor> &actor) { runAs(call, actor); });
}

void RestApi::runAs(const RestCallPtr &call, const Result<Actor> &actor)
{
    if (actor) {
        call->setActor(*actor);
        return m_pipeline.run(call);
    }
    // Clients of other backends expect one text for all invalid tokens.
    const bool isPlain = call->row().dialect != 0 && actor.error().code == ErrorCode::InvalidToken;
    m_pipeline.refuse(call, isPlain ? Error::of(ErrorCode::InvalidToken) : actor.error());
}

} // namespace parlance::net
