-- SPDX-License-Identifier: GPL-3.0-or-later
-- One report, with the message as it is now; no text: it is gone, or it is a report of a user.
SELECT p.id, p.state, p.reporter_id, coalesce(w.username, ''), coalesce(w.alias, ''), p.user_id,
    coalesce(u.username, ''), coalesce(u.alias, ''), p.message_id, p.room_id, coalesce(r.name, ''), m.text,
    p.reason, p.created_at, p.resolved_at, p.resolved_by, p.note
FROM reports p
LEFT JOIN users w ON w.id = p.reporter_id
LEFT JOIN users u ON u.id = p.user_id
LEFT JOIN rooms r ON r.id = p.room_id AND r.deleted_at IS NULL
LEFT JOIN messages m ON m.id = p.message_id AND m.deleted_at IS NULL AND r.id IS NOT NULL
WHERE p.id = :id
