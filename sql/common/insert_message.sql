-- SPDX-License-Identifier: GPL-3.0-or-later
-- The hot path. No placeholder appears twice: that would double the work of binding.
INSERT INTO messages (position, id, room_id, seq, changed_seq, changed_position, author_id, text,
    created_at)
VALUES (:position, :id, :room, :seq, :changed_seq, :changed_position, :author, :text, :now)
