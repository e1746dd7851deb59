// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services.h"
#include "calls/callpipeline.h"
#include "consoleparts.h"
#include "datadirectory.h"
#include "gateway/socketgateway.h"
#include "options.h"
#include "realtime/localbroker.h"

namespace parlance {

/// Everything except the network: storage, services, delivery, the gateway. Members are in the
/// order of construction and destroyed in reverse. Event loop only.
struct Core
{
    /// The log outlives it.
    Core(const Config &config, const DataDirectory &data, const QByteArray &secret,
         const LogRing &log);
    Q_DISABLE_COPY_MOVE(Core)

    /// Opens the storage; returns ExitOk, or the exit code after printing one line on stderr.
    int open();
    /// Reads what is kept in memory of who may come in; before the first connection.
    void loadRules(Callback<void> done);
    /// Deletes expired sessions, what erased users leave behind, and messages that are old enough,
    /// now and from time to time.
    void deleteExpired();

    TimerQueue timers;
    LocalBroker broker;
    Passwords passwords;
    RateLimiter limiter;
    Admission admission;
    SqlStore store;
    Registry registry;
    Sessions sessions;
    Accounts accounts;
    Rooms rooms;
    Messages messages;
    Presence presence;
    Administration administration;
    AdminRooms adminRooms;
    AdminMessages adminMessages;
    RoomBans roomBans;
    Moderation moderation;
    Reports reports;
    AuditLog audit;
    Invitations invitations;
    PersonalData personalData;
    Bans bans;
    Lockdown lockdown;
    Announcements announcements;
    ServerControl server;
    Metrics metrics;
    TrafficLog traffic;
    TextReveals reveals;
    AdminTables tables;
    LogFollow logs;
    Backups backups;
    Retention retention;
    StorageCare storage;
    recorder::FlightRecorder recorder{systemNow};
    ConnectionRecords records{recorder};
    DeliveryProof proof;
    Services services;
    Hub hub;
    Claims claims;
    CallPipeline pipeline;
    SocketGateway gateway;
    ConsoleParts console;

private:
    void connectParts();

    Deadline m_housekeeping{timers};
};

} // namespace parlance
