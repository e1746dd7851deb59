// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/message.h"

#include "http/syntax.h"

#include <QUtf8StringView>

#include <algorithm>

namespace parlance::http {

namespace {

struct MethodRow
{
    Method method;
    QByteArrayView name;
};
constexpr MethodRow methods[] = {{Method::Get, "GET"},        {Method::Head, "HEAD"},
                                 {Method::Post, "POST"},      {Method::Put, "PUT"},
                                 {Method::Patch, "PATCH"},    {Method::Delete, "DELETE"},
                                 {Method::Options, "OPTIONS"}};

/// Null if an escape is invalid, or the result is not UTF-8 or contains NUL.
QString percentDecoded(QByteArrayView text)
{
    QByteArray bytes;
    if (text.contains('%')) {
        bytes.reserve(text.size());
        for (qsizetype i = 0; i < text.size(); ++i) {
            if (text[i] != '%') {
                bytes.append(text[i]);
                continue;
            }
            const auto value = text.size() - i < 3 ? std::nullopt : parseHex(text.sliced(i + 1, 2));
            if (!value)
                return {};
            bytes.append(char(*value));
            i += 2;
        }
        text = bytes;
    }
    if (text.contains('\0') || !QUtf8StringView(text).isValidUtf8())
        return {};
    return text.isEmpty() ? QLatin1String("") : QString::fromUtf8(text);
}

bool parsePath(QByteArrayView path, QList<QString> &segments)
{
    segments.clear();
    while (!path.isEmpty()) {
        path = path.sliced(1);
        const qsizetype slash = path.indexOf('/');
        if (slash < 0 && path.isEmpty())
            break;
        QString segment = percentDecoded(slash < 0 ? path : path.first(slash));
        if (segment.isNull())
            return false;
        segments.append(std::move(segment));
        path = slash < 0 ? QByteArrayView() : path.sliced(slash);
    }
    return true;
}

bool parseQuery(QByteArrayView text, QUrlQuery &query)
{
    query.clear();
    if (text.isEmpty())
        return true;
    if (percentDecoded(text).isNull())
        return false;
    // Form encoding: QUrlQuery does not decode the plus sign.
    query.setQuery(QString::fromUtf8(text.toByteArray().replace('+', "%20")));
    return true;
}

} // namespace

Method methodFromName(QByteArrayView name)
{
    for (const MethodRow &row : methods) {
        if (row.name == name)
            return row.method;
    }
    return Method::Other;
}

QByteArray methodName(Method method)
{
    for (const MethodRow &row : methods) {
        if (row.method == method)
            return row.name.toByteArray();
    }
    return {};
}

void Headers::set(const QByteArray &name, const QByteArray &value)
{
    remove(name);
    add(name, value);
}

void Headers::remove(QByteArrayView name)
{
    m_fields.removeIf([name](const auto &field) { return equalsIgnoringCase(field.first, name); });
}

QByteArray Headers::value(QByteArrayView name) const
{
    for (const auto &field : m_fields) {
        if (equalsIgnoringCase(field.first, name))
            return field.second.isNull() ? QByteArray("") : field.second;
    }
    return {};
}

QByteArray Headers::combined(QByteArrayView name) const
{
    QByteArray all;
    for (const auto &field : m_fields) {
        if (!equalsIgnoringCase(field.first, name))
            continue;
        if (!all.isEmpty())
            all += ", ";
        all += field.second;
    }
    return all;
}

bool Headers::contains(QByteArrayView name) const
{
    return count(name) > 0;
}

int Headers::count(QByteArrayView name) const
{
    return int(std::count_if(m_fields.begin(), m_fields.end(), [name](const auto &field) {
        return equalsIgnoringCase(field.first, name);
    }));
}

bool Headers::hasToken(QByteArrayView name, QByteArrayView token) const
{
    return std::any_of(m_fields.begin(), m_fields.end(), [=](const auto &field) {
        return equalsIgnoringCase(field.first, name) && listHasToken(field.second, token);
    });
}

QString Request::queryValue(const QString &name) const
{
    if (!query.hasQueryItem(name))
        return {};
    const QString value = query.queryItemValue(name, QUrl::FullyDecoded);
    return value.isNull() ? QString(QLatin1String("")) : value;
}

bool parseTarget(const QByteArray &target, Request &request)
{
    if (!target.startsWith('/'))
        return false;
    const qsizetype question = target.indexOf('?');
    const QByteArrayView all(target);
    request.target = target;
    return parsePath(question < 0 ? all : all.first(question), request.segments) &&
           parseQuery(question < 0 ? QByteArrayView() : all.sliced(question + 1), request.query);
}

} // namespace parlance::http
