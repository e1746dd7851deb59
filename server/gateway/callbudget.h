// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>

namespace parlance {

/// Memory budget for calls that have been read and are queued: a limit for each allowance key and
/// one for the whole process. The fuller the process's budget is, the less each key may hold. Event
/// loop only.
class CallBudget
{
public:
    struct Bounds
    {
        qsizetype bytesPerKey = qsizetype(8) * 1024 * 1024;
        qsizetype bytes = qsizetype(64) * 1024 * 1024;
    };

    explicit CallBudget(Bounds bounds)
        : m_bounds(bounds)
    {
    }

    /// `key`: identifies the rate-limit allowance. `bytes`: size of the call as received.
    bool hasRoom(const QString &key, qsizetype bytes) const;
    void add(const QString &key, qsizetype bytes);
    void remove(const QString &key, qsizetype bytes);

private:
    const Bounds m_bounds;
    QHash<QString, qsizetype> m_keys;
    qsizetype m_bytes = 0;
};

} // namespace parlance
