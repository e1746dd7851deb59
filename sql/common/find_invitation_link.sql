-- SPDX-License-Identifier: GPL-3.0-or-later
-- An invitation to the server that has not expired, by its id.
SELECT i.id, i.uses, i.used, i.expires_at, i.room_id, coalesce(r.name, ''), i.note, i.created_at,
    i.created_by
FROM invitation_links i LEFT JOIN rooms r
    ON r.id = i.room_id AND r.deleted_at IS NULL
WHERE i.id = :id AND i.expires_at > :now
