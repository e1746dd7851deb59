-- SPDX-License-Identifier: GPL-3.0-or-later
-- A page of the rooms as administrators see them, by name. A direct conversation has none.
SELECT r.id, r.kind, r.name, r.owner_id, r.created_at, r.updated_at, r.member_count, r.last_seq,
    r.frozen, r.slow_mode, r.purged_seq, coalesce(u.username, '')
FROM live_rooms r LEFT JOIN users u ON u.id = r.owner_id
WHERE r.name_key > :after AND (:search = '' OR instr(r.name_key, :search) > 0)
ORDER BY r.name_key LIMIT :limit
