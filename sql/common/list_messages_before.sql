-- SPDX-License-Identifier: GPL-3.0-or-later
-- The newest messages before a place, and after :floor, newest first.
SELECT id, room_id, seq, changed_seq, changed_position, author_id, author_name, author_alias,
    text, created_at, edited_at, deleted_at, recipient_id, recipient_name, recipient_alias
FROM authored_messages WHERE room_id = :room AND seq < :before AND seq > :floor
ORDER BY seq DESC LIMIT :limit
