// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/router.h"

#include "net/errorresponse.h"

#include <algorithm>
#include <array>

namespace parlance::net {

namespace {

using http::Method;

QList<QString> splitPattern(const QString &pattern)
{
    QList<QString> segments = pattern.split(QLatin1Char('/'), Qt::SkipEmptyParts);
    for (QString &segment : segments) {
        if (!segment.startsWith(QLatin1Char(':')))
            segment = segment.toCaseFolded();
    }
    return segments;
}

bool serves(Method route, Method request)
{
    return route == request || (request == Method::Head && route == Method::Get);
}

http::Response methodNotAllowed(const std::vector<Method> &methods, const QByteArray &target)
{
    constexpr std::array order{Method::Get, Method::Post, Method::Put, Method::Patch,
                               Method::Delete};
    QByteArrayList names;
    for (const Method method : order) {
        if (std::find(methods.begin(), methods.end(), method) == methods.end())
            continue;
        names.append(http::methodName(method));
        if (method == Method::Get)
            names.append("HEAD");
    }
    names.append("OPTIONS");
    http::Response response = errorResponse(405, "The method is not allowed here", target);
    response.headers.add("Allow", names.join(", "));
    return response;
}

} // namespace

struct Router::Node
{
    std::map<QString, std::unique_ptr<Node>> literals;
    std::unique_ptr<Node> parameter;
    std::vector<const Route *> routes;
};

/// A matching pattern and the values of its parameters.
struct Router::Found
{
    const Node *node = nullptr;
    QList<QString> values;
};

Router::Router()
    : m_root(std::make_unique<Node>())
{
}

Router::~Router() = default;

void Router::add(Method method, const QString &pattern, Handler handler)
{
    Node *node = m_root.get();
    for (const QString &segment : splitPattern(pattern)) {
        const bool isParameter = segment.startsWith(QLatin1Char(':'));
        auto &next = isParameter ? node->parameter : node->literals[segment];
        if (!next)
            next = std::make_unique<Node>();
        node = next.get();
    }
    m_routes.push_back(std::make_unique<Route>(Route{method, pattern, std::move(handler)}));
    node->routes.push_back(m_routes.back().get());
}

void Router::addPrefix(const QString &path, PrefixHandler handler)
{
    m_prefixes.push_back({splitPattern(path), std::move(handler)});
}

const Router::PrefixHandler *Router::findPrefix(const QList<QString> &segments) const
{
    for (const Prefix &prefix : m_prefixes) {
        const auto same = [](const QString &a, const QString &b) {
            return a.compare(b, Qt::CaseInsensitive) == 0;
        };
        if (prefix.segments.size() <= segments.size() &&
            std::equal(prefix.segments.begin(), prefix.segments.end(), segments.begin(), same))
            return &prefix.handler;
    }
    return nullptr;
}

/// Best match first. Recursion is limited by the longest pattern, whatever the request's path.
void Router::collect(const Node &node, const QList<QString> &segments, qsizetype depth,
                     QList<QString> &values, std::vector<Found> &found) const
{
    if (depth == segments.size()) {
        if (!node.routes.empty())
            found.push_back({&node, values});
        return;
    }
    const QString &segment = segments.at(depth);
    const auto literal = node.literals.find(segment.toCaseFolded());
    if (literal != node.literals.end())
        collect(*literal->second, segments, depth + 1, values, found);
    if (!node.parameter || segment.isEmpty())
        return;
    values.append(segment);
    collect(*node.parameter, segments, depth + 1, values, found);
    values.removeLast();
}

Router::Match Router::match(const http::Request &request) const
{
    Match match;
    match.prefix = findPrefix(request.segments);
    if (match.prefix)
        return match;
    std::vector<Found> found;
    QList<QString> values;
    collect(*m_root, request.segments, 0, values, found);
    for (const Found &fit : found) {
        for (const Route *route : fit.node->routes) {
            match.allowed.push_back(route->method);
            if (match.route || !serves(route->method, request.method))
                continue;
            match.route = route;
            match.parameters = fit.values;
        }
    }
    return match;
}

void Router::dispatch(const http::ExchangePtr &exchange) const
{
    if (exchange->request().method == Method::Options) {
        http::Response response;
        response.status = 204;
        exchange->reply(response);
        return;
    }
    const QByteArray &target = exchange->request().target;
    const Match found = match(exchange->request());
    if (found.prefix)
        (*found.prefix)(exchange);
    else if (found.allowed.empty())
        exchange->reply(errorResponse(404, "There is nothing here", target));
    else if (!found.route)
        exchange->reply(methodNotAllowed(found.allowed, target));
    else
        found.route->handler(exchange, found.parameters);
}

} // namespace parlance::net
