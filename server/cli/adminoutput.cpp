// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/adminoutput.h"

#include "cli/adminrequest.h"

#include <QJsonDocument>
#include <QMap>

#include <algorithm>
#include <unicode/uchar.h>

namespace parlance {

using namespace Qt::StringLiterals;

namespace {

const QString nothing = u"-"_s;

bool isHidden(char32_t character)
{
    switch (QChar::category(character)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    default:
        return false;
    }
}

QString escaped(char32_t character)
{
    if (character == '\n')
        return u"\\n"_s;
    if (character == '\t')
        return u"\\t"_s;
    return u"\\u{%1}"_s.arg(uint(character), 0, 16);
}

/// In columns of a terminal.
int widthOf(const QString &text)
{
    int width = 0;
    for (const uint character : text.toUcs4()) {
        const auto category = QChar::category(character);
        if (category == QChar::Mark_NonSpacing || category == QChar::Mark_Enclosing)
            continue;
        const int east = u_getIntPropertyValue(UChar32(character), UCHAR_EAST_ASIAN_WIDTH);
        width += east == U_EA_WIDE || east == U_EA_FULLWIDTH ? 2 : 1;
    }
    return width;
}

QString compact(const QJsonValue &value)
{
    // A document holds no single value.
    const QByteArray list = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(list.mid(1, list.size() - 2));
}

/// A value in one cell or line.
QString cell(const QJsonValue &value)
{
    QString text = value.toString();
    if (value.isObject() || value.isArray())
        text = compact(value);
    else if (value.isBool() || value.isDouble())
        text = value.toVariant().toString();
    return text.isEmpty() ? nothing : escapedForTerminal(text);
}

QStringList columnsOf(const admin::Command &command, const QJsonArray &items)
{
    QStringList columns;
    for (const char *column : command.columns)
        columns.append(QString::fromLatin1(column));
    if (!columns.isEmpty())
        return columns;
    for (const QJsonValue item : items)
        columns += item.toObject().keys();
    columns.removeDuplicates();
    return columns;
}

QString moreLine(const admin::Command &command, const QJsonValue &next)
{
    if (const admin::Argument *cursor = cursorOf(command))
        return u"More: --%1 %2\n"_s.arg(optionName(*cursor), cell(next));
    return u"More: %1\n"_s.arg(cell(next));
}

QString listText(const admin::Command &command, const QJsonObject &answer)
{
    const QJsonArray items = answer.value(u"items"_s).toArray();
    const QStringList columns = columnsOf(command, items);
    QList<QStringList> rows;
    if (!columns.isEmpty())
        rows.append(columns);
    for (const QJsonValue item : items) {
        QStringList row;
        for (const QString &column : columns)
            row.append(cell(item.toObject().value(column)));
        rows.append(row);
    }
    QString text = alignedTable(rows);
    const QJsonValue next = answer.value(u"next"_s);
    if (!next.isUndefined() && !next.isNull())
        text += moreLine(command, next);
    return text;
}

/// "user.name: ann"; the entries of a list have numbers.
void appendLines(QString &text, const QString &name, const QJsonValue &value)
{
    QList<std::pair<QString, QJsonValue>> parts;
    const QJsonObject object = value.toObject();
    for (auto each = object.begin(); each != object.end(); ++each)
        parts.append({each.key(), each.value()});
    const QJsonArray list = value.toArray();
    for (qsizetype i = 0; i < list.size(); ++i)
        parts.append({QString::number(i + 1), list.at(i)});
    if (parts.isEmpty()) {
        const bool isEmpty = value.isObject() || value.isArray();
        text += u"%1: %2\n"_s.arg(escapedForTerminal(name), isEmpty ? nothing : cell(value));
        return;
    }
    for (const auto &[part, content] : parts)
        appendLines(text, name.isEmpty() ? part : name + u'.' + part, content);
}

QJsonObject shownFields(const admin::Command &command, const QJsonObject &answer)
{
    if (command.columns.empty())
        return answer;
    QJsonObject shown;
    for (const char *column : command.columns)
        shown.insert(QString::fromLatin1(column), answer.value(QString::fromLatin1(column)));
    return shown;
}

} // namespace

QString escapedForTerminal(const QString &text)
{
    QString shown;
    for (const uint character : text.toUcs4()) {
        if (isHidden(character))
            shown += escaped(character);
        else
            shown += QChar::fromUcs4(character);
    }
    return shown;
}

QString alignedTable(const QList<QStringList> &rows)
{
    QList<int> widths;
    for (const QStringList &row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (qsizetype i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], widthOf(row[i]));
    }
    QString text;
    for (const QStringList &row : rows) {
        for (qsizetype i = 0; i < row.size(); ++i) {
            const bool isLast = i + 1 == row.size();
            text += row[i];
            text += isLast ? u"\n"_s : QString(widths[i] - widthOf(row[i]) + 2, u' ');
        }
    }
    return text;
}

QString adminText(const admin::Command &command, const QJsonValue &answer)
{
    const QJsonObject object = answer.toObject();
    if (object.value(u"items"_s).isArray())
        return listText(command, object);
    if (object.isEmpty())
        return answer.isObject() || answer.isNull() ? u"Done.\n"_s : cell(answer) + u'\n';
    QString text;
    appendLines(text, {}, shownFields(command, object));
    return text;
}

QString adminJson(const QJsonValue &answer)
{
    // Such characters occur in JSON only inside of strings, where an escape means the same.
    QString line;
    for (const uint character : compact(answer).toUcs4()) {
        const auto text = QChar::fromUcs4(character);
        if (!isHidden(character)) {
            line += text;
            continue;
        }
        for (const QChar unit : QStringView(text))
            line += u"\\u%1"_s.arg(unit.unicode(), 4, 16, QChar(u'0'));
    }
    return line + u'\n';
}

} // namespace parlance
