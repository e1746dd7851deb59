-- SPDX-License-Identifier: GPL-3.0-or-later
-- Whether a user is in a room, both parties of a direct conversation, the user's role, and whether
-- the room is frozen. Runs first for every post.
SELECT r.direct_key, m.role, r.frozen FROM memberships m JOIN rooms r ON r.id = m.room_id
WHERE m.room_id = :room AND m.user_id = :user
