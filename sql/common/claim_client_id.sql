-- SPDX-License-Identifier: GPL-3.0-or-later
-- Changes a row only if the client id is unused or has expired, or its message was purged.
INSERT INTO message_client_ids (author_id, room_id, client_id, position, created_at)
VALUES (:author, :room, :client_id, :position, :now)
ON CONFLICT (author_id, room_id, client_id) DO UPDATE
    SET position = excluded.position, created_at = excluded.created_at
    WHERE message_client_ids.created_at <= :expired
        OR NOT EXISTS (SELECT 1 FROM messages m JOIN rooms r ON r.id = m.room_id
            WHERE m.position = message_client_ids.position AND m.seq > r.purged_seq)
