-- SPDX-License-Identifier: GPL-3.0-or-later
-- The messages of a room before a place, and after :floor, except deleted ones, newest first.
SELECT id, room_id, seq, changed_seq, changed_position, author_id, author_name, author_alias,
    text, created_at, edited_at, deleted_at, recipient_id, recipient_name, recipient_alias
FROM authored_messages WHERE room_id = :room AND seq < :before AND seq > :floor AND deleted_at IS NULL
ORDER BY seq DESC LIMIT :limit
