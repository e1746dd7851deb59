-- SPDX-License-Identifier: GPL-3.0-or-later
-- The messages of a room, newest first, with the position of their posts. The caller stops reading at
-- the first message that is old enough.
SELECT id, room_id, seq, changed_seq, changed_position, author_id, author_name, author_alias,
    text, created_at, edited_at, deleted_at, recipient_id, recipient_name, recipient_alias, position
FROM authored_messages WHERE room_id = :room AND seq > :floor ORDER BY seq DESC LIMIT :limit
