// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/connectionlist.h"
#include "app/passwords.h"
#include "domain/limits.h"
#include "realtime/broker.h"
#include "stores/adminstore.h"
#include "stores/auditstore.h"

#include <QSet>

namespace parlance {

/// An account and the password that has to be changed at its first log-in.
struct OneTimePassword
{
    UserChange change;
    QString password;
};

/// What administrators do to accounts, sessions and connections. Stores and logs the change,
/// answers, then publishes it. The caller has checked the permission. The errors are the store's,
/// and ValidationFailed. Event loop only.
class Administration
{
public:
    Administration(AdminStore &store, AuditStore &audit, Passwords &passwords, Broker &broker,
                   Limits limits);
    /// Call it before the first call; `connections` outlives it.
    void setConnections(ConnectionList &connections) { m_connections = &connections; }

    void findUser(const QString &user, Callback<UserDetails> done);
    void listUsers(const UserQuery &query, Callback<UserPage> done);
    void createUser(const AdminAction &action, const QString &name, ServerRole role,
                    Callback<OneTimePassword> done);
    void resetPassword(const AdminAction &action, const QString &user,
                       Callback<OneTimePassword> done);
    /// In force at once, in open sessions too.
    void setRole(const AdminAction &action, const QString &user, ServerRole role,
                 Callback<UserChange> done);
    /// Ends the sessions of an account that is not active any more. `from`: the states it may be
    /// in.
    void setState(const AdminAction &action, const QString &user, const AccountStatus &status,
                  const QList<AccountState> &from, Callback<UserChange> done);
    /// Erases an account that waits for approval. Nobody could log in with it, so nobody is told.
    void rejectUser(const AdminAction &action, const QString &user, Callback<UserChange> done);

    void listSessions(const SessionQuery &query, Callback<SessionPage> done);
    void endSessions(const AdminAction &action, const QString &user, SessionId session,
                     Callback<EndedSessions> done);

    QList<ConnectionInfo> connections() const { return m_connections->connections(); }
    /// ConnectionNotFound.
    Result<ConnectionInfo> findConnection(quint64 id) const;
    /// The connection as it was. ConnectionNotFound. Forbidden: its user has a higher role.
    void disconnect(const AdminAction &action, quint64 connection, Callback<ConnectionInfo> done);

private:
    void publishChanged();

    AdminStore &m_store;
    AuditStore &m_audit;
    Passwords &m_passwords;
    Broker &m_broker;
    Limits m_limits;
    ConnectionList *m_connections = nullptr;
    /// Those that are closed as soon as it is logged.
    QSet<quint64> m_closing;
};

} // namespace parlance
