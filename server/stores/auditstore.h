// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/administration.h"
#include "stores/storerole.h"

namespace parlance {

struct AuditQuery
{
    /// User name of the actor, command, target: exact; empty: all.
    QString actor = {};
    QString command = {};
    QString target = {};
    std::optional<Timestamp> since = {};
    std::optional<Timestamp> until = {};
    /// Only entries with a smaller position: newest first.
    std::optional<qint64> before = {};
    int limit = 100;
};

struct AuditPage
{
    QList<AuditEntry> entries = {};
    bool more = false;
};

/// The log of what administrators did and were refused. See StoreRole for the rules of every call.
class AuditStore : public StoreRole
{
public:
    /// `entry.position` and `entry.at` are filled in. Stores nothing for a dry run.
    virtual void appendAudit(AuditEntry entry, Callback<void> done) = 0;
    /// Newest first.
    virtual void listAudit(AuditQuery query, Callback<AuditPage> done) = 0;
};

} // namespace parlance
