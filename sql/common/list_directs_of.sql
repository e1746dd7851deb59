-- SPDX-License-Identifier: GPL-3.0-or-later
-- The direct conversations of a user, with the place of each one's newest message (null: none).
SELECT mine.room_id,
    (SELECT x.seq FROM messages x WHERE x.room_id = mine.room_id ORDER BY x.seq DESC LIMIT 1),
    (SELECT x.position FROM messages x WHERE x.room_id = mine.room_id ORDER BY x.seq DESC LIMIT 1)
FROM memberships mine JOIN rooms r ON r.id = mine.room_id
WHERE mine.user_id = :user AND r.kind = 2
