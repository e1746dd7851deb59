// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/limits.h"

#include <QList>

#include <algorithm>

/// Pages of a list: the statement reads one row more than the page holds, which tells whether
/// there are further ones.
namespace parlance::pages {

inline int size(const Limits &limits, int wanted)
{
    return std::clamp(wanted, 1, limits.pageSize);
}

/// Removes the row that is too many; whether there was one.
template <class T>
bool cut(QList<T> &rows, int size)
{
    const bool more = rows.size() > size;
    if (more)
        rows.resize(size);
    return more;
}

} // namespace parlance::pages
