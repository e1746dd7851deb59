// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/result.h"

#include <QString>

#include <utility>

namespace parlance {

/// A new file that only its owner can read, from its first byte on; it may be a database. It stands
/// under another name, `partialPath()`, until publish() has written it to disk and renamed it;
/// otherwise it is removed. The errors are StorageFailed with one line that names the file, if
/// nothing else is said.
class DurableFile
{
public:
    enum class Existing {
        /// publish() answers Conflict if there is a file of this name.
        Keep,
        Replace
    };

    /// Replaces a partial file that a killed process has left. Conflict: a living process writes
    /// it. `path` is absolute.
    static Result<DurableFile> create(const QString &path);
    DurableFile(DurableFile &&other) noexcept;
    DurableFile &operator=(DurableFile &&) = delete;
    ~DurableFile();

    const QString &path() const { return m_path; }
    QString partialPath() const;

    Result<void> write(const QByteArray &bytes);
    /// On disk when it returns, with its name.
    Result<void> publish(Existing existing);

private:
    DurableFile(QString path, int descriptor)
        : m_path(std::move(path))
        , m_descriptor(descriptor)
    {
    }

    QString m_path;
    /// Locked, so that others see that somebody writes it; -1: published or moved from.
    int m_descriptor = -1;
};

/// Removes the partial files of this class in `directory` that nobody writes any more; their
/// number.
int removePartialFiles(const QString &directory);

/// Syncs the names in the directory that holds `path`.
Result<void> syncDirectoryOf(const QString &path);
/// A second name for the same file. Copies it where the file system has no second names.
Result<void> keepAs(const QString &path, const QString &copy);
/// Renames it over what is there; the name is on disk when it returns.
Result<void> renameDurably(const QString &from, const QString &to);

/// "20260131T090807Z", for names of files.
QString fileTime(qint64 epochMs);

} // namespace parlance
