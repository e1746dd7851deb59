// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/connectionlist.h"
#include "app/lockdown.h"
#include "app/presence.h"
#include "stores/auditstore.h"
#include "stores/serverstore.h"

#include <QJsonValue>
#include <QMap>

namespace parlance {

/// A key of the configuration, as it is in force.
struct Setting
{
    /// "http.max_body_bytes"
    QString key = {};
    /// Never a secret.
    QJsonValue value = {};
    /// What it is if nothing sets it.
    QJsonValue defaultValue = {};
    /// "default", "file", "environment", "command line", or "command": changed while the server
    /// runs.
    QString source = {};
    /// Another value in the file counts from the next start on; it cannot be changed by a command.
    bool needsRestart = true;
};

/// What the use cases know of the process around them.
struct ServerFacts
{
    QString version = {};
    Registration registration = Registration::Open;
    QString logLevel = {};
    /// In force at once.
    std::function<void(const QString &level)> applyLogLevel = {};
    QList<Setting> settings = {};
};

struct ServerStatus
{
    QString version = {};
    Timestamp startedAt = {};
    Timestamp now = {};
    QStringList listeners = {};
    QMap<QString, int> connectionsByDialect = {};
    QMap<QString, int> connectionsByProtocol = {};
    QMap<QString, int> connectionsByTransport = {};
    int connections = 0;
    int usersOnline = 0;
    StoreSize store = {};
    Registration registration = Registration::Open;
    bool lockedDown = false;
    QString logLevel = {};
    /// Of the process: resident, and open descriptors; 0: not known.
    qint64 memoryBytes = 0;
    int descriptors = 0;
};

/// The running server itself. Event loop only.
class ServerControl
{
public:
    struct Parts
    {
        ServerStore &store;
        AuditStore &audit;
        const Presence &presence;
        const Lockdown &lockdown;
    };
    ServerControl(const Parts &parts, Clock clock, ServerFacts facts);
    /// Call it before the first call; `connections` outlives it.
    void setConnections(const ConnectionList &connections) { m_connections = &connections; }
    /// The URLs, once they are known.
    void setListeners(const QStringList &urls) { m_listeners = urls; }

    void status(Callback<ServerStatus> done);
    const QList<Setting> &settings() const { return m_facts.settings; }
    const QString &logLevel() const { return m_facts.logLevel; }
    /// Until the server is restarted. Logged if it changes anything.
    void setLogLevel(const AdminAction &action, const QString &level, Callback<QString> done);

private:
    ServerStatus statusNow() const;
    void applyLogLevel(const QString &level);

    Parts m_parts;
    Clock m_clock;
    ServerFacts m_facts;
    const Timestamp m_startedAt;
    QStringList m_listeners;
    const ConnectionList *m_connections = nullptr;
};

} // namespace parlance
