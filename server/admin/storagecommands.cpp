// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/arguments.h"
#include "admin/commandgroups.h"
#include "admin/storagejson.h"
#include "calls/adminaction.h"
#include "dialects/handlersupport.h"

namespace parlance::admin {

using namespace Qt::StringLiterals;
using Type = Argument::Type;

namespace {

constexpr qint64 mostDays = 36500;

void showStorage(Services &services, const Call &call, Respond respond)
{
    const Arguments in = arguments(call);
    if (!in.ok())
        return respond(in.error());
    services.storage.status(answer<StorageStatus>(std::move(respond), adminjson::storageStatus));
}

void backUp(Services &services, const Call &call, Respond respond)
{
    Arguments in = arguments(call);
    const BackupName name{in.text("name"), call.caller.isLocal};
    if (!in.ok())
        return respond(in.error());
    const AdminAction action = adminAction(call);
    const auto render = [dryRun = action.dryRun](const Backup &made) {
        return adminjson::backup(made, dryRun);
    };
    services.backups.backUp(action, name, answer<Backup>(std::move(respond), render));
}

void restore(Services &services, const Call &call, Respond respond)
{
    Arguments in = arguments(call);
    const BackupName name{in.text("name"), call.caller.isLocal};
    if (!in.ok())
        return respond(in.error());
    if (!adminAction(call).dryRun)
        return respond(Error::of(ErrorCode::Conflict,
                                 u"Stop the server first, then run this command again; --dry-run "
                                 "checks the backup"_s));
    services.backups.inspect(name,
                             answer<BackupContents>(std::move(respond), adminjson::backupContents));
}

void checkIntegrity(Services &services, const Call &call, Respond respond)
{
    Arguments in = arguments(call);
    const bool full = in.flag("full");
    if (!in.ok())
        return respond(in.error());
    services.storage.checkIntegrity(
        full, answer<IntegrityReport>(std::move(respond), adminjson::integrity));
}

void planRetention(Services &services, int days, Respond respond)
{
    services.retention.plan(days,
                            answer<RetentionRun>(std::move(respond), adminjson::retentionPlan));
}

void setRetention(Services &services, const Call &call, Respond respond)
{
    Arguments in = arguments(call);
    const QString room = in.text("room");
    const bool clears = in.flag("clear");
    const bool sets = call.args.contains(u"days"_s);
    const int days = int(std::min(in.number("days", 0), mostDays + 1));
    const AdminAction action = adminAction(call);
    if (in.ok() && days > mostDays)
        in.fail("days", u"must be at most %1"_s.arg(mostDays));
    if (in.ok() && room.isEmpty() && !action.dryRun)
        in.fail("room", u"is needed: the server's own retention is storage.retention_days of its "
                        "configuration"_s);
    if (in.ok() && !room.isEmpty() && sets == clears)
        in.fail("days", u"or \"clear\" is needed"_s);
    if (!in.ok())
        return respond(in.error());
    if (room.isEmpty())
        return planRetention(services, sets ? days : services.retention.days(), std::move(respond));
    const auto render = [dryRun = action.dryRun](const RoomRetention &set) {
        return adminjson::roomRetention(set, dryRun);
    };
    services.retention.set(action, room, sets ? std::optional(days) : std::nullopt,
                           answer<RoomRetention>(std::move(respond), render));
}

const Argument backupName{.name = "name",
                          .help = "The name of a file in storage.backup_directory, or on the "
                                  "server's machine an absolute path",
                          .positional = true,
                          .example = "monday.parlance-backup"};

std::vector<Argument> retentionArguments()
{
    return {{.name = "room",
             .help = "The name or id of a room; without it, --dry-run tells of all rooms",
             .example = "Gardening"},
            {.name = "days",
             .type = Type::Number,
             .help = "How long its messages stay, up to a day longer; 0: for ever",
             .example = "90"},
            {.name = "clear",
             .type = Type::Flag,
             .help = "They stay as long as storage.retention_days says"}};
}

} // namespace

std::vector<Command> storageCommands()
{
    Argument existing = backupName;
    existing.required = true;
    return {
        {.rule = reads("storage.status"),
         .summary = "Show how the storage is: sizes, slowest statements, backups, retention",
         .handler = showStorage,
         .answer = "AdminStorageState"},
        {.rule = changes("storage.backup", Permission::ManageServer),
         .summary = "Back up everything into one file, while the server runs",
         .arguments = {backupName},
         .handler = backUp,
         .answer = "AdminBackup",
         .errors = {ErrorCode::Conflict}},
        {.rule = changes("storage.restore", Permission::ManageServer),
         .summary = "Put a backup in the place of the data of a stopped server",
         .arguments = {existing},
         .handler = restore,
         .answer = "AdminBackupContents",
         .errors = {ErrorCode::Conflict}},
        {.rule = changes("storage.retention", Permission::ManageServer),
         .summary = "Set how long the messages of a room stay",
         .arguments = retentionArguments(),
         .handler = setRetention,
         .answer = "AdminRetention",
         .errors = {ErrorCode::RoomNotFound, ErrorCode::Conflict}},
        {.rule = reads("storage.integrity-check", Permission::ManageServer),
         .summary = "Look for damage in the database, while the server runs",
         .arguments = {{.name = "full",
                        .type = Type::Flag,
                        .help = "Also compare the indexes with their tables"}},
         .handler = checkIntegrity,
         .answer = "AdminIntegrity",
         .errors = {ErrorCode::Conflict}},
    };
}

} // namespace parlance::admin
