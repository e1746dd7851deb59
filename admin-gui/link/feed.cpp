// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/feed.h"

#include "link/serverlink.h"

#include <algorithm>

namespace parlance::gui {

namespace {

QList<Record> recordsOf(const QList<adminprotocol::Row> &rows)
{
    QList<Record> records;
    records.reserve(rows.size());
    for (const adminprotocol::Row &row : rows)
        records.append({row.key, row.cells.toVariantMap()});
    return records;
}

} // namespace

Feed::Feed(ServerLink &link, const QString &view, QObject *parent)
    : QObject(parent)
    , m_link(&link)
    , m_view(view)
{
    link.add(*this);
}

Feed::~Feed()
{
    if (m_link)
        m_link->remove(*this);
}

bool Feed::isAllowed() const
{
    return m_link && m_link->maySee(m_view);
}

void Feed::setActive(bool isActive)
{
    if (m_isActive == isActive)
        return;
    m_isActive = isActive;
    if (!m_link)
        return;
    if (isActive)
        m_link->subscribe(*this);
    else
        m_link->unsubscribe(*this);
}

void Feed::show(const Query &query, qint64 offset, int limit)
{
    limit = qBound(1, limit, adminprotocol::maxLimit);
    if (m_query == query && m_offset == offset && m_limit == limit)
        return;
    // Other entries than those that were asked for: the old position does not matter any more.
    if (m_query != query)
        m_until.reset();
    m_query = query;
    m_offset = offset;
    m_limit = limit;
    m_wantsChange = true;
    changeSoon();
}

void Feed::changeSoon()
{
    if (!m_id || !m_link || m_awaitsSnapshot || !std::exchange(m_wantsChange, false))
        return;
    m_awaitsSnapshot = true;
    m_link->send(adminprotocol::Change{m_id, window()});
}

void Feed::refresh()
{
    if (m_id && m_link && !m_awaitsSnapshot)
        loseCount();
}

// Only a snapshot helps now.
void Feed::loseCount()
{
    m_awaitsSnapshot = true;
    m_link->send(adminprotocol::Refresh{m_id});
}

void Feed::pause()
{
    m_id = 0;
    m_awaitsSnapshot = false;
    m_keys.clear();
}

adminprotocol::Window Feed::window() const
{
    return {.sort = m_query.sort,
            .descending = m_query.descending,
            .filter = m_query.filter,
            .offset = m_offset,
            .limit = m_limit};
}

void Feed::begin(qint64 id)
{
    m_id = id;
    m_seq = 0;
    m_awaitsSnapshot = true;
    m_wantsChange = false;
    m_link->send(adminprotocol::Subscribe{id, m_view, window(), m_until});
}

void Feed::forget()
{
    m_until.reset();
}

bool Feed::isNext(qint64 seq)
{
    if (m_awaitsSnapshot)
        return false;
    if (seq == m_seq + 1) {
        m_seq = seq;
        return true;
    }
    loseCount();
    return false;
}

void Feed::take(const adminprotocol::Snapshot &snapshot)
{
    m_seq = snapshot.seq;
    m_awaitsSnapshot = false;
    m_keys.clear();
    if (m_wantsChange) {
        changeSoon();
        return;
    }
    m_shownOffset = m_offset;
    QList<Record> rows =
        recordsOf(snapshot.rows.first(std::min<qsizetype>(snapshot.rows.size(), m_limit)));
    for (const Record &row : std::as_const(rows))
        m_keys.insert(row.key);
    Q_EMIT rowsChanged({.isSnapshot = true,
                        .total = snapshot.total,
                        .rows = std::move(rows),
                        .removed = {},
                        .order = {}},
                       m_shownOffset);
}

// A server that adds rows without end, or orders what is not there, is asked for a snapshot.
bool Feed::fits(const adminprotocol::Delta &delta)
{
    for (const QString &key : delta.removed)
        m_keys.remove(key);
    bool hasNew = false;
    for (const adminprotocol::Row &row : delta.rows) {
        hasNew = hasNew || !m_keys.contains(row.key);
        m_keys.insert(row.key);
    }
    const bool isOrdered = delta.order.size() == m_keys.size() &&
                           std::all_of(delta.order.begin(), delta.order.end(),
                                       [this](const QString &key) { return m_keys.contains(key); });
    return m_keys.size() <= m_limit && (isOrdered || (delta.order.isEmpty() && !hasNew));
}

void Feed::take(const adminprotocol::Delta &delta)
{
    if (!isNext(delta.seq))
        return;
    if (!fits(delta)) {
        loseCount();
        return;
    }
    Q_EMIT rowsChanged({.isSnapshot = false,
                        .total = delta.total,
                        .rows = recordsOf(delta.rows),
                        .removed = delta.removed,
                        .order = delta.order},
                       m_shownOffset);
}

void Feed::take(const adminprotocol::Entries &entries)
{
    // The first ones after a Subscribe that named a position are not fresh.
    const bool isFirst = m_seq == 0 && entries.seq == 1;
    if (entries.isFresh || isFirst)
        m_seq = entries.seq;
    else if (!isNext(entries.seq))
        return;
    m_awaitsSnapshot = false;
    if (m_wantsChange) {
        changeSoon();
        return;
    }
    m_until = entries.until;
    EntryChanges changes{.isFresh = entries.isFresh, .skipped = entries.skipped};
    changes.entries.reserve(entries.entries.size());
    for (const adminprotocol::Entry &entry : entries.entries)
        changes.entries.append({QString::number(entry.position), entry.cells.toVariantMap()});
    Q_EMIT entriesChanged(changes);
}

void Feed::take(const adminprotocol::RequestError &error)
{
    m_awaitsSnapshot = false;
    changeSoon();
    Q_EMIT refused({.kind = Problem::Kind::Refused,
                    .what = error.problem.message,
                    .code = error.problem.code,
                    .retryAfterSeconds = int(error.problem.retryAfterSeconds)});
}

} // namespace parlance::gui
