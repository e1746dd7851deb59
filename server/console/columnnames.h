// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <algorithm>
#include <iterator>

namespace parlance::console {

/// A column that a window can be sorted by: its name, and what the store calls it.
template <class Column>
struct ColumnName
{
    const char *name;
    Column column;
};

template <class Column, size_t count>
QStringList namesOf(const ColumnName<Column> (&columns)[count])
{
    QStringList names;
    for (const auto &each : columns)
        names.append(QString::fromLatin1(each.name));
    return names;
}

/// The first one for a name that is none of them.
template <class Column, size_t count>
const ColumnName<Column> &findColumn(const ColumnName<Column> (&columns)[count],
                                     const QString &name)
{
    const auto found =
        std::find_if(std::begin(columns), std::end(columns),
                     [&name](const auto &each) { return name == QLatin1StringView(each.name); });
    return found == std::end(columns) ? columns[0] : *found;
}

} // namespace parlance::console
