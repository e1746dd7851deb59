// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/servercontrol.h"

#include "metrics/processfigures.h"

namespace parlance {

using namespace Qt::StringLiterals;

ServerControl::ServerControl(const Parts &parts, Clock clock, ServerFacts facts)
    : m_parts(parts)
    , m_clock(std::move(clock))
    , m_facts(std::move(facts))
    , m_startedAt(m_clock())
{
}

ServerStatus ServerControl::statusNow() const
{
    ServerStatus status{m_facts.version, m_startedAt, m_clock(), m_listeners};
    const QList<ConnectionInfo> open = m_connections->connections();
    for (const ConnectionInfo &each : open) {
        ++status.connectionsByDialect[each.dialect];
        ++status.connectionsByProtocol[each.protocol];
        ++status.connectionsByTransport[each.transport];
    }
    status.connections = int(open.size());
    status.usersOnline = int(m_parts.presence.onlineUsers().size());
    status.registration = m_facts.registration;
    status.lockedDown = m_parts.lockdown.isOn();
    status.logLevel = m_facts.logLevel;
    const ProcessFigures process = processFigures();
    status.memoryBytes = process.memoryBytes;
    status.descriptors = int(process.descriptors);
    return status;
}

void ServerControl::status(Callback<ServerStatus> done)
{
    auto measured = [this, done = std::move(done)](const Result<StoreSize> &size) {
        if (!size)
            return done(size.error());
        ServerStatus status = statusNow();
        status.store = *size;
        done(status);
    };
    m_parts.store.measure(std::move(measured));
}

// Logged first: what cannot be logged is not done.
void ServerControl::setLogLevel(const AdminAction &action, const QString &level,
                                Callback<QString> done)
{
    if (action.dryRun || level == m_facts.logLevel)
        return done(level);
    AuditEntry entry{.action = action, .outcome = u"ok"_s};
    entry.before = {{u"level"_s, m_facts.logLevel}};
    entry.after = {{u"level"_s, level}};
    m_parts.audit.appendAudit(entry,
                              [this, level, done = std::move(done)](const Result<void> &logged) {
                                  if (logged)
                                      applyLogLevel(level);
                                  done(logged ? Result<QString>(level) : logged.error());
                              });
}

void ServerControl::applyLogLevel(const QString &level)
{
    m_facts.logLevel = level;
    m_facts.applyLogLevel(level);
    for (Setting &each : m_facts.settings) {
        if (each.key == "log.level"_L1) {
            each.value = level;
            each.source = u"command"_s;
        }
    }
}

} // namespace parlance
