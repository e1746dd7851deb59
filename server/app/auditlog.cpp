// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/auditlog.h"

namespace parlance {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype maxLoggedTarget = 100;

} // namespace

void AuditLog::list(const AuditQuery &query, Callback<AuditPage> done)
{
    m_store.listAudit(query, std::move(done));
}

void AuditLog::logRefused(const AdminAction &action, const Error &error, Task done)
{
    AuditEntry entry{.action = action, .outcome = errorName(error.code)};
    // Of a dry run too.
    entry.action.dryRun = false;
    for (const auto &name :
         {u"user"_s, u"name"_s, u"session"_s, u"connection"_s, u"room"_s, u"address"_s}) {
        if (entry.target.isEmpty())
            entry.target = action.arguments.value(name).toVariant().toString().remove(QChar::Null);
    }
    // Arguments that were not checked may hold a password.
    if (error.code == ErrorCode::Forbidden || error.code == ErrorCode::ValidationFailed)
        entry.action.arguments = {};
    // Anybody can be refused.
    if (error.code == ErrorCode::Forbidden)
        entry.action.reason.clear();
    entry.target.truncate(maxLoggedTarget);
    m_store.appendAudit(entry, [done = std::move(done)](const Result<void> &) { done(); });
}

} // namespace parlance
