-- SPDX-License-Identifier: GPL-3.0-or-later
-- The undelivered messages of a user, oldest first, with the position of their posts.
SELECT m.id, m.room_id, m.seq, m.changed_seq, m.changed_position, m.author_id, m.author_name,
    m.author_alias, m.text, m.created_at, m.edited_at, m.deleted_at, m.recipient_id,
    m.recipient_name, m.recipient_alias, m.position
FROM undelivered w JOIN authored_messages m ON m.position = w.position
WHERE w.user_id = :user ORDER BY w.position LIMIT :limit
