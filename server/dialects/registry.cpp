// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialects/registry.h"

#include <algorithm>

namespace parlance {

using namespace Qt::StringLiterals;

Registry::Registry(std::vector<Dialect> dialects)
    : m_dialects(std::move(dialects))
{
    for (size_t i = 0; i < m_dialects.size(); ++i) {
        for (const SocketEvent &event : m_dialects[i].events)
            m_events[event.name].push_back({quint8(i), &event});
    }
}

quint8 Registry::indexOf(const QString &name) const
{
    const auto found = std::find_if(m_dialects.begin(), m_dialects.end(),
                                    [&name](const Dialect &each) { return each.name == name; });
    return found == m_dialects.end() ? quint8(0) : quint8(found - m_dialects.begin());
}

bool Registry::mayMean(const FoundEvent &row, const Speaker &speaker) const
{
    if (speaker.isTokenless && !m_dialects[row.dialect].mayOpenWithoutToken)
        return false;
    return row.dialect == speaker.dialect || row.dialect == 0 || speaker.isOpen;
}

Result<FoundEvent> Registry::findEvent(const Speaker &speaker, const QString &event,
                                       const QJsonArray &eventArgs) const
{
    const auto rows = m_events.constFind(event);
    if (rows == m_events.cend())
        return ErrorCode::UnknownOperation;
    const FoundEvent *found = nullptr;
    bool known = false;
    for (const FoundEvent &each : *rows) {
        const bool own = each.dialect == speaker.dialect || each.dialect == 0;
        if (!mayMean(each, speaker))
            continue;
        known = true;
        if (each.row->discriminator.matches(eventArgs) && (!found || own))
            found = &each;
    }
    if (!found)
        return known ? Error::invalid(u"These are not the event's arguments"_s)
                     : Error::of(ErrorCode::UnknownOperation);
    return *found;
}

bool Registry::wantsEvent(const Event &event, const Subscription &subscription, UserId self) const
{
    const auto test = m_dialects[subscription.dialect].wantsEvent;
    return !test || test(event, subscription, self);
}

} // namespace parlance
