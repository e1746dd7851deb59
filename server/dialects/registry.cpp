// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialects/registry.h"

namespace parlance {

Registry::Registry(std::vector<Dialect> dialects)
    : m_dialects(std::move(dialects))
    , m_events(m_dialects.size())
{
    for (size_t i = 0; i < m_dialects.size(); ++i) {
        for (const SocketEvent &event : m_dialects[i].events)
            m_events[i][event.name].push_back(&event);
    }
}

const SocketEvent *Registry::findEvent(quint8 dialect, const QString &event,
                                       const QJsonObject &args) const
{
    const auto rows = m_events[dialect].constFind(event);
    if (rows == m_events[dialect].cend())
        return nullptr;
    for (const SocketEvent *row : *rows) {
        if (row->discriminator.matches(args))
            return row;
    }
    return nullptr;
}

} // namespace parlance
