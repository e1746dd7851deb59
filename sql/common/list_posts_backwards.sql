-- SPDX-License-Identifier: GPL-3.0-or-later
-- The messages of a room from the newest on, with the position each was posted at. Whoever reads
-- them stops at the first that is old enough.
SELECT id, room_id, seq, changed_seq, changed_position, author_id, author_name, author_alias,
    text, created_at, edited_at, deleted_at, recipient_id, recipient_name, recipient_alias, position
FROM authored_messages WHERE room_id = :room ORDER BY seq DESC LIMIT :limit
