// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>

namespace parlance {

/// The memory of calls that have been read and wait: bounded for those who share an allowance, and
/// for the whole process. The fuller it is, the less each may hold. Event loop only.
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

    /// `key`: whose allowance it is. `bytes`: of the call as it came.
    bool hasRoom(const QString &key, qsizetype bytes) const;
    void add(const QString &key, qsizetype bytes);
    void remove(const QString &key, qsizetype bytes);

private:
    const Bounds m_bounds;
    QHash<QString, qsizetype> m_keys;
    qsizetype m_bytes = 0;
};

} // namespace parlance
