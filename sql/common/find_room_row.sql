-- SPDX-License-Identifier: GPL-3.0-or-later
-- The same as find_room_details, with the number of its messages and the time of the last one.
SELECT r.id, r.kind, r.name, r.owner_id, r.created_at, r.updated_at, r.member_count, r.last_seq,
    r.frozen, r.slow_mode, r.purged_seq, coalesce(u.username, ''),
    (SELECT count(*) FROM messages m WHERE m.room_id = r.id AND m.seq > r.purged_seq),
    (SELECT m.created_at FROM messages m WHERE m.room_id = r.id AND m.seq > r.purged_seq
     ORDER BY m.seq DESC LIMIT 1)
FROM live_rooms r LEFT JOIN users u ON u.id = r.owner_id
WHERE r.id = :room AND r.kind <> 2
