-- SPDX-License-Identifier: GPL-3.0-or-later
-- Part of deleting a room, and of ending its slow mode.
DELETE FROM last_posts WHERE room_id = :room
