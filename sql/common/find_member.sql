-- SPDX-License-Identifier: GPL-3.0-or-later
-- One member of a room. Deleted rooms have none.
SELECT m.user_id, u.username, m.role, m.joined_at
FROM memberships m JOIN users u ON u.id = m.user_id
WHERE m.room_id = :room AND m.user_id = :user
