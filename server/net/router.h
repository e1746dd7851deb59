// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/exchange.h"

#include <QStringList>

#include <functional>
#include <map>
#include <memory>
#include <vector>

namespace parlance::net {

/// Finds the handler of a request. Paths as Express matches them: literal segments ignore case, a
/// trailing slash is optional, parameters match one segment that is not empty, and a literal goes
/// before a parameter. HEAD goes to GET's handler, OPTIONS is answered with 204 everywhere. Event
/// loop only; add everything before the first request.
class Router
{
public:
    /// `parameters`: what the pattern's parameters (":roomId") stand for, in their order,
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
        /// Of the best fitting pattern that has the method; null if there is none.
        const Route *route = nullptr;
        QStringList parameters;
        /// The methods of all patterns that fit the path.
        std::vector<http::Method> allowed;
        /// Set if the path belongs to a prefix; then there is no route.
        const PrefixHandler *prefix = nullptr;
    };

    Router();
    ~Router();

    /// `pattern` like "/api/v1/rooms/:roomId"; once for each method and pattern, however its
    /// parameters are called.
    void add(http::Method method, const QString &pattern, Handler handler);
    /// Everything at and below `path`, whatever the method, but OPTIONS.
    void addPrefix(const QString &path, PrefixHandler handler);

    Match match(const http::Request &request) const;
    /// Calls the route's handler; answers 404 and 405 by itself.
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
