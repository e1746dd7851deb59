// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/clock.h"
#include "shared/result.h"

#include <QString>

namespace parlance {

/// The directory with all data of the server: the database, the token secret, the lock of the
/// running server and, after a first start without a terminal, the initial password.
class DataDirectory
{
public:
    /// Creates it with mode 0700 if it is missing. The error's detail is one line.
    static Result<DataDirectory> open(const QString &path);
    ~DataDirectory();
    DataDirectory(DataDirectory &&other) noexcept;
    DataDirectory &operator=(DataDirectory &&) = delete;

    QString path() const { return m_path; }
    QString initialPasswordPath() const;

    /// Conflict: a server already uses this directory. Held until the object is destroyed.
    Result<void> lock();
    /// The token secret; created (mode 0600) if it does not exist.
    Result<QByteArray> secret() const;
    /// Makes `secret` that of the tokens; a different one is kept as jwt-secret.replaced-TIME.
    Result<void> replaceSecret(const QByteArray &secret, Timestamp now) const;
    /// Writes `text` to DATA/initial-password, mode 0600.
    Result<void> writeInitialPassword(const QByteArray &text) const;

private:
    explicit DataDirectory(QString path);

    QString m_path;
    /// The descriptor of the locked file; -1 while not locked.
    int m_lock = -1;
};

} // namespace parlance
