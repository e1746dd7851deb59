// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stores/auditstore.h"

namespace parlance {

/// The log of what administrators did and were refused. Event loop only.
class AuditLog
{
public:
    explicit AuditLog(AuditStore &store)
        : m_store(store)
    {
    }

    void list(const AuditQuery &query, Callback<AuditPage> done);
    /// `done` runs also if it could not be stored.
    void logRefused(const AdminAction &action, const Error &error, Task done);

private:
    AuditStore &m_store;
};

} // namespace parlance
