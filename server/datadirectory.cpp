// SPDX-License-Identifier: GPL-3.0-or-later
#include "datadirectory.h"

#include "shared/durablefile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <fcntl.h>
#include <sodium.h>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

namespace parlance {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype secretBytes = 32;
constexpr auto ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

Error cannot(const QString &what, const QString &why)
{
    return Error::of(ErrorCode::StorageFailed, u"%1: %2"_s.arg(what, why));
}

// Complete or absent, also after a power failure.
Result<void> writePrivately(const QString &path, const QByteArray &bytes)
{
    auto file = DurableFile::create(path);
    if (!file)
        return file.error();
    if (auto written = file->write(bytes); !written)
        return written;
    return file->publish(DurableFile::Existing::Replace);
}

} // namespace

DataDirectory::DataDirectory(QString path)
    : m_path(std::move(path))
{
}

DataDirectory::DataDirectory(DataDirectory &&other) noexcept
    : m_path(std::move(other.m_path))
    , m_lock(std::exchange(other.m_lock, -1))
{
}

DataDirectory::~DataDirectory()
{
    if (m_lock >= 0)
        ::close(m_lock);
}

Result<DataDirectory> DataDirectory::open(const QString &path)
{
    const QString absolute = QDir(path).absolutePath();
    const QFileInfo info(absolute);
    if (info.exists() && !info.isDir())
        return cannot(absolute, u"is not a directory"_s);
    if (!info.exists()) {
        const QFileDevice::Permissions mode = ownerOnly | QFileDevice::ExeOwner;
        const QFileInfo parent(info.path());
        if (!QDir().mkpath(parent.absoluteFilePath()) || !QDir().mkdir(absolute, mode))
            return cannot(absolute, u"cannot be created"_s);
    }
    if (!QFileInfo(absolute).isWritable())
        return cannot(absolute, u"is not writable"_s);
    return DataDirectory(absolute);
}

QString DataDirectory::initialPasswordPath() const
{
    return m_path + u"/initial-password"_s;
}

Result<void> DataDirectory::lock()
{
    // flock instead of QLockFile: the kernel releases it when the process ends. A file with a
    // process id is unreliable in a container, where the next server has the same id on another
    // host name.
    const QByteArray file = QFile::encodeName(m_path + u"/parlance.lock"_s);
    m_lock = ::open(file.constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (m_lock < 0)
        return cannot(m_path, u"is not writable"_s);
    if (::flock(m_lock, LOCK_EX | LOCK_NB) == 0)
        return {};
    if (errno == EWOULDBLOCK) {
        return Error::of(ErrorCode::Conflict,
                         u"%1: another parlance-server uses this data directory"_s.arg(m_path));
    }
    return cannot(m_path, u"cannot be locked"_s);
}

Result<QByteArray> DataDirectory::secret() const
{
    const QString path = m_path + u"/jwt-secret"_s;
    QFile file(path);
    if (file.exists()) {
        if (!file.open(QIODevice::ReadOnly))
            return cannot(path, file.errorString());
        const QByteArray secret = QByteArray::fromHex(file.readAll().trimmed());
        if (secret.size() < secretBytes)
            return cannot(path, u"is damaged; remove it to end all sessions and make a new one"_s);
        return secret;
    }
    if (sodium_init() < 0)
        return cannot(path, u"no randomness"_s);
    QByteArray secret(secretBytes, Qt::Uninitialized);
    randombytes_buf(secret.data(), size_t(secret.size()));
    if (auto written = writePrivately(path, secret.toHex() + '\n'); !written)
        return written.error();
    return secret;
}

Result<void> DataDirectory::replaceSecret(const QByteArray &secret, Timestamp now) const
{
    const QString path = m_path + u"/jwt-secret"_s;
    QFile present(path);
    const QByteArray text = secret.toHex() + '\n';
    if (present.exists()) {
        if (present.open(QIODevice::ReadOnly) && present.readAll() == text)
            return {};
        const QString kept = path + u".replaced-"_s + fileTime(toEpochMs(now));
        if (auto named = keepAs(path, kept); !named && !QFileInfo::exists(kept))
            return named;
    }
    return writePrivately(path, text);
}

Result<void> DataDirectory::writeInitialPassword(const QByteArray &text) const
{
    return writePrivately(initialPasswordPath(), text);
}

} // namespace parlance
