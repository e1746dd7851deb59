// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/ids.h"
#include "shared/result.h"

#include <QJsonArray>
#include <QJsonObject>

#include <optional>

namespace parlance {

/// Reads typed fields of a JSON object and remembers the first thing that is wrong, so that a
/// command is filled field by field and checked once:
///
///     JsonReader in(args);
///     PostMessage command{in.id<RoomId>(u"roomId"_s), in.string(u"text"_s)};
///     if (!in.ok()) return in.error();
///
/// A missing field, null where a value is needed, or another type is ErrorCode::ValidationFailed
/// with a detail that names the field.
class JsonReader
{
public:
    /// Text: numbers and booleans may also come as strings, as query parameters do.
    enum class Source { Json, Text };

    explicit JsonReader(QJsonObject object, Source source = Source::Json);

    QString string(const QString &key);
    std::optional<QString> optionalString(const QString &key);
    qint64 integer(const QString &key);
    std::optional<qint64> optionalInteger(const QString &key);
    QJsonArray array(const QString &key);
    /// Empty if it is missing.
    QJsonObject optionalObject(const QString &key);
    bool boolean(const QString &key);
    std::optional<bool> optionalBoolean(const QString &key);

    template <class IdType>
    IdType id(const QString &key)
    {
        return toId<IdType>(key, string(key));
    }
    template <class IdType>
    std::optional<IdType> optionalId(const QString &key)
    {
        const auto text = optionalString(key);
        return text ? std::optional(toId<IdType>(key, *text)) : std::nullopt;
    }

    /// Records that `key` is wrong, e.g. fail("role", "must be owner or moderator").
    void fail(const QString &key, const QString &what);
    bool ok() const { return !m_error; }
    /// The first error; only valid if !ok().
    const Error &error() const { return *m_error; }

private:
    template <class IdType>
    IdType toId(const QString &key, const QString &text)
    {
        const auto id = IdType::fromHex(text);
        if (!id)
            fail(key, QStringLiteral("must be an id of 24 hex digits"));
        return id.value_or(IdType());
    }

    QJsonObject m_object;
    Source m_source;
    std::optional<Error> m_error;
};

} // namespace parlance
