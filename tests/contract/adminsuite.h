// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/storesuite.h"
#include "domain/roles.h"

#include <QJsonDocument>
#include <QSqlError>
#include <QSqlRecord>

namespace parlance::test {

/// What the suites over the stores of administrators share: their methods as blocking calls.
class AdminSuite : public StoreSuite
{
protected:
    /// By the local socket: nobody's own account, every rank.
    static AdminAction local(const QString &command = u"users.test"_s)
    {
        AdminAction action;
        action.actor = u"local:root(0)"_s;
        action.role = ServerRole::Administrator;
        action.command = command;
        return action;
    }
    static AdminAction by(const UserRef &user, ServerRole role)
    {
        AdminAction action = local();
        action.actorId = user.id;
        action.actor = user.username;
        action.role = role;
        return action;
    }
    static AdminAction dry(AdminAction action)
    {
        action.dryRun = true;
        return action;
    }
    static NewUser newUser(const QString &name, ServerRole role = ServerRole::User)
    {
        NewUser user{name, name.toCaseFolded(), {}, {}, u"hash of "_s + name};
        user.role = role;
        user.mustChangePassword = true;
        return user;
    }

    Result<UserDetails> details(const QString &user)
    {
        return await<UserDetails>([&](auto done) { m_store->admin().findUserDetails(user, done); });
    }
    Result<UserPage> users(const UserQuery &query)
    {
        return await<UserPage>([&](auto done) { m_store->admin().listUserDetails(query, done); });
    }
    Result<UserChange> add(const AdminAction &action, const NewUser &user)
    {
        return await<UserChange>([&](auto done) { m_store->admin().addUser(action, user, done); });
    }
    Result<UserChange> changeRole(const AdminAction &action, const QString &user, ServerRole role)
    {
        return await<UserChange>(
            [&](auto done) { m_store->admin().changeRole(action, user, role, done); });
    }
    Result<UserChange> changeState(const AdminAction &action, const QString &user,
                                   const AccountStatus &status,
                                   const QList<AccountState> &from = {})
    {
        return await<UserChange>(
            [&](auto done) { m_store->admin().changeState(action, user, status, from, done); });
    }
    Result<UserChange> reset(const AdminAction &action, const QString &user,
                             const QString &hash = u"one-time"_s)
    {
        return await<UserChange>(
            [&](auto done) { m_store->admin().resetPassword(action, user, hash, done); });
    }
    Result<SessionPage> sessions(const SessionQuery &query)
    {
        return await<SessionPage>([&](auto done) { m_store->admin().listSessions(query, done); });
    }
    Result<EndedSessions> end(const AdminAction &action, const QString &user, SessionId session)
    {
        return await<EndedSessions>(
            [&](auto done) { m_store->admin().endSessions(action, user, session, done); });
    }
    Result<RoomDetails> roomDetails(const QString &room)
    {
        return await<RoomDetails>(
            [&](auto done) { m_store->adminRooms().findRoomDetails(room, done); });
    }
    Result<RoomDetails> setFrozen(const AdminAction &action, const QString &room, bool frozen)
    {
        return await<RoomDetails>(
            [&](auto done) { m_store->adminRooms().setFrozen(action, room, frozen, done); });
    }
    Result<Mute> mute(const AdminAction &action, const MuteUser &command)
    {
        return await<Mute>(
            [&](auto done) { m_store->moderation().muteUser(action, command, done); });
    }
    Result<Mute> unmute(const AdminAction &action, const QString &user, const QString &room)
    {
        return await<Mute>(
            [&](auto done) { m_store->moderation().unmuteUser(action, user, room, done); });
    }
    Result<MutePage> mutes(const MuteQuery &query = {})
    {
        return await<MutePage>([&](auto done) { m_store->moderation().listMutes(query, done); });
    }
    Result<AddressBan> ban(const AdminAction &action, const QString &network,
                           std::optional<Timestamp> until = {})
    {
        return await<AddressBan>([&](auto done) {
            m_store->bans().addBan(action, {*IpNetwork::parse(network), until}, done);
        });
    }
    Result<AddressBan> unban(const AdminAction &action, const QString &network)
    {
        return await<AddressBan>([&](auto done) {
            m_store->bans().removeBan(action, *IpNetwork::parse(network), done);
        });
    }
    Result<BanPage> bans(const BanQuery &query = {})
    {
        return await<BanPage>([&](auto done) { m_store->bans().listBans(query, done); });
    }
    Result<bool> lockDown(const AdminAction &action, bool on)
    {
        return await<bool>([&](auto done) { m_store->server().setLockedDown(action, on, done); });
    }
    Result<bool> lockedDown()
    {
        return await<bool>([&](auto done) { m_store->server().isLockedDown(done); });
    }
    Result<RoomDetailsPage> roomList(const RoomDetailsQuery &query = {})
    {
        return await<RoomDetailsPage>(
            [&](auto done) { m_store->adminRooms().listRoomDetails(query, done); });
    }
    Result<void> append(const AuditEntry &entry)
    {
        return await<void>([&](auto done) { m_store->audit().appendAudit(entry, done); });
    }
    Result<AuditPage> audit(const AuditQuery &query = {})
    {
        return await<AuditPage>([&](auto done) { m_store->audit().listAudit(query, done); });
    }

    /// Gives a role past all checks.
    void appoint(const UserRef &user, ServerRole role)
    {
        QVERIFY(await<User>([&](auto done) { m_store->accounts().setRole(user.id, role, done); }));
    }
    /// Changes the database past the store. Returns the error's text; empty if there is none.
    QString run(const QString &sql)
    {
        QString error;
        {
            QSqlDatabase db = makeBackend()->connection(u"run"_s);
            db.open();
            QSqlQuery query(db);
            if (!query.exec(sql))
                error = query.lastError().text();
        }
        QSqlDatabase::removeDatabase(u"run"_s);
        return error;
    }

    static QString text(const QJsonObject &object)
    {
        return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
    }
    static QString text(const AccountStatus &status)
    {
        return stateName(status.state) + u'|' +
               (status.until ? toIsoString(*status.until) : QString()) + u'|' + status.reason;
    }
    static QString text(const AuditEntry &entry)
    {
        const AdminAction &action = entry.action;
        return QStringList{QString::number(entry.position),
                           toIsoString(entry.at),
                           action.actorId.toString(),
                           action.actor,
                           roleName(action.role),
                           action.address,
                           action.command,
                           text(action.arguments),
                           action.reason,
                           entry.target,
                           text(entry.before),
                           text(entry.after),
                           entry.outcome}
            .join(u' ');
    }
    /// Every row that administrators can change, read past the store.
    QStringList everything()
    {
        QStringList rows;
        {
            QSqlDatabase db = makeBackend()->connection(u"everything"_s);
            db.open();
            for (const QString &table :
                 {u"users"_s, u"sessions"_s, u"rooms"_s, u"memberships"_s, u"invitations"_s,
                  u"messages"_s, u"mutes"_s, u"room_bans"_s, u"last_posts"_s, u"reports"_s,
                  u"audit"_s}) {
                QSqlQuery query(u"SELECT * FROM "_s + table, db);
                while (query.next()) {
                    QStringList values;
                    for (int column = 0; column < query.record().count(); ++column)
                        values.append(
                            QString::fromLatin1(query.value(column).toByteArray().toHex()));
                    rows.append(values.join(u' '));
                }
            }
        }
        QSqlDatabase::removeDatabase(u"everything"_s);
        return rows;
    }
    /// The newest entry of the log: "TARGET BEFORE AFTER OUTCOME".
    QString lastEntry()
    {
        const auto page = audit();
        if (!page || page->entries.isEmpty())
            return {};
        const AuditEntry &entry = page->entries.first();
        return QStringList{entry.target, text(entry.before), text(entry.after), entry.outcome}.join(
            u' ');
    }
};

} // namespace parlance::test
