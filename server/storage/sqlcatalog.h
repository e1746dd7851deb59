// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <string_view>
#include <vector>

namespace parlance {

/// A statement as it was written down, and the names of its placeholders in order of appearance
/// (a name that appears twice is there twice).
struct SqlStatement
{
    QString text;
    std::vector<QByteArray> placeholders;

    /// Whether a name appears twice.
    bool repeats() const;
    static SqlStatement parse(const QString &text);
};

/// The statements compiled into the program: ":/sql/FOLDER/NAME.sql" if a backend has its own,
/// ":/sql/common/NAME.sql" otherwise. Immutable.
class SqlCatalog
{
public:
    explicit SqlCatalog(const QString &folder);

    QStringList names() const;
    /// An empty text if there is none of that name.
    SqlStatement find(std::string_view name) const;

private:
    QStringList m_folders;
};

} // namespace parlance
