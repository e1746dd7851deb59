// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/durations.h"

#include <QCoreApplication>
#include <QDateTime>

namespace parlance::gui::durations {

using namespace Qt::StringLiterals;

namespace {

struct Durations
{
    Q_DECLARE_TR_FUNCTIONS(Durations)
};

qint64 secondsOf(QChar unit)
{
    switch (unit.unicode()) {
    case 's':
        return 1;
    case 'm':
        return 60;
    case 'h':
        return 60 * 60;
    case 'd':
        return 24 * 60 * 60;
    case 'w':
        return 7 * 24 * 60 * 60;
    default:
        return 0;
    }
}

constexpr qint64 longestSeconds = qint64(100) * 365 * 24 * 60 * 60;

} // namespace

QString normalized(const QString &typed)
{
    QString text = typed.simplified().toLower().remove(u' ');
    if (text.isEmpty())
        return {};
    const qint64 unit = secondsOf(text.back());
    bool isNumber = false;
    const qint64 count = QStringView(text).chopped(1).toLongLong(&isNumber);
    const bool isGood = unit > 0 && isNumber && count > 0 && count <= longestSeconds / unit;
    return isGood && text.front().isDigit() ? text : QString();
}

QString text(const QString &duration)
{
    if (normalized(duration).isEmpty())
        return duration;
    const int count = int(QStringView(duration).chopped(1).toLongLong());
    switch (duration.back().unicode()) {
    case 's':
        return Durations::tr("%n second(s)", nullptr, count);
    case 'm':
        return Durations::tr("%n minute(s)", nullptr, count);
    case 'h':
        return Durations::tr("%n hour(s)", nullptr, count);
    case 'd':
        return Durations::tr("%n day(s)", nullptr, count);
    default:
        return Durations::tr("%n week(s)", nullptr, count);
    }
}

QString timeFrom(const QString &typed)
{
    const QString text = typed.trimmed();
    const QDateTime time = QDateTime::fromString(text, Qt::ISODate);
    return time.isValid() ? time.toUTC().toString(Qt::ISODate) : QString();
}

} // namespace parlance::gui::durations
