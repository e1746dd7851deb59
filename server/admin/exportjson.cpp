// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/exportjson.h"

#include "admin/adminjson.h"
#include "dialects/nativejson.h"

#include <QStringList>

namespace parlance::exportjson {

using namespace Qt::StringLiterals;

namespace {

QJsonValue orNull(const std::optional<Timestamp> &time)
{
    return time ? QJsonValue(toIsoString(*time)) : QJsonValue();
}

QJsonObject typed(const QString &type, QJsonObject object)
{
    object.insert(u"type"_s, type);
    return object;
}

QString kindName(RoomKind kind)
{
    if (kind == RoomKind::Direct)
        return u"direct"_s;
    return kind == RoomKind::Public ? u"public"_s : u"private"_s;
}

QJsonObject account(const ExportPage &page)
{
    const User &user = page.user;
    QJsonObject json = adminjson::user(user, page.status);
    json.insert(u"displayName"_s, user.displayName);
    json.insert(u"phoneNumber"_s, user.phoneNumber ? QJsonValue(*user.phoneNumber) : QJsonValue());
    json.insert(u"alias"_s, user.alias);
    return typed(u"account"_s, json);
}

// The token is stored nowhere.
QJsonObject session(const ExportedSession &session)
{
    return typed(u"session"_s,
                 {{u"id"_s, session.session.id.toString()},
                  {u"dialect"_s, session.dialect.isEmpty() ? u"native"_s : session.dialect},
                  {u"address"_s, session.address},
                  {u"createdAt"_s, toIsoString(session.session.createdAt)},
                  {u"expiresAt"_s, toIsoString(session.session.expiresAt)}});
}

QJsonObject membership(const ExportedMembership &membership)
{
    return typed(u"membership"_s, {{u"roomId"_s, membership.room.toString()},
                                   {u"kind"_s, kindName(membership.kind)},
                                   {u"room"_s, membership.name},
                                   {u"role"_s, nativejson::roleName(membership.role)},
                                   {u"joinedAt"_s, toIsoString(membership.joinedAt)}});
}

QJsonObject message(const Message &message)
{
    const auto &recipient = message.recipient;
    return typed(u"message"_s,
                 {{u"id"_s, message.id.toString()},
                  {u"roomId"_s, message.roomId.toString()},
                  {u"recipient"_s, recipient ? QJsonValue(recipient->username) : QJsonValue()},
                  {u"text"_s, message.text},
                  {u"createdAt"_s, toIsoString(message.createdAt)},
                  {u"editedAt"_s, orNull(message.editedAt)},
                  {u"deletedAt"_s, orNull(message.deletedAt)}});
}

QJsonObject report(const Report &report)
{
    const bool ofMessage = !report.messageId.isNull();
    return typed(u"report"_s, {{u"id"_s, report.id.toString()},
                               {u"state"_s, reportStateName(report.state)},
                               {u"userId"_s, report.user.id.toString()},
                               {u"messageId"_s,
                                ofMessage ? QJsonValue(report.messageId.toString()) : QJsonValue()},
                               {u"reason"_s, report.reason},
                               {u"createdAt"_s, toIsoString(report.createdAt)},
                               {u"resolvedAt"_s, orNull(report.resolvedAt)}});
}

QJsonArray items(const ExportPage &page)
{
    QJsonArray list;
    if (page.part == ExportPart::Account)
        list.append(account(page));
    for (const ExportedSession &each : page.sessions)
        list.append(session(each));
    for (const ExportedMembership &each : page.memberships)
        list.append(membership(each));
    for (const Mute &each : page.mutes)
        list.append(typed(u"mute"_s, adminjson::mute(each)));
    for (const RoomBan &each : page.roomBans)
        list.append(typed(u"room_ban"_s, adminjson::roomBan(each)));
    for (const Report &each : page.reports)
        list.append(report(each));
    for (const Message &each : page.messages)
        list.append(message(each));
    for (const AuditEntry &each : page.audit)
        list.append(typed(u"audit"_s, adminjson::auditEntry(each)));
    return list;
}

} // namespace

QJsonObject page(const ExportPage &page)
{
    QJsonObject json{{u"items"_s, items(page)}};
    const ExportPlace &next = page.next;
    if (next.part != ExportPart::End)
        json.insert(u"next"_s,
                    QStringList{QString::number(next.entry), QString::number(int(next.part)),
                                QString::fromLatin1(next.after.toHex())}
                        .join(u'-'));
    return json;
}

std::optional<ExportPlace> placeFrom(const QString &next)
{
    const QStringList fields = next.split(u'-');
    if (fields.size() != 3)
        return std::nullopt;
    bool hasEntry = false;
    bool hasPart = false;
    const qint64 entry = fields.at(0).toLongLong(&hasEntry);
    const int part = fields.at(1).toInt(&hasPart);
    const bool isPart = hasPart && part > int(ExportPart::Account) && part < int(ExportPart::End);
    if (!hasEntry || !isPart)
        return std::nullopt;
    return ExportPlace{ExportPart(part), QByteArray::fromHex(fields.at(2).toLatin1()), entry};
}

} // namespace parlance::exportjson
