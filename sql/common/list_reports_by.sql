-- SPDX-License-Identifier: GPL-3.0-or-later
-- A page of what a user reported, by id; without the messages, which are those of others.
SELECT p.id, p.state, p.reporter_id, coalesce(w.username, ''), coalesce(w.alias, ''), p.user_id,
    coalesce(u.username, ''), coalesce(u.alias, ''), p.message_id, p.room_id, coalesce(r.name, ''), NULL,
    p.reason, p.created_at, p.resolved_at, p.resolved_by, p.note
FROM reports p
LEFT JOIN users w ON w.id = p.reporter_id
LEFT JOIN users u ON u.id = p.user_id
LEFT JOIN rooms r ON r.id = p.room_id AND r.deleted_at IS NULL
WHERE p.reporter_id = :user AND p.id > :after
ORDER BY p.id LIMIT :limit
