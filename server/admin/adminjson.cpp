// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/adminjson.h"

#include "domain/roles.h"

namespace parlance::adminjson {

using namespace Qt::StringLiterals;

namespace {

QJsonValue orNull(const std::optional<Timestamp> &time)
{
    return time ? QJsonValue(toIsoString(*time)) : QJsonValue();
}

QJsonValue orNull(const std::optional<std::chrono::milliseconds> &time)
{
    return time ? QJsonValue(qint64(time->count())) : QJsonValue();
}

QJsonValue orNull(const std::optional<QString> &text)
{
    return text ? QJsonValue(*text) : QJsonValue();
}

QString subjectOf(const Report &report)
{
    if (report.messageId.isNull())
        return u"user"_s;
    return report.text ? u"message"_s : u"deleted_message"_s;
}

QJsonValue textOrNull(const QString &text, bool exists = true)
{
    return exists && !text.isEmpty() ? QJsonValue(text) : QJsonValue();
}

} // namespace

QJsonObject user(const User &user, const AccountStatus &status)
{
    return {{u"id"_s, user.id.toString()},
            {u"username"_s, user.username},
            {u"email"_s, orNull(user.email)},
            {u"role"_s, roleName(user.role)},
            {u"state"_s, stateName(status.state)},
            {u"until"_s, orNull(status.until)},
            {u"reason"_s, status.reason},
            {u"mustChangePassword"_s, user.mustChangePassword},
            {u"createdAt"_s, toIsoString(user.createdAt)},
            {u"lastSeenAt"_s, orNull(user.lastSeenAt)}};
}

QJsonObject details(const UserDetails &details)
{
    QJsonObject json = user(details.user, details.status);
    json.insert(u"sessions"_s, details.sessions);
    json.insert(u"rooms"_s, details.rooms);
    return json;
}

QJsonObject change(const UserChange &change, bool dryRun)
{
    return {{u"user"_s, user(change.user, change.status)},
            {u"endedSessions"_s, change.sessions},
            {u"dryRun"_s, dryRun}};
}

QJsonObject session(const StoredSession &session)
{
    return {{u"id"_s, session.session.id.toString()},
            {u"userId"_s, session.user.id.toString()},
            {u"username"_s, session.user.username},
            {u"dialect"_s, session.dialect.isEmpty() ? u"native"_s : session.dialect},
            {u"address"_s, session.address},
            {u"createdAt"_s, toIsoString(session.session.createdAt)},
            {u"expiresAt"_s, toIsoString(session.session.expiresAt)}};
}

QJsonObject connection(const ConnectionInfo &connection)
{
    const bool hasUser = connection.actor.has_value();
    return {{u"id"_s, qint64(connection.id)},
            {u"username"_s, hasUser ? QJsonValue(connection.actor->username) : QJsonValue()},
            {u"userId"_s, hasUser ? QJsonValue(connection.actor->userId.toString()) : QJsonValue()},
            {u"sessionId"_s,
             hasUser ? QJsonValue(connection.actor->sessionId.toString()) : QJsonValue()},
            {u"dialect"_s, connection.dialect},
            {u"protocol"_s, connection.protocol},
            {u"transport"_s, connection.transport},
            {u"address"_s, connection.address},
            {u"userAgent"_s, connection.userAgent},
            {u"openedAt"_s, toIsoString(connection.openedAt)},
            {u"idleMs"_s, qint64(connection.idle.count())},
            {u"roundTripMs"_s, orNull(connection.roundTrip)},
            {u"messagesIn"_s, qint64(connection.messagesIn)},
            {u"messagesOut"_s, qint64(connection.messagesOut)},
            {u"bytesIn"_s, qint64(connection.bytesIn)},
            {u"bytesOut"_s, qint64(connection.bytesOut)},
            {u"backlogBytes"_s, connection.backlogBytes},
            {u"rooms"_s, connection.rooms}};
}

QJsonObject room(const RoomDetails &details)
{
    const Room &room = details.room;
    const bool isPublic = room.kind == RoomKind::Public;
    return {{u"id"_s, room.id.toString()},
            {u"name"_s, room.name},
            {u"kind"_s, isPublic ? u"public"_s : u"private"_s},
            {u"owner"_s, details.owner},
            {u"ownerId"_s, room.ownerId.toString()},
            {u"members"_s, room.memberCount},
            {u"frozen"_s, room.frozen},
            {u"slowMode"_s, room.slowMode},
            {u"createdAt"_s, toIsoString(room.createdAt)}};
}

QJsonObject mute(const Mute &mute)
{
    const bool everywhere = mute.roomId.isNull();
    return {{u"username"_s, mute.user.username},
            {u"userId"_s, mute.user.id.toString()},
            {u"room"_s, everywhere ? QJsonValue() : QJsonValue(mute.room)},
            {u"roomId"_s, everywhere ? QJsonValue() : QJsonValue(mute.roomId.toString())},
            {u"until"_s, orNull(mute.until)},
            {u"reason"_s, mute.reason},
            {u"createdAt"_s, toIsoString(mute.createdAt)},
            {u"createdBy"_s, mute.createdBy}};
}

QJsonObject roomBan(const RoomBan &ban)
{
    return {{u"username"_s, ban.user.username},
            {u"userId"_s, ban.user.id.toString()},
            {u"room"_s, ban.room},
            {u"roomId"_s, ban.roomId.toString()},
            {u"until"_s, orNull(ban.until)},
            {u"reason"_s, ban.reason},
            {u"createdAt"_s, toIsoString(ban.createdAt)},
            {u"createdBy"_s, ban.createdBy}};
}

QJsonObject ban(const AddressBan &ban)
{
    return {{u"address"_s, ban.network.toString()},
            {u"until"_s, orNull(ban.until)},
            {u"reason"_s, ban.reason},
            {u"createdAt"_s, toIsoString(ban.createdAt)},
            {u"createdBy"_s, ban.createdBy}};
}

QJsonObject message(const Message &message)
{
    return {{u"id"_s, message.id.toString()},
            {u"roomId"_s, message.roomId.toString()},
            {u"author"_s, message.author.username},
            {u"authorId"_s, message.author.id.toString()},
            {u"text"_s, message.text},
            {u"createdAt"_s, toIsoString(message.createdAt)},
            {u"editedAt"_s, orNull(message.editedAt)},
            {u"deletedAt"_s, orNull(message.deletedAt)}};
}

QJsonObject status(const ServerStatus &status)
{
    const auto counts = [](const QMap<QString, int> &map) {
        QJsonObject json;
        for (auto each = map.begin(); each != map.end(); ++each)
            json.insert(each.key(), each.value());
        return json;
    };
    const auto uptime =
        std::chrono::duration_cast<std::chrono::seconds>(status.now - status.startedAt);
    return {{u"version"_s, status.version},
            {u"startedAt"_s, toIsoString(status.startedAt)},
            {u"uptimeSeconds"_s, qint64(uptime.count())},
            {u"listeners"_s, QJsonArray::fromStringList(status.listeners)},
            {u"connections"_s, status.connections},
            {u"connectionsByDialect"_s, counts(status.connectionsByDialect)},
            {u"connectionsByProtocol"_s, counts(status.connectionsByProtocol)},
            {u"connectionsByTransport"_s, counts(status.connectionsByTransport)},
            {u"usersOnline"_s, status.usersOnline},
            {u"accounts"_s, status.store.accounts},
            {u"rooms"_s, status.store.rooms},
            {u"databaseBytes"_s, status.store.bytes},
            {u"schema"_s, status.store.schema},
            {u"registration"_s, registrationName(status.registration)},
            {u"lockedDown"_s, status.lockedDown},
            {u"logLevel"_s, status.logLevel},
            {u"memoryBytes"_s, status.memoryBytes},
            {u"descriptors"_s, status.descriptors}};
}

QJsonObject setting(const Setting &setting)
{
    return {{u"key"_s, setting.key},
            {u"value"_s, setting.value},
            {u"default"_s, setting.defaultValue},
            {u"source"_s, setting.source},
            {u"restart"_s, setting.needsRestart}};
}

QJsonObject auditEntry(const AuditEntry &entry)
{
    const AdminAction &action = entry.action;
    return {{u"position"_s, entry.position},
            {u"at"_s, toIsoString(entry.at)},
            {u"actor"_s, action.actor},
            {u"actorId"_s,
             action.actorId.isNull() ? QJsonValue() : QJsonValue(action.actorId.toString())},
            {u"role"_s, roleName(action.role)},
            {u"address"_s, action.address},
            {u"command"_s, action.command},
            {u"target"_s, entry.target},
            {u"arguments"_s, action.arguments},
            {u"before"_s, entry.before},
            {u"after"_s, entry.after},
            {u"reason"_s, action.reason},
            {u"outcome"_s, entry.outcome}};
}

QJsonObject report(const Report &report)
{
    const bool ofMessage = !report.messageId.isNull();
    return {{u"id"_s, report.id.toString()},
            {u"state"_s, reportStateName(report.state)},
            {u"subject"_s, subjectOf(report)},
            {u"username"_s, report.user.username},
            {u"userId"_s, report.user.id.toString()},
            {u"reporter"_s, report.reporter.username},
            {u"reporterId"_s, report.reporter.id.toString()},
            {u"messageId"_s, textOrNull(report.messageId.toString(), ofMessage)},
            {u"text"_s, report.text ? QJsonValue(*report.text) : QJsonValue()},
            {u"room"_s, textOrNull(report.room)},
            {u"roomId"_s, textOrNull(report.roomId.toString(), ofMessage)},
            {u"reason"_s, report.reason},
            {u"createdAt"_s, toIsoString(report.createdAt)},
            {u"resolvedAt"_s,
             report.resolvedAt ? QJsonValue(toIsoString(*report.resolvedAt)) : QJsonValue()},
            {u"resolvedBy"_s, textOrNull(report.resolvedBy)},
            {u"note"_s, report.note}};
}

QJsonObject logLine(const LogLine &line)
{
    return {{u"number"_s, qint64(line.number)},
            {u"at"_s, toIsoString(line.at)},
            {u"level"_s, logLevelName(line.level)},
            {u"category"_s, line.category},
            {u"text"_s, line.text}};
}

QJsonObject textReveal(const TextReveal &reveal)
{
    const bool isOfOneRoom = !reveal.room.isNull();
    return {{u"by"_s, reveal.by},
            {u"reason"_s, reveal.reason},
            {u"until"_s, toIsoString(reveal.until)},
            {u"room"_s, isOfOneRoom ? QJsonValue(reveal.roomName) : QJsonValue()},
            {u"roomId"_s, isOfOneRoom ? QJsonValue(reveal.room.toString()) : QJsonValue()}};
}

} // namespace parlance::adminjson
