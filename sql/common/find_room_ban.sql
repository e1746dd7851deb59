-- SPDX-License-Identifier: GPL-3.0-or-later
-- The ban of a user from a room, if it has not ended.
SELECT b.user_id, u.username, coalesce(u.alias, ''), b.room_id, coalesce(r.name, ''), b.until,
    b.reason, b.created_at, b.created_by
FROM room_bans b JOIN users u ON u.id = b.user_id LEFT JOIN rooms r ON r.id = b.room_id
WHERE b.room_id = :room AND b.user_id = :user AND (b.until IS NULL OR b.until > :now)
