// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/exchange.h"

#include <QStringList>

#include <functional>
#include <map>
#include <memory>
#include <vector>

namespace parlance::net {

/// Finds the handler of a request. Matches paths as Express does: literal segments are
/// case-insensitive, a trailing slash is optional, parameters match one non-empty segment, and a
/// literal takes precedence over a parameter. HEAD uses GET's handler, OPTIONS is answered with 204
/// everywhere. Event loop only; add all routes before the first request.
class Router
{
public:
    /// `parameters`: the values of the pattern's parameters (":roomId"), in their order,
    /// percent-decoded.
    using Handler =
        std::function<void(const http::ExchangePtr &exchange, const QStringList &parameters)>;
    using PrefixHandler = std::function<void(const http::ExchangePtr &exchange)>;

    struct Route
    {
        http::Method method = http::Method::Get;
        QString pattern;
        Handler handler;
    };
    struct Match
    {
        /// Of the best matching pattern with the method; null if there is none.
        const Route *route = nullptr;
        QStringList parameters;
        /// The methods of all patterns that match the path.
        std::vector<http::Method> allowed;
        /// Set if the path belongs to a prefix; then there is no route.
        const PrefixHandler *prefix = nullptr;
    };

    Router();
    ~Router();

    /// `pattern` like "/api/v1/rooms/:roomId". Add each method and pattern once, whatever the names
    /// of the parameters.
    void add(http::Method method, const QString &pattern, Handler handler);
    /// Everything at and below `path`, with any method except OPTIONS.
    void addPrefix(const QString &path, PrefixHandler handler);

    Match match(const http::Request &request) const;
    /// Calls the route's handler; otherwise answers 404 or 405 itself.
    void dispatch(const http::ExchangePtr &exchange) const;

private:
    struct Node;
    struct Found;
    struct Prefix
    {
        QList<QString> segments;
        PrefixHandler handler;
    };

    const PrefixHandler *findPrefix(const QList<QString> &segments) const;
    void collect(const Node &node, const QList<QString> &segments, qsizetype depth,
                 QList<QString> &values, std::vector<Found> &found) const;

    std::vector<std::unique_ptr<Route>> m_routes;
    std::vector<Prefix> m_prefixes;
    std::unique_ptr<Node> m_root;
};

} // namespace parlance::net
