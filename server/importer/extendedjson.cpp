// SPDX-License-Identifier: GPL-3.0-or-later
#include "importer/extendedjson.h"

#include <QDateTime>
#include <QJsonObject>
#include <QTimeZone>

#include <cmath>

namespace parlance::extendedjson {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 lastMs = 253'402'300'799'999; // 9999-12-31
/// Cursors of lists start below it, so it is not a valid id.
const std::optional<RawId> highestId = rawIdFromHex(QString(24, u'f'));
constexpr qint64 exactDouble = qint64(1) << 53;

std::optional<qint64> wholeNumber(const QJsonValue &value)
{
    if (value.isDouble()) {
        const double number = value.toDouble();
        if (std::abs(number) > double(exactDouble) || number != std::floor(number))
            return std::nullopt;
        return qint64(number);
    }
    for (const QString &type : {u"$numberLong"_s, u"$numberInt"_s, u"$numberDouble"_s}) {
        const QJsonValue inner = value[type];
        bool whole = false;
        const qint64 number = inner.toString().toLongLong(&whole);
        if (inner.isString() && whole)
            return number;
    }
    return std::nullopt;
}

std::optional<qint64> isoTime(const QString &text)
{
    QDateTime at = QDateTime::fromString(text, Qt::ISODateWithMs);
    // A time without a zone is read as UTC.
    if (at.isValid() && at.timeSpec() == Qt::LocalTime)
        at.setTimeZone(QTimeZone::utc());
    return at.isValid() ? std::optional(at.toMSecsSinceEpoch()) : std::nullopt;
}

} // namespace

std::optional<RawId> id(const QJsonValue &value)
{
    const auto id = rawIdFromHex(value.isObject() ? value["$oid"_L1].toString() : value.toString());
    return id == RawId() || id == highestId ? std::nullopt : id;
}

std::optional<Timestamp> time(const QJsonValue &value)
{
    const QJsonValue date = value["$date"_L1];
    const QJsonValue plain = date.isUndefined() ? value : date;
    const auto ms = plain.isString() ? isoTime(plain.toString()) : wholeNumber(plain);
    if (!ms || *ms < 0 || *ms > lastMs)
        return std::nullopt;
    return fromEpochMs(*ms);
}

std::optional<QString> text(const QJsonValue &value)
{
    if (value.isString())
        return value.toString();
    const auto number = wholeNumber(value);
    return number ? std::optional(QString::number(*number)) : std::nullopt;
}

Timestamp timeOfId(const RawId &id)
{
    qint64 seconds = 0;
    for (int i = 0; i < 4; ++i)
        seconds = seconds << 8 | id.bytes[size_t(i)];
    return fromEpochMs(seconds * 1000);
}

} // namespace parlance::extendedjson
