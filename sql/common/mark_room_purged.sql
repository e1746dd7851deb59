-- SPDX-License-Identifier: GPL-3.0-or-later
-- Hides all messages of a room up to a counter value; their rows are removed later. The purge took
-- the counter value :seq and the commit position :position.
UPDATE rooms SET purged_seq = :purged_seq, purging = 1, purged_position = :position, seq_floor = :seq,
    updated_at = :now
WHERE id = :room
