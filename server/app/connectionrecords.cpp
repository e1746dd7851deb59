// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/connectionrecords.h"

namespace parlance {

using recorder::EndedConnection;
using recorder::Entry;

Result<RecordPage> ConnectionRecords::record(quint64 connection, quint64 before, int limit)
{
    RecordPage page;
    recorder::Chain chain;
    page.open = m_list->find(connection);
    if (const auto open = m_recorded->chainOf(connection); page.open && open) {
        chain = *open;
    } else if (const EndedConnection *ended = m_recorder.findEnded(connection)) {
        page.open.reset();
        page.ended = *ended;
        chain = ended->chain;
    } else {
        return ErrorCode::ConnectionNotFound;
    }
    const bool isWhole = m_recorder.visit(chain, before, [&](const Entry &entry) {
        page.more = page.entries.size() >= limit;
        if (!page.more)
            page.entries.append(entry);
        return !page.more;
    });
    page.isCut = !isWhole;
    return page;
}

EndedPage ConnectionRecords::ended(const QString &user, quint64 before, int limit)
{
    EndedPage page;
    const auto &all = m_recorder.ended();
    bool isBehind = before == 0;
    for (auto each = all.rbegin(); each != all.rend(); ++each) {
        const bool matches = user.isEmpty() ||
                             each->username.compare(user, Qt::CaseInsensitive) == 0 ||
                             (!each->userId.isNull() && each->userId.toString() == user);
        if (isBehind && matches) {
            page.more = page.connections.size() >= limit;
            if (page.more)
                break;
            page.connections.append(*each);
        }
        isBehind = isBehind || each->id == before;
    }
    return page;
}

} // namespace parlance
