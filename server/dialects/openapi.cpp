// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialects/apidocument.h"
#include "dialects/apisource.h"
#include "dialects/native.h"

#include <QMap>

#include <algorithm>

namespace parlance {

using namespace Qt::StringLiterals;
using apidocument::Further;
using apidocument::RestOperation;

namespace {

QJsonObject jsonContent(const QJsonObject &media)
{
    return {{u"application/json"_s, media}};
}

// The path in OpenAPI's notation.
QString templatePath(const RestOperation &row)
{
    QStringList segments = row.pattern.split(u'/');
    for (QString &segment : segments) {
        if (segment.startsWith(u':'))
            segment = u'{' + segment.mid(1) + u'}';
    }
    return segments.join(u'/');
}

// In the order of the path.
QStringList pathFields(const RestOperation &row)
{
    QStringList names;
    for (const QString &segment : row.pattern.split(u'/')) {
        if (segment.startsWith(u':'))
            names.append(segment.mid(1));
    }
    return names;
}

QJsonObject withoutKeys(QJsonObject object, const QStringList &keys)
{
    for (const QString &key : keys)
        object.remove(key);
    return object;
}

// The schema of the arguments without those in the path. The example goes to the body.
QJsonObject bodySchema(QJsonObject schema, const QStringList &inPath)
{
    QJsonArray required;
    for (const QJsonValue name : schema.value(u"required"_s).toArray()) {
        if (!inPath.contains(name.toString()))
            required.append(name);
    }
    schema.insert(u"properties"_s, withoutKeys(schema[u"properties"_s].toObject(), inPath));
    schema.remove(u"examples"_s);
    schema.remove(u"required"_s);
    if (!required.isEmpty())
        schema.insert(u"required"_s, required);
    return schema;
}

// A field's description becomes the parameter's, the rest its schema.
QJsonObject parameter(const QString &name, const QString &place, const QJsonObject &arguments)
{
    QJsonObject schema = arguments[u"properties"_s][name].toObject();
    QJsonObject result{{u"name"_s, name}, {u"in"_s, place}};
    result.insert(u"description"_s, schema.take(u"description"_s));
    if (arguments[u"required"_s].toArray().contains(name))
        result.insert(u"required"_s, true);
    const QJsonArray parts = schema.value(u"allOf"_s).toArray();
    result.insert(u"schema"_s, parts.size() == 1 && schema.size() == 1 ? parts[0] : schema);
    const QJsonValue example = arguments[u"examples"_s][0][name];
    if (!example.isUndefined())
        result.insert(u"example"_s, example);
    return result;
}

class OpenApi
{
public:
    explicit OpenApi(const Further &further);
    QJsonObject document();

private:
    void addNativeOperations();
    void addOperation(const RestOperation &row);
    void addArguments(QJsonObject &operation, const RestOperation &row, const QString &schema);
    QJsonObject responses(const QJsonObject &operation, const RestOperation &row) const;
    QJsonObject success(const QJsonValue &status, const QString &schema) const;
    QJsonObject failure(const QList<ErrorCode> &codes) const;
    QJsonObject errorContent(const QJsonArray &names) const;
    QJsonObject errorExamples() const;
    QJsonObject sharedResponses() const;
    QString errorTable() const;

    const Further &m_further;
    ApiSource m_source = ApiSource::load();
    QJsonObject m_paths;
    QJsonObject m_bodies;
};

OpenApi::OpenApi(const Further &further)
    : m_further(further)
{
    for (auto schema = further.schemas.begin(); schema != further.schemas.end(); ++schema)
        m_source.schemas.insert(schema.key(), *schema);
}

QJsonObject OpenApi::document()
{
    QJsonObject document = ApiSource::read(u"openapi.json"_s);
    m_paths = document[u"paths"_s].toObject();
    addNativeOperations();
    for (const RestOperation &row : m_further.operations)
        addOperation(row);
    QJsonObject info = document[u"info"_s].toObject();
    info.insert(u"description"_s, ApiSource::readText(u"openapi.md"_s, errorTable()));
    QJsonArray tags = m_source.tags;
    for (const QJsonValue tag : document[u"tags"_s].toArray())
        tags.append(tag);
    QJsonObject components = document[u"components"_s].toObject();
    components.insert(u"responses"_s, sharedResponses());
    components.insert(u"examples"_s, errorExamples());
    components.insert(u"schemas"_s, m_bodies);
    document.insert(u"info"_s, info);
    document.insert(u"tags"_s, tags);
    document.insert(u"paths"_s, m_paths);
    document.insert(u"components"_s, components);
    m_source.addSchemas(document, true);
    return document;
}

void OpenApi::addNativeOperations()
{
    for (const Operation &row : nativeOperations()) {
        const QString name = QString::fromLatin1(row.name);
        if (row.rules.transports != Operation::SocketOnly)
            addOperation({name, row.method, u"/api/v1"_s + QLatin1StringView(row.path),
                          row.rules.access, m_source.operations[name].toObject()});
    }
}

void OpenApi::addOperation(const RestOperation &row)
{
    const QJsonObject &entry = row.entry;
    QJsonObject operation{{u"operationId"_s, row.name},
                          {u"tags"_s, QJsonArray{entry[u"tag"_s]}},
                          {u"summary"_s, entry[u"summary"_s]},
                          {u"description"_s, entry[u"description"_s]}};
    if (row.access == Access::Public)
        operation.insert(u"security"_s, QJsonArray());
    if (entry.contains(u"arguments"_s))
        addArguments(operation, row, entry[u"arguments"_s].toString());
    operation.insert(u"responses"_s, responses(operation, row));
    const QString method = QString::fromLatin1(http::methodName(row.method)).toLower();
    QJsonObject item = m_paths[templatePath(row)].toObject();
    item.insert(method, operation);
    m_paths.insert(templatePath(row), item);
}

// Arguments that are not in the path go into the query of a GET, and into the body otherwise.
void OpenApi::addArguments(QJsonObject &operation, const RestOperation &row, const QString &name)
{
    const QStringList inPath = pathFields(row);
    const QJsonObject schema = m_source.schemas[name].toObject();
    const QStringList others = withoutKeys(schema[u"properties"_s].toObject(), inPath).keys();
    QJsonArray parameters;
    for (const QString &field : inPath)
        parameters.append(parameter(field, u"path"_s, schema));
    if (row.method == http::Method::Get) {
        for (const QString &field : others)
            parameters.append(parameter(field, u"query"_s, schema));
    } else if (!others.isEmpty()) {
        m_bodies.insert(name, bodySchema(schema, inPath));
        QJsonObject media{{u"schema"_s, ApiSource::reference(name)}};
        media.insert(u"example"_s, withoutKeys(m_source.example(name).toObject(), inPath));
        operation.insert(u"requestBody"_s,
                         QJsonObject{{u"required"_s, true}, {u"content"_s, jsonContent(media)}});
    }
    if (!parameters.isEmpty())
        operation.insert(u"parameters"_s, parameters);
}

// Adds the errors common to every operation of this kind to those that the entry lists.
QJsonObject OpenApi::responses(const QJsonObject &operation, const RestOperation &row) const
{
    const QJsonObject &entry = row.entry;
    QList<ErrorCode> codes = ApiSource::listedErrors(entry);
    if (entry.contains(u"arguments"_s))
        codes << ErrorCode::InvalidRequest << ErrorCode::ValidationFailed;
    if (operation.contains(u"requestBody"_s))
        codes << ErrorCode::PayloadTooLarge;
    if (row.access != Access::Public)
        codes << ErrorCode::AuthenticationRequired << ErrorCode::InvalidToken
              << ErrorCode::SessionEnded;
    if (row.access == Access::Session)
        codes << ErrorCode::PasswordChangeRequired;
    codes << ErrorCode::RateLimited << ErrorCode::Overloaded << ErrorCode::StorageFailed
          << ErrorCode::ShuttingDown << ErrorCode::Internal;
    std::sort(codes.begin(), codes.end());
    // An entry may list an error that is common.
    codes.erase(std::unique(codes.begin(), codes.end()), codes.end());

    QMap<int, QList<ErrorCode>> failures;
    for (const ErrorCode code : std::as_const(codes))
        failures[nativeStatus(code)].append(code);
    QJsonObject result;
    const QJsonObject statuses = entry[u"statuses"_s].toObject();
    for (auto status = statuses.begin(); status != statuses.end(); ++status)
        result.insert(status.key(), success(*status, entry[u"answer"_s].toString()));
    for (auto status = failures.cbegin(); status != failures.cend(); ++status)
        result.insert(QString::number(status.key()), failure(*status));
    return result;
}

// A status is a description, or { description, example } where the schema's example does not fit.
QJsonObject OpenApi::success(const QJsonValue &status, const QString &schema) const
{
    const QJsonValue description = status.isString() ? status : status[u"description"_s];
    QJsonObject media{{u"schema"_s, ApiSource::reference(schema)}};
    media.insert(u"example"_s, status.isString() ? m_source.example(schema) : status[u"example"_s]);
    return {{u"description"_s, description}, {u"content"_s, jsonContent(media)}};
}

QJsonObject OpenApi::failure(const QList<ErrorCode> &codes) const
{
    QJsonArray names;
    QStringList texts;
    for (const ErrorCode code : codes) {
        names.append(errorName(code));
        texts.append(errorText(code) + u'.');
    }
    for (const QString &name : m_source.responses.keys()) {
        if (m_source.responses[name][u"errors"_s].toArray() == names)
            return {{u"$ref"_s, u"#/components/responses/"_s + name}};
    }
    return {{u"description"_s, texts.join(u' ')}, {u"content"_s, errorContent(names)}};
}

QJsonObject OpenApi::errorContent(const QJsonArray &names) const
{
    QJsonObject examples;
    for (const QJsonValue name : names)
        examples.insert(name.toString(),
                        QJsonObject{{u"$ref"_s, u"#/components/examples/"_s + name.toString()}});
    return jsonContent(
        {{u"schema"_s, ApiSource::reference(u"RequestError"_s)}, {u"examples"_s, examples}});
}

QJsonObject OpenApi::errorExamples() const
{
    QJsonObject examples;
    for (const ErrorCode code : m_source.errorsOf(true)) {
        const QJsonObject entry = m_source.errors[errorName(code)].toObject();
        QJsonObject error{{u"code"_s, errorName(code)}};
        error.insert(u"message"_s, entry[u"message"_s].toString(errorText(code)));
        if (entry.contains(u"retryAfter"_s))
            error.insert(u"retryAfter"_s, entry[u"retryAfter"_s]);
        examples.insert(errorName(code),
                        QJsonObject{{u"summary"_s, errorText(code)},
                                    {u"value"_s, QJsonObject{{u"error"_s, error}}}});
    }
    return examples;
}

QJsonObject OpenApi::sharedResponses() const
{
    QJsonObject responses;
    for (const QString &name : m_source.responses.keys()) {
        QJsonObject response = m_source.responses[name].toObject();
        response.insert(u"content"_s, errorContent(response.take(u"errors"_s).toArray()));
        responses.insert(name, response);
    }
    return responses;
}

QString OpenApi::errorTable() const
{
    QList<ErrorCode> codes = m_source.errorsOf(true);
    std::stable_sort(codes.begin(), codes.end(), [](ErrorCode left, ErrorCode right) {
        return nativeStatus(left) < nativeStatus(right);
    });
    QString table = u"| Status | `error.code` | Meaning | What to do |\n|---|---|---|---|\n"_s;
    for (const ErrorCode code : std::as_const(codes)) {
        table += u"| %1 | `%2` | %3 | %4 |\n"_s.arg(
            QString::number(nativeStatus(code)), errorName(code), errorText(code),
            m_source.errors[errorName(code)][u"advice"_s].toString());
    }
    return table;
}

} // namespace

QJsonObject apidocument::openApi(const Further &further)
{
    return OpenApi(further).document();
}

} // namespace parlance
