-- SPDX-License-Identifier: GPL-3.0-or-later
-- Stores a report.
INSERT INTO reports (id, state, reporter_id, user_id, message_id, room_id, reason, created_at)
VALUES (:id, 0, :reporter, :user, :message, :room, :reason, :now)
