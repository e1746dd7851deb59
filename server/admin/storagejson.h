// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/storagecare.h"

#include <QJsonObject>

/// The answers to the commands about the storage, as JSON.
namespace parlance::adminjson {

QJsonObject storageStatus(const StorageStatus &status);
QJsonObject backup(const Backup &backup, bool dryRun);
QJsonObject backupContents(const BackupContents &contents);
QJsonObject integrity(const IntegrityReport &report);
QJsonObject roomRetention(const RoomRetention &retention, bool dryRun);
QJsonObject retentionPlan(const RetentionRun &plan);

} // namespace parlance::adminjson
