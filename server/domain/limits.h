// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

/// Every limit of the domain with its default; the configuration overrides them (section [limits]).
namespace parlance {

struct Limits
{
    /// Of a message, in bytes of UTF-8.
    qsizetype messageBytes = 16 * 1024;
    /// Of a user or room name, in Unicode code points.
    int usernameLength = 64;
    int roomNameLength = 64;
    /// Of a password, in bytes of UTF-8.
    int passwordMinBytes = 8;
    int passwordMaxBytes = 1024;
    /// Of a password chosen through a dialect: the forms of existing clients allow short ones.
    int legacyPasswordMinBytes = 6;
    /// Of a message's client id, in bytes of UTF-8.
    int clientIdBytes = 64;
    int roomsOwnedPerUser = 200;
    /// Public and private rooms together.
    int roomsJoinedPerUser = 1000;
    /// Direct conversations that the user started; those started by others do not count.
    int directsPerUser = 1000;
    int membersPerRoom = 10000;
    int invitationsPerRoom = 1000;
    /// Reports of one user that no moderator has resolved.
    int openReportsPerUser = 100;
    /// Networks that nobody may connect from.
    int addressBans = 10'000;
    /// Of any page of messages, members, rooms.
    int pageSize = 200;
    /// Of an unpaged list of messages, rooms or users in a dialect: the newest entries.
    int listSize = 1000;
    /// Of such a list of messages, in bytes as sent (encodedBytes()): older ones are omitted.
    qsizetype listBytes = qsizetype(2) * 1024 * 1024;
    /// Rooms that one call may resume, and messages in its answer.
    int resumedRooms = 100;
    int resumedMessages = 1000;
    /// Changes sent to a connection after a reconnect; a client that missed more is treated as a
    /// new one.
    int recoveredMessages = 1000;
    /// Of either of these answers, in bytes as sent (encodedBytes()).
    qsizetype missedBytes = qsizetype(2) * 1024 * 1024;
    /// Of one page of messages, in the same unit. Several may be in transit to one client.
    qsizetype pageBytes = qsizetype(512) * 1024;
};

} // namespace parlance
