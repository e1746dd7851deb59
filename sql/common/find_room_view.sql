-- SPDX-License-Identifier: GPL-3.0-or-later
-- One room as one user sees it. Counts unread messages of others among the thousand messages after
-- read_seq only, so that the cost does not grow with the number of one's own messages.
SELECT r.id, r.kind, r.name, r.owner_id, r.created_at, r.updated_at, r.member_count, r.last_seq,
    r.frozen, r.slow_mode, r.purged_seq, m.role, peer.id, peer.username, m.read_seq,
    CASE WHEN m.role IS NULL THEN 0 ELSE (
        SELECT count(*) FROM (
            SELECT 1 FROM (
                SELECT x.author_id, x.deleted_at FROM messages x
                WHERE x.room_id = r.id AND x.seq > CASE WHEN m.read_seq > r.purged_seq
                    THEN m.read_seq ELSE r.purged_seq END
                ORDER BY x.seq DESC LIMIT 1000) newest
            WHERE newest.author_id <> m.user_id AND newest.deleted_at IS NULL LIMIT 100) unread)
    END
FROM live_rooms r
LEFT JOIN memberships m ON m.room_id = r.id AND m.user_id = :viewer
LEFT JOIN memberships other
    ON other.room_id = CASE WHEN r.kind = 2 THEN r.id END AND other.user_id <> :viewer
LEFT JOIN users peer ON peer.id = other.user_id
WHERE r.id = :room
