// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/restapi.h"

#include "dialects/credentials.h"
#include "dialects/native.h"
#include "net/errorresponse.h"
#include "net/router.h"

#include <QJsonDocument>
#include <QStringList>

#include <algorithm>
#include <map>

namespace parlance::net {

using namespace Qt::StringLiterals;

/// One request on its way through the steps.
struct RestApi::Work
{
    http::ExchangePtr exchange;
    /// Of the path, in order; each row has names of its own for them.
    QStringList parameters;
    Rows rows;
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

http::Response renderError(const Dialect &dialect, const std::vector<ErrorRow> &rows,
                           const Error &error)
{
    http::Response response = render(dialect.renderError(shownError(rows, error)),
                                     shownStatus(dialect, rows, error.code));
    if (error.retryAfter.count() > 0)
        response.headers.set("Retry-After", QByteArray::number(qint64(error.retryAfter.count())));
    else if (response.status == 503)
        response.headers.set("Retry-After", "1");
    if (response.status == 401)
        response.headers.set("WWW-Authenticate", "Bearer");
    return response;
}

// Patterns that differ in the names of their parameters are the same path.
QString pathOf(const QString &pattern)
{
    QStringList segments = pattern.toLower().split(u'/');
    for (QString &segment : segments) {
        if (segment.startsWith(u':'))
            segment = u":"_s;
    }
    return segments.join(u'/');
}

void nameParameters(const QString &pattern, const QStringList &values, QJsonObject &args)
{
    qsizetype next = 0;
    for (const QString &segment : pattern.split(u'/')) {
        if (segment.startsWith(u':'))
            args.insert(segment.mid(1), values.value(next++));
    }
}

Named namedBy(const Identified &found)
{
    switch (found.kind) {
    case Identified::Kind::User:
        return Named::User;
    case Identified::Kind::Room:
        return Named::Room;
    case Identified::Kind::Nothing:
        break;
    }
    return Named::Nothing;
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

RestApi::RestApi(Services services, const Registry &registry, Admission &admission, Claims &claims)
    : m_services(services)
    , m_registry(registry)
    , m_admission(admission)
    , m_claims(claims)
{
}

void RestApi::addTo(Router &router)
{
    std::map<std::pair<http::Method, QString>, Rows> groups;
    for (const Dialect &dialect : m_registry.dialects()) {
        for (const Route &route : dialect.routes)
            groups[{route.method, pathOf(route.pattern)}].push_back({&dialect, &route});
    }
    for (auto &[key, group] : groups) {
        const Rows &rows = *m_rows.emplace_back(std::make_unique<Rows>(std::move(group)));
        router.add(key.first, rows.front().route->pattern,
                   [this, &rows](const http::ExchangePtr &exchange, const PathParameters &found) {
                       QStringList parameters;
                       for (const auto &[name, value] : found.pairs())
                           parameters.append(value);
                       serve(exchange, parameters, rows);
                   });
    }
}

// On a listener of one dialect the others' rows are not there; the native API is everywhere.
RestApi::Rows RestApi::rowsFor(const Rows &all, quint8 pinnedDialect) const
{
    if (pinnedDialect == 0)
        return all;
    Rows rows;
    for (const Row &row : all) {
        if (row.dialect == &m_registry.dialect(pinnedDialect) ||
            row.dialect == &m_registry.dialect(0))
            rows.push_back(row);
    }
    return rows;
}

void RestApi::serve(const http::ExchangePtr &exchange, const QStringList &parameters,
                    const Rows &rows)
{
    auto work = std::make_shared<Work>();
    work->exchange = exchange;
    work->parameters = parameters;
    work->rows = rowsFor(rows, exchange->request().dialect);
    if (work->rows.empty())
        return exchange->reply(
            errorResponse(404, "There is nothing here", exchange->request().target));
    work->row = work->rows.front();
    work->call.caller.remoteAddress = exchange->request().remoteAddress;
    authenticate(work);
}

void RestApi::authenticate(const WorkPtr &work)
{
    const bool isPublic = std::any_of(work->rows.begin(), work->rows.end(), [](const Row &row) {
        return row.route->access == Access::Public;
    });
    const http::Headers &headers = work->exchange->request().headers;
    const QString token = tokenFromHeaders(headers);
    const bool isDialect = work->row.dialect != &m_registry.dialect(0);
    const bool otherScheme =
        isDialect && token.isEmpty() && !headers.value("Authorization").isEmpty();
    if (isPublic || (token.isEmpty() && !otherScheme)) {
        work->call.caller.client = clientEvidence(work->exchange->request());
        return admit(work);
    }
    if (otherScheme)
        return refuseToken(work, {ErrorCode::InvalidToken, u"Invalid token format"_s, {}});
    m_services.accounts.authenticate(token, [this, work, isDialect](const Result<Actor> &actor) {
        if (actor) {
            work->call.caller.actor = *actor;
            return admit(work);
        }
        const bool isNoGood = actor.error().code == ErrorCode::InvalidToken;
        // Clients of other backends know one text for all that are no good.
        refuseToken(work,
                    isDialect && isNoGood ? Error{ErrorCode::InvalidToken, {}, {}} : actor.error());
    });
}

// Guessing tokens counts against the address.
void RestApi::refuseToken(const WorkPtr &work, const Error &error)
{
    const auto allowed = m_admission.take(RateClass::Rest, work->call.caller, &work->rate);
    finish(work, allowed ? error : allowed.error());
}

void RestApi::admit(const WorkPtr &work)
{
    const Route &route = *work->row.route;
    if (auto allowed = m_admission.take(route.rate, work->call.caller, &work->rate); !allowed)
        return finish(work, allowed.error());
    if (isLegacyApi(work->row)) {
        const Caller &caller = work->call.caller;
        if (auto allowed = m_admission.take(RateClass::LegacyApi, caller, &work->rate); !allowed)
            return finish(work, allowed.error());
    }
    permit(work);
}

void RestApi::permit(const WorkPtr &work)
{
    const auto permitted = Admission::permit(work->row.route->access, work->call.caller);
    if (!permitted && claim(work))
        return;
    if (!permitted)
        return finish(work, permitted.error());
    if (auto read = readArguments(*work); !read)
        return finish(work, read.error());
    const bool named = std::any_of(work->rows.begin(), work->rows.end(), [](const Row &row) {
        return row.route->named != Named::Anything;
    });
    named ? identify(work) : choose(work, Named::Anything);
}

// Without a token: whom the call names, if its client may act for that user. False: it may not ask.
bool RestApi::claim(const WorkPtr &work)
{
    const auto &claim = work->row.route->claim;
    if (!claim || work->call.caller.actor || !readArguments(*work))
        return false;
    const auto index = m_registry.indexOf(work->row.dialect->name);
    const auto claimed = [this, work](const Result<Actor> &actor) {
        if (!actor && isPassing(actor.error().code))
            return finish(work, actor.error());
        // Whoever is named, and whatever is in the way.
        if (!actor)
            return finish(work, ErrorCode::AuthenticationRequired);
        work->call.caller.actor = *actor;
        permit(work);
    };
    m_claims.claim(*claim, index, claim->who(work->call.args), work->call.caller.client, claimed);
    return true;
}

// What `legacy.rate_limit` is about.
bool RestApi::isLegacyApi(const Row &row) const
{
    return row.dialect != &m_registry.dialect(0) && row.route->pattern.startsWith(u"/api/");
}

void RestApi::identify(const WorkPtr &work)
{
    const QString &name = work->parameters.last();
    if (!rawIdFromHex(name))
        return choose(work, Named::Text);
    m_services.accounts.identify(*work->call.caller.actor, name,
                                 [this, work](const Result<Identified> &found) {
                                     if (found)
                                         choose(work, namedBy(*found));
                                     else
                                         finish(work, found.error());
                                 });
}

std::optional<RestApi::Row> RestApi::meant(const Work &work, Named named)
{
    // With nothing to choose from, the row itself says best what is wrong.
    if (work.rows.size() == 1)
        return work.rows.front();
    const auto find = [&](Named kind) -> std::optional<Row> {
        for (const Row &row : work.rows) {
            if ((row.route->named == Named::Anything || row.route->named == kind) &&
                row.route->discriminator.matches(work.call.args))
                return row;
        }
        return std::nullopt;
    };
    if (auto row = find(named); row || named == Named::Text)
        return row;
    // What no dialect of this listener knows is nobody's, or else a name like any other.
    const auto row = find(Named::Nothing);
    return row ? row : find(Named::Text);
}

void RestApi::choose(const WorkPtr &work, Named named)
{
    const auto row = meant(*work, named);
    if (!row)
        return finish(
            work, Error{ErrorCode::InvalidRequest, u"The fields do not fit this request"_s, {}});
    work->row = *row;
    nameParameters(work->row.route->pattern, work->parameters, work->call.args);
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
        reply ? render(reply->body, reply->status)
              : renderError(*work->row.dialect, work->row.route->errors, reply.error());
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
    work.call.args = args;
    return {};
}

} // namespace parlance::net
