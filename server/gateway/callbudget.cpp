// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/callbudget.h"

#include <algorithm>

namespace parlance {

namespace {

/// Memory of a call besides its bytes: its queue entry, its function, its byte array.
constexpr qsizetype overhead = 256;

} // namespace

bool CallBudget::hasRoom(const QString &key, qsizetype bytes) const
{
    const qsizetype cost = bytes + overhead;
    const qsizetype left = m_bounds.bytes - m_bytes;
    // Leaves some space for new callers even when the budget is almost used up.
    const qsizetype share = std::min(m_bounds.bytesPerKey, left / 4);
    return m_keys.value(key) + cost <= share;
}

void CallBudget::add(const QString &key, qsizetype bytes)
{
    m_keys[key] += bytes + overhead;
    m_bytes += bytes + overhead;
}

void CallBudget::remove(const QString &key, qsizetype bytes)
{
    const auto held = m_keys.find(key);
    *held -= bytes + overhead;
    m_bytes -= bytes + overhead;
    if (*held == 0)
        m_keys.erase(held);
}

} // namespace parlance
