// SPDX-License-Identifier: GPL-3.0-or-later
#include "metricsendpoint.h"

#include "metrics/prometheustext.h"

#include <QCryptographicHash>

#include <sodium.h>

namespace parlance {

namespace {

QByteArray digest(QByteArrayView text)
{
    return QCryptographicHash::hash(text.toByteArray(), QCryptographicHash::Sha256);
}

} // namespace

MetricsEndpoint::MetricsEndpoint(const Metrics &metrics, QByteArray token)
    : m_metrics(metrics)
    , m_token(std::move(token))
{
}

// Takes the same time for every wrong token. The digests have one length.
bool MetricsEndpoint::isAllowed(const http::Request &request) const
{
    if (m_token.isEmpty())
        return true;
    constexpr QByteArrayView scheme = "bearer ";
    const QByteArray sent = request.headers.value("Authorization");
    if (sent.first(std::min(sent.size(), scheme.size())).toLower() != scheme)
        return false;
    const QByteArray one = digest(QByteArrayView(sent).sliced(scheme.size()).trimmed());
    const QByteArray other = digest(m_token);
    return sodium_memcmp(one.constData(), other.constData(), size_t(one.size())) == 0;
}

http::Response MetricsEndpoint::answer(const http::Request &request) const
{
    http::Response response;
    if (!isAllowed(request)) {
        response = http::Response::text("A token is needed\n", 401);
        response.headers.set("WWW-Authenticate", "Bearer");
        return response;
    }
    response.body = prometheusText(m_metrics.reading());
    response.headers.set("Content-Type", prometheusContentType);
    response.headers.set("Cache-Control", "no-store");
    return response;
}

} // namespace parlance
