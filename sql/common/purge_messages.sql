-- SPDX-License-Identifier: GPL-3.0-or-later
-- Removes some messages of a room, up to a counter value.
DELETE FROM messages
WHERE position IN (
    SELECT position FROM messages WHERE room_id = :room AND seq <= :last ORDER BY seq LIMIT :limit)
