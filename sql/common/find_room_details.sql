-- SPDX-License-Identifier: GPL-3.0-or-later
-- One room as administrators see it. They see no direct conversations.
SELECT r.id, r.kind, r.name, r.owner_id, r.created_at, r.updated_at, r.member_count, r.last_seq,
    r.frozen, r.slow_mode, r.purged_seq, coalesce(u.username, '')
FROM live_rooms r LEFT JOIN users u ON u.id = r.owner_id
WHERE r.id = :room AND r.kind <> 2
