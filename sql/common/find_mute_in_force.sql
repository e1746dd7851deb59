-- SPDX-License-Identifier: GPL-3.0-or-later
-- The mute that keeps a user from writing in a room, the longest one first. :everywhere is empty.
SELECT m.user_id, u.username, coalesce(u.alias, ''), m.room_id, coalesce(r.name, ''), m.until,
    m.reason, m.created_at, m.created_by
FROM mutes m JOIN users u ON u.id = m.user_id LEFT JOIN rooms r ON r.id = m.room_id
WHERE m.user_id = :user AND m.room_id IN (:room, :everywhere)
    AND (m.until IS NULL OR m.until > :now)
ORDER BY CASE WHEN m.until IS NULL THEN 0 ELSE 1 END, m.until DESC LIMIT 1
