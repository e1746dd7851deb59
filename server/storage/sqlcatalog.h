// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <string>
#include <string_view>
#include <vector>

namespace parlance {

struct SqlPlaceholder
{
    std::string name;
    /// With the colon, as QtSql requires.
    QString qtName;
};

/// A statement without its comments, and its placeholders, each once.
struct SqlStatement
{
    QString text;
    std::vector<SqlPlaceholder> placeholders;

    static SqlStatement parse(const QString &text);
};

/// The statements compiled into the program: ":/sql/FOLDER/NAME.sql" if a backend has its own,
/// ":/sql/common/NAME.sql" otherwise. Immutable.
class SqlCatalog
{
public:
    explicit SqlCatalog(const QString &folder);

    QStringList names() const;
    /// An empty text if there is no statement of that name.
    SqlStatement find(std::string_view name) const;

private:
    QStringList m_folders;
};

} // namespace parlance
