// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/netfixture.h"

namespace parlance::test {

/// A TestFront with the routes /fast, /slow/:name (requests are kept in `held`), /echo, /big and
/// /forgets (never answers).
struct RoutedFront : TestFront
{
    RoutedFront()
    {
        router.add(http::Method::Get, QStringLiteral("/fast"),
                   [](const http::ExchangePtr &exchange, const QStringList &) {
                       exchange->reply(http::Response::text("fast"));
                   });
        router.add(http::Method::Get, QStringLiteral("/slow/:name"),
                   [this](const http::ExchangePtr &exchange, const QStringList &) {
                       exchange->onAborted([this] { ++aborted; });
                       held.append(exchange);
                   });
        router.add(http::Method::Post, QStringLiteral("/echo"),
                   [](const http::ExchangePtr &exchange, const QStringList &) {
                       exchange->reply(http::Response::text(exchange->request().body));
                   });
        router.add(http::Method::Get, QStringLiteral("/big"),
                   [](const http::ExchangePtr &exchange, const QStringList &) {
                       exchange->reply(http::Response::text(QByteArray(8'000'000, 'b')));
                   });
        router.add(http::Method::Get, QStringLiteral("/forgets"),
                   [](const http::ExchangePtr &, const QStringList &) {});
    }

    void replyHeld(int index, const QByteArray &body)
    {
        held.at(index)->reply(http::Response::text(body));
    }

    QList<http::ExchangePtr> held;
    /// Number of aborted requests to /slow.
    int aborted = 0;
};

} // namespace parlance::test
