// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/administration.h"
#include "stores/auditstore.h"
#include "stores/carestore.h"

#include <QTimer>

namespace parlance {

struct BackupOptions
{
    /// Of scheduled backups, and of those that have no path. Absolute.
    QString directory = {};
    /// Makes it if it is missing.
    bool makesDirectory = false;
    /// Between two scheduled ones; 0: there are none.
    std::chrono::seconds interval{0};
    /// How many scheduled ones stay.
    int keep = 7;
    /// Holds the database: a backup must not stand among its files.
    QString dataDirectory = {};
};

/// A backup as its caller names it.
struct BackupName
{
    /// The name of a file in the directory of backups, or an absolute path; empty: a new name.
    QString text = {};
    /// Whether it may be a path: only for those who are on the server's machine.
    bool mayBePath = false;
};

struct BackupState
{
    BackupOptions options = {};
    bool isRunning = false;
    /// The last that was made, or the newest scheduled one that was there at the start.
    std::optional<BackupFile> last = {};
    /// How long it took; 0: not known.
    std::chrono::milliseconds duration{0};
    /// Why the last one failed, and when; empty: it did not.
    QString error = {};
    std::optional<Timestamp> failedAt = {};
    /// When the next scheduled one is due.
    std::optional<Timestamp> next = {};
};

/// Backups of the running server, one at a time: on demand and on a schedule. Event loop only.
class Backups
{
public:
    Backups(CareStore &store, AuditStore &audit, BackupOptions options, Clock clock);

    /// Looks for the newest scheduled backup, so that the next one is due when it would have been
    /// without a restart, and removes what a killed server has left. Once, when the store is open.
    void start();
    /// Logged. A dry run tells the path and, about, the size. ValidationFailed: the name.
    /// Conflict: there is a file of this name, or a backup is being made.
    void backUp(const AdminAction &action, const BackupName &name, Callback<Backup> done);
    /// What a backup holds; see CareStore::inspectBackup().
    void inspect(const BackupName &name, Callback<BackupContents> done);
    BackupState state() const;

private:
    Result<QString> pathOf(const BackupName &name) const;
    Result<QString> newPath(const BackupName &name) const;
    void run(const BackupTarget &target, Callback<Backup> done);
    void ended(const Result<Backup> &backup, bool isScheduled);
    std::optional<Timestamp> dueAt() const;
    void runIfDue();

    CareStore &m_store;
    AuditStore &m_audit;
    BackupState m_state;
    Clock m_clock;
    QTimer m_tick;
    /// Of the newest scheduled one.
    std::optional<Timestamp> m_scheduledAt;
    /// After a failure, not before.
    std::optional<Timestamp> m_retryAt;
};

} // namespace parlance
