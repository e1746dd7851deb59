-- SPDX-License-Identifier: GPL-3.0-or-later
-- Mutes a user; replaces the mute in the same place.
INSERT INTO mutes (user_id, room_id, until, reason, created_at, created_by)
VALUES (:user, :room, :until, :reason, :created_at, :created_by)
ON CONFLICT (user_id, room_id) DO UPDATE
    SET until = excluded.until, reason = excluded.reason, created_at = excluded.created_at,
        created_by = excluded.created_by
