-- SPDX-License-Identifier: GPL-3.0-or-later
-- The message that was stored for a client id.
SELECT m.id, m.room_id, m.seq, m.changed_seq, m.changed_position, m.author_id, m.author_name,
    m.author_alias, m.text, m.created_at, m.edited_at, m.deleted_at, m.recipient_id,
    m.recipient_name, m.recipient_alias
FROM message_client_ids c JOIN authored_messages m ON m.position = c.position
WHERE c.author_id = :author AND c.room_id = :room AND c.client_id = :client_id
