// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/restapi.h"

#include "dialects/credentials.h"
#include "dialects/native.h"
#include "net/router.h"

#include <QJsonDocument>

#include <algorithm>
#include <map>

namespace parlance::net {

using namespace Qt::StringLiterals;

/// One request on its way through the steps.
struct RestApi::Work
{
    http::ExchangePtr exchange;
    QJsonObject parameters;
    const Rows *rows = nullptr;
    /// The row that is meant; the first one until the arguments have decided.
    Row row{};
    Call call;
    RateDecision rate;
};

namespace {

http::Response render(const QJsonValue &body, int status)
{
    const QJsonDocument document =
        body.isArray() ? QJsonDocument(body.toArray()) : QJsonDocument(body.toObject());
    return http::Response::json(document.toJson(QJsonDocument::Compact), status);
}

http::Response renderError(const Dialect &dialect, const Error &error)
{
    http::Response response = render(dialect.renderError(error), dialect.statusOf(error.code));
    if (error.retryAfter.count() > 0)
        response.headers.set("Retry-After", QByteArray::number(qint64(error.retryAfter.count())));
    else if (response.status == 503)
        response.headers.set("Retry-After", "1");
    if (response.status == 401)
        response.headers.set("WWW-Authenticate", "Bearer");
    return response;
}

void setRateHeaders(http::Response &response, const RateDecision &rate)
{
    if (rate.limit == 0)
        return;
    response.headers.set("RateLimit-Limit", QByteArray::number(rate.limit));
    response.headers.set("RateLimit-Remaining", QByteArray::number(rate.remaining));
    response.headers.set("RateLimit-Reset", QByteArray::number(qint64(rate.resetAfter.count())));
}

} // namespace

RestApi::RestApi(Services services, const Registry &registry, Admission &admission)
    : m_services(services)
    , m_registry(registry)
    , m_admission(admission)
{
}

void RestApi::addTo(Router &router)
{
    std::map<std::pair<http::Method, QString>, Rows> groups;
    for (const Dialect &dialect : m_registry.dialects()) {
        for (const Route &route : dialect.routes)
            groups[{route.method, route.pattern.toLower()}].push_back({&dialect, &route});
    }
    for (auto &[key, group] : groups) {
        const Rows &rows = *m_rows.emplace_back(std::make_unique<Rows>(std::move(group)));
        router.add(key.first, rows.front().route->pattern,
                   [this, &rows](const http::ExchangePtr &exchange, const PathParameters &found) {
                       QJsonObject parameters;
                       for (const auto &[name, value] : found.pairs())
                           parameters.insert(name, value);
                       serve(exchange, parameters, rows);
                   });
    }
}

http::Response RestApi::errorResponse(const Error &error)
{
    static const Dialect native = nativeDialect();
    return renderError(native, error);
}

void RestApi::serve(const http::ExchangePtr &exchange, const QJsonObject &parameters,
                    const Rows &rows)
{
    auto work = std::make_shared<Work>();
    work->exchange = exchange;
    work->parameters = parameters;
    work->rows = &rows;
    work->row = rows.front();
    work->call.caller.remoteAddress = exchange->request().remoteAddress;
    const bool isPublic = std::any_of(rows.begin(), rows.end(), [](const Row &row) {
        return row.route->access == Access::Public;
    });
    const QString token = tokenFromHeaders(exchange->request().headers);
    if (isPublic || token.isEmpty())
        return admit(work);
    m_services.accounts.authenticate(token, [this, work](const Result<Actor> &actor) {
        if (actor) {
            work->call.caller.actor = *actor;
            return admit(work);
        }
        // Guessing tokens counts against the address.
        const auto allowed = m_admission.take(RateClass::Rest, work->call.caller, &work->rate);
        finish(work, allowed ? actor.error() : allowed.error());
    });
}

void RestApi::admit(const WorkPtr &work)
{
    const Route &route = *work->row.route;
    if (auto allowed = m_admission.take(route.rate, work->call.caller, &work->rate); !allowed)
        return finish(work, allowed.error());
    if (auto permitted = Admission::permit(route.access, work->call.caller); !permitted)
        return finish(work, permitted.error());
    if (auto read = readArguments(*work); !read)
        return finish(work, read.error());
    const auto meant = std::find_if(work->rows->begin(), work->rows->end(), [&](const Row &row) {
        return row.route->discriminator.matches(work->call.args);
    });
    if (meant == work->rows->end())
        return finish(work, Error{ErrorCode::InvalidRequest, {}, {}});
    work->row = *meant;
    run(work);
}

void RestApi::run(const WorkPtr &work)
{
    work->row.route->handler(m_services, work->call,
                             [work](const Result<Reply> &reply) { finish(work, reply); });
}

void RestApi::finish(const WorkPtr &work, const Result<Reply> &reply)
{
    http::Response response =
        reply ? render(reply->body, reply->status) : renderError(*work->row.dialect, reply.error());
    setRateHeaders(response, work->rate);
    response.headers.set("Cache-Control", "no-store");
    work->exchange->reply(response);
}

Result<void> RestApi::readArguments(Work &work)
{
    const http::Request &request = work.exchange->request();
    QJsonObject args;
    work.call.textual = request.method == http::Method::Get || request.method == http::Method::Head;
    if (!request.body.isEmpty() && !work.call.textual) {
        QJsonParseError parseError;
        const auto document = QJsonDocument::fromJson(request.body, &parseError);
        if (parseError.error != QJsonParseError::NoError) {
            return Error{ErrorCode::InvalidRequest,
                         u"The body is not JSON: "_s + parseError.errorString(),
                         {}};
        }
        if (!document.isObject())
            return Error{ErrorCode::InvalidRequest, u"The body must be a JSON object"_s, {}};
        args = document.object();
    }
    if (work.call.textual) {
        for (const auto &[key, value] : request.query.queryItems(QUrl::FullyDecoded))
            args.insert(key, value);
    }
    for (auto it = work.parameters.begin(); it != work.parameters.end(); ++it)
        args.insert(it.key(), it.value());
    work.call.args = args;
    return {};
}

} // namespace parlance::net
