// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/feed.h"

#include <QElapsedTimer>
#include <QTimer>

#include <deque>
#include <optional>

namespace parlance::gui {

/// The few figures that are always on screen or behind alarms, whatever page is shown.
class Vitals : public QObject
{
    Q_OBJECT

public:
    /// `link` outlives it.
    explicit Vitals(ServerLink &link, QObject *parent = nullptr);

    /// Off, nothing is asked of the server, and nothing is known.
    void setActive(bool isActive);

    /// -1: not known.
    int usersOnline() const { return m_usersOnline; }
    /// From a posted message to its hand-over to the receivers' sockets, in milliseconds: the
    /// largest of the last ten seconds; empty: there were no messages.
    std::optional<double> p95() const;
    /// Log-ins with a wrong name, password or token in the last minute; -1: not known.
    qint64 refusedLogIns() const;
    /// Calls in the last minute that the storage could not answer; -1: not known.
    qint64 storageErrors() const;
    /// Free where the server's data are, in bytes; -1: not known, as over the network.
    qint64 freeDiskBytes() const { return m_freeDisk; }

Q_SIGNALS:
    void changed();

private:
    /// What the server has counted since its start.
    struct Counts
    {
        /// Of m_clock.
        qint64 at = 0;
        qint64 refusedLogIns = 0;
        qint64 storageErrors = 0;
    };

    void take(const EntryChanges &changes);
    void ask();
    void take(const Cells &metrics);
    void measureDisk();
    qint64 sinceAMinute(qint64 Counts::*count) const;

    ServerLink &m_link;
    Feed m_feed;
    QTimer m_timer;
    QElapsedTimer m_clock;
    int m_usersOnline = -1;
    /// The server's second, and milliseconds.
    std::deque<std::pair<qint64, double>> m_p95s;
    std::deque<Counts> m_counts;
    qint64 m_freeDisk = -1;
};

} // namespace parlance::gui
