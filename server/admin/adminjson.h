// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/administration.h"
#include "app/adminmessages.h"
#include "app/adminrooms.h"
#include "app/bans.h"
#include "app/logring.h"
#include "app/moderation.h"
#include "app/reports.h"
#include "app/roombans.h"
#include "app/servercontrol.h"
#include "app/textreveals.h"

#include <QJsonArray>
#include <QJsonObject>

/// The answers to the commands, as JSON.
namespace parlance::adminjson {

QJsonObject user(const User &user, const AccountStatus &status);
QJsonObject details(const UserDetails &details);
/// With the number of sessions that ended, or on a dry run would end.
QJsonObject change(const UserChange &change, bool dryRun);
QJsonObject session(const StoredSession &session);
QJsonObject connection(const ConnectionInfo &connection);
QJsonObject room(const RoomDetails &details);
QJsonObject mute(const Mute &mute);
QJsonObject roomBan(const RoomBan &ban);
/// With its text, unless it is deleted.
QJsonObject message(const Message &message);
QJsonObject ban(const AddressBan &ban);
QJsonObject status(const ServerStatus &status);
QJsonObject setting(const Setting &setting);
QJsonObject auditEntry(const AuditEntry &entry);
QJsonObject report(const Report &report);
QJsonObject logLine(const LogLine &line);
QJsonObject textReveal(const TextReveal &reveal);

/// One page: {"items": […], "next": cursor}; `next` is missing on the last page.
template <class T, class Render, class Cursor>
QJsonObject page(const QList<T> &items, bool more, Render render, Cursor cursor)
{
    QJsonArray list;
    for (const T &item : items)
        list.append(render(item));
    QJsonObject json{{QStringLiteral("items"), list}};
    if (more && !items.isEmpty())
        json.insert(QStringLiteral("next"), cursor(items.last()));
    return json;
}

} // namespace parlance::adminjson
