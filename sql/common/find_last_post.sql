-- SPDX-License-Identifier: GPL-3.0-or-later
-- When a user posted last in a room with slow mode.
SELECT posted_at FROM last_posts WHERE room_id = :room AND user_id = :user
