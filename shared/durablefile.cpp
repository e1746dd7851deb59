// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/durablefile.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace parlance {

using namespace Qt::StringLiterals;

namespace {

// No plain ".partial": the directory of backups may hold files of other programs, and what has this
// ending is removed.
const QString partialSuffix = u".parlance.partial"_s;
// Stands beside the file while a database writes it.
const QString journalSuffix = u"-journal"_s;

Error failed(const QString &path, int error)
{
    return Error::of(ErrorCode::StorageFailed,
                     path + u": "_s + QString::fromLocal8Bit(std::strerror(error)));
}

Error alreadyThere(const QString &path)
{
    return Error::of(ErrorCode::Conflict, path + u": there is a file of this name already"_s);
}

// Whether a process has the file open that holds its lock.
bool isBeingWritten(const QByteArray &name)
{
    const int descriptor = ::open(name.constData(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (descriptor < 0)
        return false;
    const bool isLocked = ::flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    ::close(descriptor);
    return isLocked;
}

void removeFile(const QString &path)
{
    ::unlink(QFile::encodeName(path).constData());
}

bool isPlainFile(const QByteArray &name)
{
    struct stat status = {};
    return ::lstat(name.constData(), &status) == 0 && S_ISREG(status.st_mode);
}

int renameWithoutReplacing(const QByteArray &from, const QByteArray &to)
{
    if (::renameat2(AT_FDCWD, from.constData(), AT_FDCWD, to.constData(), RENAME_NOREPLACE) == 0)
        return 0;
    // Not every file system can do that.
    if (errno != EINVAL && errno != ENOSYS)
        return errno;
    if (::access(to.constData(), F_OK) == 0)
        return EEXIST;
    return ::rename(from.constData(), to.constData()) == 0 ? 0 : errno;
}

} // namespace

DurableFile::DurableFile(DurableFile &&other) noexcept
    : m_path(std::move(other.m_path))
    , m_descriptor(std::exchange(other.m_descriptor, -1))
{
}

DurableFile::~DurableFile()
{
    if (m_descriptor < 0)
        return;
    removeFile(partialPath());
    removeFile(partialPath() + journalSuffix);
    ::close(m_descriptor);
}

QString DurableFile::partialPath() const
{
    return m_path + partialSuffix;
}

Result<DurableFile> DurableFile::create(const QString &path)
{
    const QByteArray name = QFile::encodeName(path + partialSuffix);
    if (isPlainFile(name)) {
        if (isBeingWritten(name))
            return Error::of(ErrorCode::Conflict, path + u": somebody is writing it"_s);
        ::unlink(name.constData());
    }
    // It would be taken for that of the new file.
    removeFile(path + partialSuffix + journalSuffix);
    const int descriptor = ::open(name.constData(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return failed(path, errno);
    DurableFile file(path, descriptor);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0)
        return failed(path, errno);
    return file;
}

Result<void> DurableFile::write(const QByteArray &bytes)
{
    for (qsizetype done = 0; done < bytes.size();) {
        const auto written =
            ::write(m_descriptor, bytes.constData() + done, size_t(bytes.size() - done));
        if (written < 0 && errno != EINTR)
            return failed(m_path, errno);
        done += written < 0 ? 0 : qsizetype(written);
    }
    return {};
}

Result<void> DurableFile::publish(Existing existing)
{
    const QByteArray from = QFile::encodeName(partialPath());
    const QByteArray to = QFile::encodeName(m_path);
    if (::fsync(m_descriptor) != 0)
        return failed(m_path, errno);
    int error = 0;
    if (existing == Existing::Keep)
        error = renameWithoutReplacing(from, to);
    else if (::rename(from.constData(), to.constData()) != 0)
        error = errno;
    if (error == EEXIST)
        return alreadyThere(m_path);
    if (error != 0)
        return failed(m_path, error);
    ::close(std::exchange(m_descriptor, -1));
    return syncDirectoryOf(m_path);
}

int removePartialFiles(const QString &directory)
{
    int removed = 0;
    const QDir folder(directory);
    for (const QString &each : folder.entryList({u'*' + partialSuffix}, QDir::Files)) {
        const QByteArray name = QFile::encodeName(folder.filePath(each));
        if (isPlainFile(name) && !isBeingWritten(name) && ::unlink(name.constData()) == 0)
            ++removed;
    }
    for (const QString &each :
         folder.entryList({u'*' + partialSuffix + journalSuffix}, QDir::Files)) {
        const QString path = folder.filePath(each);
        if (!QFileInfo::exists(path.chopped(journalSuffix.size())))
            removeFile(path);
    }
    return removed;
}

Result<void> syncDirectoryOf(const QString &path)
{
    const QString directory = QFileInfo(path).path();
    const int descriptor = ::open(QFile::encodeName(directory).constData(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return failed(directory, errno);
    // Some file systems cannot do that, and need it not.
    const bool isSynced = ::fsync(descriptor) == 0 || errno == EINVAL;
    const int error = errno;
    ::close(descriptor);
    return isSynced ? Result<void>() : failed(directory, error);
}

Result<void> keepAs(const QString &path, const QString &copy)
{
    const QByteArray from = QFile::encodeName(path);
    const QByteArray to = QFile::encodeName(copy);
    if (::link(from.constData(), to.constData()) == 0)
        return syncDirectoryOf(copy);
    if (errno == EEXIST)
        return alreadyThere(copy);
    QFile source(path);
    if (!source.open(QIODevice::ReadOnly))
        return failed(path, EIO);
    auto file = DurableFile::create(copy);
    if (!file)
        return file.error();
    for (QByteArray block = source.read(1 << 20); !block.isEmpty(); block = source.read(1 << 20)) {
        if (auto written = file->write(block); !written)
            return written;
    }
    return source.error() == QFile::NoError ? file->publish(DurableFile::Existing::Keep)
                                            : failed(path, EIO);
}

Result<void> renameDurably(const QString &from, const QString &to)
{
    if (::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) != 0)
        return failed(to, errno);
    return syncDirectoryOf(to);
}

QString fileTime(qint64 epochMs)
{
    return QDateTime::fromMSecsSinceEpoch(epochMs, Qt::UTC).toString(u"yyyyMMdd'T'HHmmss'Z'"_s);
}

} // namespace parlance
