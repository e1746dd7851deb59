-- SPDX-License-Identifier: GPL-3.0-or-later
-- The messages of a room that were posted, edited or deleted after a counter value, in that order.
-- Two halves, each using its own index: messages never changed since their post, and the others.
SELECT * FROM (
    SELECT id, room_id, seq, changed_seq, changed_position, author_id, author_name, author_alias,
    text, created_at, edited_at, deleted_at, recipient_id, recipient_name, recipient_alias
    FROM authored_messages WHERE room_id = :room AND seq > :since AND changed_seq = seq
    ORDER BY seq LIMIT :limit) posted
UNION ALL
SELECT * FROM (
    SELECT id, room_id, seq, changed_seq, changed_position, author_id, author_name, author_alias,
    text, created_at, edited_at, deleted_at, recipient_id, recipient_name, recipient_alias
    FROM authored_messages WHERE room_id = :room AND changed_seq > :since AND changed_seq <> seq
    ORDER BY changed_seq LIMIT :limit) changed
ORDER BY 4 LIMIT :limit
