// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/restcall.h"

#include <QJsonDocument>

#include <algorithm>

namespace parlance::net {

using namespace Qt::StringLiterals;

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

Result<QJsonObject> readBody(const QByteArray &body)
{
    QJsonParseError parseError;
    const auto document = QJsonDocument::fromJson(body, &parseError);
    if (parseError.error != QJsonParseError::NoError) {
        const QString detail = u"The body is not JSON: "_s + parseError.errorString();
        return Error::badRequest(detail);
    }
    if (!document.isObject())
        return Error::badRequest(u"The body must be a JSON object"_s);
    return document.object();
}

} // namespace

RestCall::RestCall(const Registry &registry, Accounts &accounts, CallErrors &errors,
                   http::ExchangePtr exchange, QStringList parameters, RestRows rows)
    : m_registry(registry)
    , m_accounts(accounts)
    , m_errors(errors)
    , m_exchange(std::move(exchange))
    , m_parameters(std::move(parameters))
    , m_rows(std::move(rows))
    , m_row(m_rows.front())
{
    m_call.caller.remoteAddress = request().remoteAddress;
    m_call.parsedAt = std::chrono::steady_clock::now();
}

CallRules RestCall::rules() const
{
    const bool isLegacyApi = m_row.dialect != 0 && m_row.route->pattern.startsWith(u"/api/");
    return {m_row.dialect, *m_row.route, isLegacyApi};
}

Result<void> RestCall::readArguments()
{
    const http::Request &sent = request();
    m_call.args = {};
    m_call.textual = sent.method == http::Method::Get || sent.method == http::Method::Head;
    // A "dryRun" that is not heard would change something.
    if (m_row.route->admin && !m_call.textual && !sent.query.isEmpty())
        return Error::badRequest(u"The arguments belong into the body"_s);
    if (m_call.textual) {
        for (const auto &[key, value] : sent.query.queryItems(QUrl::FullyDecoded))
            m_call.args.insert(key, value);
    } else if (!sent.body.isEmpty()) {
        auto body = readBody(sent.body);
        if (!body)
            return body.error();
        m_call.args = *std::move(body);
    }
    return {};
}

QString RestCall::claimedName() const
{
    return m_row.route->claim->who(m_call.args);
}

void RestCall::actAs(const Actor &actor, Callback<void> done)
{
    setActor(actor);
    done({});
}

// Must not reveal which users exist.
Error RestCall::claimRefused(const Error &error) const
{
    return isTransient(error.code) ? error : Error::of(ErrorCode::AuthenticationRequired);
}

void RestCall::resolve(Callback<void> done)
{
    const bool isNamed = std::any_of(m_rows.begin(), m_rows.end(), [](const RestRow &row) {
        return row.route->named != Named::Anything;
    });
    if (!isNamed)
        return done(choose(Named::Anything));
    const QString &name = m_parameters.last();
    if (!rawIdFromHex(name))
        return done(choose(Named::Text));
    m_accounts.identify(*caller().actor, name,
                        [this, done = std::move(done)](const Result<Identified> &found) {
                            done(found ? choose(namedBy(*found)) : Result<void>(found.error()));
                        });
}

std::optional<RestRow> RestCall::meant(Named named) const
{
    // With only one row, that row reports the most specific error.
    if (m_rows.size() == 1)
        return m_rows.front();
    const auto find = [this](Named kind) -> std::optional<RestRow> {
        for (const RestRow &row : m_rows) {
            if ((row.route->named == Named::Anything || row.route->named == kind) &&
                row.route->discriminator.matches(m_call.args))
                return row;
        }
        return std::nullopt;
    };
    if (auto row = find(named); row || named == Named::Text)
        return row;
    // An id unknown to all dialects of this listener belongs to nothing, or else it is an ordinary
    // name.
    const auto row = find(Named::Nothing);
    return row ? row : find(Named::Text);
}

Result<void> RestCall::choose(Named named)
{
    const auto row = meant(named);
    if (!row)
        return Error::badRequest(u"The fields do not fit this request"_s);
    m_row = *row;
    nameParameters(m_row.route->pattern, m_parameters, m_call.args);
    return {};
}

void RestCall::answer(const Result<Reply> &reply)
{
    m_errors.count(reply);
    const Dialect &dialect = m_registry.dialect(m_row.dialect);
    http::Response response = reply ? render(reply->body, reply->status)
                                    : renderError(dialect, m_row.route->errors, reply.error());
    setRateHeaders(response, m_rate);
    response.headers.set("Cache-Control", "no-store");
    m_exchange->reply(response);
}

} // namespace parlance::net
