// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/database.h"
#include "storage/writecontext.h"
#include "stores/sessionstore.h"

/// See accountstatements.h.
namespace parlance::statements {

Result<Session> createSession(Database &db, WriteContext &writer, const NewSession &command);
Result<Actor> findActor(Database &db, const Limits &, SessionId id);
Result<ClientMatch> matchClient(Database &db, const Limits &, UserId userId,
                                const ClientQuery &query);
Result<Actor> findActorOfClient(Database &db, const Limits &, const ClientQuery &query);
Result<LastRoom> findLastRoom(Database &db, const Limits &, SessionId id);
Result<void> setLastRoom(Database &db, WriteContext &, SessionId id, const LastRoom &last);
Result<void> deleteSession(Database &db, WriteContext &, SessionId id);
Result<void> deleteSessionsOf(Database &db, WriteContext &, UserId userId);
Result<qint64> deleteExpiredSessions(Database &db, WriteContext &, Timestamp now);

} // namespace parlance::statements
