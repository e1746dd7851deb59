// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/adminprotocol/wire.h"

#include <QJsonDocument>

namespace parlance::adminprotocol::wire {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype maxFilters = 20;
constexpr qsizetype maxFilterLength = 256;

QMap<QString, QString> readFilter(JsonReader &in)
{
    QMap<QString, QString> filter;
    const QJsonObject given = in.optionalObject(u"filter"_s);
    if (given.size() > maxFilters)
        in.fail(u"filter"_s, u"must have at most %1 fields"_s.arg(maxFilters));
    for (auto each = given.begin(); each != given.end(); ++each) {
        const QString value = each.value().toString();
        if (!each.value().isString() || value.size() > maxFilterLength)
            in.fail(u"filter"_s,
                    u"must hold strings of at most %1 characters"_s.arg(maxFilterLength));
        filter.insert(each.key(), value);
    }
    return filter;
}

} // namespace

QByteArray toBytes(const QString &type, QJsonObject message)
{
    message.insert(u"type"_s, type);
    return QJsonDocument(message).toJson(QJsonDocument::Compact);
}

qint64 readId(JsonReader &in)
{
    const qint64 id = in.integer(u"id"_s);
    if (in.ok() && id < 1)
        in.fail(u"id"_s, u"must be positive"_s);
    return id;
}

qint64 readCount(JsonReader &in, const QString &key)
{
    const qint64 count = in.optionalInteger(key).value_or(0);
    if (count < 0)
        in.fail(key, u"must not be negative"_s);
    return count;
}

Window readWindow(JsonReader &in)
{
    Window window;
    window.sort = in.optionalString(u"sort"_s).value_or(QString());
    window.descending = in.optionalBoolean(u"descending"_s).value_or(false);
    window.filter = readFilter(in);
    window.offset = readCount(in, u"offset"_s);
    const qint64 limit = in.optionalInteger(u"limit"_s).value_or(window.limit);
    if (limit < 1 || limit > maxLimit)
        in.fail(u"limit"_s, u"must be 1 to %1"_s.arg(maxLimit));
    else
        window.limit = int(limit);
    return window;
}

void write(const Window &window, QJsonObject &message)
{
    QJsonObject filter;
    for (auto each = window.filter.begin(); each != window.filter.end(); ++each)
        filter.insert(each.key(), each.value());
    if (!window.sort.isEmpty())
        message.insert(u"sort"_s, window.sort);
    if (window.descending)
        message.insert(u"descending"_s, true);
    if (!filter.isEmpty())
        message.insert(u"filter"_s, filter);
    if (window.offset != 0)
        message.insert(u"offset"_s, window.offset);
    message.insert(u"limit"_s, window.limit);
}

QStringList readNames(JsonReader &in, const QString &key)
{
    QStringList names;
    for (const QJsonValue name : in.array(key)) {
        if (!name.isString())
            in.fail(key, u"must hold strings"_s);
        names.append(name.toString());
    }
    return names;
}

QList<Row> readRows(JsonReader &in)
{
    QList<Row> rows;
    for (const QJsonValue each : in.array(u"rows"_s)) {
        JsonReader row(each.toObject());
        rows.append({row.string(u"key"_s), row.optionalObject(u"cells"_s)});
        if (!row.ok())
            in.fail(u"rows"_s, u"holds a wrong row: "_s + row.error().message());
    }
    return rows;
}

QJsonArray toArray(const QList<Row> &rows)
{
    QJsonArray list;
    for (const Row &row : rows)
        list.append(QJsonObject{{u"key"_s, row.key}, {u"cells"_s, row.cells}});
    return list;
}

Access readAccess(JsonReader &in)
{
    return {in.string(u"role"_s), readNames(in, u"permissions"_s), readNames(in, u"views"_s),
            readNames(in, u"commands"_s)};
}

void write(const Access &access, QJsonObject &message)
{
    message.insert(u"role"_s, access.role);
    message.insert(u"permissions"_s, QJsonArray::fromStringList(access.permissions));
    message.insert(u"views"_s, QJsonArray::fromStringList(access.views));
    message.insert(u"commands"_s, QJsonArray::fromStringList(access.commands));
}

Problem readProblem(JsonReader &in)
{
    JsonReader error(in.optionalObject(u"error"_s));
    Problem problem{error.string(u"code"_s), error.string(u"message"_s),
                    readCount(error, u"retryAfter"_s)};
    if (!error.ok())
        in.fail(u"error"_s, u"is wrong: "_s + error.error().message());
    return problem;
}

QJsonObject toJson(const Problem &problem)
{
    QJsonObject json{{u"code"_s, problem.code}, {u"message"_s, problem.message}};
    if (problem.retryAfterSeconds > 0)
        json.insert(u"retryAfter"_s, problem.retryAfterSeconds);
    return json;
}

} // namespace parlance::adminprotocol::wire
