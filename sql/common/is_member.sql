-- SPDX-License-Identifier: GPL-3.0-or-later
-- Whether a user is in a room, both parties of a direct conversation, the user's role, whether the
-- room is frozen, its slow mode, and whether the user is muted anywhere. Runs first for every post.
SELECT r.direct_key, m.role, r.frozen, r.slow_mode, EXISTS (SELECT 1 FROM mutes x WHERE x.user_id = m.user_id)
FROM memberships m JOIN rooms r ON r.id = m.room_id
WHERE m.room_id = :room AND m.user_id = :user
