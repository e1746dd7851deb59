// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlcatalog.h"

#include <QDir>
#include <QFile>

#include <algorithm>
#include <cctype>

namespace parlance {

using namespace Qt::StringLiterals;

namespace {

bool isNameCharacter(char c)
{
    return std::isalnum(uchar(c)) || c == '_';
}

// Comments are removed: an apostrophe in them would break QtSql's search for placeholders.
QByteArray withoutComments(const QByteArray &text)
{
    QByteArray statement;
    for (const QByteArray &line : text.split('\n')) {
        if (!line.trimmed().startsWith("--"))
            statement += line + '\n';
    }
    return statement.trimmed();
}

void addPlaceholder(SqlStatement &statement, const QByteArray &name)
{
    auto &known = statement.placeholders;
    const SqlPlaceholder placeholder{name.toStdString(), u':' + QString::fromLatin1(name)};
    const bool repeated = std::any_of(known.begin(), known.end(), [&](const SqlPlaceholder &other) {
        return other.name == placeholder.name;
    });
    if (!repeated)
        known.push_back(placeholder);
}

} // namespace

SqlStatement SqlStatement::parse(const QString &text)
{
    const QByteArray sql = withoutComments(text.toUtf8());
    SqlStatement statement{QString::fromUtf8(sql), {}};
    bool quoted = false;
    for (qsizetype i = 0; i < sql.size(); ++i) {
        if (sql[i] == '\'')
            quoted = !quoted;
        if (quoted || sql[i] != ':')
            continue;
        qsizetype end = i + 1;
        while (end < sql.size() && isNameCharacter(sql[end]))
            ++end;
        if (end > i + 1)
            addPlaceholder(statement, sql.sliced(i + 1, end - i - 1));
        i = end - 1;
    }
    return statement;
}

SqlCatalog::SqlCatalog(const QString &folder)
    : m_folders{u":/sql/"_s + folder, u":/sql/common"_s}
{
}

QStringList SqlCatalog::names() const
{
    QStringList names;
    for (const QString &folder : m_folders) {
        for (const QString &file : QDir(folder).entryList({u"*.sql"_s}, QDir::Files))
            names.append(file.chopped(4));
    }
    names.sort();
    names.removeDuplicates();
    return names;
}

SqlStatement SqlCatalog::find(std::string_view name) const
{
    const QString fileName = QString::fromLatin1(name.data(), qsizetype(name.size())) + u".sql"_s;
    for (const QString &folder : m_folders) {
        QFile file(folder + u'/' + fileName);
        if (file.open(QIODevice::ReadOnly))
            return SqlStatement::parse(QString::fromUtf8(file.readAll()));
    }
    return {};
}

} // namespace parlance
