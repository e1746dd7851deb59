// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dialects/dialect.h"

#include <QHash>

namespace parlance {

/// The dialects that are switched on. The first one is the native API; a connection's format holds
/// a dialect's index here. Immutable once built.
class Registry
{
public:
    explicit Registry(std::vector<Dialect> dialects);

    const std::vector<Dialect> &dialects() const { return m_dialects; }
    const Dialect &dialect(quint8 index) const { return m_dialects[index]; }
    /// The row that `event` with these arguments means in the dialect; null if there is none.
    const SocketEvent *findEvent(quint8 dialect, const QString &event,
                                 const QJsonObject &args) const;

private:
    std::vector<Dialect> m_dialects;
    /// Per dialect: the rows of each event name.
    std::vector<QHash<QString, std::vector<const SocketEvent *>>> m_events;
};

} // namespace parlance
