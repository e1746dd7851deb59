-- SPDX-License-Identifier: GPL-3.0-or-later
-- An invitation to the server that may be used now, by the hash of its code.
SELECT i.id, i.uses, i.used, i.expires_at, i.room_id, coalesce(r.name, ''), i.note, i.created_at,
    i.created_by
FROM invitation_links i LEFT JOIN rooms r
    ON r.id = i.room_id AND r.deleted_at IS NULL
WHERE i.code_hash = :code_hash AND i.used < i.uses AND i.expires_at > :now
