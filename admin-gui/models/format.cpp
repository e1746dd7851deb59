// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/format.h"

#include "models/words.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTextDocument>

#include <array>
#include <cmath>

namespace parlance::gui::format {

using Kind = Column::Kind;

namespace {

struct Phrases
{
    Q_DECLARE_TR_FUNCTIONS(Format)
};

/// Whatever a server sends, a cell stays cheap to lay out.
constexpr qsizetype maxShownLength = 300;
constexpr qsizetype maxToolTipLength = 2000;
constexpr qint64 minuteSeconds = 60;
constexpr qint64 hourSeconds = 60 * minuteSeconds;
constexpr qint64 daySeconds = 24 * hourSeconds;

/// One decimal below ten, none above.
QString shortNumber(double value)
{
    const bool isWhole = value == std::floor(value);
    return QLocale().toString(value, 'f', isWhole || std::abs(value) >= 100 ? 0 : 1);
}

QString stepped(double value, double step, double from, const std::array<const char *, 6> &units)
{
    size_t unit = 0;
    if (std::abs(value) >= from) {
        while (std::abs(value) >= step && unit + 1 < units.size()) {
            value /= step;
            ++unit;
        }
    }
    return shortNumber(value) + QString::fromLatin1(units[unit]);
}

QString amount(qint64 number, qint64 unitSeconds)
{
    if (unitSeconds == daySeconds)
        return Phrases::tr("%1 d").arg(QLocale().toString(number));
    if (unitSeconds == hourSeconds)
        return Phrases::tr("%1 h").arg(number);
    if (unitSeconds == minuteSeconds)
        return Phrases::tr("%1 min").arg(number);
    return Phrases::tr("%1 s").arg(number);
}

qint64 largestUnit(qint64 seconds)
{
    for (const qint64 unit : {daySeconds, hourSeconds, minuteSeconds}) {
        if (seconds >= unit)
            return unit;
    }
    return 1;
}

QString nameOfItem(const QVariant &item)
{
    if (item.userType() != QMetaType::QVariantMap)
        return item.toString();
    const QVariantMap map = item.toMap();
    for (const char *name : {"name", "username", "id"}) {
        const QVariant value = map.value(QString::fromLatin1(name));
        if (!value.isNull())
            return value.toString();
    }
    return {};
}

QString list(const QVariant &value, qsizetype maxLength)
{
    QStringList names;
    qsizetype length = 0;
    for (const QVariant &item : value.toList()) {
        names.append(nameOfItem(item));
        length += names.last().size();
        if (length > maxLength)
            break;
    }
    return names.join(QStringLiteral(", ")).left(maxLength);
}

QString oneLine(const QString &text)
{
    QString line = text.left(maxShownLength);
    for (QChar &each : line) {
        if (each.category() == QChar::Other_Control || each == QChar::LineSeparator ||
            each == QChar::ParagraphSeparator)
            each = u' ';
    }
    return line;
}

QString moment(const QDateTime &time)
{
    const QDateTime local = time.toLocalTime();
    const QString clock = local.toString(QStringLiteral("HH:mm:ss.zzz"));
    return local.date() == QDate::currentDate()
               ? clock
               : QLocale().toString(local.date(), QLocale::ShortFormat) + u' ' + clock;
}

QString number(Kind kind, const QVariant &value)
{
    const double figure = value.toDouble();
    switch (kind) {
    case Kind::Rate:
        return std::abs(figure) < 100 ? QLocale().toString(figure, 'f', figure == 0 ? 0 : 1)
                                      : count(figure);
    case Kind::Bytes:
        return bytes(figure);
    case Kind::ByteRate:
        return Phrases::tr("%1/s", "bytes a second").arg(bytes(figure));
    case Kind::Latency:
        return latency(figure);
    case Kind::Duration:
        return duration(value.toLongLong());
    default:
        return count(figure);
    }
}

} // namespace

QString count(double value)
{
    return stepped(value, 1000, 10000, {"", "k", "M", "G", "T", "P"});
}

QString rate(double perSecond)
{
    return Phrases::tr("%1/s").arg(count(perSecond));
}

QString bytes(double value)
{
    return stepped(value, 1024, 1024, {" B", " KiB", " MiB", " GiB", " TiB", " PiB"});
}

QString latency(double milliseconds)
{
    // What would read as zero.
    if (milliseconds > 0 && milliseconds < 0.1)
        return Phrases::tr("%1 µs").arg(shortNumber(std::round(milliseconds * 1000)));
    if (milliseconds < 1000)
        return Phrases::tr("%1 ms").arg(shortNumber(milliseconds));
    if (milliseconds < 1000 * double(minuteSeconds))
        return Phrases::tr("%1 s").arg(shortNumber(std::round(milliseconds / 100) / 10));
    return duration(qint64(milliseconds / 1000));
}

QString duration(qint64 seconds)
{
    seconds = std::max<qint64>(seconds, 0);
    const qint64 unit = largestUnit(seconds);
    const QString first = amount(seconds / unit, unit);
    const qint64 smaller = unit == daySeconds    ? hourSeconds
                           : unit == hourSeconds ? minuteSeconds
                                                 : 1;
    const qint64 rest = unit == 1 ? 0 : seconds % unit / smaller;
    return rest == 0 ? first : Phrases::tr("%1 %2", "2 h 5 min").arg(first, amount(rest, smaller));
}

QString relative(const QDateTime &time, const QDateTime &now)
{
    const qint64 ago = time.secsTo(now);
    const qint64 distance = std::abs(ago);
    if (distance < 2)
        return Phrases::tr("now");
    if (distance > 30 * daySeconds)
        return QLocale().toString(time.toLocalTime().date(), QLocale::ShortFormat);
    const qint64 unit = largestUnit(distance);
    const QString text = amount(distance / unit, unit);
    return ago > 0 ? Phrases::tr("%1 ago").arg(text) : Phrases::tr("in %1").arg(text);
}

QString exact(const QDateTime &time)
{
    const QDateTime local = time.toLocalTime();
    return QLocale().toString(local.date(), QLocale::ShortFormat) + u' ' +
           local.toString(QStringLiteral("HH:mm:ss"));
}

QDateTime timeOf(const QVariant &value)
{
    if (value.userType() == QMetaType::QDateTime)
        return value.toDateTime();
    if (value.userType() != QMetaType::QString)
        return {};
    return QDateTime::fromString(value.toString().left(40), Qt::ISODateWithMs);
}

QString cell(Kind kind, const QVariant &value, const QDateTime &now)
{
    if (value.isNull())
        return {};
    const QDateTime time = kind == Kind::Time || kind == Kind::Moment ? timeOf(value) : QDateTime();
    switch (kind) {
    case Kind::Time:
        return time.isValid() ? relative(time, now) : oneLine(value.toString());
    case Kind::Moment:
        return time.isValid() ? moment(time) : oneLine(value.toString());
    case Kind::Text:
        return oneLine(value.toString());
    case Kind::Status:
        return oneLine(shownWord(value.toString()));
    case Kind::Flag:
        return value.toBool() ? Phrases::tr("yes") : QString();
    case Kind::List:
        return oneLine(list(value, maxShownLength));
    default:
        return number(kind, value);
    }
}

QString toolTip(Kind kind, const QVariant &value)
{
    QString text;
    if (kind == Kind::Time || kind == Kind::Moment)
        text = timeOf(value).isValid() ? exact(timeOf(value)) : QString();
    else if (kind == Kind::List)
        text = list(value, maxToolTipLength);
    else if (kind == Kind::Text)
        text = value.toString().left(maxToolTipLength);
    else if (kind == Kind::Bytes || (kind == Kind::Count && value.toDouble() >= 10000))
        text = QLocale().toString(value.toDouble(), 'f', 0);
    // Tool tips show html if it looks like it.
    return Qt::mightBeRichText(text) ? QStringLiteral("<p>%1</p>").arg(text.toHtmlEscaped()) : text;
}

QString plain(Kind kind, const QVariant &value)
{
    if (value.isNull())
        return {};
    switch (kind) {
    case Kind::Time:
    case Kind::Moment: {
        const QDateTime time = timeOf(value);
        return time.isValid() ? time.toUTC().toString(Qt::ISODateWithMs) : value.toString();
    }
    case Kind::List:
        return list(value, maxToolTipLength);
    case Kind::Flag:
        return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    default:
        return value.toString();
    }
}

} // namespace parlance::gui::format
