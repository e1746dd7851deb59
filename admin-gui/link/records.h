// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>
#include <QVariantMap>

#include <optional>

/// What pages and models work with: the admin protocol's values without JSON.
namespace parlance::gui {

/// Cells by the name of their column.
using Cells = QVariantMap;

/// A row of a table.
struct Record
{
    /// Unique in its table, and the same as long as the row exists.
    QString key = {};
    Cells cells = {};

    friend bool operator==(const Record &, const Record &) = default;
};

/// Which rows of a large table are wanted: the server sorts, filters and cuts.
struct Query
{
    /// Name of a column; empty: the server's own order.
    QString sort = {};
    bool descending = false;
    QMap<QString, QString> filter = {};

    friend bool operator==(const Query &, const Query &) = default;
};

/// A change of a window of a table, or all of it.
struct RowChanges
{
    /// `rows` replaces everything that was there.
    bool isSnapshot = false;
    /// Rows that match, those outside the window included.
    qint64 total = 0;
    QList<Record> rows = {};
    QStringList removed = {};
    /// Keys of all rows of the window; empty: as before.
    QStringList order = {};
};

/// Further entries of a list that only grows.
struct EntryChanges
{
    QList<Record> entries = {};
    /// They replace everything that was there.
    bool isFresh = false;
    /// How many between the last ones and these are lost.
    qint64 skipped = 0;
};

} // namespace parlance::gui
