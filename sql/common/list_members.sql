-- SPDX-License-Identifier: GPL-3.0-or-later
-- A page of the members of a room, by user id.
SELECT m.user_id, u.username, m.role, m.joined_at
FROM memberships m JOIN users u ON u.id = m.user_id
WHERE m.room_id = :room AND m.user_id > :after
ORDER BY m.user_id LIMIT :limit
