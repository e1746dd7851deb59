// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/result.h"

#include <QString>

#include <sys/types.h>

namespace parlance::admin {

/// The process at the other end of a local socket.
struct LocalPeer
{
    uid_t uid = 0;
    /// The name in the machine's own /etc/passwd, or the number: directory services are not asked.
    QString user = {};

    /// "local:USER(uid)"
    QString name() const;
};

/// Asks the kernel for the peer's credentials. Forbidden: it is neither root, nor the user of this
/// process, nor a member of the group that owns and may write the file `path`.
Result<LocalPeer> findLocalPeer(qintptr descriptor, const QString &path);

} // namespace parlance::admin
