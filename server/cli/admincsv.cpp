// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/admincsv.h"

#include "cli/adminoutput.h"

#include <QJsonDocument>

namespace parlance {

using namespace Qt::StringLiterals;

namespace {

QString csvText(const QJsonValue &value)
{
    if (value.isObject())
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    return value.toVariant().toString();
}

// Also the wide forms, which some spreadsheets read alike.
bool startsFormula(const QString &text)
{
    return !text.isEmpty() && u"=+-@＝＋－＠"_s.contains(text.front());
}

QString csvCell(const QJsonValue &value)
{
    const QString plain = csvText(value);
    QString text = escapedForTerminal(plain);
    if (value.isString() && startsFormula(plain.trimmed()))
        text.prepend(u'\'');
    const bool isQuoted = text.contains(u',') || text.contains(u'"') || text != text.trimmed();
    return isQuoted ? u'"' + text.replace(u"\""_s, u"\"\""_s) + u'"' : text;
}

QString csvLine(const QStringList &cells)
{
    return cells.join(u',') + u"\r\n"_s;
}

} // namespace

QString csvHeader(const admin::Command &command)
{
    QStringList names;
    for (const char *column : command.csvColumns)
        names.append(QString::fromLatin1(column));
    return csvLine(names);
}

QString csvRecord(const admin::Command &command, const QJsonObject &item)
{
    QStringList cells;
    for (const char *column : command.csvColumns)
        cells.append(csvCell(item.value(QString::fromLatin1(column))));
    return csvLine(cells);
}

} // namespace parlance
