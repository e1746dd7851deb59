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

/// The enabled dialects. The first one is the native API, which every connection can use besides
/// its own dialect. A connection's Subscription holds the index of its dialect. Immutable once
/// built.
class Registry
{
public:
    explicit Registry(std::vector<Dialect> dialects);

    const std::vector<Dialect> &dialects() const { return m_dialects; }
    const Dialect &dialect(quint8 index) const { return m_dialects[index]; }
    /// 0, the native API, if no dialect of that name is enabled.
    quint8 indexOf(const QString &name) const;

    /// What determines which events a connection may send.
    struct Speaker
    {
        quint8 dialect = 0;
        /// Its first event may also belong to another dialect.
        bool isOpen = false;
        /// It has no token: native events are not allowed, only those of dialects that allow this.
        bool isTokenless = false;
    };
    /// The row that handles `event` with these arguments. UnknownOperation: there is no event of
    /// that name; ValidationFailed: the event exists, but does not take these arguments.
    Result<FoundEvent> findEvent(const Speaker &speaker, const QString &event,
                                 const QJsonArray &eventArgs) const;
    /// Whether a connection of the subscription's dialect receives the event.
    bool wantsEvent(const Event &event, const Subscription &subscription, UserId self) const;

private:
    bool mayMean(const FoundEvent &row, const Speaker &speaker) const;

    std::vector<Dialect> m_dialects;
    /// All rows by event name.
    QHash<QString, std::vector<FoundEvent>> m_events;
};

} // namespace parlance
