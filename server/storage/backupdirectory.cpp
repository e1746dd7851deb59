// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/backupdirectory.h"

#include <QDateTime>
#include <QDir>

#include <algorithm>

namespace parlance::backups {

using namespace Qt::StringLiterals;

namespace {

// The last is the newest: the names hold the time, or a number of the same length.
QFileInfoList filesOf(const QString &directory, const QString &prefix)
{
    return QDir(directory).entryInfoList({prefix + u'*' + suffix()}, QDir::Files | QDir::NoSymLinks,
                                         QDir::Name);
}

Timestamp timeOf(const QFileInfo &file, const QString &prefix)
{
    const QString name = file.fileName();
    const QString time = name.mid(prefix.size()).chopped(suffix().size());
    QDateTime named = QDateTime::fromString(time, u"yyyyMMdd'T'HHmmss'Z'"_s);
    named.setTimeSpec(Qt::UTC);
    return fromEpochMs(named.isValid() ? named.toMSecsSinceEpoch()
                                       : file.lastModified().toMSecsSinceEpoch());
}

} // namespace

QString suffix()
{
    return u".parlance-backup"_s;
}

QString scheduledPrefix()
{
    return u"scheduled-"_s;
}

QString upgradePrefix()
{
    return u"before-schema-"_s;
}

void prune(const QString &written, const QString &prefix, int keep)
{
    if (prefix.isEmpty())
        return;
    const QFileInfo last(written);
    QFileInfoList files = filesOf(last.path(), prefix);
    // Others may be named later: when the clock was wrong, or by a newer release that was given up.
    std::stable_partition(files.begin(), files.end(), [&last](const QFileInfo &each) {
        return each.fileName() != last.fileName();
    });
    for (qsizetype i = 0; i + keep < files.size(); ++i)
        QFile::remove(files[i].filePath());
}

std::optional<BackupFile> newest(const QString &directory, const QString &prefix)
{
    const QFileInfoList files = filesOf(directory, prefix);
    if (files.isEmpty())
        return std::nullopt;
    return BackupFile{files.last().filePath(), timeOf(files.last(), prefix), files.last().size()};
}

} // namespace parlance::backups
