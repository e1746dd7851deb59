// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "realtime/broker.h"
#include "shared/clock.h"
#include "stores/retentionstore.h"

#include <QTimer>

#include <memory>

namespace parlance {

/// What a run of the retention removed, or would remove.
struct RetentionRun
{
    Timestamp startedAt = {};
    /// Empty: it is not finished.
    std::optional<Timestamp> endedAt = {};
    int rooms = 0;
    qint64 messages = 0;
    std::optional<Timestamp> oldest = {};
};

/// Removes messages that are old enough. Event loop only.
class Retention
{
public:
    /// `days`: for rooms without a value of their own; 0: for ever.
    Retention(RetentionStore &store, Broker &broker, int days, Clock clock);

    int days() const { return m_days; }
    /// The last run that removed anything, or the present one; empty: none since the start.
    const std::optional<RetentionRun> &lastRun() const { return m_lastRun; }

    /// See RetentionStore::setRetention(). What is older goes at once.
    void set(const AdminAction &action, const QString &room, std::optional<int> days,
             Callback<RoomRetention> done);
    void list(Callback<QList<RoomRetention>> done);
    /// What purge() would remove if this were the server's value.
    void plan(int days, Callback<RetentionRun> done);
    /// Hides what is old enough, in short steps; their members learn it by one event for each
    /// room. While it runs, it is run once more after that: rooms that it has passed may have a
    /// new value.
    void purge();

private:
    void countFrom(RoomId after, int days, RetentionRun plan, Callback<RetentionRun> done);
    void purgeSome();
    void take(const RetentionStep &step);
    void finish();

    RetentionStore &m_store;
    Broker &m_broker;
    int m_days;
    Clock m_clock;
    QTimer m_pause;
    bool m_isPurging = false;
    bool m_isWantedAgain = false;
    RoomId m_after;
    RetentionRun m_run;
    std::optional<RetentionRun> m_lastRun;
};

} // namespace parlance
