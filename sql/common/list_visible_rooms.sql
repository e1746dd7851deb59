-- SPDX-License-Identifier: GPL-3.0-or-later
-- Public rooms and those of a user, older than an id, newest first.
SELECT r.id, r.kind, r.name, r.owner_id, r.created_at, r.updated_at, r.member_count, r.last_seq,
    r.frozen, r.slow_mode, r.purged_seq
FROM live_rooms r
WHERE r.id < :before AND r.kind <> 2
    AND (r.kind = 0
        OR EXISTS (SELECT 1 FROM memberships m WHERE m.room_id = r.id AND m.user_id = :viewer))
ORDER BY r.id DESC LIMIT :limit
