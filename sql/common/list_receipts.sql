-- SPDX-License-Identifier: GPL-3.0-or-later
-- A page of the recipients of a message by user id: the members who joined before it was posted,
-- without its author; with what is known of each.
SELECT m.user_id, u.username, coalesce(u.alias, ''), m.read_seq,
    EXISTS (SELECT 1 FROM undelivered w WHERE w.user_id = m.user_id AND w.position = :position)
FROM memberships m JOIN users u ON u.id = m.user_id
WHERE m.room_id = :room AND m.user_id > :after AND m.user_id <> :author AND m.joined_at <= :posted
ORDER BY m.user_id LIMIT :limit
