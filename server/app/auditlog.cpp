// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/auditlog.h"

#include "domain/validation.h"

namespace parlance {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype maxLoggedTarget = 100;
constexpr std::chrono::minutes countingTime{1};

} // namespace

QString namedTarget(const QJsonObject &arguments)
{
    for (const auto &name : {u"user"_s, u"name"_s, u"session"_s, u"connection"_s, u"room"_s,
                             u"message"_s, u"report"_s, u"invitation"_s, u"address"_s}) {
        QString target = plainLine(arguments.value(name).toVariant().toString(), maxLoggedTarget);
        if (!target.isEmpty())
            return target;
    }
    return {};
}

AuditLog::AuditLog(AuditStore &store, Clock clock, Allowance refusals)
    : m_store(store)
    , m_refusals(std::move(clock), refusals)
{
    m_flush.setSingleShot(true);
    m_flush.callOnTimeout([this] { flush(); });
}

void AuditLog::list(const AuditQuery &query, Callback<AuditPage> done)
{
    m_store.listAudit(query, std::move(done));
}

void AuditLog::logRefused(const AdminAction &action, const Error &error, Task done)
{
    AuditEntry entry{.action = action, .outcome = errorName(error.code)};
    // Of a dry run too.
    entry.action.dryRun = false;
    entry.target = namedTarget(action.arguments);
    // Arguments that were not checked may hold a password.
    if (error.code == ErrorCode::Forbidden || error.code == ErrorCode::ValidationFailed)
        entry.action.arguments = {};
    // Anybody can be refused.
    if (error.code == ErrorCode::Forbidden)
        entry.action.reason.clear();
    if (m_refusals.admits(entry))
        return m_store.appendAudit(entry,
                                   [done = std::move(done)](const Result<void> &) { done(); });
    if (!m_flush.isActive())
        m_flush.start(countingTime);
    done();
}

void AuditLog::flush()
{
    m_flush.stop();
    for (const AuditEntry &entry : m_refusals.takeCounted())
        m_store.appendAudit(entry, [](const Result<void> &) {});
}

} // namespace parlance
