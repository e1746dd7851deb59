-- SPDX-License-Identifier: GPL-3.0-or-later
-- A page of the mutes of a user that have not ended, by room.
SELECT m.user_id, u.username, coalesce(u.alias, ''), m.room_id, coalesce(r.name, ''), m.until,
    m.reason, m.created_at, m.created_by
FROM mutes m JOIN users u ON u.id = m.user_id LEFT JOIN rooms r ON r.id = m.room_id
WHERE m.user_id = :user AND m.room_id >= :from AND (m.until IS NULL OR m.until > :now)
ORDER BY m.room_id LIMIT :limit
