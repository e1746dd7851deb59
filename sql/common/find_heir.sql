-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who gets a room when its owner goes: the moderator who has been in it longest, else the member; but
-- first those who can log in.
SELECT m.user_id, u.username, m.role, m.joined_at
FROM memberships m JOIN users u ON u.id = m.user_id
WHERE m.room_id = :room AND m.user_id <> :owner
ORDER BY u.state <> 1, m.role DESC, m.joined_at, m.user_id LIMIT 1
