-- SPDX-License-Identifier: GPL-3.0-or-later
-- A user has posted in a room with slow mode.
INSERT INTO last_posts (room_id, user_id, posted_at) VALUES (:room, :user, :now)
ON CONFLICT (room_id, user_id) DO UPDATE SET posted_at = excluded.posted_at
