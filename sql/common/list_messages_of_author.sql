-- SPDX-License-Identifier: GPL-3.0-or-later
-- The messages of an author within a range of positions. Reads all messages of the range, so it must be
-- short.
SELECT id, room_id, seq, changed_seq, changed_position, author_id, author_name, author_alias,
    text, created_at, edited_at, deleted_at, recipient_id, recipient_name, recipient_alias, position
FROM authored_messages
WHERE position > :after AND position <= :last AND author_id = :author
ORDER BY position LIMIT :limit
