-- SPDX-License-Identifier: GPL-3.0-or-later
-- A message without its text: where and when it was posted; not of a deleted room.
SELECT m.id, m.room_id, r.kind, coalesce(r.name, ''), m.author_id, m.author_name, m.author_alias,
    m.seq, m.position, m.created_at
FROM authored_messages m JOIN rooms r ON r.id = m.room_id
WHERE m.id = :id AND r.deleted_at IS NULL
