// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/logring.h"
#include "console/view.h"

namespace parlance::console {

/// The view "logs": the last lines of the log. Its cells are those of the command `logs.follow`.
class LogsView : public EntryView
{
public:
    /// It outlives it.
    explicit LogsView(const LogRing &ring)
        : m_ring(ring)
    {
    }

    quint64 version() const override { return m_ring.last(); }
    quint64 tailStart(int limit) const override
    {
        return std::max(EntryView::tailStart(limit), m_ring.beforeOldest());
    }
    QStringList filters() const override;
    Result<void> check(const Window &window) const override;
    Result<EntryPage> read(quint64 after, int limit, const QMap<QString, QString> &filter,
                           const Actor &viewer) const override;

private:
    const LogRing &m_ring;
};

} // namespace parlance::console
