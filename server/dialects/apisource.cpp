// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialects/apisource.h"

#include <QFile>
#include <QJsonDocument>
#include <QSet>

namespace parlance {

using namespace Qt::StringLiterals;

namespace {

constexpr auto schemaPrefix = "#/components/schemas/"_L1;

QByteArray readBytes(const QString &name)
{
    QFile file(u":/resources/api/"_s + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// Collects the names of all schemas referred to anywhere inside a value.
void collectReferences(const QJsonValue &value, QSet<QString> &names)
{
    if (value.isArray()) {
        for (const QJsonValue entry : value.toArray())
            collectReferences(entry, names);
        return;
    }
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (it.key() == "$ref"_L1 && it->toString().startsWith(schemaPrefix))
            names.insert(it->toString().mid(schemaPrefix.size()));
        else
            collectReferences(*it, names);
    }
}

} // namespace

ApiSource ApiSource::load()
{
    const QJsonObject operations = read(u"operations.json"_s);
    const QJsonObject errors = read(u"errors.json"_s);
    return {operations[u"tags"_s].toArray(),    operations[u"operations"_s].toObject(),
            operations[u"pushes"_s].toObject(), read(u"schemas.json"_s),
            errors[u"codes"_s].toObject(),      errors[u"responses"_s].toObject()};
}

QJsonObject ApiSource::read(const QString &name)
{
    return QJsonDocument::fromJson(readBytes(name)).object();
}

QString ApiSource::readText(const QString &name, const QString &errorTable)
{
    const QString text = QString::fromUtf8(readBytes(name)).trimmed();
    return QString(text).replace(u"{errors}"_s, errorTable.trimmed());
}

QJsonObject ApiSource::reference(const QString &schema)
{
    return {{u"$ref"_s, schemaPrefix + schema}};
}

QJsonValue ApiSource::example(const QString &schema) const
{
    const QJsonArray examples = schemas[schema][u"examples"_s].toArray();
    return examples.isEmpty() ? QJsonValue(QJsonValue::Undefined) : examples.first();
}

QList<ErrorCode> ApiSource::listedErrors(const QJsonObject &entry)
{
    const QJsonArray names = entry[u"errors"_s].toArray();
    QList<ErrorCode> codes;
    for (int i = 0; i < ErrorCodeCount; ++i) {
        if (names.contains(errorName(ErrorCode(i))))
            codes.append(ErrorCode(i));
    }
    return codes;
}

QList<ErrorCode> ApiSource::errorsOf(bool rest) const
{
    QList<ErrorCode> codes;
    for (int i = 0; i < ErrorCodeCount; ++i) {
        const QJsonValue error = errors[errorName(ErrorCode(i))];
        if (rest || !error[u"restOnly"_s].toBool())
            codes.append(ErrorCode(i));
    }
    return codes;
}

QJsonObject ApiSource::errorSchema(bool rest) const
{
    QJsonArray names;
    for (const ErrorCode code : errorsOf(rest))
        names.append(errorName(code));
    const auto property = [](const QJsonObject &schema, const QString &name) {
        return schema[u"properties"_s][name].toObject();
    };
    const auto withProperty = [](QJsonObject schema, const QString &name,
                                 const QJsonObject &value) {
        QJsonObject properties = schema[u"properties"_s].toObject();
        properties.insert(name, value);
        schema.insert(u"properties"_s, properties);
        return schema;
    };
    const QJsonObject envelope = schemas[u"Error"_s].toObject();
    const QJsonObject error = property(envelope, u"error"_s);
    QJsonObject code = property(error, u"code"_s);
    code.insert(u"enum"_s, names);
    return withProperty(envelope, u"error"_s, withProperty(error, u"code"_s, code));
}

void ApiSource::addSchemas(QJsonObject &document, bool rest) const
{
    QJsonObject components = document[u"components"_s].toObject();
    QJsonObject used = components[u"schemas"_s].toObject();
    QSet<QString> wanted;
    collectReferences(document, wanted);
    while (!wanted.isEmpty()) {
        QSet<QString> further;
        for (const QString &name : std::as_const(wanted)) {
            if (used.contains(name) || !schemas.contains(name))
                continue;
            used.insert(name, name == "Error"_L1 ? errorSchema(rest) : schemas[name]);
            collectReferences(used[name], further);
        }
        wanted = further;
    }
    components.insert(u"schemas"_s, used);
    document.insert(u"components"_s, components);
}

} // namespace parlance
