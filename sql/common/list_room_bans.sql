-- SPDX-License-Identifier: GPL-3.0-or-later
-- A page of the bans from a room that have not ended, by user.
SELECT b.user_id, u.username, coalesce(u.alias, ''), b.room_id, coalesce(r.name, ''), b.until,
    b.reason, b.created_at, b.created_by
FROM room_bans b JOIN users u ON u.id = b.user_id LEFT JOIN rooms r ON r.id = b.room_id
WHERE b.room_id = :room AND b.user_id > :after AND (b.until IS NULL OR b.until > :now)
ORDER BY b.user_id LIMIT :limit
