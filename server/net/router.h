// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/exchange.h"

#include <functional>
#include <map>
#include <memory>
#include <vector>

namespace parlance::net {

/// What a path's parameters (":roomId") stand for, percent-decoded.
class PathParameters
{
public:
    void add(const QString &name, const QString &value) { m_pairs.append({name, value}); }
    /// Null if there is none of that name.
    QString value(const QString &name) const;
    const QList<std::pair<QString, QString>> &pairs() const { return m_pairs; }

private:
    QList<std::pair<QString, QString>> m_pairs;
};

/// Finds the handler of a request. Paths as Express matches them: literal segments ignore case, a
/// trailing slash is optional, parameters match one segment that is not empty, and a literal goes
/// before a parameter. HEAD goes to GET's handler, OPTIONS is answered with 204 everywhere. Event
/// loop only; add everything before the first request.
class Router
{
public:
    using Handler =
        std::function<void(const http::ExchangePtr &exchange, const PathParameters &parameters)>;
    using PrefixHandler = std::function<void(const http::ExchangePtr &exchange)>;

    struct Route
    {
        http::Method method = http::Method::Get;
        QString pattern;
        Handler handler;
        /// The pattern's parameters in order.
        QList<QString> parameters;
        /// In order of add(): what a discriminator may use to know the row again.
        int index = 0;
    };
    struct Candidate
    {
        const Route *route = nullptr;
        PathParameters parameters;
    };
    struct Match
    {
        /// All rows of the best fitting pattern and the method, in order of add(). Empty if there
        /// is none.
        std::vector<Candidate> candidates;
        /// The methods of all patterns that fit the path.
        std::vector<http::Method> allowed;
        /// Set if the path belongs to a prefix; then there are no candidates.
        const PrefixHandler *prefix = nullptr;
    };

    Router();
    ~Router();

    /// `pattern` like "/api/v1/rooms/:roomId". Several rows may share method and pattern. Returns
    /// the row's index.
    int add(http::Method method, const QString &pattern, Handler handler);
    /// Everything at and below `path`, whatever the method, but OPTIONS.
    void addPrefix(const QString &path, PrefixHandler handler);

    Match match(const http::Request &request) const;
    /// Calls the first candidate; answers 404 and 405 by itself.
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
