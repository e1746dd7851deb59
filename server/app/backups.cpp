// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backups.h"

#include "shared/durablefile.h"

#include <QDir>
#include <QFileInfo>
#include <QLoggingCategory>

namespace parlance {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Q_LOGGING_CATEGORY(lcBackups, "parlance.backups")

constexpr auto tickInterval = 15s;
constexpr std::chrono::seconds retryTime = 10min;
/// Of a name; a file system allows 255 bytes, with ".parlance.partial".
constexpr qsizetype mostNameBytes = 200;

// As in storage/backupdirectory.h.
const QString suffix = u".parlance-backup"_s;
const QString scheduledPrefix = u"scheduled-"_s;
const QString upgradePrefix = u"before-schema-"_s;
const QString partialSuffix = u".partial"_s;

Error wrongName(const QString &what)
{
    return Error::invalid(u"\"name\" "_s + what);
}

bool isPlainName(const QString &name)
{
    return !name.contains(u'/') && !name.contains(u'\\') && !name.startsWith(u'.') &&
           name.toUtf8().size() <= mostNameBytes;
}

bool isReserved(const QString &fileName)
{
    return fileName.startsWith(scheduledPrefix) || fileName.startsWith(upgradePrefix);
}

QJsonObject toJson(const Backup &backup)
{
    return {{u"path"_s, backup.path},
            {u"bytes"_s, backup.bytes},
            {u"messages"_s, backup.contents.messages}};
}

} // namespace

Backups::Backups(CareStore &store, AuditStore &audit, BackupOptions options, Clock clock)
    : m_store(store)
    , m_audit(audit)
    , m_clock(std::move(clock))
{
    m_state.options = std::move(options);
    m_tick.callOnTimeout([this] { runIfDue(); });
}

void Backups::start()
{
    m_store.findNewestBackup(m_state.options.directory, scheduledPrefix,
                             [this](const Result<std::optional<BackupFile>> &found) {
                                 if (found && *found && !m_state.last) {
                                     m_state.last = **found;
                                     m_scheduledAt = (*found)->createdAt;
                                 }
                                 if (m_state.options.interval.count() == 0)
                                     return;
                                 m_tick.start(tickInterval);
                                 runIfDue();
                             });
}

BackupState Backups::state() const
{
    BackupState state = m_state;
    state.next = dueAt();
    return state;
}

Result<QString> Backups::pathOf(const BackupName &name) const
{
    if (name.text.startsWith(u'/') && name.mayBePath)
        return QDir::cleanPath(name.text);
    if (isPlainName(name.text))
        return m_state.options.directory + u'/' + name.text;
    return wrongName(
        name.mayBePath
            ? u"must be an absolute path, or the name of a file in the directory of backups"_s
            : u"must be the name of a file in the directory of backups, and may be a path only "
              "on the server's own machine"_s);
}

Result<QString> Backups::newPath(const BackupName &name) const
{
    if (name.text.isEmpty())
        return u"%1/backup-%2%3"_s.arg(m_state.options.directory, fileTime(toEpochMs(m_clock())),
                                       suffix);
    auto path = pathOf(name);
    if (!path)
        return path;
    const QFileInfo file(*path);
    if (name.text.endsWith(u'/') || file.fileName().endsWith(partialSuffix))
        return wrongName(u"must be the name of a file, and not end with .partial"_s);
    if (isReserved(file.fileName()))
        return wrongName(u"must not begin with scheduled- or before-schema-"_s);
    return path;
}

void Backups::backUp(const AdminAction &action, const BackupName &name, Callback<Backup> done)
{
    const auto path = newPath(name);
    if (!path)
        return done(path.error());
    const bool isInDirectory = QFileInfo(*path).path() == m_state.options.directory;
    const BackupTarget target{.path = *path,
                              .makesDirectory = isInDirectory && m_state.options.makesDirectory,
                              .apartFrom = m_state.options.dataDirectory,
                              .dryRun = action.dryRun};
    if (action.dryRun)
        return m_store.backUp(target, std::move(done));
    run(target, [this, action, name, done = std::move(done)](const Result<Backup> &made) mutable {
        if (!made)
            return done(made);
        AuditEntry entry{.action = action, .target = name.text, .outcome = u"ok"_s};
        entry.after = toJson(*made);
        m_audit.appendAudit(entry,
                            [backup = *made, done = std::move(done)](const Result<void> &logged) {
                                logged ? done(backup) : done(logged.error());
                            });
    });
}

void Backups::inspect(const BackupName &name, Callback<BackupContents> done)
{
    const auto path = pathOf(name);
    if (!path)
        return done(path.error());
    m_store.inspectBackup(*path, std::move(done));
}

void Backups::run(const BackupTarget &target, Callback<Backup> done)
{
    if (m_state.isRunning)
        return done(Error::of(ErrorCode::Conflict, u"A backup is being made already"_s));
    m_state.isRunning = true;
    const bool isScheduled = !target.keepPrefix.isEmpty();
    m_store.backUp(target, [this, isScheduled, done = std::move(done)](const Result<Backup> &made) {
        ended(made, isScheduled);
        done(made);
    });
}

// A wrong name is not the failure of a backup.
void Backups::ended(const Result<Backup> &made, bool isScheduled)
{
    m_state.isRunning = false;
    if (!made && !isScheduled && made.error().code != ErrorCode::StorageFailed)
        return;
    if (!made) {
        m_state.error = made.error().message();
        m_state.failedAt = m_clock();
        qCWarning(lcBackups, "the backup failed: %ls", qUtf16Printable(m_state.error));
        return;
    }
    m_state.error.clear();
    m_state.failedAt.reset();
    m_state.last =
        BackupFile{made->path, made->contents.createdAt.value_or(m_clock()), made->bytes};
    m_state.duration = made->duration;
    qCInfo(lcBackups, "backed up %lld messages (%lld bytes) to %ls in %lld ms",
           made->contents.messages, made->bytes, qUtf16Printable(made->path),
           qint64(made->duration.count()));
}

std::optional<Timestamp> Backups::dueAt() const
{
    if (m_state.options.interval.count() == 0)
        return std::nullopt;
    const Timestamp now = m_clock();
    Timestamp due = now;
    // One from the future tells that the clock was set back.
    if (m_scheduledAt && *m_scheduledAt <= now)
        due = *m_scheduledAt + m_state.options.interval;
    return m_retryAt ? std::max(due, *m_retryAt) : due;
}

void Backups::runIfDue()
{
    const Timestamp now = m_clock();
    if (m_state.isRunning || *dueAt() > now)
        return;
    const QString name = scheduledPrefix + fileTime(toEpochMs(now)) + suffix;
    run({.path = m_state.options.directory + u'/' + name,
         .makesDirectory = m_state.options.makesDirectory,
         .keepPrefix = scheduledPrefix,
         .keep = m_state.options.keep,
         .apartFrom = m_state.options.dataDirectory},
        [this, now](const Result<Backup> &made) {
            m_retryAt.reset();
            if (made)
                m_scheduledAt = now;
            else
                m_retryAt = m_clock() + std::min(m_state.options.interval, retryTime);
        });
}

} // namespace parlance
