-- SPDX-License-Identifier: GPL-3.0-or-later
-- A page of the invitations to the server that have not expired, by id.
SELECT i.id, i.uses, i.used, i.expires_at, i.room_id, coalesce(r.name, ''), i.note, i.created_at,
    i.created_by
FROM invitation_links i LEFT JOIN rooms r
    ON r.id = i.room_id AND r.deleted_at IS NULL
WHERE i.id > :after AND i.expires_at > :now
ORDER BY i.id LIMIT :limit
