// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/presence.h"
#include "domain/events.h"

#include <QJsonObject>

/// The JSON of the native API's types (resources/api/schemas.json).
namespace parlance::nativejson {

QJsonObject userRef(const UserRef &user);
QJsonObject account(const User &user);
QJsonObject profile(const User &user, const Presence &presence);
/// As pushed to a whole room: without the fields that depend on the viewer.
QJsonObject room(const Room &room);
QJsonObject roomView(const RoomView &view, const Presence &presence);
QJsonObject member(const Member &member, const Presence &presence);
QJsonObject invitation(const Invitation &invitation);
QJsonObject message(const Message &message);
QString roleName(RoomRole role);

} // namespace parlance::nativejson
