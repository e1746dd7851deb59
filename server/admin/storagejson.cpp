// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/storagejson.h"

#include "admin/adminjson.h"

#include <QJsonArray>

namespace parlance::adminjson {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostStatements = 20;

QJsonValue timeOrNull(const std::optional<Timestamp> &time)
{
    return time ? QJsonValue(toIsoString(*time)) : QJsonValue();
}

QJsonValue orNull(std::optional<int> number)
{
    return number ? QJsonValue(*number) : QJsonValue();
}

double seconds(std::chrono::milliseconds duration)
{
    return double(duration.count()) / 1000;
}

double milliseconds(std::chrono::nanoseconds duration)
{
    return double(std::chrono::duration_cast<std::chrono::microseconds>(duration).count()) / 1000;
}

QJsonObject table(const TableSize &size)
{
    return {{u"name"_s, size.name},
            {u"rows"_s, size.rows},
            {u"bytes"_s, size.bytes},
            {u"indexBytes"_s, size.indexBytes}};
}

QJsonObject statement(const StatementTime &time)
{
    return {{u"name"_s, time.name},
            {u"calls"_s, qint64(time.calls)},
            {u"totalMs"_s, milliseconds(time.total)},
            {u"meanMs"_s, milliseconds(time.total / qint64(time.calls))},
            {u"maxMs"_s, milliseconds(time.longest)}};
}

template <class T>
QJsonArray listOf(const QList<T> &items, QJsonObject (*render)(const T &))
{
    QJsonArray list;
    for (const T &each : items)
        list.append(render(each));
    return list;
}

QJsonObject backups(const BackupState &state)
{
    QJsonValue last;
    if (state.last)
        last = QJsonObject{{u"path"_s, state.last->path},
                           {u"createdAt"_s, toIsoString(state.last->createdAt)},
                           {u"bytes"_s, state.last->bytes},
                           {u"seconds"_s, seconds(state.duration)}};
    QJsonValue failure;
    if (state.failedAt)
        failure = QJsonObject{{u"at"_s, toIsoString(*state.failedAt)}, {u"message"_s, state.error}};
    return {{u"directory"_s, state.options.directory},
            {u"intervalSeconds"_s, qint64(state.options.interval.count())},
            {u"keep"_s, state.options.keep},
            {u"running"_s, state.isRunning},
            {u"last"_s, last},
            {u"failure"_s, failure},
            {u"nextAt"_s, timeOrNull(state.next)}};
}

QJsonObject run(const RetentionRun &run)
{
    return {{u"startedAt"_s, toIsoString(run.startedAt)},
            {u"endedAt"_s, timeOrNull(run.endedAt)},
            {u"rooms"_s, run.rooms},
            {u"messages"_s, run.messages},
            {u"oldestAt"_s, timeOrNull(run.oldest)}};
}

QJsonObject retainedRoom(const RoomRetention &retention)
{
    const Room &room = retention.details.room;
    return {
        {u"id"_s, room.id.toString()}, {u"name"_s, room.name}, {u"days"_s, orNull(retention.days)}};
}

QJsonObject retention(const StorageStatus &status)
{
    return {{u"days"_s, status.retentionDays},
            {u"rooms"_s, listOf(status.retentions, retainedRoom)},
            {u"lastRun"_s,
             status.lastRetention ? QJsonValue(run(*status.lastRetention)) : QJsonValue()}};
}

} // namespace

QJsonObject storageStatus(const StorageStatus &status)
{
    return {{u"databaseBytes"_s, status.sizes.databaseBytes},
            {u"logBytes"_s, status.sizes.logBytes},
            {u"freeBytes"_s, status.sizes.freeBytes},
            {u"schema"_s, status.sizes.schema},
            {u"tables"_s, listOf(status.tables, table)},
            {u"tablesMeasuredAt"_s, timeOrNull(status.tablesMeasuredAt)},
            {u"statements"_s, listOf(status.statements.mid(0, mostStatements), statement)},
            {u"waitingWrites"_s, qint64(status.load.writes)},
            {u"waitingReads"_s, qint64(status.load.reads)},
            {u"lastCommitAt"_s, timeOrNull(status.load.lastCommitAt)},
            {u"backups"_s, backups(status.backups)},
            {u"retention"_s, retention(status)}};
}

QJsonObject backup(const Backup &backup, bool dryRun)
{
    QJsonObject file{{u"path"_s, backup.path}, {u"bytes"_s, backup.bytes}};
    if (!dryRun) {
        file.insert(u"seconds"_s, seconds(backup.duration));
        file.insert(u"createdAt"_s, timeOrNull(backup.contents.createdAt));
        file.insert(u"schema"_s, backup.contents.schema);
        file.insert(u"messages"_s, backup.contents.messages);
        file.insert(u"position"_s, backup.contents.position);
    }
    return {{u"backup"_s, file}, {u"dryRun"_s, dryRun}};
}

QJsonObject backupContents(const BackupContents &contents)
{
    return {{u"version"_s, contents.version.isEmpty() ? QJsonValue() : contents.version},
            {u"createdAt"_s, timeOrNull(contents.createdAt)},
            {u"schema"_s, contents.schema},
            {u"messages"_s, contents.messages},
            {u"position"_s, contents.position},
            {u"holdsSecret"_s, contents.hasSecret},
            {u"dryRun"_s, true}};
}

QJsonObject integrity(const IntegrityReport &report)
{
    return {{u"intact"_s, report.findings.isEmpty()},
            {u"full"_s, report.full},
            {u"findings"_s, QJsonArray::fromStringList(report.findings)},
            {u"seconds"_s, seconds(report.duration)}};
}

QJsonObject roomRetention(const RoomRetention &retention, bool dryRun)
{
    return {{u"room"_s, room(retention.details)},
            {u"days"_s, orNull(retention.days)},
            {u"daysBefore"_s, orNull(retention.before)},
            {u"rooms"_s, retention.messages > 0 ? 1 : 0},
            {u"messages"_s, retention.messages},
            {u"oldestAt"_s, timeOrNull(retention.oldest)},
            {u"dryRun"_s, dryRun}};
}

QJsonObject retentionPlan(const RetentionRun &plan)
{
    return {{u"rooms"_s, plan.rooms},
            {u"messages"_s, plan.messages},
            {u"oldestAt"_s, timeOrNull(plan.oldest)},
            {u"dryRun"_s, true}};
}

} // namespace parlance::adminjson
