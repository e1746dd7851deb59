-- SPDX-License-Identifier: GPL-3.0-or-later
-- The mute of a user in one room, or everywhere (:room is empty), if it has not ended.
SELECT m.user_id, u.username, coalesce(u.alias, ''), m.room_id, coalesce(r.name, ''), m.until,
    m.reason, m.created_at, m.created_by
FROM mutes m JOIN users u ON u.id = m.user_id LEFT JOIN rooms r ON r.id = m.room_id
WHERE m.user_id = :user AND m.room_id = :room AND (m.until IS NULL OR m.until > :now)
