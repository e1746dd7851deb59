// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/accounts.h"
#include "app/administration.h"
#include "app/adminmessages.h"
#include "app/adminrooms.h"
#include "app/admintables.h"
#include "app/announcements.h"
#include "app/auditlog.h"
#include "app/bans.h"
#include "app/connectionrecords.h"
#include "app/deliveryproof.h"
#include "app/invitations.h"
#include "app/logfollow.h"
#include "app/messages.h"
#include "app/metrics.h"
#include "app/moderation.h"
#include "app/personaldata.h"
#include "app/presence.h"
#include "app/reports.h"
#include "app/roombans.h"
#include "app/rooms.h"
#include "app/servercontrol.h"
#include "app/storagecare.h"
#include "app/textreveals.h"
#include "app/trafficlog.h"

namespace parlance {

/// All use cases, for the handlers of the dialects. A use case answers its caller first and
/// publishes its events after that, in the same turn of the event loop, so the caller does not wait
/// for the delivery to others. It publishes first only if the answer, or the next call of the same
/// connection, depends on state that the event changes: Rooms::create() and openDirect()
/// (presence), Accounts::changePassword() (Actor::mustChangePassword).
struct Services
{
    Accounts &accounts;
    Sessions &sessions;
    Rooms &rooms;
    Messages &messages;
    Presence &presence;
    Administration &administration;
    AdminRooms &adminRooms;
    AdminMessages &adminMessages;
    RoomBans &roomBans;
    Moderation &moderation;
    Reports &reports;
    AuditLog &audit;
    Invitations &invitations;
    PersonalData &personalData;
    Bans &bans;
    Lockdown &lockdown;
    Announcements &announcements;
    ServerControl &server;
    Metrics &metrics;
    TrafficLog &traffic;
    TextReveals &reveals;
    AdminTables &tables;
    LogFollow &logs;
    Backups &backups;
    Retention &retention;
    StorageCare &storage;
    ConnectionRecords &records;
    DeliveryProof &proof;
};

} // namespace parlance
