-- SPDX-License-Identifier: GPL-3.0-or-later
-- Bans a user from a room; replaces the ban that there is.
INSERT INTO room_bans (room_id, user_id, until, reason, created_at, created_by)
VALUES (:room, :user, :until, :reason, :created_at, :created_by)
ON CONFLICT (room_id, user_id) DO UPDATE
    SET until = excluded.until, reason = excluded.reason, created_at = excluded.created_at,
        created_by = excluded.created_by
