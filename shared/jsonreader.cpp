// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/jsonreader.h"

#include <cmath>

namespace parlance {

using namespace Qt::StringLiterals;

namespace {

// Above 2^53 a JSON number may not be the integer that was written.
constexpr double maxExactInteger = 9007199254740992.0;

std::optional<qint64> toInteger(const QJsonValue &value, JsonReader::Source source)
{
    if (value.isDouble()) {
        const double number = value.toDouble();
        if (std::trunc(number) == number && std::abs(number) <= maxExactInteger)
            return qint64(number);
    }
    if (value.isString() && source == JsonReader::Source::Text) {
        bool ok = false;
        const qint64 number = value.toString().toLongLong(&ok);
        if (ok)
            return number;
    }
    return std::nullopt;
}

std::optional<bool> toBoolean(const QJsonValue &value, JsonReader::Source source)
{
    if (value.isBool())
        return value.toBool();
    if (value.isString() && source == JsonReader::Source::Text) {
        if (value.toString() == "true"_L1)
            return true;
        if (value.toString() == "false"_L1)
            return false;
    }
    return std::nullopt;
}

} // namespace

JsonReader::JsonReader(QJsonObject object, Source source)
    : m_object(std::move(object))
    , m_source(source)
{
}

QString JsonReader::string(const QString &key)
{
    auto value = optionalString(key);
    if (!value && ok())
        fail(key, u"is missing"_s);
    return value.value_or(QString());
}

std::optional<QString> JsonReader::optionalString(const QString &key)
{
    const QJsonValue value = m_object.value(key);
    if (value.isUndefined() || value.isNull())
        return std::nullopt;
    if (!value.isString())
        fail(key, u"must be a string"_s);
    return value.toString();
}

qint64 JsonReader::integer(const QString &key)
{
    const auto value = optionalInteger(key);
    if (!value && ok())
        fail(key, u"is missing"_s);
    return value.value_or(0);
}

std::optional<qint64> JsonReader::optionalInteger(const QString &key)
{
    const QJsonValue value = m_object.value(key);
    if (value.isUndefined() || value.isNull())
        return std::nullopt;
    const auto number = toInteger(value, m_source);
    if (!number)
        fail(key, u"must be an integer"_s);
    return number;
}

QJsonArray JsonReader::array(const QString &key)
{
    const QJsonValue value = m_object.value(key);
    if (!value.isArray())
        fail(key, value.isUndefined() || value.isNull() ? u"is missing"_s : u"must be an array"_s);
    return value.toArray();
}

QJsonObject JsonReader::optionalObject(const QString &key)
{
    const QJsonValue value = m_object.value(key);
    if (!value.isObject() && !value.isUndefined() && !value.isNull())
        fail(key, u"must be an object"_s);
    return value.toObject();
}

bool JsonReader::boolean(const QString &key)
{
    const auto value = optionalBoolean(key);
    if (!value && ok())
        fail(key, u"is missing"_s);
    return value.value_or(false);
}

std::optional<bool> JsonReader::optionalBoolean(const QString &key)
{
    const QJsonValue value = m_object.value(key);
    if (value.isUndefined() || value.isNull())
        return std::nullopt;
    const auto truth = toBoolean(value, m_source);
    if (!truth)
        fail(key, u"must be true or false"_s);
    return truth;
}

void JsonReader::fail(const QString &key, const QString &what)
{
    if (!m_error)
        m_error = Error{ErrorCode::ValidationFailed, u"\"%1\" %2"_s.arg(key, what), {}};
}

} // namespace parlance
