// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/refusallimit.h"
#include "shared/clock.h"
#include "stores/auditstore.h"

#include <QTimer>

namespace parlance {

/// What the arguments of a command are about: a user name, an id …, as one line; may be empty.
QString namedTarget(const QJsonObject &arguments);

/// The log of what administrators did and were refused. Event loop only.
class AuditLog
{
public:
    explicit AuditLog(AuditStore &store, Clock clock = systemNow,
                      Allowance refusals = RefusalLimit::standard);

    void list(const AuditQuery &query, Callback<AuditPage> done);
    /// `done` runs also if it could not be stored. Refusals above RefusalLimit are stored together,
    /// a minute later.
    void logRefused(const AdminAction &action, const Error &error, Task done);
    /// Stores what is counted, now.
    void flush();

private:
    AuditStore &m_store;
    RefusalLimit m_refusals;
    QTimer m_flush;
};

} // namespace parlance
