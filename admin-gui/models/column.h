// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QVariant>

#include <vector>

namespace parlance::gui {

/// A column of a table: which cell it shows, and how.
struct Column
{
    enum class Kind {
        Text,
        /// Whole numbers, with SI steps from 10,000 on; zero is faint.
        Count,
        /// A number a second, with one decimal; the title says of what.
        Rate,
        /// Bytes, with binary steps (KiB, MiB).
        Bytes,
        /// Bytes a second.
        ByteRate,
        /// Milliseconds.
        Latency,
        /// Seconds, as "2 h 5 min".
        Duration,
        /// ISO 8601; as "2 h ago", the exact local time in the tool tip.
        Time,
        /// ISO 8601 with the time of day, for logs.
        Moment,
        /// A word with a meaning (status.h): icon and word.
        Status,
        /// True or false: a tick or nothing.
        Flag,
        /// A list of texts, or the names of a list of objects.
        List
    };

    /// Of the cell, as the server calls it: "bytesOut". With dots into objects: "user.username".
    const char *name = "";
    /// QT_TRANSLATE_NOOP("Columns", "…")
    const char *title = "";
    Kind kind = Kind::Text;
    /// Pixels at the normal font size.
    int width = 100;
    /// Not shown until the operator wants it.
    bool isHidden = false;
    /// By what the server (or a list of our own) sorts; empty: not at all.
    const char *sort = "";
};

using Columns = std::vector<Column>;

bool isNumber(Column::Kind kind);

} // namespace parlance::gui
