-- SPDX-License-Identifier: GPL-3.0-or-later
-- The rooms of a user in which something was posted, edited or deleted after a commit position. The
-- newest post and the newest change of a room also have its highest positions.
SELECT mine.room_id FROM memberships mine
WHERE mine.user_id = :user
    AND ((SELECT m.position FROM messages m WHERE m.room_id = mine.room_id
          ORDER BY m.seq DESC LIMIT 1) > :since
        OR (SELECT m.changed_position FROM messages m
            WHERE m.room_id = mine.room_id AND m.changed_seq <> m.seq
            ORDER BY m.changed_seq DESC LIMIT 1) > :since)
