// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dialects/dialect.h"

#include <QHash>

namespace parlance {

/// A row of a dialect.
struct FoundEvent
{
    quint8 dialect = 0;
    const SocketEvent *row = nullptr;
};

/// The dialects that are switched on. The first one is the native API, which every connection
/// speaks beside its own dialect; a connection's Subscription holds a dialect's index here.
/// Immutable once built.
class Registry
{
public:
    explicit Registry(std::vector<Dialect> dialects);

    const std::vector<Dialect> &dialects() const { return m_dialects; }
    const Dialect &dialect(quint8 index) const { return m_dialects[index]; }
    /// 0, the native API, if none of that name is switched on.
    quint8 indexOf(const QString &name) const;

    /// What a connection may say.
    struct Speaker
    {
        quint8 dialect = 0;
        /// Its first event may also be another dialect's.
        bool isOpen = false;
        /// It has shown no token: no native events, and only of dialects that allow that.
        bool isTokenless = false;
    };
    /// The row that `event` with these arguments means to such a connection. UnknownOperation:
    /// there is no event of that name; ValidationFailed: there is, but these are not its arguments.
    Result<FoundEvent> findEvent(const Speaker &speaker, const QString &event,
                                 const QJsonArray &eventArgs) const;
    /// Whether a connection of the subscription's dialect wantsEvent the event.
    bool wantsEvent(const Event &event, const Subscription &subscription, UserId self) const;

private:
    bool mayMean(const FoundEvent &row, const Speaker &speaker) const;

    std::vector<Dialect> m_dialects;
    /// All rows of each event name.
    QHash<QString, std::vector<FoundEvent>> m_events;
};

} // namespace parlance
