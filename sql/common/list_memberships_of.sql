-- SPDX-License-Identifier: GPL-3.0-or-later
-- A page of the rooms that a user is a member of, by id.
SELECT m.room_id, r.kind, coalesce(r.name, ''), m.role, m.joined_at
FROM memberships m JOIN rooms r ON r.id = m.room_id
WHERE m.user_id = :user AND m.room_id > :after
ORDER BY m.room_id LIMIT :limit
