-- SPDX-License-Identifier: GPL-3.0-or-later
-- Removes some messages of a deleted room.
DELETE FROM messages
WHERE position IN (SELECT position FROM messages WHERE room_id = :room ORDER BY seq LIMIT :limit)
