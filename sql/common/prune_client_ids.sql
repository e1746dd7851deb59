-- SPDX-License-Identifier: GPL-3.0-or-later
-- Deletes expired client ids, a limited number at a time.
DELETE FROM message_client_ids
WHERE (author_id, room_id, client_id) IN (
    SELECT author_id, room_id, client_id FROM message_client_ids
    WHERE created_at <= :expired ORDER BY created_at LIMIT :limit)
