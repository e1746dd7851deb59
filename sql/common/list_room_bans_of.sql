-- SPDX-License-Identifier: GPL-3.0-or-later
-- A page of the bans of a user from rooms that have not ended, by room.
SELECT b.user_id, u.username, coalesce(u.alias, ''), b.room_id, coalesce(r.name, ''), b.until,
    b.reason, b.created_at, b.created_by
FROM room_bans b JOIN users u ON u.id = b.user_id LEFT JOIN rooms r ON r.id = b.room_id
WHERE b.user_id = :user AND b.room_id > :after AND (b.until IS NULL OR b.until > :now)
ORDER BY b.room_id LIMIT :limit
