-- SPDX-License-Identifier: GPL-3.0-or-later
-- The ids of a window of the public and private rooms, in the order of one of their columns: the
-- number of RoomColumn. Rows without a value come last. A negative kind or frozen: all.
SELECT id FROM (
    SELECT r.id, CASE :sort
        WHEN 0 THEN r.name_key
        WHEN 1 THEN r.kind
        WHEN 2 THEN (SELECT u.username_key FROM users u WHERE u.id = r.owner_id)
        WHEN 3 THEN r.member_count
        WHEN 4 THEN (SELECT count(*) FROM messages m WHERE m.room_id = r.id AND m.seq > r.purged_seq)
        WHEN 5 THEN r.created_at
        WHEN 6 THEN (SELECT m.created_at FROM messages m
                     WHERE m.room_id = r.id AND m.seq > r.purged_seq ORDER BY m.seq DESC LIMIT 1)
        WHEN 7 THEN r.slow_mode
        ELSE r.frozen END AS place
    FROM rooms r
    WHERE r.kind <> 2 AND r.deleted_at IS NULL
        AND (:search = '' OR instr(r.name_key, :search) > 0 OR r.id = :id)
        AND (:kind < 0 OR r.kind = :kind) AND (:frozen < 0 OR r.frozen = :frozen)
)
ORDER BY place IS NULL, CASE WHEN :descending THEN NULL ELSE place END,
    CASE WHEN :descending THEN place END DESC, id
LIMIT :limit OFFSET :offset
