// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/refusallimit.h"

namespace parlance {

using namespace Qt::StringLiterals;

bool RefusalLimit::admits(const AuditEntry &entry)
{
    const AdminAction &action = entry.action;
    QString key = action.actorId.isNull() ? action.actor : action.actorId.toString();
    if (m_limiter.take(key, m_allowance).allowed)
        return true;
    const bool isTooMany = m_counted.size() >= maxActors && !m_counted.contains(key);
    if (isTooMany)
        key.clear();
    Counted &counted = m_counted[key];
    counted.last = entry;
    ++counted.count;
    if (isTooMany)
        counted.last.action = {.actor = u"local:server"_s};
    return false;
}

QList<AuditEntry> RefusalLimit::takeCounted()
{
    QList<AuditEntry> entries;
    for (auto &[key, counted] : m_counted) {
        AuditEntry &entry = counted.last;
        entry.target.clear();
        entry.action.reason.clear();
        entry.action.arguments = {{u"refusals"_s, counted.count}};
        entries.append(std::move(entry));
    }
    m_counted.clear();
    return entries;
}

} // namespace parlance
