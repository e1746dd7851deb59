-- SPDX-License-Identifier: GPL-3.0-or-later
-- On the hot path. No placeholder appears twice, because QtSql would then sort the values at each
-- call.
INSERT INTO messages (position, id, room_id, seq, changed_seq, changed_position, author_id, text,
    created_at)
VALUES (:position, :id, :room, :seq, :changed_seq, :changed_position, :author, :text, :now)
