// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/textreveals.h"
#include "console/view.h"

namespace parlance::console {

/// The view "traffic": what happens in the server, from when somebody looks (TrafficLog). Texts
/// only for whom TextReveals shows them to.
class TrafficView : public EntryView
{
public:
    /// Both outlive it.
    TrafficView(TrafficLog &log, const TextReveals &reveals)
        : m_log(log)
        , m_reveals(reveals)
    {
    }

    quint64 version() const override { return m_log.newest(); }
    void setWatched(bool isWatched) override { m_log.setWatched(isWatched); }
    quint64 tailStart(int limit) const override
    {
        return std::max(EntryView::tailStart(limit), m_log.newest() - m_log.entries().size());
    }
    QStringList filters() const override;
    Result<void> check(const Window &window) const override;
    Result<EntryPage> read(quint64 after, int limit, const QMap<QString, QString> &filter,
                           const Actor &viewer) const override;

private:
    QJsonObject cellsOf(const TrafficEntry &entry, const Actor &viewer) const;

    TrafficLog &m_log;
    const TextReveals &m_reveals;
};

} // namespace parlance::console
