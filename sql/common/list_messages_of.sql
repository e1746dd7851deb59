-- SPDX-License-Identifier: GPL-3.0-or-later
-- The messages of a user in a stretch of a room, (:floor, :before), newest first.
SELECT id, room_id, seq, changed_seq, changed_position, author_id, author_name, author_alias,
    text, created_at, edited_at, deleted_at, recipient_id, recipient_name, recipient_alias
FROM authored_messages
WHERE room_id = :room AND seq < :before AND seq > :floor AND author_id = :author
ORDER BY seq DESC LIMIT :limit
