// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/model.h"
#include "shared/adminprotocol/values.h"
#include "shared/result.h"

#include <algorithm>

namespace parlance::console {

namespace protocol = adminprotocol;
using adminprotocol::Entry;
using adminprotocol::Row;
using adminprotocol::Window;

/// What consoles can watch. A view is computed only while somebody watches it, at most every 100
/// ms, and only when version() has changed. Event loop only.
class View
{
public:
    virtual ~View() = default;

    /// Another number whenever the view may show something else; never one that it had before.
    /// Called at every tick, so it costs nothing.
    virtual quint64 version() const = 0;
    /// True: the first subscription has begun; false: the last one has ended. What nobody watches
    /// need not be observed.
    virtual void setWatched(bool) {}
    /// Names that Window::filter may have. Others are refused before read() is called.
    virtual QStringList filters() const { return {}; }
    /// Whether the values of the filters make sense, and go together with the sorting; their names
    /// do. Others are refused before read() is called. ValidationFailed.
    virtual Result<void> check(const Window &) const { return {}; }
};

/// The part of a table that one console shows.
struct Page
{
    /// In their order; at most Window::limit.
    std::vector<Row> rows = {};
    /// How many rows the filter lets through, those outside the window included.
    qint64 total = 0;
};

/// A table whose rows are sorted, filtered and cut on the server.
class TableView : public View
{
public:
    /// Names that Window::sort may have. Others are refused before read() is called.
    virtual QStringList sortable() const = 0;
    /// Answers inside the call, or later. All rows have the same cells: a value that is missing is
    /// null. Rows that are equal in the order are sorted by their key, so that the order is the
    /// same for everybody.
    virtual void read(const Window &window, const Actor &viewer, Callback<Page> done) = 0;
    /// Then one such view is read at a time.
    virtual bool readsDatabase() const { return false; }
};

/// What came after an entry.
struct EntryPage
{
    /// Ascending; at most `limit`.
    std::vector<Entry> entries = {};
    /// How many entries after `after` are gone that were never read, whether or not they match the
    /// filter.
    quint64 skipped = 0;
    /// Everything up to this position is in `entries`, is skipped or does not match. Less than
    /// version(): there are further entries.
    quint64 until = 0;
};

/// A list that only grows at its end, and forgets its beginning. Its version() is the position of
/// the newest entry, 0 without any.
class EntryView : public View
{
public:
    /// What to read first, to have the newest `limit` entries: the position before them.
    virtual quint64 tailStart(int limit) const
    {
        return version() - std::min<quint64>(version(), quint64(limit));
    }
    /// Inside the call, because it reads memory only. Looks at a bounded number of entries.
    virtual Result<EntryPage> read(quint64 after, int limit, const QMap<QString, QString> &filter,
                                   const Actor &viewer) const = 0;
};

} // namespace parlance::console
